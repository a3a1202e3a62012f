// Evaluation of every kind of node but tests (evaluate_tests.cpp) and loops (evaluate_loops.cpp), and the public entry.
#include <carefare/constant/evaluate_constant.hpp>

#include <new>
#include <utility>

#include "constant/arithmetic.hpp"
#include "constant/builtin.hpp"
#include "constant/compare.hpp"
#include "constant/evaluator.hpp"
#include "constant/foreign_parts.hpp"
#include "constant/parse_temporal.hpp"
#include "constant/refusal.hpp"

namespace carefare::constant {

using syntax::expr_kind;
using syntax::expr_op;

value evaluator::eval(syntax::node_id id) {
    try {
        run_.spent.spend(1);
        return eval_kind(id);
    } catch (refusal& found) {
        if (!found.where) found.where = e_[id].where;
        throw;
    }
}

value evaluator::eval_kind(syntax::node_id id) {
    auto const& node = e_[id];
    switch (node.kind) {
        case expr_kind::number:
        case expr_kind::money:
        case expr_kind::percent:
        case expr_kind::text:
        case expr_kind::boolean:
        case expr_kind::at_literal: return eval_literal(node);
        case expr_kind::name: return eval_name(node);
        case expr_kind::member: return eval_member(id);
        case expr_kind::call: return eval_call(id);
        case expr_kind::list: return eval_list(id);
        case expr_kind::range: return eval_range(id);
        case expr_kind::unary_test: return eval_unary_range(id);
        case expr_kind::negate: return negate(eval(e_.children_of(id)[0]), run_);
        case expr_kind::binary: return eval_binary(id);
        case expr_kind::logic: return eval_logic(id);
        case expr_kind::between: return eval_between(id);
        case expr_kind::in: return eval_in(id);
        case expr_kind::conditional: return eval_conditional(id);
        case expr_kind::for_loop: return eval_for(id);
        case expr_kind::quantified: return eval_quantified(id);
        case expr_kind::filter: return eval_filter(id);
        default: refuse_kind(node);
    }
}

void evaluator::refuse_kind(syntax::expr_node const& node) const { throw refusal_of_kind(node.kind); }

value evaluator::eval_literal(syntax::expr_node const& node) {
    if (node.kind == expr_kind::boolean) return value{node.op == expr_op::yes};
    if (node.kind == expr_kind::at_literal) return read_at_literal(node.text, run_);
    if (node.kind == expr_kind::text) {
        run_.spent.admit_text(node.text.size());
        return value{node.text};
    }
    auto amount = rational::from_decimal(node.text);
    if (!amount)
        refuse(diagnostic_code::L023, "the exponent of '" + node.text + "' is outside -6176 to 6144", "Use a smaller number.");
    auto made = run_.spent.admit(std::move(*amount));
    if (node.kind == expr_kind::money) return make_number(std::move(made), number_kind::money);
    if (node.kind == expr_kind::percent) return make_number(made / rational(100), number_kind::percent);
    return make_number(std::move(made));
}

value read_at_literal(std::string_view text, evaluation& run) {
    auto made = parse_at_literal(text);
    if (!made)
        refuse(diagnostic_code::C011, "@\"" + std::string(text) + "\" is no date, time, date and time or duration",
               "Write it as 2023-10-01, 10:15:00, 2023-10-01T10:15:00, P1Y2M or P3DT4H.");
    if (auto const* time = std::get_if<time_of_day>(&made->held)) run.zones.admit(time->where);
    if (auto const* both = std::get_if<wide_date_time>(&made->held)) run.zones.admit(both->time.where);
    return std::move(*made);
}

value const* evaluator::bound(std::string_view name) const {
    for (auto at = bindings_.rbegin(); at != bindings_.rend(); ++at)
        if (at->name == name) return at->held;
    return nullptr;
}

value evaluator::eval_name(syntax::expr_node const& node) {
    auto const* found = bound(node.text);
    if (found == nullptr) throw refusal_of_name(node.text);
    if (auto const* several = std::get_if<list>(&found->held)) run_.spent.spend(several->items.size());
    if (auto const* text = std::get_if<std::string>(&found->held)) run_.spent.admit_text(text->size());
    return *found;
}

value const& evaluator::view(syntax::node_id id, value& holder) {
    if (e_[id].kind == expr_kind::name)
        if (auto const* found = bound(e_[id].text)) return *found;
    holder = eval(id);
    return holder;
}

value evaluator::eval_call(syntax::node_id id) {
    auto const& node = e_[id];
    auto const* function = find_builtin(node.text);
    if (function == nullptr) throw refusal_of_function(node.text);
    std::vector<named_argument> arguments;
    for (auto const child : e_.children_of(id)) {
        auto const& argument = e_[child];
        bool const named = argument.kind == expr_kind::named_argument;
        arguments.push_back({named ? std::string_view(argument.text) : std::string_view{},
                             eval(named ? e_.children_of(child)[0] : child)});
    }
    return call_builtin(*function, std::move(arguments), run_);
}

value evaluator::eval_list(syntax::node_id id) {
    list_builder made(run_.spent);
    for (auto const child : e_.children_of(id)) made.add(eval(child));
    return made.take();
}

value evaluator::eval_range(syntax::node_id id) {
    auto const& node = e_[id];
    auto const ends = e_.children_of(id);
    auto const read = [&](syntax::node_id end) -> std::optional<value> {
        if (end == syntax::no_node || e_[end].kind == expr_kind::none) return std::nullopt;
        return eval(end);
    };
    auto low = read(ends[0]);
    auto high = read(ends[1]);
    return make_range(std::move(low), std::move(high), node.low_closed, node.high_closed, run_);
}

value evaluator::eval_unary_range(syntax::node_id id) {
    auto const op = e_[id].op;
    auto end = eval(e_.children_of(id)[0]);
    switch (op) {
        case expr_op::less:
        case expr_op::less_equal:
            return make_range(std::nullopt, std::move(end), false, op == expr_op::less_equal, run_);
        case expr_op::greater:
        case expr_op::greater_equal:
            return make_range(std::move(end), std::nullopt, op == expr_op::greater_equal, false, run_);
        default: break;
    }
    auto const shared = std::make_shared<value const>(std::move(end));
    bool const equal = op == expr_op::equal;
    return value{range{shared, shared, equal, equal, equal ? range_form::equal : range_form::not_equal}};
}

value evaluator::eval_binary(syntax::node_id id) {
    value left_holder, right_holder;
    auto const sides = e_.children_of(id);
    auto const& left = view(sides[0], left_holder);
    auto const& right = view(sides[1], right_holder);
    auto const op = e_[id].op;
    if (op >= expr_op::add && op <= expr_op::power) return calculate(op, left, right, run_);
    return value{holds(op, left, right, run_)};
}

bool holds(expr_op op, value const& a, value const& b, evaluation& run) {
    run.spent.spend(1);
    if (op == expr_op::equal) return are_equal(a, b, run);
    if (op == expr_op::not_equal) return !are_equal(a, b, run);
    auto const side = order(a, b, run);
    switch (op) {
        case expr_op::less: return side < 0;
        case expr_op::less_equal: return side <= 0;
        case expr_op::greater: return side > 0;
        default: return side >= 0;
    }
}

value evaluator::eval_between(syntax::node_id id) {
    auto const parts = e_.children_of(id);
    auto const v = eval(parts[0]);
    auto const low = eval(parts[1]);
    auto const high = eval(parts[2]);
    bool const above = order(v, low, run_) >= 0;
    bool const below = order(v, high, run_) <= 0;
    return value{above && below};
}

value evaluator::eval_conditional(syntax::node_id id) {
    auto const parts = e_.children_of(id);
    return eval(condition(parts[0], "the condition of if") ? parts[1] : parts[2]);
}

value evaluator::eval_member(syntax::node_id id) {
    value holder;
    return property_of(view(e_.children_of(id)[0], holder), e_[id].text, run_);
}

std::optional<value> evaluate_constant(syntax::expr const& e, diagnostics& sink, syntax::node_id root,
                                       evaluation_limits const& limits, evaluation_counters* counters,
                                       zone_source const* zones) {
    if (root == syntax::no_node) root = e.root;
    budget spent(limits);
    zone_book book(zones);
    evaluation run{spent, book};
    std::optional<value> made;
    auto const report = [&](refusal const& found) {
        sink.error(found.code, found.where.value_or(e[root].where), found.message, found.advice);
    };
    try {
        auto const foreign = foreign_parts(e, root);
        for (auto const& found : foreign) report(found);
        if (foreign.empty()) made = evaluator(e, run).eval(root);
    } catch (refusal const& found) {
        report(found);
    }
    if (counters != nullptr) counters->steps = spent.steps();
    return made;
}

bool is_constant(syntax::expr const& e, syntax::node_id root) { return foreign_parts(e, root).empty(); }

}  // namespace carefare::constant
