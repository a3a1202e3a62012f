// Calendar functions, `is` and `not`; now() and today() are refused because a result may not depend on a clock.
#include <array>

#include "constant/builtin.hpp"
#include "constant/calendar.hpp"
#include "constant/compare.hpp"
#include "constant/refusal.hpp"

namespace carefare::constant {
namespace {

wide_date day_of(builtin_call const& call) {
    if (auto const* both = call.as<wide_date_time>(0)) return both->day;
    auto const* day = call.as<wide_date>(0);
    if (day == nullptr) call.refuse_argument(0, "a date or a date and time");
    return *day;
}

value count_of(unsigned n) { return make_number(rational(static_cast<std::int64_t>(n))); }

value year_day(builtin_call const& call) { return count_of(day_of_year(day_of(call))); }
value year_week(builtin_call const& call) { return count_of(iso_week(day_of(call))); }

value week_day(builtin_call const& call) {
    static constexpr std::array<char const*, 7> names{"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                      "Friday", "Saturday", "Sunday"};
    return value{std::string(names[iso_weekday(day_of(call)) - 1])};
}

value year_month(builtin_call const& call) {
    static constexpr std::array<char const*, 12> names{"January", "February", "March",     "April",   "May",      "June",
                                                       "July",    "August",   "September", "October", "November", "December"};
    return value{std::string(names[to_civil(day_of(call)).month - 1])};
}

value is(builtin_call const& call) { return value{is_identical(call.any(0), call.any(1))}; }

value negated(builtin_call const& call) {
    auto const* b = call.as<bool>(0);
    if (b == nullptr) call.refuse_argument(0, "a boolean");
    return value{!*b};
}

value no_clock(builtin_call const& call) {
    refuse(diagnostic_code::C018, call.name() + " depends on the moment of asking", "Write the date.");
}

constexpr std::array<builtin_row, 8> rows{{
    {"day of year", "date", year_day},
    {"day of week", "date", week_day},
    {"month of year", "date", year_month},
    {"week of year", "date", year_week},
    {"is", "value1, value2", is},
    {"not", "negand", negated},
    {"now", "none?", no_clock},
    {"today", "none?", no_clock},
}};

}  // namespace

std::span<builtin_row const> date_builtins() { return rows; }

}  // namespace carefare::constant
