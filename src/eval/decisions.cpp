// Decision tables: the row that hits, or what the rows that hit come to.
#include "eval/machine.hpp"
#include "eval/operands.hpp"

namespace carefare::eval {

using syntax::hit_policy;

namespace {

/// One table over the rows of a frame.
template <class Number>
class decision {
public:
    decision(program::decision_plan const& plan, column& made, std::size_t size)
        : plan_(plan), made_(made), out_(values_of<Number>(made)), size_(size), counts_(plan.policy == hit_policy::collect_count) {
        made_.states.resize(size);
    }
    void add_input(column const& of) {
        inputs_.emplace_back(of);
        input_columns_.push_back(&of);
    }
    void add_row(column const& truth, column const* output) {
        truths_.emplace_back(truth);
        truth_columns_.push_back(&truth);
        if (output == nullptr) return;
        outputs_.emplace_back(*output);
        output_columns_.push_back(output);
    }
    void set_otherwise(column const& of) {
        otherwise_.emplace(of);
        otherwise_column_ = &of;
    }

    void run() {
        bool const one_row = plan_.policy == hit_policy::first || plan_.policy == hit_policy::unique;
        if (sizeof(Number) == sizeof(std::int64_t) && one_row) {
            run_by_columns();
        } else {
            for (std::size_t i = 0; i < size_; ++i) decide(i);
        }
        if (is_all_values(made_.states)) made_.states.clear();
    }

private:
    /// As if every row were decided; then those apart of which some cell is not.
    void run_by_columns() {
        auto const& loops = kernels::chosen();
        auto* const cells = made_.cells.data();
        auto* const marks = marks_in(made_, size_);
        if (otherwise_column_ != nullptr && !otherwise_column_->flat)
            std::copy_n(otherwise_column_->cells.data(), size_, cells);
        else
            std::fill_n(cells, size_, otherwise_ ? static_cast<std::int64_t>((*otherwise_)[0]) : 0);
        if (otherwise_ && !otherwise_->plain() && !otherwise_->flat())
            std::copy_n(marks_of(*otherwise_column_).at, size_, marks);
        else
            std::fill_n(marks, size_, static_cast<std::uint8_t>(otherwise_ ? otherwise_->is(0) : state::fault));
        // Decided apart: an input is a fault, a cell is not decided, or two rows of the table hit.
        flags marked(size_, 0);
        for (auto const* input : input_columns_) loops.mark_from(marked.data(), marks_of(*input), static_cast<std::uint8_t>(state::fault), size_);
        std::vector<kernels::table_row> rows;
        for (std::size_t r = 0; r < truths_.size(); ++r) rows.push_back({operand_of(*truth_columns_[r]), operand_of(*output_columns_[r])});
        loops.first_hits(cells, marks, marked.data(), rows.data(), rows.size(), plan_.policy == hit_policy::unique, size_);
        for_each_marked(marked, [&](std::size_t i) { decide(i); });
    }

