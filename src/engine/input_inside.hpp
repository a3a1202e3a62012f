// Rows while they are handed in.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <carefare/engine/error.hpp>
#include <carefare/engine/input.hpp>
#include <carefare/reference/dataset.hpp>

#include "engine/gathered_input.hpp"
#include "engine/input_columns.hpp"
#include "engine/plan_inside.hpp"
#include "engine/typed_rows.hpp"

namespace carefare::engine {

struct input::inside {
    explicit inside(std::shared_ptr<plan const> under);

    std::shared_ptr<plan const> of;
    std::vector<input_table> const& tables;      ///< of the plan's programme

    [[nodiscard]] checked::rule_graph const& graph() const { return of->in().graph(); }
    [[nodiscard]] typed_rows const& rows() const { return *rows_; }
    [[nodiscard]] std::shared_ptr<typed_rows const> share() const { return rows_; }
    /// To be changed: results that look at rows keep those that they have.
    [[nodiscard]] typed_rows& changed() {
        if (rows_->readers.load(std::memory_order_acquire) != 0) rows_ = std::make_shared<typed_rows>(*rows_);
        return *rows_;
    }
    void clear();
    /// A row as it comes from a document: one without a key is judged at the door.
    row_ref add_row(std::uint32_t table, std::string_view key, std::string_view owner);
    void rename_row(row_ref row, std::string_view key);
    /// Throws H015.
    void check(row_ref row, field_ref field) const;
    [[nodiscard]] column_plan const& column(field_ref field) const { return tables[field.table].columns[field.column]; }
    /// Puts a value of the column's type.
    void put(row_ref row, field_ref field, checked::scalar_value value);
    /// The same of a cell that the door takes.
    void put_cell(row_ref row, field_ref field, std::int64_t cell);
    /// Puts what a text plainly stands for; false where it has to be read.
    [[nodiscard]] bool put_quickly(row_ref row, field_ref field, std::string_view text);
    /// The value that a text stands for; empty with diagnostics.
    [[nodiscard]] std::optional<checked::scalar_value> read(column_plan const& column, std::string_view text, diagnostics& sink) const;
    /// Puts what a text stands for; what is wrong with it stays with the row, which is judged at the door.
    void put_or_refuse(row_ref row, field_ref field, std::string_view text);
    void refuse(row_ref row, std::string_view field, std::string code, std::string message);
    void take_away(row_ref row, field_ref field);

    /// How much there is: what a document adds until it is refused is taken away again.
    struct extent {
        std::vector<std::size_t> rows, unread;
        std::optional<date> known_on;
        std::map<checked::entity_id, reference::window> windows;
    };
    [[nodiscard]] extent mark() const;
    void go_back(extent const& to);

    /// All rows, those of each table in the order of their keys; not yet checked.
    [[nodiscard]] reference::dataset gathered() const { return engine::gathered(*rows_, tables, graph()); }

private:
    /// With no rows, and the others left to who looks at them.
    void begin_anew();

    std::shared_ptr<typed_rows> rows_;
};

/// Throws H013 unless the rows are those of the plan's programme.
void check_same_programme(plan const& under, input const& rows);

/// The longest key or cell: as in a file.
inline constexpr std::size_t longest_cell = 10'000;
/// Throws H004 or H005.
void check_text(std::string_view text, std::string_view what);

}  // namespace carefare::engine
