// Types of the column profile: scalars, units as products of powers, named value lists, links, ranges, and whether a
// value may be none. Durations are numbers with a unit (minute, day, month).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace carefare::checked {

using word_list_id = std::uint32_t;
using entity_id = std::uint32_t;
inline constexpr std::uint32_t no_id = 0xffffffffU;

enum class scalar : std::uint8_t { boolean, number, word, text, date, date_time, range, link };

/// Base units in order of their index: money, minute, hour, day, week, month, year, unit (a count whose measure a
/// computed table key decides), then those the programme declares. Exponents of all units not listed are zero.
struct unit {
    struct factor {
        std::uint32_t base = 0;   ///< index into rule_graph::units
        std::int32_t exponent = 0;
        friend bool operator==(factor const&, factor const&) = default;
    };
    std::vector<factor> factors;  ///< ascending by base, no zero exponent
    [[nodiscard]] bool is_plain() const { return factors.empty(); }
    friend bool operator==(unit const&, unit const&) = default;
};

[[nodiscard]] unit operator*(unit const& a, unit const& b);
[[nodiscard]] unit operator/(unit const& a, unit const& b);

enum base_unit : std::uint32_t { unit_money, unit_minute, unit_hour, unit_day, unit_week, unit_month, unit_year, unit_unit, first_declared_unit };

struct type {
    scalar kind = scalar::number;
    unit measure;                          ///< number only (and range of number)
    bool percent = false;                  ///< number declared percent: must be written with % at the border
    word_list_id words = no_id;            ///< word
    entity_id entity = no_id;              ///< link
    scalar element = scalar::number;       ///< range: number, date or date_time
    bool optional = false;                 ///< may be none
    friend bool operator==(type const&, type const&) = default;
};

}  // namespace carefare::checked
