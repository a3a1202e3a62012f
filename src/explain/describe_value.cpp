// Values, dates and states in words.
#include "explain/describe_value.hpp"

namespace carefare::explain {

namespace {

using reference::need;

std::string need_words(need const& n, checked::rule_graph const& graph) {
    std::string text = n.name;
    if (n.what == need::kind::fact || n.what == need::kind::determination) {
        for (auto const& fact : graph.facts) {
            if (graph.full_name(fact) == n.name && !fact.label.empty()) text = fact.label + " (" + n.name + ")";
        }
        if (!n.row_key.empty()) text += " of " + n.row_key;
        if (n.what == need::kind::determination) text = "the determination " + text;
    }
    if (n.what == need::kind::hook) text = "the plan's answer to " + text;
    return n.reason.empty() ? text : text + ": " + n.reason;
}

/// First digits of a number that has no finite decimals, cut, never rounded.
std::string cut_digits(rational const& value) {
    constexpr unsigned digits = 6;
    rational const size = value.sign() < 0 ? -value : value;
    rational const cut = (size * power(10, digits)).floor() / power(10, digits);
    return (value.sign() < 0 ? "-" : "") + cut.to_fixed(digits);
}

bool is_money(checked::type const& t) {
    for (auto const& factor : t.measure.factors) {
        if (factor.base == checked::unit_money && factor.exponent == 1) return true;
    }
    return false;
}

}  // namespace

std::string describe_outcome(checked::rule_graph const& graph, reference::outcome const& of, checked::type const& t) {
    switch (of.is) {
        case reference::state::none: return "none";
        case reference::state::fault: return "fault " + of.fault_code + (of.fault_message.empty() ? "" : ": " + of.fault_message);
        case reference::state::incomplete: return "incomplete";
        case reference::state::pending: {
            std::string text = "pending: needs ";
            bool first = true;
            for (auto const& n : of.needs) {
                text += (first ? "" : "; ") + need_words(n, graph);
                first = false;
            }
            return text;
        }
        case reference::state::value: break;
    }
    if (auto const* scalar = std::get_if<checked::scalar_value>(&of.value)) return graph.to_string(*scalar, t);
    auto const& range = std::get<checked::interval>(of.value);
    auto element = t;
    element.kind = t.element;
    auto const end = [&](std::optional<checked::scalar_value> const& e) { return e ? graph.to_string(*e, element) : std::string(); };
    return (range.low_closed ? "[" : "(") + end(range.low) + ".." + end(range.high) + (range.high_closed ? "]" : ")");
}

std::string describe_exact(checked::rule_graph const& graph, reference::outcome const& of, checked::type const& t) {
    auto const* scalar = of.is == reference::state::value ? std::get_if<checked::scalar_value>(&of.value) : nullptr;
    auto const* number = scalar != nullptr ? std::get_if<rational>(scalar) : nullptr;
    if (number == nullptr || number->has_finite_decimal()) return describe_outcome(graph, of, t);
    auto const digits = cut_digits(*number);
    return (is_money(t) ? (digits[0] == '-' ? "-$" + digits.substr(1) : "$" + digits) : digits) + "... (" + number->to_string() + ")";
}

std::string describe_dates(std::optional<date> from, std::optional<date> until, std::optional<date> known) {
    std::string text;
    if (from) text += "from " + to_string(*from);
    if (until) text += (text.empty() ? "until " : " until ") + to_string(*until);
    if (known) text += (text.empty() ? "known " : ", known ") + to_string(*known);
    return text;
}

std::string describe_state(checked::value_entry const& entry) {
    using syntax::answer_state;
    auto const with = [](std::string const& state, std::string const& why) { return why.empty() ? state : state + ": " + why; };
    switch (entry.state) {
        case answer_state::stated: return {};
        case answer_state::inferred: return with("inferred", entry.ground);
        case answer_state::not_stated: return with("not stated", entry.gap);
        case answer_state::details_missing: return with("chosen, details missing", entry.gap);
        case answer_state::not_asked: return with("not asked by that form", entry.gap);
        case answer_state::determination: return with("left to a person's determination", entry.gap);
        case answer_state::assumed: return assumed_words(entry.ground.empty() ? entry.gap : entry.ground);
    }
    return {};
}

bool is_published(checked::table_row const& row) {
    return row.where.source.value != source_id::none;
}

std::string assumed_words(std::string const& reason) {
    return reason.empty() ? "assumed for this run" : "assumed for this run: " + reason;
}

std::string describe_rounding(checked::rule_graph const& graph, checked::node const& n, reference::outcome const& computed_mode) {
    if (n.what == checked::op::floor) return "rounded down to a whole number";
    if (n.what == checked::op::ceiling) return "rounded up to a whole number";
    auto const& how = graph.roundings[n.payload];
    std::string mode;
    if (how.mode) {
        mode = graph.word_lists[0].words[static_cast<std::size_t>(*how.mode)];
    } else if (auto const* scalar = std::get_if<checked::scalar_value>(&computed_mode.value)) {
        if (auto const* chosen = std::get_if<checked::word>(scalar)) mode = graph.word_lists[0].words[chosen->index];
    }
    return "rounded " + mode + (how.scale == 0 ? " to a whole number" : " to " + std::to_string(how.scale) + (how.scale == 1 ? " decimal" : " decimals"));
}

}  // namespace carefare::explain
