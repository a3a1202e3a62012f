// Types and values of the graph as a rule author writes them, for messages and explanations.
#include <carefare/checked/rule_graph.hpp>

#include <cstdlib>

namespace carefare::checked {

namespace {

bool is_money(unit const& measure) {
    for (auto const& factor : measure.factors) {
        if (factor.base == unit_money) return factor.exponent == 1;
    }
    return false;
}

/// The counts of time that every programme has read better in the plural: "hours per week".
bool has_plural(std::uint32_t base) {
    return base >= unit_minute && base <= unit_year;
}

std::string unit_words(rule_graph const& graph, unit const& measure) {
    std::string above, below;
    for (auto const& factor : measure.factors) {
        auto& side = factor.exponent > 0 ? above : below;
        for (int i = std::abs(factor.exponent); i > 0; --i) {
            if (!side.empty()) side += ' ';
            side += graph.units[factor.base];
            if (factor.exponent > 0 && has_plural(factor.base)) side += 's';
        }
    }
    if (above.empty()) above = "number";
    return below.empty() ? above : above + " per " + below;
}

std::string scalar_words(rule_graph const& graph, scalar kind, type const& t) {
    switch (kind) {
        case scalar::boolean:
            return "boolean";
        case scalar::number:
            return t.percent ? "percent" : unit_words(graph, t.measure);
        case scalar::word:
            return t.words < graph.word_lists.size() ? graph.word_lists[t.words].name : "word";
        case scalar::text:
            return "text";
        case scalar::date:
            return "date";
        case scalar::date_time:
            return "date and time";
        case scalar::link:
            return t.entity < graph.entities.size() ? graph.entities[t.entity].name : "link";
        case scalar::range:
            break;
    }
    return "range of " + scalar_words(graph, t.element, t);
}

std::string money_words(rational const& amount) {
    auto const size = amount.sign() < 0 ? -amount : amount;
    auto const cents = size * rational(100);
    auto const digits = !size.is_integer() && cents.is_integer() ? size.to_fixed(2) : size.to_string();
    return (amount.sign() < 0 ? "-$" : "$") + digits;
}

std::string number_words(rational const& amount, type const& t) {
    if (t.percent) return (amount * rational(100)).to_string() + "%";
    return is_money(t.measure) ? money_words(amount) : amount.to_string();
}

struct value_words {
    rule_graph const& graph;
    type const& t;
    std::string operator()(none_value) const { return "none"; }
    std::string operator()(bool b) const { return b ? "yes" : "no"; }
    std::string operator()(rational const& n) const { return number_words(n, t); }
    std::string operator()(word w) const {
        bool const known = t.words < graph.word_lists.size() && w.index < graph.word_lists[t.words].words.size();
        return known ? '"' + graph.word_lists[t.words].words[w.index] + '"' : "a word";
    }
    std::string operator()(std::string const& s) const { return '"' + s + '"'; }
    std::string operator()(date d) const { return carefare::to_string(d); }
    std::string operator()(date_time d) const { return carefare::to_string(d); }
};

}  // namespace

std::string rule_graph::to_string(type const& t) const {
    return scalar_words(*this, t.kind, t) + (t.optional ? " or none" : "");
}

std::string rule_graph::to_string(scalar_value const& v, type const& t) const {
    return std::visit(value_words{*this, t}, v);
}

std::string rule_graph::to_string(interval const& v, type const& t) const {
    auto const end = [&](std::optional<scalar_value> const& e) { return e ? to_string(*e, t) : std::string("none"); };
    return (v.low_closed ? "[" : "(") + end(v.low) + ".." + end(v.high) + (v.high_closed ? "]" : ")");
}

}  // namespace carefare::checked
