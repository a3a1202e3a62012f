// How types meet: literals take the type of what stands beside them, everything else must have it already. Every
// disagreement of types is worded here.
#include <algorithm>

#include "checked/lower_expr.hpp"

namespace carefare::checked {

namespace {

bool is_zero(scalar_value const& v) {
    auto const* n = std::get_if<rational>(&v);
    return n != nullptr && n->is_zero();
}

}  // namespace

bool lowering::retype(scalar_value& v, type const& from, type const& to, location const& where) {
    if (std::holds_alternative<none_value>(v)) return true;
    if (from.kind == scalar::text && to.kind == scalar::word) {
        auto const& list = g_.word_lists[to.words];
        std::string const& text = std::get<std::string>(v);
        auto const found = std::find(list.words.begin(), list.words.end(), text);
        if (found == list.words.end()) {
            error(diagnostic_code::T015, where, "'" + text + "' is no word of '" + list.name + "'",
                  did_you_mean(text, list.words, "Write one of " + choices(list.words) + "."));
            return false;
        }
        v = word{static_cast<std::uint32_t>(found - list.words.begin())};
        return true;
    }
    if (from.kind != to.kind) {
        std::string advice = "Write a value of type " + g_.to_string(to) + ".";
        if (from.kind == scalar::text && (to.kind == scalar::date || to.kind == scalar::date_time))
            advice = "Write a date as @\"2019-06-01\".";
        if (from.kind == scalar::number && to.kind == scalar::word)
            advice = "Write a word of '" + g_.word_lists[to.words].name + "' in quotes.";
        error(diagnostic_code::T017, where,
              written(where) + " is " + g_.to_string(from) + ", where " + g_.to_string(to) + " is needed", advice);
        return false;
    }
    if (from.kind != scalar::number || is_zero(v)) return same_kind(from, to) || is_zero(v);
    // A zero is the same in every unit. Other literals keep what is written with them: $ or %.
    if (from.percent) {
        if (to.measure.is_plain()) return true;
        error(diagnostic_code::T013, where, written(where) + " is percent, where " + g_.to_string(to) + " is needed",
              "Write an amount of " + g_.to_string(to) + ".");
        return false;
    }
    int const asked = money_power(to.measure);
    if (money_power(from.measure) != 0) {
        if (asked == 1) return true;
        error(diagnostic_code::T013, where, written(where) + " is money, where " + g_.to_string(to) + " is needed",
              "Leave the $ out, or compare it with an amount of money.");
        return false;
    }
    if (to.percent) {
        error(diagnostic_code::T018, where, written(where) + " stands where a percent is needed",
              "Write it with %: 27% for 27 of 100.");
        return false;
    }
    if (asked != 0) {
        error(diagnostic_code::T019, where, written(where) + " stands where " + g_.to_string(to) + " is needed",
              "Write it with $: $30 for 30 dollars.");
        return false;
    }
    return true;
}

bool lowering::adapt_node(node_id id, type const& to) {
    node const n = g_.nodes[id];
    bool good = true;
    if (n.what == op::conditional || n.what == op::otherwise) {
        std::vector<node_id> const children(g_.children_of(id).begin(), g_.children_of(id).end());
        for (std::size_t i = n.what == op::conditional ? 1 : 0; i < children.size(); ++i)
            good = adapt_node(children[i], to) && good;
    } else if (n.what == op::constant) {
        constant_value v = g_.constants[n.payload];
        if (auto* one = std::get_if<scalar_value>(&v)) {
            good = retype(*one, n.type_of, to, n.where);
        } else if (to.kind != scalar::range) {
            error(diagnostic_code::T017, n.where,
                  written(n.where) + " is a range, where " + g_.to_string(to) + " is needed",
                  "Write one value, or test it with 'in'.");
            good = false;
        } else {
            auto& span = std::get<interval>(v);
            for (auto* end : {&span.low, &span.high}) {
                if (*end) good = good && retype(**end, element_of(n.type_of), element_of(to), n.where);
            }
        }
        if (good) g_.nodes[id].payload = b_.add_constant(std::move(v));
    }
    g_.nodes[id].type_of = with_none(to, n.type_of.optional);
    return good;
}

bool lowering::adapt(operand& o, type const& to) {
    bool const good = adapt_node(o.node, to);
    o.type_of = g_.nodes[o.node].type_of;
    o.literal = false;
    o.bare_none = false;
    return good;
}

void lowering::report_mismatch(operand const& o, operand const& lead) {
    type const& a = lead.type_of;
    type const& b = o.type_of;
    diagnostic said;
    said.where = o.where;
    said.message =
        written(o.where) + " is " + g_.to_string(b) + ", but " + written(lead.where) + " is " + g_.to_string(a);
    said.labels.push_back({lead.where, "is " + g_.to_string(a)});
    if (a.kind == scalar::number && b.kind == scalar::number) {
        said.code = diagnostic_code::T013;
        said.advice = "Bring both to one unit: multiply or divide by a parameter such as weeks per year.";
    } else if (a.kind == scalar::word && b.kind == scalar::word) {
        said.code = diagnostic_code::T016;
        said.message = written(o.where) + " is a word of '" + g_.word_lists[b.words].name + "', but " +
                       written(lead.where) + " is a word of '" + g_.word_lists[a.words].name + "'";
        said.advice = "Give both one list, or translate one into the other by a decision table.";
    } else {
        said.code = diagnostic_code::T017;
        said.advice = "Write values of one type on both sides.";
    }
    b_.sink.add(std::move(said));
}

std::optional<type> lowering::unify(std::span<operand> all) {
    // What is not a literal leads; among literals the one that says most: money and words are more than a plain number.
    auto const rank = [](operand const& o) {
        if (o.bare_none) return 0;
        if (!o.literal) return 4;
        if (o.type_of.kind != scalar::number && o.type_of.kind != scalar::range) return 3;
        return money_power(o.type_of.measure) != 0 ? 2 : (o.type_of.percent ? 0 : 1);
    };
    operand lead = all.front();
    for (operand const& o : all) {
        if (rank(o) > rank(lead) || (lead.bare_none && !o.bare_none)) lead = o;
    }
    bool const none_only = lead.bare_none;
    bool good = true;
    type t = lead.type_of;
    for (operand& o : all) {
        bool const was_literal = o.literal;
        t.optional = t.optional || o.type_of.optional;
        t.percent = t.percent && o.type_of.percent;
        if (none_only) continue;
        if (o.bare_none || (o.literal && !lead.literal) || (o.literal && !same_kind(o.type_of, lead.type_of))) {
            good = adapt(o, with_none(lead.type_of, false)) && good;
            o.literal = was_literal && lead.literal;
        } else if (!same_kind(o.type_of, lead.type_of)) {
            report_mismatch(o, lead);
            good = false;
        }
    }
    if (!good) return {};
    return t;
}

bool lowering::is_value(operand const& o) {
    if (is_row(o.type_of)) {
        error(diagnostic_code::T003, o.where,
              written(o.where) + " is a row of '" + g_.entities[o.type_of.entity].name + "', not a value",
              "Name one of its facts or rules after a dot.");
        return false;
    }
    if (!o.type_of.optional) return true;
    if (o.bare_none) {
        error(diagnostic_code::T022, o.where, "none stands where a value is needed",
              "Write a value: none can be a branch, or stand beside '=', '!=' and 'otherwise'.");
        return false;
    }
    error(diagnostic_code::T020, o.where, written(o.where) + " may be none",
          "Say what counts then: write 'otherwise' after it, or test it with '= none' first.");
    return false;
}

bool lowering::is_number(operand const& o, std::string_view what) {
    return is_kind(o, scalar::number, what);
}

bool lowering::is_kind(operand const& o, scalar kind, std::string_view what) {
    if (!is_value(o)) return false;
    if (o.type_of.kind == kind) return true;
    error(diagnostic_code::T012, o.where,
          std::string(what) + " needs a " + g_.to_string(simple(kind)) + ", but " + written(o.where) + " is " +
              g_.to_string(o.type_of),
          "Write a value of that type.");
    return false;
}

bool lowering::takes(operand& o, type const& asked, std::string_view what) {
    if (is_row(o.type_of)) return is_value(o);
    if (o.type_of.optional && !asked.optional) {
        error(diagnostic_code::T020, o.where, std::string(what) + " is never none, but " + written(o.where) + " may be",
              "Write 'otherwise' after it, or declare the type with 'or none'.");
        return false;
    }
    if (o.literal || o.bare_none) return adapt(o, with_none(asked, false));
    if (same_kind(o.type_of, asked)) return true;
    error(diagnostic_code::T028, o.where,
          std::string(what) + " is " + g_.to_string(asked) + ", but " + written(o.where) + " is " +
              g_.to_string(o.type_of),
          "Convert the value, or declare the type that it has.");
    return false;
}

}  // namespace carefare::checked