    void decide(std::size_t i) {
        made_.states[i] = state::value;
        auto const give = [&](view<Number> const& from) {
            out_[i] = from[i];
            made_.states[i] = from.is(i);
        };
        auto const nothing_applies = [&] {
            if (otherwise_)
                give(*otherwise_);
            else
                made_.states[i] = state::fault;
        };
        auto is_fault = false;
        for (auto const& input : inputs_) is_fault = is_fault || input.is(i) == state::fault;
        if (is_fault) {
            made_.states[i] = state::fault;
            return;
        }
        auto worst = state::value;          // of rows that are not decided
        std::size_t certain = 0, first = truths_.size();
        auto above = state::value;          // of those above the first certain row
        for (std::size_t r = 0; r < truths_.size(); ++r) {
            auto const is = truths_[r].is(i);
            if (is != state::value) {
                worst = std::max(worst, is);
                if (first == truths_.size()) above = std::max(above, is);
            } else if (truths_[r][i] != 0) {
                if (first == truths_.size()) first = r;
                ++certain;
            }
        }
        if (plan_.policy == hit_policy::first) {
            if (above != state::value)
                made_.states[i] = above;
            else if (first == truths_.size())
                nothing_applies();
            else
                give(outputs_[first]);
            return;
        }
        if (plan_.policy == hit_policy::unique) {
            if (worst == state::fault || certain > 1)
                made_.states[i] = state::fault;
            else if (certain == 1)
                give(outputs_[first]);
            else if (worst != state::value)
                made_.states[i] = worst;
            else
                nothing_applies();
            return;
        }
        auto const is_certain = [&](std::size_t r) { return truths_[r].is(i) == state::value && truths_[r][i] != 0; };
        if (plan_.policy == hit_policy::any) {
            if (worst == state::fault) {
                made_.states[i] = state::fault;
                return;
            }
            if (certain == 0) {
                if (worst != state::value)
                    made_.states[i] = worst;
                else
                    nothing_applies();
                return;
            }
            auto given = state::value;
            std::optional<std::size_t> agreed;
            bool differs = false;
            for (std::size_t r = 0; r < truths_.size(); ++r) {
                if (!is_certain(r)) continue;
                auto const is = outputs_[r].is(i);
                given = is == state::none ? given : std::max(given, is);
                if (is != state::value && is != state::none) continue;
                if (!agreed) agreed = r;
                bool const same = outputs_[*agreed].is(i) == is && (is == state::none || outputs_[*agreed][i] == outputs_[r][i]);
                differs = differs || !same;
            }
            if (given == state::fault || differs)
                made_.states[i] = state::fault;
            else if (given != state::value)
                made_.states[i] = given;
            else
                give(outputs_[*agreed]);
            return;
        }
        Number total = 0;
        bool any = false;
        for (std::size_t r = 0; r < truths_.size() && !counts_; ++r) {
            if (!is_certain(r)) continue;
            auto const is = outputs_[r].is(i);
            if (is == state::none) continue;
            worst = std::max(worst, is);
            auto const value = outputs_[r][i];
            if (plan_.policy == hit_policy::collect_sum)
                total += value;
            else if (!any || (plan_.policy == hit_policy::collect_min ? value < total : total < value))
                total = value;
            any = true;
        }
        if (worst != state::value) {
            made_.states[i] = worst;
        } else if (certain == 0 && otherwise_) {
            give(*otherwise_);
        } else {
            out_[i] = counts_ ? static_cast<Number>(certain) : total;
            bool const extreme = plan_.policy == hit_policy::collect_min || plan_.policy == hit_policy::collect_max;
            if (extreme && !any) made_.states[i] = state::none;
        }
    }

    program::decision_plan const& plan_;
    column& made_;
    held<Number>& out_;
    std::size_t size_;
    bool counts_;
    std::vector<view<std::int64_t>> inputs_, truths_;
    std::vector<view<Number>> outputs_;
    std::optional<view<Number>> otherwise_;
    std::vector<column const*> input_columns_, truth_columns_, output_columns_;
    column const* otherwise_column_ = nullptr;
};

}  // namespace

/// Rows that apply nowhere are left out, and where the first that applies counts, those below one that does everywhere.
template <class Number>
void machine::decide(instruction const& what) {
    auto const& plan = program_.decisions[what.payload];
    bool const is_first = plan.policy == hit_policy::first;
    std::vector<std::size_t> rows;
    bool const known = std::all_of(plan.inputs.begin(), plan.inputs.end(), [&](program::reg of) { return at(of).plain(); });
    bool ends = false;  // the last of them applies everywhere
    for (std::size_t r = 0; r < plan.truths.size() && !ends; ++r) {
        bool const everywhere = is_known_for_all(plan.truths[r]);
        if (everywhere && at(plan.truths[r]).cells[0] == 0) continue;
        rows.push_back(r);
        ends = is_first && everywhere;
    }
    if (known && ends && rows.size() == 1) return same(what, plan.outputs[rows.front()]);
    bool const single = is_first || plan.policy == hit_policy::unique || plan.policy == hit_policy::any;
    if (known && single && rows.empty() && plan.otherwise != program::no_reg) return same(what, plan.otherwise);
    auto const size = size_for(what);
    auto& made = start(what, size);
    decision<Number> table(plan, made, size);
    for (auto const one : plan.inputs) table.add_input(at(one));
    for (auto const r : rows) table.add_row(at(plan.truths[r]), plan.policy == hit_policy::collect_count ? nullptr : &at(plan.outputs[r]));
    if (plan.otherwise != program::no_reg && !ends) table.set_otherwise(at(plan.otherwise));
    table.run();
}

template void machine::decide<std::int64_t>(instruction const&);
template void machine::decide<wide>(instruction const&);

}  // namespace carefare::eval
