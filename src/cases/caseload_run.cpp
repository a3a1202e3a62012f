// Every output for every used row, block by block.
#include <algorithm>
#include <tuple>
#include <utility>

#include <carefare/cases/caseload.hpp>

#include <carefare/program/program.hpp>

#include "cases/caseload_block_results.hpp"
#include "cases/caseload_blocks.hpp"
#include "cases/caseload_carried.hpp"
#include "cases/caseload_paid.hpp"
#include "cases/caseload_text.hpp"

namespace carefare::cases {

using checked::entity_id;
using reference::no_row;
using reference::row_fate;
using reference::row_index;

namespace {

constexpr std::size_t partitions_of_a_block = 200;
constexpr std::size_t most_of_a_cause = 300;

/// A cause is said again at every row that shares its fate, of which there may be a million: a long one is cut, between letters.
std::string shortened(std::string const& text) {
    if (text.size() <= most_of_a_cause) return text;
    auto end = most_of_a_cause;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    return text.substr(0, end) + "...";
}

class caseload_run {
public:
    caseload_run(caseload const& of, workspace::loaded_plan const& plan, reference::settings const& with,
                 std::optional<pay_span> const& pay)
        : of_(of), graph_(*plan.programme), plan_(plan.plan), with_(with), pay_(pay) {}

    caseload_result run(progress const& tell, bool row_by_row) {
        if (!row_by_row) bind_columns();
        list_outputs();
        out_.carried.resize(graph_.carried.size());
        count_rows();
        list_findings();
        blocks all(of_.data, graph_);
        auto const number = all.partitions().size();
        evaluate(all.take(0, 0), [&](entity_id e) { return e == checked::no_id || !all.is_within(e); });
        for (std::size_t first = 0; first < number; first += partitions_of_a_block) {
            auto const count = std::min(partitions_of_a_block, number - first);
            run_block(all, first, count);
            if (tell) tell(first + count, number);
        }
        for (auto& table : out_.results) {
            std::stable_sort(table.rows.begin(), table.rows.end(), [](result_row const& a, result_row const& b) { return a.key < b.key; });
        }
        std::sort(out_.undecided.begin(), out_.undecided.end(), [](undecided_rows const& a, undecided_rows const& b) {
            return std::tie(a.entity, a.owner_key) < std::tie(b.entity, b.owner_key);
        });
        std::sort(out_.incomplete.begin(), out_.incomplete.end(), [](incomplete_group const& a, incomplete_group const& b) {
            return std::tie(a.entity, a.owner_key, a.key) < std::tie(b.entity, b.owner_key, b.key);
        });
        for (auto& table : out_.carried) {
            std::sort(table.rows.begin(), table.rows.end(), [](auto const& a, auto const& b) { return a.key < b.key; });
            std::sort(table.waiting.begin(), table.waiting.end(), [](auto const& a, auto const& b) { return a.key < b.key; });
        }
        std::sort(out_.findings.begin(), out_.findings.end(), [](reported const& a, reported const& b) {
            return std::tie(a.entity, a.key, a.field, a.code, a.message) < std::tie(b.entity, b.key, b.field, b.code, b.message);
        });
        return std::move(out_);
    }

private:
    /// Column by column; partitions of which something is not decided again row by row, which says what is needed.
    void run_block(blocks& all, std::size_t first, std::size_t count) {
        auto const wanted = [&](entity_id e) { return e != checked::no_id && all.is_within(e); };
        if (!columns_) return evaluate(all.take(first, count), wanted);
        std::set<std::string> undecided;
        {
            block_results const results(*columns_, graph_, all.take(first, count), pay_, common_window(of_.data).to);
            results.add_to(out_, [&](entity_id e, reference::row const& row) { return is_context(e, row); });
            undecided = results.undecided();
        }
        if (!undecided.empty()) evaluate(all.take(first, count, &undecided), wanted);
    }

    /// What a program cannot hold is evaluated row by row throughout.
    void bind_columns() {
        try {
            program_ = program::lower(graph_);
            columns_ = bind::bind(*program_, plan_, {with_.readings, with_.options}, with_.known_on ? with_.known_on : of_.data.known_on);
        } catch (program::not_representable const&) {
            columns_.reset();
        }
    }

    void list_outputs() {
        for (auto const rule : graph_.outputs) {
            auto const entity = graph_.rules[rule].owner;
            auto const same = [&](result_table const& table) { return table.entity == entity; };
            auto found = std::find_if(out_.results.begin(), out_.results.end(), same);
            if (found == out_.results.end()) found = out_.results.insert(out_.results.end(), {entity, {}, {}, {}, 0});
            found->outputs.push_back(rule);
            found->totals.emplace_back();
            if (is_money(graph_.rules[rule].type_of)) found->totals.back().sum = rational(0);
        }
    }

