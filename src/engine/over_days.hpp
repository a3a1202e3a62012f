// As bind/over_days.hpp, for what a caller hands in: days that cannot be are refused.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <carefare/engine/error.hpp>

#include "bind/over_days.hpp"

namespace carefare::engine {

/// Throws H015 where the days end before they begin, or where what counts depends on what is known, and that is not said.
template <class Payload, class Other>
std::vector<checked::dated<Payload>> over_days(std::vector<checked::dated<Payload>> const& entries, std::string const& name, bind::stretch const& on,
                                               std::optional<date> known_on, Other other) {
    if (on.from && on.until && *on.until < *on.from) throw error(call_code::outside_range, "'" + name + "': the days end before they begin", "Give the earlier day first.");
    if (bind::has_known(entries) && !known_on)
        throw error(call_code::outside_range, "'" + name + "' was decided later for days before, so that what counts on a day depends on what is known", "Say on which day what is known counts (known_on), or change it for all time.");
    return bind::over_days(entries, on, known_on, std::move(other));
}

}  // namespace carefare::engine
