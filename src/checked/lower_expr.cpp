// The dispatch over kinds of expressions, and the constructs that are not tied to one type: logic, branches, none.
#include "checked/lower_expr.hpp"

#include <algorithm>
#include <array>

#include <carefare/constant/evaluate_constant.hpp>

namespace carefare::checked {

using syntax::expr_kind;
using syntax::expr_op;

namespace {

constexpr std::size_t longest_quote = 60;

/// Kinds that mean something only beside what they test, or that the constant evaluator has no value for.
bool is_folded_apart(expr_kind kind) {
    switch (kind) {
        case expr_kind::none:
        case expr_kind::null:
        case expr_kind::range:
        case expr_kind::unary_test:
        case expr_kind::any_test:
        case expr_kind::not_test:
        case expr_kind::named_argument:
        case expr_kind::ordering:
        case expr_kind::iterator:
            return true;
        default:
            return false;
    }
}

}  // namespace

lowering::lowering(lower_context& context, syntax::expr const& e)
    : c_(context), b_(context.b), g_(context.b.graph), e_(e) {}

void lowering::error(diagnostic_code code, location const& where, std::string message, std::string advice) {
    b_.error(code, where, std::move(message), std::move(advice));
}

std::string lowering::written(location const& where) const {
    std::string const nothing = "this";
    if (where.source.value == source_id::none) return nothing;
    std::string_view const text = b_.sources[where.source].text();
    if (where.where.end > text.size() || where.where.begin >= where.where.end) return nothing;
    std::string_view const part = text.substr(where.where.begin, where.where.end - where.where.begin);
    if (part.size() > longest_quote || part.find('\n') != std::string_view::npos) return nothing;
    return "'" + std::string(part) + "'";
}

bool lowering::room_left(location const& where) {
    if (g_.nodes.size() < b_.limits.nodes) return true;
    // Said once: whatever is lowered later finds the graph full, too.
    for (diagnostic const& said : b_.sink.items()) {
        if (said.code == diagnostic_code::G002) return false;
    }
    error(diagnostic_code::G002, where, "the programme needs more than " + std::to_string(b_.limits.nodes) + " nodes",
          "Split " + c_.subject + " into rules that are read by name, so that what is repeated is written once.");
    return false;
}

operand lowering::add(op what, type const& t, location const& where, std::span<node_id const> children,
                      std::uint32_t payload) {
    return {b_.add_node(what, t, where, children, payload), t, false, false, where};
}

lowering::result lowering::lower(syntax::node_id id) {
    auto const& n = e_[id];
    if (!room_left(n.where)) return {};
    if (!is_folded_apart(n.kind) && constant::is_constant(e_, id)) return fold(id);
    return lower_kind(id);
}

lowering::result lowering::lower_kind(syntax::node_id id) {
    auto const& n = e_[id];
    switch (n.kind) {
        case expr_kind::number:
        case expr_kind::money:
        case expr_kind::percent:
        case expr_kind::text:
        case expr_kind::boolean:
        case expr_kind::at_literal:
            return fold(id);
        case expr_kind::none: {
            auto made = add_literal(scalar_value{none_value{}}, with_none(plain_number()), n.where, true);
            made->bare_none = true;
            return made;
        }
        case expr_kind::name:
        case expr_kind::member: {
            if (auto const names = path_of(id)) return lower_path(*names, n.where);
            bool failed = false;
            auto const rows = relation_of(id, failed);
            if (failed) return {};
            if (!rows) {
                path tail;
                syntax::node_id head = id;
                for (; e_[head].kind == expr_kind::member; head = e_.children_of(head)[0])
                    tail.push_back({e_[head].text, e_[head].where});
                std::reverse(tail.begin(), tail.end());
                auto const of = lower(head);
                if (!of) return {};
                return read_tail(*of, tail);
            }
            error(diagnostic_code::T004, n.where,
                  written(n.where) + " is one value for each row of '" + g_.entities[rows->target].name + "'",
                  "Say what becomes of the rows: sum, count, min or max of them, or some/every ... satisfies.");
            return {};
        }
        case expr_kind::filter: {
            error(diagnostic_code::T004, n.where, written(n.where) + " is a selection of rows, not one value",
                  "Put it into an aggregate: sum, count, min or max of it, or some/every ... satisfies.");
            return {};
        }
        case expr_kind::call:
            return lower_call(id);
        case expr_kind::lookup:
            return lower_lookup(id);
        case expr_kind::range:
            return lower_range(id);
        case expr_kind::negate:
            return lower_negate(id);
        case expr_kind::binary:
            return lower_binary(id);
        case expr_kind::logic:
            return lower_logic(id);
        case expr_kind::between:
            return lower_between(id);
        case expr_kind::in:
            return lower_in(id);
        case expr_kind::conditional:
            return lower_conditional(id);
        case expr_kind::quantified:
            return lower_quantified(id);
        case expr_kind::otherwise:
            return lower_otherwise(id);
        default:
            return refuse(id);
    }
}

lowering::result lowering::refuse(syntax::node_id id) {
    auto const& n = e_[id];
    switch (n.kind) {
        case expr_kind::list:
            error(
                diagnostic_code::T008, n.where, "a list of values that depend on a row",
                "Write an aggregate over rows (sum, count, min, max, some, every), or one comparison for each value.");
            break;
        case expr_kind::for_loop:
            error(diagnostic_code::T008, n.where, "'for' makes a list for each row",
                  "Make the body a rule of the rows' entity and aggregate it with sum, count, min or max.");
            break;
        case expr_kind::null:
            error(diagnostic_code::T009, n.where, "'null' is not a value here",
                  "Write none for what does not apply; what is missing is never written.");
            break;
        case expr_kind::invoke:
            error(diagnostic_code::T009, n.where, "only functions that are called by their name exist",
                  "Write the name of a function before the parenthesis.");
            break;
        default:
            error(diagnostic_code::T009, n.where, written(n.where) + " cannot stand here",
                  "A test such as '< 5' or '-' stands in a cell of a decision table or after 'in'.");
            break;
    }
    return {};
}

lowering::result lowering::lower_boolean(syntax::node_id id, std::string_view what) {
    auto const made = lower(id);
    if (!made || !is_value(*made)) return {};
    if (made->type_of.kind == scalar::boolean) return made;
    error(diagnostic_code::T023, made->where,
          std::string(what) + " must be true or false, but " + written(made->where) + " is " +
              g_.to_string(made->type_of),
          "Write a comparison or name a boolean.");
    return {};
}

lowering::result lowering::lower_logic(syntax::node_id id) {
    auto const& n = e_[id];
    bool const all = n.op == expr_op::conjunction;
    std::vector<node_id> children;
    bool good = true;
    for (syntax::node_id const child : e_.children_of(id)) {
        auto const made = lower_boolean(child, all ? "an operand of 'and'" : "an operand of 'or'");
        if (made) children.push_back(made->node);
        good = good && made.has_value();
    }
    if (!good) return {};
    return add(all ? op::conjunction : op::disjunction, simple(scalar::boolean), n.where, children);
}

lowering::result lowering::lower_conditional(syntax::node_id id) {
    auto const& n = e_[id];
    auto const children = e_.children_of(id);
    auto const condition = lower_boolean(children[0], "the condition of 'if'");
    auto const yes = lower(children[1]);
    auto const no = lower(children[2]);
    if (!condition || !yes || !no) return {};
    std::array<operand, 2> branches{*yes, *no};
    auto const t = unify(branches);
    if (!t) return {};
    auto made = add(op::conditional, *t, n.where, std::array{condition->node, branches[0].node, branches[1].node});
    made.literal = branches[0].literal && branches[1].literal;
    made.bare_none = branches[0].bare_none && branches[1].bare_none;
    return made;
}

lowering::result lowering::lower_otherwise(syntax::node_id id) {
    auto const& n = e_[id];
    auto const children = e_.children_of(id);
    auto const first = lower(children[0]);
    auto const second = lower(children[1]);
    if (!first || !second) return {};
    if (!first->type_of.optional) {
        error(diagnostic_code::T021, first->where,
              written(first->where) + " is never none, so 'otherwise' never counts", "Leave 'otherwise' out.");
        return {};
    }
    std::array<operand, 2> both{*first, *second};
    auto t = unify(both);
    if (!t) return {};
    t->optional = both[1].type_of.optional;
    auto made = add(op::otherwise, *t, n.where, std::array{both[0].node, both[1].node});
    made.literal = both[0].literal && both[1].literal;
    made.bare_none = both[0].bare_none && both[1].bare_none;
    return made;
}

node_id lowering::lower_condition(std::string_view what) {
    auto const made = lower_boolean(e_.root, what);
    return made ? made->node : no_id;
}

node_id lowering::lower_as(type const& asked, std::string_view what) {
    auto made = lower();
    if (!made || !takes(*made, asked, what)) return no_id;
    return made->node;
}

}  // namespace carefare::checked
