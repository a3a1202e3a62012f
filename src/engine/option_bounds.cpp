// An option's value held to the law's bounds of the days on which it counts.
#include <algorithm>
#include <set>
#include <utility>

#include <carefare/base/diagnostic.hpp>
#include <carefare/engine/error.hpp>

#include "bind/eras.hpp"
#include "engine/plan_inside.hpp"

namespace carefare::engine {

namespace {

bool lies_in(checked::scalar_value const& value, checked::interval const& range) {
    auto const* number = std::get_if<rational>(&value);
    auto const end = [](std::optional<checked::scalar_value> const& of) { return of ? std::get_if<rational>(&*of) : nullptr; };
    if (number == nullptr) return true;
    auto const *low = end(range.low), *high = end(range.high);
    return (low == nullptr || (range.low_closed ? *low <= *number : *low < *number)) && (high == nullptr || (range.high_closed ? *number <= *high : *number < *high));
}

/// What the bound allows, in words, where it does not allow the value; else empty.
std::string broken(checked::bound const& limit, checked::scalar_value const& value, checked::type const& t, checked::rule_graph const& graph) {
    if (limit.range && !limit.clamp && !lies_in(value, *limit.range)) return graph.to_string(*limit.range, t);
    auto const* number = std::get_if<rational>(&value);
    if (number != nullptr && limit.step && !(*number / *limit.step).is_integer()) return "whole multiples of " + graph.to_string(checked::scalar_value(*limit.step), t);
    auto const* item = std::get_if<checked::word>(&value);
    if (item == nullptr || limit.allowed.empty() || std::find(limit.allowed.begin(), limit.allowed.end(), *item) != limit.allowed.end()) return {};
    std::string words;
    for (auto const one : limit.allowed) words += (words.empty() ? "" : ", ") + graph.to_string(checked::scalar_value(one), t);
    return words;
}

}  // namespace

void hold_to_bounds(setting const& of, checked::constant_value const& value, checked::slot const& option, checked::rule_graph const& graph,
                    std::optional<date> known_on) {
    auto const* one = std::get_if<checked::scalar_value>(&value);
    if (one == nullptr) return;
    std::set<std::int32_t> days{of.from ? of.from->days : INT32_MIN};
    bind::cut_at(option.limits, days);
    for (auto const start : days) {
        if ((of.from && start < of.from->days) || (of.until && start > of.until->days)) continue;
        auto const found = bind::entry_on(option.limits, bind::day_in(start), known_on);
        if (!found.index) continue;
        auto const& limit = option.limits[*found.index];
        auto const allowed = broken(*limit.payload, *one, option.type_of, graph);
        if (allowed.empty()) continue;
        problem made;
        made.code = name_of(diagnostic_code::P006);
        made.message = "'" + of.name + "' is " + graph.to_string(*one, option.type_of) + (start == INT32_MIN ? std::string() : " on " + to_string(date{start})) + ", when the bound in force is " + allowed +
                       (limit.cite.text.empty() ? "" : " (" + limit.cite.text + ")");
        made.advice = "Give a value within the bound, or the days for which it is meant.";
        throw error({std::move(made)});
    }
}

}  // namespace carefare::engine
