// Proves that decision tables have no gap and no forbidden overlap, and names the region where they have.
#include <algorithm>
#include <set>

#include "checked/builder.hpp"
#include "checked/narrow.hpp"
#include "checked/table_regions.hpp"

namespace carefare::checked {

namespace {

constexpr std::size_t regions_shown = 5;

using syntax::hit_policy;

bool needs_output(hit_policy policy) { return policy != hit_policy::collect_sum && policy != hit_policy::collect_count; }

class table_pass {
public:
    table_pass(builder& b, decision_table const& table) : b_(b), table_(table) {}

    void run() {
        std::uint64_t steps = 0;
        std::vector<std::vector<value_class>> columns;
        while (columns.size() < table_.inputs.size()) {
            auto classes = classes_of(b_.graph, table_, columns.size(), steps, b_.limits.region_steps);
            if (!classes) break;
            columns.push_back(std::move(*classes));
        }
        reached_.assign(table_.rows.size(), false);
        bool const done =
            columns.size() == table_.inputs.size() &&
            walk_regions(table_, columns, steps, b_.limits.region_steps, [this](region const& at) { visit(at); });
        b_.counters.region_steps += steps;
        if (!done) {
            b_.error(diagnostic_code::D005, table_.where,
                     "this table has too many regions to prove in " + std::to_string(b_.limits.region_steps) + " steps",
                     "Split it into two tables, each with fewer inputs.");
            return;
        }
        report();
    }

private:
    void visit(region const& at) {
        std::vector<std::size_t> certain;
        for (std::size_t r = 0; r < at.rows.size(); ++r) {
            if (at.rows[r] == hit::certain) certain.push_back(r);
        }
        mark_reached(at, certain);
        if (certain.empty() && needs_output(table_.policy) && !table_.otherwise) {
            if (gaps_.size() < regions_shown) gaps_.push_back(describe(at, table_));
            ++gap_count_;
        }
        if (certain.size() < 2) return;
        if (table_.policy == hit_policy::unique) clash(diagnostic_code::D002, at, certain[0], certain[1]);
        if (table_.policy == hit_policy::any) {
            for (std::size_t i = 1; i < certain.size(); ++i) {
                if (differ(table_.rows[certain[0]].output, table_.rows[certain[i]].output)) {
                    clash(diagnostic_code::D004, at, certain[0], certain[i]);
                }
            }
        }
    }

    /// Under first, a row is reached where no certain row stands above it; else wherever it is not out.
    void mark_reached(region const& at, std::vector<std::size_t> const& certain) {
        for (std::size_t r = 0; r < at.rows.size(); ++r) {
            if (at.rows[r] == hit::out) continue;
            if (table_.policy == hit_policy::first && !certain.empty() && certain[0] < r) continue;
            reached_[r] = true;
        }
    }

    /// Two outputs that are constants and not equal; other pairs are compared when a row hits both.
    bool differ(node_id a, node_id b) const {
        return b_.graph.nodes[a].what == op::constant && b_.graph.nodes[b].what == op::constant && !same_shape(b_.graph, a, b);
    }

    void clash(diagnostic_code code, region const& at, std::size_t a, std::size_t b) {
        if (!clashes_.insert({a, b}).second) return;
        bool const overlap = code == diagnostic_code::D002;
        diagnostic d;
        d.code = code;
        d.where = table_.rows[b].where;
        d.message = std::string(overlap ? "two rows of a unique table hit: " : "two rows of an 'any' table hit and give different outputs: ") +
                    describe(at, table_);
        d.labels.push_back({table_.rows[a].where, "the other row"});
        d.advice = overlap ? "Narrow one of the two rows, delete one, or choose hit_policy first."
                           : "Give both rows the same output, or narrow one of them.";
        b_.sink.add(std::move(d));
    }

    void report() {
        if (gap_count_ > 0) {
            std::string message = "no row covers " + gaps_[0];
            for (std::size_t i = 1; i < gaps_.size(); ++i) message += "; nor " + gaps_[i];
            if (gap_count_ > gaps_.size()) message += "; nor " + std::to_string(gap_count_ - gaps_.size()) + " more regions";
            b_.error(diagnostic_code::D001, table_.where, message, "Add a row for it, widen one, or give an `otherwise:`.");
        }
        for (std::size_t r = 0; r < reached_.size(); ++r) {
            if (reached_[r]) continue;
            b_.error(diagnostic_code::D003, table_.rows[r].where, "no input reaches this row",
                     "Delete it, or correct the row above that takes its place or the cell that its input can never match.");
        }
    }

    builder& b_;
    decision_table const& table_;
    std::vector<bool> reached_;
    std::vector<std::string> gaps_;
    std::size_t gap_count_ = 0;
    std::set<std::pair<std::size_t, std::size_t>> clashes_;
};

}  // namespace

void analyse_decisions(builder& b) {
    for (auto const& table : b.graph.decisions) table_pass(b, table).run();
}

}  // namespace carefare::checked
