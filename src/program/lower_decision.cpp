// Decision tables: a truth for each row from its cells, an output for each row, and the policy that picks.
#include <algorithm>

#include "program/lowering.hpp"

namespace carefare::program {

using checked::node_id;

namespace {

constexpr std::int64_t least_cell = INT64_MIN;
constexpr std::int64_t most_cell = INT64_MAX;

}  // namespace

operand lowering::cell_test(checked::cell_test const& test, operand const& given, checked::type const& of, context const& in) {
    // Texts, quotients and numbers beyond a cell are no places on a scale: each value is compared. The input gives its state.
    auto input = given;
    std::vector<operand> predicates;
    bool const compares = of.kind == checked::scalar::text || given.over || given.in == lane::wide;
    if (given.over) {
        auto const depth = std::max(given.depth, given.over->depth);
        input = bring(given, depth, in);
        input.over = nullptr;
        input.value = emit_at(code::beside, in, depth, {input.value, bring(*given.over, depth, in).value}, input.in, 0, 0, input.in);
    }
    input = in_lane(input, lane::cell, in);
    span_test made;
    made.negated = test.negated;
    // The place of a value on the scale of the input's cells, if it has one.
    auto const place = [&](checked::scalar_value const& value) -> std::optional<rational> {
        if (auto const* number = std::get_if<rational>(&value)) return *number * input.denominator;
        if (auto const* truth = std::get_if<bool>(&value)) return rational(*truth ? 1 : 0);
        if (auto const* word = std::get_if<checked::word>(&value)) return rational(word->index);
        if (auto const* day = std::get_if<date>(&value)) return rational(day->days);
        if (auto const* moment = std::get_if<date_time>(&value)) return rational(moment->minutes);
        return std::nullopt;
    };
    auto const cell = [](rational const& whole) {
        auto const fitting = whole.to_int64();
        return fitting ? *fitting : whole.sign() < 0 ? least_cell : most_cell;
    };
    for (auto const& value : test.values) {
        if (auto const* one = std::get_if<checked::scalar_value>(&value)) {
            if (std::holds_alternative<checked::none_value>(*one)) {
                made.none = true;
                continue;
            }
            if (compares) {
                predicates.push_back(compared(checked::op::equal, {given, scalar(*one)}, in));
                continue;
            }
            auto const at = place(*one);
            if (at->is_integer()) made.spans.emplace_back(cell(*at), cell(*at));
            continue;
        }
        auto const& range = std::get<checked::interval>(value);
        if (compares) {
            predicates.push_back(membership(given, literal(range, of), in));
            continue;
        }
        auto low = least_cell, high = most_cell;
        auto const is_open = [](std::optional<checked::scalar_value> const& end) {
            return !end || std::holds_alternative<checked::none_value>(*end);
        };
        if (!is_open(range.low)) {
            auto const at = *place(*range.low);
            low = cell(at.is_integer() && !range.low_closed ? at + 1 : at.ceiling());
        }
        if (!is_open(range.high)) {
            auto const at = *place(*range.high);
            high = cell(at.is_integer() && !range.high_closed ? at - 1 : at.floor());
        }
        if (low <= high) made.spans.emplace_back(low, high);
    }
    auto depth = input.depth;
    for (auto const predicate : test.predicates) predicates.push_back(lower(predicate, in));
    for (auto const& predicate : predicates) depth = std::max(depth, predicate.depth);
    std::vector<reg> operands{bring(input, depth, in).value};
    for (auto const& one : predicates) operands.push_back(bring(one, depth, in).value);
    out_.spans.push_back(made);
    operand truth;
    truth.depth = depth;
    truth.value = emit_at(code::in_spans, in, depth, operands, lane::cell, static_cast<std::uint32_t>(out_.spans.size() - 1));
    return truth;
}

operand lowering::decide(node_id id, context const& in) {
    auto const& table = graph_.decisions[graph_.nodes[id].payload];
    std::vector<operand> inputs;
    int depth = flat_depth;
    for (auto const input : table.inputs) {
        inputs.push_back(lower(input, in));
        depth = std::max(depth, inputs.back().depth);
    }
    std::vector<operand> truths, outputs;
    bool const counts = table.policy == syntax::hit_policy::collect_count;
    for (auto const& row : table.rows) {
        std::vector<operand> cells;
        for (std::size_t i = 0; i < row.tests.size(); ++i) {
            if (row.tests[i].any) continue;
            cells.push_back(cell_test(row.tests[i], inputs[i], graph_.nodes[table.inputs[i]].type_of, in));
        }
        operand truth;
        if (cells.empty()) {
            truth = scalar(checked::scalar_value{true});
        } else if (cells.size() == 1) {
            truth = cells.front();
        } else {
            for (auto const& cell : cells) truth.depth = std::max(truth.depth, cell.depth);
            std::vector<reg> operands;
            for (auto const& cell : cells) operands.push_back(bring(cell, truth.depth, in).value);
            truth.value = emit_at(code::conjunction, in, truth.depth, operands);
        }
        depth = std::max(depth, truth.depth);
        truths.push_back(truth);
        if (!counts) {
            outputs.push_back(lower(row.output, in));
            if (outputs.back().over || outputs.back().is_range) throw not_representable("an output that is a range or a quotient");
            depth = std::max(depth, outputs.back().depth);
        }
    }
    bool const otherwise = table.otherwise.has_value();
    if (otherwise) {
        outputs.push_back(lower(*table.otherwise, in));
        depth = std::max(depth, outputs.back().depth);
    }
    bool const numbers = std::any_of(outputs.begin(), outputs.end(), [](operand const& one) { return one.is_number; });
    if (numbers && !outputs.empty()) align(outputs, in);
    if (table.policy == syntax::hit_policy::collect_sum) {
        auto const rows = rational(static_cast<std::int64_t>(table.rows.size()));
        bool const is_wide = std::any_of(outputs.begin(), outputs.end(), [&](operand const& one) {
            return lane_for(std::min(one.least * rows, rational(0)), std::max(one.most * rows, rational(0)), one.denominator) == lane::wide;
        });
        if (is_wide) align(outputs, in, lane::wide);
    }

    operand made;
    made.depth = depth;
    decision_plan plan;
    plan.policy = table.policy;
    for (auto const& input : inputs) plan.inputs.push_back(bring(input, depth, in).value);
    for (auto const& truth : truths) plan.truths.push_back(bring(truth, depth, in).value);
    for (auto const& output : outputs) plan.outputs.push_back(bring(output, depth, in).value);
    if (otherwise) {
        plan.otherwise = plan.outputs.back();
        plan.outputs.pop_back();
    }
    if (counts) plan.outputs.assign(truths.size(), no_reg);
    made.is_number = numbers || counts;
    if (numbers) {
        made.denominator = outputs.front().denominator;
        made.in = outputs.front().in;
        for (auto const& output : outputs) {
            made.least = &output == &outputs.front() ? output.least : std::min(made.least, output.least);
            made.most = &output == &outputs.front() ? output.most : std::max(made.most, output.most);
        }
        if (table.policy == syntax::hit_policy::collect_sum) {
            auto const rows = rational(static_cast<std::int64_t>(table.rows.size()));
            made.least = std::min(rational(0), made.least * rows);
            made.most = std::max(rational(0), made.most * rows);
        }
    }
    if (counts) made.most = rational(static_cast<std::int64_t>(table.rows.size()));
    plan.of = made.in;
    std::vector<reg> operands = plan.inputs;
    operands.insert(operands.end(), plan.truths.begin(), plan.truths.end());
    for (auto const output : plan.outputs) {
        if (output != no_reg) operands.push_back(output);
    }
    if (plan.otherwise != no_reg) operands.push_back(plan.otherwise);
    out_.decisions.push_back(std::move(plan));
    made.value = emit_at(code::decide, in, depth, operands, made.in, static_cast<std::uint32_t>(out_.decisions.size() - 1), 0,
                         made.in);
    return made.is_number && !counts ? bounded(made, id) : made;
}

}  // namespace carefare::program
