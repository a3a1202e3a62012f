// Is a value inside its declared range and a whole multiple of its step?
#include <string>

#include <carefare/checked/check.hpp>

#include "checked/intervals.hpp"
#include "checked/wording.hpp"

namespace carefare::checked {

bool check_value(scalar_value const& value, type const& t, std::optional<interval> const& range,
                 std::optional<rational> const& step, std::string_view what, location const& where,
                 rule_graph const& graph, diagnostics& sink) {
    if (std::holds_alternative<none_value>(value)) return true;
    if (range && !contains(*range, value)) {
        auto const allowed = graph.to_string(*range, t);
        sink.error(diagnostic_code::F001, where,
                   quoted(what) + " is " + graph.to_string(value, t) + ", outside its range " + allowed,
                   "Give a value in " + allowed + ", or widen the declared range.");
        return false;
    }
    auto const* number = std::get_if<rational>(&value);
    if (number != nullptr && step && !is_multiple(*number, *step)) {
        auto const smallest = graph.to_string(scalar_value(*step), t);
        sink.error(
            diagnostic_code::F002, where,
            quoted(what) + " is " + graph.to_string(value, t) + ", which is no whole multiple of its step " + smallest,
            "Give a multiple of " + smallest + ", or declare a smaller step.");
        return false;
    }
    return true;
}

bool check_value(constant_value const& value, type const& t, std::optional<interval> const& range,
                 std::optional<rational> const& step, std::string_view what, location const& where,
                 rule_graph const& graph, diagnostics& sink) {
    auto const* ends = std::get_if<interval>(&value);
    if (ends == nullptr) return check_value(std::get<scalar_value>(value), t, range, step, what, where, graph, sink);
    auto const fits = [&](std::optional<scalar_value> const& end) {
        return !end || check_value(*end, t, range, step, what, where, graph, sink);
    };
    return fits(ends->low) && fits(ends->high);
}

}  // namespace carefare::checked
