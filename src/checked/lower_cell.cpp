// Unary tests: cells of decision tables and what stands after `in`. A test of constants becomes a value or an interval,
// which the proofs of decision tables read; any other becomes a boolean node.
#include <array>

#include <carefare/constant/evaluate_constant.hpp>

#include "checked/lower_expr.hpp"

namespace carefare::checked {

using syntax::expr_kind;
using syntax::expr_op;

namespace {

bool is_end_constant(syntax::expr const& e, syntax::node_id end) {
    return end == syntax::no_node || e[end].kind == expr_kind::none || constant::is_constant(e, end);
}

}  // namespace

std::vector<syntax::node_id> lowering::tests_below(ids tests) const {
    std::vector<syntax::node_id> flat;
    for (syntax::node_id const test : tests) {
        if (e_[test].kind != expr_kind::list) {
            flat.push_back(test);
            continue;
        }
        auto const inner = tests_below(e_.children_of(test));
        flat.insert(flat.end(), inner.begin(), inner.end());
    }
    return flat;
}

bool lowering::is_constant_test(syntax::node_id test) const {
    auto const& n = e_[test];
    switch (n.kind) {
        case expr_kind::none:
            return true;
        case expr_kind::range: {
            for (syntax::node_id const end : e_.children_of(test)) {
                if (!is_end_constant(e_, end)) return false;
            }
            return true;
        }
        case expr_kind::unary_test:
            return is_end_constant(e_, e_.children_of(test)[0]);
        default:
            return constant::is_constant(e_, test);
    }
}

bool lowering::is_whole_cell(syntax::node_id test) {
    expr_kind const kind = e_[test].kind;
    if (kind != expr_kind::not_test && kind != expr_kind::any_test) return false;
    error(diagnostic_code::T036, e_[test].where, written(e_[test].where) + " stands beside or inside other tests",
          "Let '-' or not(...) be the only test, or write the tests apart.");
    return true;
}

bool lowering::constant_test(syntax::node_id test, type const& input, std::vector<constant_value>& out) {
    auto const& n = e_[test];
    if (n.kind == expr_kind::unary_test) return constant_comparison(test, input, out);
    auto made = lower(test);
    if (!made) return false;
    if (made->bare_none) {
        if (input.optional) {
            out.emplace_back(scalar_value{none_value{}});
            return true;
        }
        error(diagnostic_code::T021, n.where, "what is tested is never none",
              "Leave the test out: a value that is not there is pending, not none.");
        return false;
    }
    bool const range = made->type_of.kind == scalar::range;
    type const asked = with_none(range ? range_of(input) : input, false);
    if (range && !is_ordered(input)) {
        error(diagnostic_code::T017, n.where,
              written(n.where) + " is a range, but what is tested is " + g_.to_string(input), "List the values.");
        return false;
    }
    if (made->literal) {
        if (!adapt(*made, asked)) return false;
    } else if (!same_kind(made->type_of, asked)) {
        error(diagnostic_code::T017, n.where,
              written(n.where) + " is " + g_.to_string(made->type_of) + ", but what is tested is " +
                  g_.to_string(with_none(input, false)),
              "Test it against values of its own type.");
        return false;
    }
    out.push_back(g_.constants[g_.nodes[made->node].payload]);
    return true;
}

bool lowering::constant_comparison(syntax::node_id test, type const& input, std::vector<constant_value>& out) {
    auto const& n = e_[test];
    std::vector<constant_value> compared;
    if (!constant_test(e_.children_of(test)[0], input, compared)) return false;
    auto const* v = std::get_if<scalar_value>(&compared.front());
    bool const is_none = v != nullptr && std::holds_alternative<none_value>(*v);
    if (n.op == expr_op::equal) {
        out.push_back(std::move(compared.front()));
        return true;
    }
    if (v == nullptr || (is_none && n.op != expr_op::not_equal) || (!is_ordered(input) && n.op != expr_op::not_equal)) {
        error(diagnostic_code::T012, n.where, written(n.where) + " does not apply to " + g_.to_string(input),
              "Only numbers, dates and dates and times are less or greater.");
        return false;
    }
    switch (n.op) {
        case expr_op::less:
            out.emplace_back(interval{{}, *v, true, false});
            return true;
        case expr_op::less_equal:
            out.emplace_back(interval{{}, *v, true, true});
            return true;
        case expr_op::greater:
            out.emplace_back(interval{*v, {}, false, true});
            return true;
        case expr_op::greater_equal:
            out.emplace_back(interval{*v, {}, true, true});
            return true;
        default:
            break;
    }
    if (other_than(*v, input, out)) return true;
    error(diagnostic_code::T035, n.where, written(n.where) + " cannot stand among tests of " + g_.to_string(input),
          "Write not(...) around the values that do not count.");
    return false;
}

bool lowering::other_than(scalar_value const& v, type const& input, std::vector<constant_value>& out) {
    if (std::holds_alternative<none_value>(v) || input.kind == scalar::text) return false;
    if (is_ordered(input)) {
        out.emplace_back(interval{{}, v, true, false});
        out.emplace_back(interval{v, {}, false, true});
        return true;
    }
    if (input.kind == scalar::boolean) {
        out.emplace_back(scalar_value{!std::get<bool>(v)});
        return true;
    }
    auto const words = static_cast<std::uint32_t>(g_.word_lists[input.words].words.size());
    for (std::uint32_t i = 0; i < words; ++i) {
        if (i != std::get<word>(v).index) out.emplace_back(scalar_value{word{i}});
    }
    return true;
}

lowering::result lowering::variable_test(syntax::node_id test, operand const& x) {
    auto const& n = e_[test];
    // An input that is none is told apart before tests are looked at, so here it is a value.
    operand tested = x;
    tested.type_of.optional = false;
    if (n.kind == expr_kind::unary_test) {
        auto const with = lower(e_.children_of(test)[0]);
        if (!with) return {};
        return compare(n.op, tested, *with, n.where);
    }
    auto const with = lower(test);
    if (!with) return {};
    if (with->type_of.kind == scalar::range) return inside(tested, *with, n.where);
    return compare(expr_op::equal, tested, *with, n.where);
}

std::optional<cell_test> lowering::lower_cell(type const& input_type, syntax::expr const& input) {
    cell_test cell;
    cell.where = e_.where;
    cell.text = e_.source_text;
    auto const& root = e_[e_.root];
    if (root.kind == expr_kind::any_test) {
        cell.any = true;
        return cell;
    }
    std::vector<syntax::node_id> tests{e_.root};
    tests = tests_below(tests);
    if (tests.size() == 1 && e_[tests.front()].kind == expr_kind::any_test) {
        cell.any = true;
        return cell;
    }
    if (tests.size() == 1 && e_[tests.front()].kind == expr_kind::not_test) {
        cell.negated = true;
        tests = tests_below(e_.children_of(tests.front()));
    }
    bool good = true;
    for (syntax::node_id const test : tests) {
        if (is_whole_cell(test)) return {};
        if (is_constant_test(test)) {
            good = constant_test(test, input_type, cell.values) && good;
            continue;
        }
        auto const x = lowering(c_, input).lower();
        auto const made = x ? variable_test(test, *x) : result{};
        if (made) cell.predicates.push_back(made->node);
        good = good && made.has_value();
    }
    if (!good) return {};
    return cell;
}

}  // namespace carefare::checked
