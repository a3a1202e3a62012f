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
    /// Nothing collected is read of `outputs` where rows are counted.
    decision(program::decision_plan const& plan, std::span<column const* const> inputs, std::span<column const* const> truths,
             std::span<column const* const> outputs, column const* otherwise, column& made, std::size_t size)
        : plan_(plan), inputs_(inputs), truths_(truths), outputs_(outputs), otherwise_(otherwise), made_(made), out_(values_of<Number>(made)), size_(size),
          counts_(plan.policy == hit_policy::collect_count) {
        made_.states.resize(size);
    }

    void run(std::vector<kernels::table_row>& hits, flags& apart) {
        bool const one_row = plan_.policy == hit_policy::first || plan_.policy == hit_policy::unique;
        if (sizeof(Number) == sizeof(std::int64_t) && one_row) {
            run_by_columns(hits, apart);
        } else {
            for (std::size_t i = 0; i < size_; ++i) decide(i);
        }
        if (is_all_values(made_.states)) made_.states.clear();
    }

private:
    /// As if every row were decided; then those apart of which some cell is not.
    void run_by_columns(std::vector<kernels::table_row>& hits, flags& apart) {
        auto const& loops = kernels::chosen();
        auto* const cells = made_.cells.data();
        auto* const marks = marks_in(made_, size_);
        if (otherwise_ != nullptr && !otherwise_->flat)
            std::copy_n(otherwise_->cells.data(), size_, cells);
        else
            std::fill_n(cells, size_, otherwise_ != nullptr ? otherwise_->cells[0] : 0);
        if (otherwise_ != nullptr && !otherwise_->plain() && !otherwise_->flat)
            std::copy_n(marks_of(*otherwise_).at, size_, marks);
        else
            std::fill_n(marks, size_, static_cast<std::uint8_t>(otherwise_ != nullptr ? otherwise_->is(0) : state::fault));
        // Decided apart: an input is a fault, a cell is not decided, or two rows of the table hit.
        apart.assign(size_, 0);
        for (auto const* input : inputs_) loops.mark_from(apart.data(), marks_of(*input), static_cast<std::uint8_t>(state::fault), size_);
        hits.clear();
        for (std::size_t r = 0; r < truths_.size(); ++r) hits.push_back({operand_of(*truths_[r]), operand_of(*outputs_[r])});
        loops.first_hits(cells, marks, apart.data(), hits.data(), hits.size(), plan_.policy == hit_policy::unique, size_);
        for_each_marked(apart, [&](std::size_t i) { decide(i); });
    }

    void decide(std::size_t i) {
        made_.states[i] = state::value;
        auto const give = [&](column const* from) {
            out_[i] = view<Number>(*from)[i];
            made_.states[i] = from->is(i);
        };
        auto const nothing_applies = [&] {
            if (otherwise_ != nullptr)
                give(otherwise_);
            else
                made_.states[i] = state::fault;
        };
        auto is_fault = false;
        for (auto const* input : inputs_) is_fault = is_fault || input->is(i) == state::fault;
        if (is_fault) {
            made_.states[i] = state::fault;
            return;
        }
        auto worst = state::value;          // of rows that are not decided
        std::size_t certain = 0, first = truths_.size();
        auto above = state::value;          // of those above the first certain row
        for (std::size_t r = 0; r < truths_.size(); ++r) {
            auto const is = truths_[r]->is(i);
            if (is != state::value) {
                worst = std::max(worst, is);
                if (first == truths_.size()) above = std::max(above, is);
            } else if (is_true(r, i)) {
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
        auto const is_certain = [&](std::size_t r) { return truths_[r]->is(i) == state::value && is_true(r, i); };
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
                auto const is = outputs_[r]->is(i);
                given = is == state::none ? given : std::max(given, is);
                if (is != state::value && is != state::none) continue;
                if (!agreed) agreed = r;
                bool const same = outputs_[*agreed]->is(i) == is && (is == state::none || output(*agreed, i) == output(r, i));
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
            auto const is = outputs_[r]->is(i);
            if (is == state::none) continue;
            worst = std::max(worst, is);
            auto const value = output(r, i);
            if (plan_.policy == hit_policy::collect_sum)
                total += value;
            else if (!any || (plan_.policy == hit_policy::collect_min ? value < total : total < value))
                total = value;
            any = true;
        }
        if (worst != state::value) {
            made_.states[i] = worst;
        } else if (certain == 0 && otherwise_ != nullptr) {
            give(otherwise_);
        } else {
            out_[i] = counts_ ? static_cast<Number>(certain) : total;
            bool const extreme = plan_.policy == hit_policy::collect_min || plan_.policy == hit_policy::collect_max;
            if (extreme && !any) made_.states[i] = state::none;
        }
    }

    [[nodiscard]] bool is_true(std::size_t r, std::size_t i) const { return view<std::int64_t>(*truths_[r])[i] != 0; }
    [[nodiscard]] Number output(std::size_t r, std::size_t i) const { return view<Number>(*outputs_[r])[i]; }

    program::decision_plan const& plan_;
    std::span<column const* const> inputs_, truths_, outputs_;
    column const* otherwise_;
    column& made_;
    held<Number>& out_;
    std::size_t size_;
    bool counts_;
};

}  // namespace

/// Rows that apply nowhere are left out, and where the first that applies counts, those below one that does everywhere.
template <class Number>
void machine::decide(instruction const& what) {
    auto const& plan = program_.decisions[what.payload];
    bool const is_first = plan.policy == hit_policy::first;
    auto& [rows, inputs, truths, outputs, hits, apart] = decided_;
    for (auto* list : {&inputs, &truths, &outputs}) list->clear();
    rows.clear();
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
    for (auto const one : plan.inputs) inputs.push_back(&at(one));
    for (auto const r : rows) {
        truths.push_back(&at(plan.truths[r]));
        if (plan.policy != hit_policy::collect_count) outputs.push_back(&at(plan.outputs[r]));
    }
    auto const* const otherwise = plan.otherwise != program::no_reg && !ends ? &at(plan.otherwise) : nullptr;
    decision<Number>(plan, inputs, truths, outputs, otherwise, made, size).run(hits, apart);
}

template void machine::decide<std::int64_t>(instruction const&);
template void machine::decide<wide>(instruction const&);

}  // namespace carefare::eval
