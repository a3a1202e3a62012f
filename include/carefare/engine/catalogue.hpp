// What a plan stands on, to be looked at: parameters, options and readings with their values over time, tables with their
// cells, rules with their citations. Values are texts as cells of tables: 27%, 86.56, yes, 2019-06-01, [1..2].
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <carefare/base/date.hpp>
#include <carefare/engine/plan.hpp>

namespace carefare::engine {

/// Where something is written.
struct written_at {
    std::string file;                  ///< empty: stands in no file
    std::uint32_t line = 0, column = 0;
};

/// One entry of a timeline.
struct dated_text {
    std::optional<date> from, until, known;
    std::optional<std::string> value;  ///< of a rule its expression; empty: a named gap
    std::string gap;                   ///< why nothing is known
    std::string cite, state, ground;   ///< state: stated, inferred, not stated, ...
    written_at where;
};

/// What an option may be while a bound is in force.
struct dated_bound {
    std::optional<date> from, until, known;
    std::string range;                 ///< "[10%..35%]"; empty: none
    std::vector<std::string> words;
    bool clamps = false;               ///< a value outside becomes the nearest inside
    std::string cite;
};

enum class slot_sort : std::uint8_t { parameter, option, reading };

struct slot_description {
    slot_sort sort{};
    std::string name;
    value_kind kind{};
    std::string type;
    std::vector<std::string> words;
    std::string range, step;           ///< what a value may ever be, scenarios included; empty: no number
    bool divides = false;              ///< of a parameter: no overlay may change it
    bool required = false;             ///< of an option: a plan must answer it
    std::string label, ask, reason, cite;
    std::vector<dated_text> entries;   ///< what counts under this plan and what is laid over it
    std::vector<dated_bound> bounds;
    written_at where;
};

struct rate_key {
    std::string name, type;
    value_kind kind{};
    std::vector<std::string> words;
    bool may_be_none = false;
};

struct schedule_description {
    std::optional<date> from, until, known;
    std::string file, cite, gap;
    std::size_t cells = 0;
};

struct rate_table_description {
    std::string name;
    value_kind kind{};
    std::string type, range, step, label, cite;
    std::vector<rate_key> keys;
    std::vector<schedule_description> schedules;
    written_at where;
};

/// One published cell.
struct rate_cell {
    std::vector<std::string> keys;     ///< in the order of the table's
    std::string value;                 ///< "none": published as not to exist
    written_at where;
};

struct rule_description {
    std::string name;                  ///< "family_week.share"; of no entity the name alone
    std::string type, label, cite;
    bool is_output = false, is_overridable = false, is_hook = false;
    std::vector<dated_text> versions;
    written_at where;
};

[[nodiscard]] std::vector<slot_description> slots_of(plan const& of);
[[nodiscard]] std::vector<rate_table_description> rate_tables_of(plan const& of);
/// Throws `error`: W008 for no such table, H015 for no such schedule.
[[nodiscard]] std::vector<rate_cell> cells_of(plan const& of, std::string const& table, std::size_t schedule);
[[nodiscard]] std::vector<rule_description> rules_of(plan const& of);

}  // namespace carefare::engine
