// How rows that are handed in become the tables of the evaluator at once, without a dataset between them: worked out once a
// programme.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <carefare/eval/host_tables.hpp>
#include <carefare/program/program.hpp>

#include "engine/input_columns.hpp"
#include "engine/typed_rows.hpp"
#include "eval/place_rows.hpp"

namespace carefare::engine {

struct direct_plan {
    static constexpr std::uint32_t none = input_table::none;

    struct fact {
        std::uint32_t column = none, to = none;  ///< of the input table; of a range both ends
        std::uint32_t place = 0;                 ///< of the host table: the first of its columns
        bool is_range = false;
        std::int64_t flags = 0;                  ///< of a range
        /// What counts where nothing is given: pending, none, or a value.
        eval::state absent = eval::state::pending;
        std::int64_t absent_cell = 0;
        std::optional<std::string> absent_text;
        /// Of a range: not half of one, nor one that ends before it begins.
        [[nodiscard]] bool is_whole_range(typed_table const& from, std::size_t row) const {
            auto const &low = from.at(row, column), &high = from.at(row, to);
            bool const both = low.is == typed_cell::kind::whole && high.is == typed_cell::kind::whole;
            return (low.is == typed_cell::kind::absent) == (high.is == typed_cell::kind::absent) && !(both && high.value < low.value);
        }
    };
    struct link {
        std::uint32_t column = none, to = none;  ///< of the input table, and which
    };
    struct table {
        checked::entity_id entity = checked::no_id;
        std::uint32_t owner = none;              ///< an input table
        bool within = false, is_partition = false;
        std::optional<std::int64_t> at_most;
        std::uint32_t versions_by = none, void_by = none;  ///< columns
        bool versions_by_moment = false;
        std::vector<link> links;
        std::vector<fact> facts;
        std::size_t places = 0;                  ///< columns of the host table
        /// Of a table with versions: is this one known, and does it withdraw nothing?
        [[nodiscard]] bool counts(typed_table const& from, std::size_t row, std::optional<date> known_on) const {
            if (versions_by == none) return true;
            auto const& by = from.at(row, versions_by);
            if (by.is != typed_cell::kind::whole) return false;
            if (known_on && (versions_by_moment ? eval::day_of_minutes(by.value) : by.value) > known_on->days) return false;
            return void_by == none || from.at(row, void_by).is != typed_cell::kind::whole || from.at(row, void_by).value == 0;
        }
    };

    direct_plan() = default;
    direct_plan(std::vector<input_table> const& inputs, program::program const& of);

    /// Else rows go the way of a run: there are stages, or rows own rows of their own kind, or one stands without being given.
    bool is_possible = false;
    std::vector<table> tables;                   ///< by input table
    std::vector<std::uint32_t> order;            ///< of tables: owners first
};

}  // namespace carefare::engine
