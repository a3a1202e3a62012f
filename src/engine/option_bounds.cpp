// An option's value held to the law's bounds of the days on which it counts.
#include <set>
#include <utility>

#include <carefare/base/diagnostic.hpp>
#include <carefare/engine/error.hpp>

#include "bind/eras.hpp"
#include "checked/answer_words.hpp"
#include "engine/plan_inside.hpp"

namespace carefare::engine {

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
        auto const allowed = checked::broken_bound(*one, *limit.payload, option.type_of, graph);
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
