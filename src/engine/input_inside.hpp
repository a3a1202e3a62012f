// Rows while they are handed in.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <carefare/engine/error.hpp>
#include <carefare/engine/input.hpp>
#include <carefare/reference/dataset.hpp>

#include "cases/caseload_columns.hpp"
#include "engine/plan_inside.hpp"

namespace carefare::engine {

/// One end of a range, or a part of an override: they are put together when all rows are there.
struct row_part {
    std::uint32_t row = 0, column = 0;
    checked::scalar_value value;
};

/// What a value of a column has to be.
struct column_plan {
    std::string name;
    cases::caseload_column::kind what{};
    std::uint32_t id = 0;
    checked::type type;
};

struct input_table {
    checked::entity_id entity = checked::no_id;
    std::vector<column_plan> columns;
    std::unordered_map<std::string_view, std::uint32_t> by_name;  ///< looks into `columns`
    std::vector<reference::row> rows;
    std::vector<row_part> parts;
};

struct input::inside {
    explicit inside(std::shared_ptr<plan const> under);

    std::shared_ptr<plan const> of;
    std::vector<input_table> tables;
    std::optional<date> known_on;
    std::map<checked::entity_id, reference::window> windows;

    [[nodiscard]] checked::rule_graph const& graph() const { return of->in().graph(); }
    /// A row as it comes from a document: one without a key is judged at the door.
    row_ref add_row(std::uint32_t table, std::string key, std::string owner);
    /// Throws H015.
    void check(row_ref row, field_ref field) const;
    [[nodiscard]] column_plan const& column(field_ref field) const { return tables[field.table].columns[field.column]; }
    /// Puts a value of the column's type.
    void put(row_ref row, field_ref field, checked::scalar_value value);
    /// The value that a text stands for; empty with diagnostics.
    [[nodiscard]] std::optional<checked::scalar_value> read(column_plan const& column, std::string_view text, diagnostics& sink) const;
    /// Puts what a text stands for; what is wrong with it stays with the row, which is judged at the door.
    void put_or_refuse(row_ref row, field_ref field, std::string_view text);
    void refuse(row_ref row, std::string_view field, std::string code, std::string message);
    void take_away(row_ref row, field_ref field);

    /// How much there is: what a document adds until it is refused is taken away again.
    struct extent {
        std::vector<std::size_t> rows, parts;
        std::optional<date> known_on;
        std::map<checked::entity_id, reference::window> windows;
    };
    [[nodiscard]] extent mark() const;
    void go_back(extent const& to);

    /// All rows, those of each table in the order of their keys; not yet checked.
    [[nodiscard]] reference::dataset gathered() const;
};

/// Throws H013 unless the rows are those of the plan's programme.
void check_same_programme(plan const& under, input const& rows);

/// The longest key or cell: as in a file.
inline constexpr std::size_t longest_cell = 10'000;
/// Throws H004 or H005.
void check_text(std::string_view text, std::string_view what);

}  // namespace carefare::engine
