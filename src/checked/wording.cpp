// Words that messages of the checker share.
#include "checked/wording.hpp"

#include <algorithm>
#include <utility>

#include <carefare/base/diagnostic.hpp>

namespace carefare::checked {

namespace {

constexpr std::size_t most_choices = 12;

}  // namespace

std::string quoted(std::string_view text) {
    std::string result = "'";
    result += text;
    result += '\'';
    return result;
}

std::string choices(std::vector<std::string> const& words) {
    std::string result;
    auto const shown = std::min(words.size(), most_choices);
    for (std::size_t i = 0; i < shown; ++i) {
        if (i > 0) result += i + 1 == words.size() ? " or " : ", ";
        result += words[i];
    }
    if (shown < words.size()) result += ", ...";
    return result;
}

std::string did_you_mean(std::string_view wrong, std::vector<std::string> const& candidates, std::string otherwise) {
    auto const nearest = nearest_name(wrong, candidates);
    return nearest.empty() ? std::move(otherwise) : "Did you mean " + quoted(nearest) + "?";
}

std::string how_to_write(type const& asked, rule_graph const& graph) {
    switch (asked.kind) {
        case scalar::boolean:
            return "Write yes or no.";
        case scalar::number:
            if (asked.percent) return "Write a percentage such as 27%.";
            if (is_money(asked)) return "Write an amount such as $12.50.";
            return "Write a number such as 12.5.";
        case scalar::word:
            if (asked.words >= graph.word_lists.size()) break;
            return "Write one of " + choices(graph.word_lists[asked.words].words) + ".";
        case scalar::text:
            return "Write a text in quotes.";
        case scalar::date:
            return "Write a date such as 2019-06-01.";
        case scalar::date_time:
            return "Write a date and time such as 2019-06-01T08:30.";
        case scalar::range:
            return "Write a range such as [1..10] with ends of the right type.";
        case scalar::link:
            return "Write the key of a row.";
    }
    return "Write a value of the type asked for.";
}

bool is_money(type const& t) {
    if (t.kind != scalar::number) return false;
    auto const& factors = t.measure.factors;
    return std::any_of(factors.begin(), factors.end(),
                       [](unit::factor const& f) { return f.base == unit_money && f.exponent == 1; });
}

}  // namespace carefare::checked
