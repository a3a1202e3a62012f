// Decision tables: input clauses, cells as tests, outputs of the rule's type, hit policies.
#include <array>

#include "checked/lower_expr.hpp"

namespace carefare::checked {

using syntax::hit_policy;

namespace {

/// Inputs are lowered before rows, so that a cell can be typed by its input. Empty where one has a mistake.
struct lowered_inputs {
    std::vector<node_id> nodes;
    std::vector<std::optional<type>> types;
};

lowered_inputs lower_inputs(lower_context& context, syntax::decision_table_syntax const& table) {
    lowered_inputs made;
    for (syntax::expr const& input : table.inputs) {
        auto const x = lowering(context, input).lower();
        std::optional<type> t;
        if (x && (is_row(x->type_of) || x->type_of.kind == scalar::range || x->literal || x->bare_none)) {
            context.b.error(
                diagnostic_code::T012, x->where,
                "an input clause that is " + (x->literal ? "a literal" : context.b.graph.to_string(x->type_of)),
                "Name a boolean, number, word, text or date of a row before the first '|'.");
        } else if (x) {
            t = x->type_of;
        }
        made.nodes.push_back(x ? x->node : no_id);
        made.types.push_back(t);
    }
    return made;
}

/// What an output cell must be: the rule's type, but for collect, where it is what is collected.
std::optional<type> output_type(lower_context& context, syntax::decision_table_syntax const& table, type const& asked) {
    auto const refuse = [&](std::string message, std::string advice) {
        context.b.error(diagnostic_code::T037, table.policy.where, std::move(message), std::move(advice));
        return std::optional<type>{};
    };
    switch (table.policy.value) {
        case hit_policy::collect_sum:
            if (asked.kind != scalar::number)
                return refuse(
                    "collect sum adds numbers, but " + context.subject + " is " + context.b.graph.to_string(asked),
                    "Declare a number, or choose another hit policy.");
            return with_none(asked, false);
        case hit_policy::collect_min:
        case hit_policy::collect_max:
            if (!is_ordered(asked))
                return refuse("collect min and max compare numbers or dates, but " + context.subject + " is " +
                                  context.b.graph.to_string(asked),
                              "Declare a number or a date, or choose another hit policy.");
            return with_none(asked, false);
        case hit_policy::collect_count:
            if (!same_kind(asked, plain_number()))
                return refuse(
                    "collect count gives a number, but " + context.subject + " is " + context.b.graph.to_string(asked),
                    "Declare the type number.");
            return plain_number();
        default:
            return asked;
    }
}

bool lower_row(lower_context& context, syntax::decision_table_syntax const& table, lowered_inputs const& inputs,
               syntax::decision_row_syntax const& row, std::optional<type> const& output, decision_row& made) {
    bool good = true;
    for (std::size_t i = 0; i < row.tests.size() && i < inputs.types.size(); ++i) {
        if (!inputs.types[i]) continue;
        auto cell = lowering(context, row.tests[i]).lower_cell(*inputs.types[i], table.inputs[i]);
        good = good && cell.has_value();
        if (cell) made.tests.push_back(std::move(*cell));
    }
    if (!output) return false;
    if (table.policy.value == hit_policy::collect_count) {
        // Rows are counted whatever they say, so an output is only what it says.
        auto const said = lowering(context, row.output).lower();
        made.output = said ? said->node : no_id;
    } else {
        made.output = lowering(context, row.output).lower_as(*output, "the output of " + context.subject);
    }
    return good && made.output != no_id;
}

}  // namespace

node_id lower_decision(lower_context& context, syntax::decision_table_syntax const& table, type const& asked,
                       citation const& cite) {
    builder& b = context.b;
    bool good = table.has_policy;  // reported by the reader where it is not given
    lowered_inputs const inputs = lower_inputs(context, table);
    for (auto const& t : inputs.types)
        good = good && t.has_value();
    auto const output = table.has_policy ? output_type(context, table, asked) : std::optional<type>(asked);

    decision_table made;
    made.policy = table.policy.value;
    made.where = table.where;
    made.inputs = inputs.nodes;
    for (syntax::expr const& input : table.inputs)
        made.input_texts.push_back(input.source_text);
    for (syntax::decision_row_syntax const& row : table.rows) {
        decision_row lowered;
        lowered.where = row.where;
        lowered.cite = row.annotation.empty() ? cite : citation{row.annotation, row.annotation_where};
        good = lower_row(context, table, inputs, row, output, lowered) && good;
        made.rows.push_back(std::move(lowered));
    }
    if (table.otherwise) {
        bool const needless =
            table.policy.value == hit_policy::collect_sum || table.policy.value == hit_policy::collect_count;
        if (table.has_policy && needless) {
            b.error(diagnostic_code::T038, table.otherwise->where,
                    "'otherwise' beside collect sum or collect count, which have a value without any row",
                    "Leave 'otherwise' out: a sum of no row is 0, and so is a count.");
            good = false;
        } else {
            node_id const value =
                lowering(context, *table.otherwise).lower_as(asked, "'otherwise' of " + context.subject);
            good = good && value != no_id;
            made.otherwise = value;
        }
    }
    if (!good) return no_id;
    b.graph.decisions.push_back(std::move(made));
    return b.add_node(op::decide, asked, table.where, {}, static_cast<std::uint32_t>(b.graph.decisions.size() - 1));
}

}  // namespace carefare::checked