    /// A dated row that lies outside the days for which its table is complete is read as history.
    bool is_context(entity_id e, reference::row const& row) const {
        auto const window = of_.data.windows.find(e);
        auto const given = day_of_row(graph_.entities[e], row);
        if (window == of_.data.windows.end() || !given) return false;
        auto const day = *given;
        return (window->second.from && day < *window->second.from) || (window->second.to && *window->second.to < day);
    }

    void count_rows() {
        for (entity_id e = 0; e < graph_.entities.size(); ++e) {
            if (graph_.entities[e].made.kind != checked::maker_kind::host) continue;
            table_counts counts;
            counts.entity = e;
            for (row_index r = 0; r < of_.data.tables[e].size(); ++r) {
                ++counts.read;
                auto const fate = of_.data.fates[e][r];
                if (fate == row_fate::set_aside) {
                    ++counts.set_aside;
                } else if (fate == row_fate::orphan) {
                    ++counts.orphan;
                } else if (is_context(e, of_.data.tables[e][r])) {
                    ++counts.context;
                } else {
                    ++counts.used;
                }
            }
            out_.tables.push_back(counts);
        }
    }

    /// Each finding of the door, then each row that shares the fate of another's: every row that is not used is named.
    void list_findings() {
        std::vector<std::vector<bool>> named;
        for (auto const& table : of_.data.tables) named.emplace_back(table.size(), false);
        for (auto const& found : of_.data.findings) {
            auto const& row = of_.data.tables[found.entity][found.row];
            auto where = row.where;
            for (auto const& one : row.unread) {
                if (one.field == found.field && one.code == found.code) where = one.where;
            }
            out_.findings.push_back({found.code, graph_.entities[found.entity].name, found.key, found.field, found.message, where});
            named[found.entity][found.row] = true;
        }
        for (entity_id e = 0; e < graph_.entities.size(); ++e) {
            for (row_index r = 0; r < of_.data.tables[e].size(); ++r) {
                if (named[e][r] || of_.data.fates[e][r] == row_fate::used) continue;
                auto const& row = of_.data.tables[e][r];
                auto const because = of_.data.because[e][r];
                if (because == reference::no_finding) continue;
                auto const& cause = of_.data.findings[because];
                out_.findings.push_back({cause.code, graph_.entities[e].name, row.key, {}, "goes with " + shortened(cause.message), row.where});
            }
        }
    }

    template <class Wanted>
    void evaluate(reference::dataset const& block, Wanted wanted) {
        reference::evaluator evaluator(graph_, plan_, with_, block);
        paid_rows paid(evaluator, graph_, pay_);
        for (auto& table : out_.results) {
            if (!wanted(table.entity)) continue;
            auto const rows = table.entity == checked::no_id ? 1 : evaluator.row_count(table.entity);
            for (row_index r = 0; r < rows; ++r) {
                if (!is_evaluated(block, table.entity, r, evaluator)) continue;
                if (paid.is_paid(table.entity, r)) {
                    table.rows.push_back(results_of(table, r, evaluator, block));
                } else {
                    ++table.context;
                }
            }
            if (table.entity != checked::no_id) find_undecided(block, table.entity, evaluator);
        }
        for (entity_id e = 0; e < graph_.entities.size(); ++e) {
            if (!wanted(e)) continue;
            count_unpaid_days(block, e, paid);
            list_incomplete(e, evaluator);
        }
        for (std::size_t i = 0; i < graph_.carried.size(); ++i) {
            auto const from = graph_.carried[i].from;
            if (!wanted(from)) continue;
            carry(i, evaluator, graph_, common_window(of_.data).to, out_);
            auto const has_results = [&](result_table const& table) { return table.entity == from; };
            if (std::none_of(out_.results.begin(), out_.results.end(), has_results)) find_undecided(block, from, evaluator);
        }
    }

    /// A row inside the window that stands for no date that is paid for is read for the sake of others.
    void count_unpaid_days(reference::dataset const& block, entity_id e, paid_rows& paid) {
        if (!pay_ || graph_.entities[e].made.kind != checked::maker_kind::host) return;
        auto const counts = std::find_if(out_.tables.begin(), out_.tables.end(), [&](table_counts const& t) { return t.entity == e; });
        for (row_index r = 0; r < block.tables[e].size(); ++r) {
            auto const& row = block.tables[e][r];
            if (block.fates[e][r] != row_fate::used || is_context(e, row) || !paid.is_unpaid_day(e, row)) continue;
            --counts->used;
            ++counts->context;
        }
    }

