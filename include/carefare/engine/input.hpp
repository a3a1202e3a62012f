// Rows as a caller hands them in, of one family or of a whole caseload: by setters, as one JSON document, or as columns.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <carefare/engine/plan.hpp>

struct ArrowArray;
struct ArrowSchema;

namespace carefare::engine {

/// A column of an input table, by its number in `plan::input_tables`; what it stands for is in `docs/data.md` of a
/// programme. Names are those of the columns of a caseload in files: "dates_from", "rate.override_reason".
struct field_ref {
    std::uint32_t table = 0, column = 0;
};
struct row_ref {
    std::uint32_t table = 0, row = 0;
};

/// One thread at a time.
class input {
public:
    explicit input(std::shared_ptr<plan const> of);
    ~input();
    input(input&&) noexcept;
    input& operator=(input&&) noexcept;

    // Names, found once. Throw `error` (H006, H007).
    [[nodiscard]] std::uint32_t table(std::string_view rows) const;
    [[nodiscard]] field_ref field(std::uint32_t table, std::string_view column) const;

    /// A row by its key; `owner` is the key of the row that owns it, empty at the top.
    row_ref add(std::uint32_t table, std::string_view key, std::string_view owner = {});

    // Values of a row. A field that is never set is absent: what needs it is pending. Each throws `error` (H008) and changes
    // nothing where the value is none of the field's; whether it is in range is judged with all else of the row.
    void set_text(row_ref row, field_ref field, std::string_view cell);   ///< as a cell of a table; "none" where none may be
    void set_whole(row_ref row, field_ref field, std::int64_t value, unsigned decimals);  ///< 8656, 2: 86.56; of percent 0.27 is 27%
    void set_boolean(row_ref row, field_ref field, bool value);
    void set_date(row_ref row, field_ref field, std::int32_t days);       ///< since 1970-01-01
    void set_moment(row_ref row, field_ref field, std::int64_t minutes);  ///< since 1970-01-01T00:00
    void set_none(row_ref row, field_ref field);

    /// The days for which a dated table is complete; an end that is not given is open.
    void set_window(std::uint32_t table, std::optional<date> from, std::optional<date> to);
    /// What was known on this day counts, where the plan does not say so itself.
    void set_known_on(std::optional<date> day);

    /// Adds the rows of a document (docs/c-api.md): { "families": { "f1": { "size": 3, "members": { ... } } } }. Numbers are
    /// exact as written. Throws for what is no such document; a value that is none of its field sets its family aside, as
    /// everywhere.
    void add_json(std::string_view text);
    /// Adds the rows of a table from a struct array of the Arrow C data interface, which is read and not released. Throws
    /// H012 for what is malformed or of another type; cells as with JSON.
    void add_arrow(std::uint32_t table, ArrowSchema const& schema, ArrowArray const& array);

    [[nodiscard]] std::size_t rows(std::uint32_t table) const;
    /// Calls with the key and the owner's key of each row, in the order in which they were added.
    void each_key(std::uint32_t table, std::function<void(std::string_view key, std::string_view owner)> const& use) const;
    [[nodiscard]] std::shared_ptr<plan const> const& of() const;
    void clear();

    struct inside;
    [[nodiscard]] inside const& in() const { return *inside_; }

private:
    std::unique_ptr<inside> inside_;
};

}  // namespace carefare::engine
