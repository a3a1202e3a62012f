// A plan and what is known on a day, bound to a program: the eras in which no dated entry changes, and for each era the
// value of every slot, the version of every rule and the schedule of every rate table, indexed by its keys.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <carefare/program/program.hpp>

namespace carefare::bind {

/// In the order in which states of operands prevail; what is none where a value is needed is a fault.
enum class state : std::uint8_t { value, none, pending, incomplete, fault };

struct slot_value {
    state is = state::pending;
    std::int64_t part[3] = {0, 0, 0};   ///< a value; of a range its flags (closed ends) and ends
    bool low_open = false, high_open = false;
};

/// The cells of a schedule by their keys, dense over the words and numbers of all keys.
struct rate_index {
    struct key {
        std::int64_t low = 0;       ///< of numbers
        std::size_t size = 0;       ///< places; the last is none where the key may be none
        bool is_number = false, may_be_none = false;
        rational denominator = 1;   ///< of the operand
        friend bool operator==(key const&, key const&) = default;
    };
    std::vector<key> keys;
    std::vector<std::int64_t> cells;
    std::vector<state> states;
};

/// Values that replace those of the programme and the plan for a run.
struct replaced_values {
    std::map<checked::slot_id, std::vector<checked::value_entry>> readings, options;
};

struct binding {
    program::program const* of = nullptr;
    std::optional<date> known_on;
    std::vector<std::int32_t> starts;                    ///< first days of the eras, ascending; the first before all dates
    std::vector<std::vector<slot_value>> slots;          ///< by slot, then era; one for a slot that is not dated
    std::map<std::pair<checked::slot_id, std::size_t>, std::string> slot_gaps;  ///< of those that are pending why, by slot and era
    std::vector<std::vector<std::int32_t>> versions;     ///< by rule, then era: which of the versions that say something; -1 none, -2 two alike
    std::vector<std::vector<rate_index const*>> lookups; ///< by lookup, then era; null: a gap
    std::vector<std::unique_ptr<rate_index>> schedules;
    std::map<std::string, std::int64_t> texts;           ///< numbers of the texts of constants and limits
    /// The era of a day.
    [[nodiscard]] std::size_t era_of(std::int64_t day) const;
};

/// The program must outlive the binding. Throws program::not_representable. `texts` have the numbers that they have: those of
/// another binding, so that the tables of the one that knows most are tables of both.
[[nodiscard]] binding bind(program::program const& of, checked::plan const& plan, replaced_values const& with,
                           std::optional<date> known_on, std::map<std::string, std::int64_t> texts = {});

}  // namespace carefare::bind