    void list_incomplete(entity_id e, reference::evaluator& evaluator) {
        if (graph_.entities[e].made.kind != checked::maker_kind::group) return;
        for (auto const r : evaluator.rows(e)) {
            if (!evaluator.is_incomplete(e, r)) continue;
            out_.incomplete.push_back({e, evaluator.key_of(e, r), evaluator.key_of(graph_.entities[e].owner, evaluator.owner_of(e, r))});
        }
    }

    /// Rows that were not made have no line among the results: what they wait for is told of their owner.
    void find_undecided(reference::dataset const& block, entity_id e, reference::evaluator& evaluator) {
        if (graph_.entities[e].made.kind == checked::maker_kind::host) return;
        auto const owner = graph_.entities[e].owner;
        auto const owners = evaluator.row_count(owner);
        for (row_index r = 0; r < owners; ++r) {
            if (!is_evaluated(block, owner, r, evaluator)) continue;
            auto const needs = evaluator.undecided(e, r);
            if (!needs.empty()) out_.undecided.push_back({e, evaluator.key_of(owner, r), {needs.begin(), needs.end()}});
        }
    }

    /// Of the versions of a record the one that counts.
    bool is_evaluated(reference::dataset const& block, entity_id e, row_index r, reference::evaluator& evaluator) const {
        if (e == checked::no_id) return true;
        bool const host = graph_.entities[e].made.kind == checked::maker_kind::host;
        return (!host || block.fates[e][r] == row_fate::used) && evaluator.is_row(e, r);
    }

    result_row results_of(result_table& table, row_index r, reference::evaluator& evaluator, reference::dataset const& block) {
        result_row row;
        if (table.entity != checked::no_id) {
            row.key = evaluator.key_of(table.entity, r);
            auto const owner = evaluator.owner_of(table.entity, r);
            if (owner != no_row) row.owner_key = evaluator.key_of(graph_.entities[table.entity].owner, owner);
        }
        for (std::size_t i = 0; i < table.outputs.size(); ++i) {
            auto const& rule = graph_.rules[table.outputs[i]];
            auto const& got = evaluator.result(table.outputs[i], r);
            row.cells.push_back(cell_of(got, rule, evaluator));
            auto const& state = row.cells.back().state;
            ++table.totals[i].states[state];
            if (state == "pending") ++out_.pending;
            if (state == "fault") {
                auto const where = table.entity != checked::no_id && r < block.tables[table.entity].size() ? block.tables[table.entity][r].where : location{};
                out_.findings.push_back({got.fault_code, table.entity == checked::no_id ? "" : graph_.entities[table.entity].name, row.key,
                                         rule.name, got.fault_message, where});
            }
            if (table.totals[i].sum && got.is == reference::state::value) {
                auto const& amount = std::get<rational>(std::get<checked::scalar_value>(got.value));
                *table.totals[i].sum += amount;
                ++(amount.is_zero() ? table.totals[i].zero : amount.sign() > 0 ? table.totals[i].above : table.totals[i].below);
            }
        }
        return row;
    }

    result_cell cell_of(reference::outcome const& got, checked::rule const& rule, reference::evaluator& evaluator) const {
        switch (got.is) {
            case reference::state::value:
                if (rule.type_of.kind == checked::scalar::link) return {"value", evaluator.key_of(rule.type_of.entity, got.row), {}};
                return {"value", cell_text(got.value, rule.type_of, graph_), {}};
            case reference::state::pending: return {"pending", {}, {got.needs.begin(), got.needs.end()}};
            case reference::state::none: return {"none", {}, {}};
            case reference::state::fault: return {"fault", {}, {}};
            case reference::state::incomplete: return {"incomplete", {}, {}};
        }
        return {};
    }

    caseload const& of_;
    checked::rule_graph const& graph_;
    checked::plan const& plan_;
    reference::settings const& with_;
    std::optional<pay_span> const& pay_;
    std::optional<program::program> program_;
    std::optional<bind::binding> columns_;
    caseload_result out_;
};

}  // namespace

caseload_result run_caseload(caseload const& of, workspace::loaded_plan const& plan, reference::settings const& with, progress const& tell,
                             std::optional<pay_span> const& pay, bool row_by_row) {
    return caseload_run(of, plan, with, pay).run(tell, row_by_row);
}

}  // namespace carefare::cases
