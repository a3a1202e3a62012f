// Days of rows and of windows.
#include "cases/caseload_days.hpp"

namespace carefare::cases {

namespace {

constexpr std::int64_t minutes_per_day = 24 * 60;

}  // namespace

std::optional<date> day_of_value(checked::constant_value const& value) {
    auto const* scalar = std::get_if<checked::scalar_value>(&value);
    if (scalar == nullptr) return std::nullopt;
    if (auto const* given = std::get_if<date>(scalar)) return *given;
    auto const* moment = std::get_if<date_time>(scalar);
    if (moment == nullptr) return std::nullopt;
    auto const days = moment->minutes / minutes_per_day;
    return date{static_cast<decltype(date::days)>(moment->minutes % minutes_per_day < 0 ? days - 1 : days)};
}

std::optional<date> day_of_row(checked::entity const& table, reference::row const& row) {
    if (!table.dated_by) return std::nullopt;
    auto const fact = row.facts.find(*table.dated_by);
    return fact == row.facts.end() ? std::nullopt : day_of_value(fact->second);
}

reference::window common_window(reference::dataset const& data) {
    reference::window all;
    for (auto const& [table, window] : data.windows) {
        if (window.from && (!all.from || *all.from < *window.from)) all.from = window.from;
        if (window.to && (!all.to || *window.to < *all.to)) all.to = window.to;
    }
    return all;
}

}  // namespace carefare::cases
