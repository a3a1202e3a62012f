// Values as a letter says them.
#include "explain/plain_words.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace carefare::explain {

namespace {

using checked::scalar;

constexpr std::array months{"January", "February", "March",     "April",   "May",      "June",
                            "July",    "August",   "September", "October", "November", "December"};
/// Decimals of a number that has no last one; it is cut, never rounded.
constexpr unsigned digits_shown = 6;

bool is_money(checked::type const& t) {
    return std::any_of(t.measure.factors.begin(), t.measure.factors.end(),
                       [](auto const& factor) { return factor.base == checked::unit_money && factor.exponent == 1; });
}

/// "16670.5" to "16,670.5"
std::string with_separators(std::string digits) {
    auto at = std::min(digits.find('.'), digits.size());
    while (at > 3) {
        at -= 3;
        digits.insert(at, ",");
    }
    return digits;
}

std::string number_words(rational const& value, bool money) {
    rational const size = value.sign() < 0 ? -value : value;
    std::string text;
    if (!size.has_finite_decimal()) {
        text = ((size * power(10, digits_shown)).floor() / power(10, digits_shown)).to_fixed(digits_shown) + "...";
    } else if (money && (size * rational(100)).is_integer()) {
        text = size.to_fixed(2);
    } else {
        text = size.to_string();
    }
    return (value.sign() < 0 ? "-" : "") + std::string(money ? "$" : "") + with_separators(text);
}

/// "9 hours", "1 hour"; a number in a compound unit is told without it.
std::string count_words(checked::rule_graph const& graph, rational const& value, checked::type const& t,
                        checked::messages const* in_language) {
    auto text = number_words(value, false);
    if (t.measure.factors.size() != 1 || t.measure.factors[0].exponent != 1) return text;
    auto unit = graph.units[t.measure.factors[0].base];
    std::replace(unit.begin(), unit.end(), '_', ' ');
    if (value != rational(1)) unit += "s";
    return text + " " + (in_language == nullptr ? unit : in_language->word(unit));
}

std::string clock_words(date_time at, bool by_24_hours) {
    auto const minute = ((at.minutes % 1440) + 1440) % 1440;
    auto const hour = minute / 60, rest = minute % 60;
    if (by_24_hours) return std::to_string(hour) + (rest < 10 ? ":0" : ":") + std::to_string(rest);
    auto const on_dial = hour % 12 == 0 ? 12 : hour % 12;
    return std::to_string(on_dial) + (rest < 10 ? ":0" : ":") + std::to_string(rest) + (hour < 12 ? " a.m." : " p.m.");
}

date day_of(date_time at) {
    auto const days = at.minutes >= 0 ? at.minutes / 1440 : -((-at.minutes + 1439) / 1440);
    return date{static_cast<std::int32_t>(days)};
}

}  // namespace

std::string plain_date(date day, checked::messages const* in_language) {
    auto const civil = to_civil(day);
    if (in_language != nullptr) {
        std::string text;
        for (auto const& one : in_language->date) {
            text += one.text;
            if (one.name == "day") text += std::to_string(civil.day);
            if (one.name == "month") text += in_language->months[civil.month - 1];
            if (one.name == "year") text += std::to_string(civil.year);
        }
        return text;
    }
    return std::string(months[civil.month - 1]) + " " + std::to_string(civil.day) + ", " + std::to_string(civil.year);
}

std::string plain_scalar(checked::rule_graph const& graph, checked::scalar_value const& value, checked::type const& t,
                         checked::messages const* in_language) {
    auto const* const in = in_language;
    if (auto const* truth = std::get_if<bool>(&value)) {
        if (in != nullptr) return *truth ? in->yes : in->no;
        return *truth ? "yes" : "no";
    }
    if (auto const* day = std::get_if<date>(&value)) return plain_date(*day, in);
    if (auto const* at = std::get_if<date_time>(&value))
        return plain_date(day_of(*at), in) + ", " + clock_words(*at, in != nullptr);
    if (auto const* text = std::get_if<std::string>(&value)) return *text;
    if (auto const* word = std::get_if<checked::word>(&value)) {
        auto const& list = graph.word_lists[t.words];
        auto const& told = list.told.empty() ? list.words[word->index] : list.told[word->index];
        return in == nullptr ? told : in->word(told);
    }
    if (auto const* number = std::get_if<rational>(&value)) {
        if (t.percent) return number_words(*number * rational(100), false) + "%";
        return is_money(t) ? number_words(*number, true) : count_words(graph, *number, t, in);
    }
    return in == nullptr ? "none" : in->none;
}

