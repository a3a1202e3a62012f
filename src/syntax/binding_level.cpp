// The levels of the grammar, and the spelling of operators.
#include "syntax/binding_level.hpp"

namespace carefare::syntax {

namespace {

level level_of(expr_op op) {
    switch (op) {
        case expr_op::add:
        case expr_op::subtract:
            return level::sum;
        case expr_op::multiply:
        case expr_op::divide:
            return level::product;
        case expr_op::power:
            return level::power;
        default:
            return level::comparison;
    }
}

}  // namespace

std::string_view sign_of(expr_op op) {
    switch (op) {
        case expr_op::add:
            return "+";
        case expr_op::subtract:
            return "-";
        case expr_op::multiply:
            return "*";
        case expr_op::divide:
            return "/";
        case expr_op::power:
            return "**";
        case expr_op::less:
            return "<";
        case expr_op::less_equal:
            return "<=";
        case expr_op::greater:
            return ">";
        case expr_op::greater_equal:
            return ">=";
        case expr_op::equal:
            return "=";
        case expr_op::not_equal:
            return "!=";
        case expr_op::conjunction:
            return "and";
        case expr_op::disjunction:
            return "or";
        case expr_op::some:
            return "some";
        case expr_op::every:
            return "every";
        case expr_op::ascending:
            return "asc";
        case expr_op::descending:
            return "desc";
        case expr_op::yes:
            return "true";
        case expr_op::no:
            return "false";
        case expr_op::none_:
        case expr_op::counting:
            break;
    }
    return "";
}

level level_of(expr_node const& n) {
    switch (n.kind) {
        case expr_kind::otherwise:
            return level::otherwise;
        case expr_kind::conditional:
        case expr_kind::for_loop:
        case expr_kind::quantified:
            return level::body;
        case expr_kind::logic:
            return n.op == expr_op::disjunction ? level::disjunction : level::conjunction;
        case expr_kind::binary:
            return level_of(n.op);
        case expr_kind::between:
            return level::interval;
        case expr_kind::in:
            return level::membership;
        case expr_kind::negate:
            return level::unary;
        default:
            return level::postfix;
    }
}

}  // namespace carefare::syntax
