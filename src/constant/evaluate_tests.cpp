// and, or, in, conditions: FEEL's three-valued logic. A part without a value does not matter where another part decides
// (false and 1/0 is false); where none decides, the first such part is the diagnostic.
#include <optional>
#include <utility>

#include "constant/compare.hpp"
#include "constant/evaluator.hpp"
#include "constant/refusal.hpp"
#include "constant/undecided.hpp"

namespace carefare::constant {

using syntax::expr_kind;
using syntax::expr_op;

bool evaluator::condition(syntax::node_id id, std::string_view what) {
    auto const v = eval(id);
    if (auto const* b = std::get_if<bool>(&v.held)) return *b;
    refusal found{diagnostic_code::C008, std::string(what) + " is " + with_article(v) + ", not a boolean",
                  "Write a comparison or another expression that is true or false.", false, e_[id].where};
    throw found;
}

value evaluator::eval_logic(syntax::node_id id) {
    bool const is_or = e_[id].op == expr_op::disjunction;
    undecided rest(run_.spent);
    for (auto const child : e_.children_of(id))
        if (rest.is(is_or, [&] { return condition(child, is_or ? "a part of or" : "a part of and"); })) return value{is_or};
    rest.raise();
    return value{!is_or};
}

value evaluator::eval_in(syntax::node_id id) {
    auto const parts = e_.children_of(id);
    auto const v = eval(parts[0]);
    return value{passes_any(v, parts.subspan(1))};
}

bool evaluator::passes_any(value const& v, children tests) {
    undecided rest(run_.spent);
    for (auto const test : tests)
        if (rest.is(true, [&] { return passes(v, test); })) return true;
    rest.raise();
    return false;
}

namespace {

/// A value in a list equals an item of it or lies in a range among its items.
bool is_in_list(value const& v, value const& tests, evaluation& run) {
    undecided rest(run.spent);
    for (auto const& item : std::get<list>(tests.held).items) {
        auto const* r = std::get_if<range>(&item.held);
        bool const is_interval = r != nullptr && !std::holds_alternative<range>(v.held);
        if (rest.is(true, [&] { return is_interval ? contains(*r, v, run) : are_equal(v, item, run); })) return true;
    }
    if (std::holds_alternative<list>(v.held) && rest.is(true, [&] { return are_equal(v, tests, run); })) return true;
    rest.raise();
    return false;
}

}  // namespace

bool evaluator::passes(value const& v, syntax::node_id test) {
    auto const& node = e_[test];
    run_.spent.spend(1);
    if (node.kind == expr_kind::any_test) return true;
    if (node.kind == expr_kind::not_test) return !passes_any(v, e_.children_of(test));
    if (node.kind == expr_kind::unary_test) return holds(node.op, v, eval(e_.children_of(test)[0]), run_);
    auto const tested = eval(test);
    if (std::holds_alternative<list>(tested.held)) return is_in_list(v, tested, run_);
    auto const* r = std::get_if<range>(&tested.held);
    if (r != nullptr && !std::holds_alternative<range>(v.held)) return contains(*r, v, run_);
    return are_equal(v, tested, run_);
}

}  // namespace carefare::constant
