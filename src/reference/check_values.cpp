// Is a value of the kind, range and step that its fact or rule declares?
#include "reference/check_values.hpp"

#include "reference/calendar.hpp"
#include "reference/outcomes.hpp"

namespace carefare::reference {

using checked::interval;
using checked::none_value;
using checked::scalar;
using checked::scalar_value;

namespace {

constexpr std::int64_t minutes_per_day = 24 * 60;

bool moment_exists(date_time value) {
    auto const days = (rational(value.minutes) / rational(minutes_per_day)).floor().to_int64();
    return days && date_exists(*days);
}

bool is_of_kind(scalar_value const& value, scalar kind, checked::type const& type, checked::rule_graph const& graph) {
    switch (kind) {
        case scalar::boolean:
            return std::holds_alternative<bool>(value);
        case scalar::number:
            return std::holds_alternative<rational>(value);
        case scalar::text:
            return std::holds_alternative<std::string>(value);
        case scalar::word: {
            auto const* word = std::get_if<checked::word>(&value);
            return word != nullptr && type.words < graph.word_lists.size() &&
                   word->index < graph.word_lists[type.words].words.size();
        }
        case scalar::date: {
            auto const* day = std::get_if<date>(&value);
            return day != nullptr && date_exists(day->days);
        }
        case scalar::date_time: {
            auto const* moment = std::get_if<date_time>(&value);
            return moment != nullptr && moment_exists(*moment);
        }
        case scalar::range:
        case scalar::link:
            return false;
    }
    return false;
}

bool is_open(std::optional<scalar_value> const& end) {
    return !end || std::holds_alternative<none_value>(*end);
}

bool is_of_type(checked::constant_value const& value, checked::type const& type, checked::rule_graph const& graph) {
    if (auto const* range = std::get_if<interval>(&value)) {
        if (type.kind != scalar::range) return false;
        return (is_open(range->low) || is_of_kind(*range->low, type.element, type, graph)) &&
               (is_open(range->high) || is_of_kind(*range->high, type.element, type, graph));
    }
    auto const& single = std::get<scalar_value>(value);
    if (std::holds_alternative<none_value>(single)) return type.optional;
    return is_of_kind(single, type.kind, type, graph);
}

std::string text_of_range(interval const& range, checked::type const& type, checked::rule_graph const& graph) {
    std::string text = range.low_closed ? "[" : "(";
    if (!is_open(range.low)) text += graph.to_string(*range.low, type);
    text += "..";
    if (!is_open(range.high)) text += graph.to_string(*range.high, type);
    return text + (range.high_closed ? "]" : ")");
}

std::optional<value_fault> fault_of_scalar(scalar_value const& value, checked::type const& type,
                                           std::optional<interval> const& range, std::optional<rational> const& step,
                                           checked::rule_graph const& graph) {
    if (std::holds_alternative<none_value>(value)) return std::nullopt;
    auto const* number = std::get_if<rational>(&value);
    bool const ordered =
        number != nullptr || std::holds_alternative<date>(value) || std::holds_alternative<date_time>(value);
    if (range && ordered && !contains(*range, value)) {
        return value_fault{diagnostic_code::R005,
                           "is " + graph.to_string(value, type) + ", outside " + text_of_range(*range, type, graph)};
    }
    if (step && number != nullptr && !step->is_zero() && !(*number / *step).is_integer()) {
        return value_fault{diagnostic_code::R006, "is " + graph.to_string(value, type) + ", between the steps of " +
                                                      graph.to_string(scalar_value{*step}, type)};
    }
    return std::nullopt;
}

}  // namespace

std::optional<value_fault> fault_of_value(checked::constant_value const& value, checked::type const& type,
                                          std::optional<interval> const& range, std::optional<rational> const& step,
                                          checked::rule_graph const& graph) {
    if (!is_of_type(value, type, graph)) {
        return value_fault{diagnostic_code::R007, "is not of type " + graph.to_string(type)};
    }
    auto const* ends = std::get_if<interval>(&value);
    if (ends == nullptr) return fault_of_scalar(std::get<scalar_value>(value), type, range, step, graph);
    auto end_type = type;
    end_type.kind = type.element;
    for (auto const* end : {&ends->low, &ends->high}) {
        if (is_open(*end)) continue;
        if (auto fault = fault_of_scalar(**end, end_type, range, step, graph)) return fault;
    }
    return std::nullopt;
}

}  // namespace carefare::reference
