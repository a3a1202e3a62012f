// One row of a made-up caseload: its cells drawn by their recipes.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include <carefare/base/diagnostic.hpp>
#include <carefare/checked/sampling.hpp>

#include "cases/sample_random.hpp"

namespace carefare::cases {

struct sampled_row;

struct sampled_cell {
    checked::constant_value value;
    sampled_row const* chosen = nullptr;  ///< link
    bool empty = false;                   ///< drawn, and left out of the table
};

struct sampled_row {
    std::uint32_t table = checked::no_id;
    std::string key;
    sampled_row const* owner = nullptr;
    std::uint64_t place = 0;              ///< among the rows of its owner, from 0
    std::vector<sampled_cell> cells;      ///< one a field
};

struct sample_draw {
    checked::rule_graph const& graph;
    checked::sampling const& plan;
    std::uint64_t seed = 0;
    date month;
    diagnostics& sink;
    std::vector<std::deque<sampled_row>> pools;  ///< by table: the rows that may be chosen now

    [[nodiscard]] sample_random random(std::uint32_t table, std::string const& key, std::string_view field) const;
    /// Draws every field that is not laid out; false after a diagnostic.
    bool fill(sampled_row& row);
    /// A whole number drawn for a row; empty after a diagnostic.
    [[nodiscard]] std::optional<std::uint64_t> number(std::uint32_t recipe, sampled_row const& row, sample_random& with);
    /// A day reckoned from the month, or from a cell of the row (null: the recipe reads none).
    [[nodiscard]] std::optional<date> moment(checked::sample_moment const& of, sampled_row const* row, sample_random& with) const;

private:
    struct drawn {
        sample_random& with;
        sampled_row const& row;
        checked::sample_field const* field;  ///< null: a number of rows, or a chance
    };
    [[nodiscard]] std::optional<sampled_cell> draw(std::uint32_t recipe, drawn const& of);
    [[nodiscard]] std::optional<sampled_cell> draw_date(checked::sample_recipe const& recipe, drawn const& of);
    [[nodiscard]] std::optional<sampled_cell> choose(checked::sample_recipe const& recipe, drawn const& of);
    [[nodiscard]] static sampled_cell const& read(checked::sample_ref const& ref, sampled_row const& row);
};

}  // namespace carefare::cases