std::string plain_value(checked::rule_graph const& graph, reference::outcome const& of, checked::type const& t,
                        checked::messages const* in_language) {
    auto const* const in = in_language;
    if (of.is == reference::state::none) return in == nullptr ? "none" : in->none;
    if (of.is != reference::state::value) return in == nullptr ? "(not known)" : in->not_known;
    if (auto const* one = std::get_if<checked::scalar_value>(&of.value)) return plain_scalar(graph, *one, t, in);
    auto const& range = std::get<checked::interval>(of.value);
    auto element = t;
    element.kind = t.element;
    auto const end = [&](std::optional<checked::scalar_value> const& e) {
        if (!e) return in == nullptr ? std::string("any") : in->none;
        return plain_scalar(graph, *e, element, in);
    };
    return end(range.low) + (in == nullptr ? " to " : " - ") + end(range.high);
}

namespace {

struct named_day {
    std::string month, day, year;
};

/// "June 3, 2019" taken apart.
std::optional<named_day> parts_of_day(std::string const& item) {
    auto const blank = item.find(' '), comma = item.find(", ");
    if (blank == std::string::npos || comma == std::string::npos || comma < blank) return {};
    named_day parts{item.substr(0, blank), item.substr(blank + 1, comma - blank - 1), item.substr(comma + 2)};
    auto const is_number = [](std::string const& text, std::size_t longest) {
        return !text.empty() && text.size() <= longest && text.find_first_not_of("0123456789") == std::string::npos;
    };
    bool const is_month = std::find(months.begin(), months.end(), parts.month) != months.end();
    if (!is_month || !is_number(parts.day, 2) || !is_number(parts.year, 4)) return {};
    return parts;
}

std::string joined(std::vector<std::string> const& items);

/// "June 3, 4 and 5, 2019", one item a month; empty unless all are days.
std::vector<std::string> days_by_month(std::vector<std::string> const& items) {
    std::vector<std::pair<named_day, std::vector<std::string>>> groups;
    for (auto const& item : items) {
        auto const parts = parts_of_day(item);
        if (!parts) return {};
        bool const same =
            !groups.empty() && groups.back().first.month == parts->month && groups.back().first.year == parts->year;
        if (!same) groups.push_back({*parts, {}});
        groups.back().second.push_back(parts->day);
    }
    std::vector<std::string> out;
    for (auto const& [first, days] : groups)
        out.push_back(first.month + " " + joined(days) + ", " + first.year);
    return out;
}

std::string joined(std::vector<std::string> const& items) {
    bool const has_comma = std::any_of(items.begin(), items.end(),
                                       [](std::string const& item) { return item.find(',') != std::string::npos; });
    std::string text;
    for (std::size_t i = 0; i < items.size(); ++i) {
        bool const last = i + 1 == items.size();
        if (i > 0) text += last ? (has_comma ? "; and " : " and ") : (has_comma ? "; " : ", ");
        text += items[i];
    }
    return text;
}

/// "R-075", "R-030 to R-032", "R-082, R-083"
bool is_list_of_facts(std::string const& part) {
    bool digit = false;
    for (std::size_t at = 0; at < part.size();) {
        if (part.compare(at, 2, "R-") != 0) return false;
        auto const end = std::min(part.find_first_not_of("0123456789", at + 2), part.size());
        digit = end > at + 2;
        if (!digit) return false;
        at = end;
        if (at == part.size()) return true;
        if (part.compare(at, 4, " to ") == 0)
            at += 4;
        else if (part.compare(at, 2, ", ") == 0)
            at += 2;
        else
            return false;
    }
    return digit;
}

}  // namespace

std::string plain_cite(std::string const& cite) {
    std::string text;
    for (std::size_t at = 0; at < cite.size();) {
        auto const end = std::min(cite.find("; ", at), cite.size());
        auto const part = cite.substr(at, end - at);
        if (!is_list_of_facts(part)) text += (text.empty() ? "" : "; ") + part;
        at = end + 2;
    }
    return text;
}

std::string plain_list(std::vector<std::string> const& items) {
    auto const days = days_by_month(items);
    return joined(days.empty() ? items : days);
}

std::string with_plain_dates(std::string_view text) {
    constexpr std::size_t length = 10;
    auto const is_digit = [&](std::size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '9'; };
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        bool const whole = (at == 0 || !is_digit(at - 1)) && !is_digit(at + length);
        auto const day = whole ? parse_date(text.substr(at, length)) : std::nullopt;
        out += day ? plain_date(*day) : std::string(1, text[at]);
        at += day ? length : 1;
    }
    return out;
}

std::string begin_sentence(std::string text) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

}  // namespace carefare::explain
