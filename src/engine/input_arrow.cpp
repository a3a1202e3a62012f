// Rows of a table of the Arrow C data interface, column by column.
#include <algorithm>
#include <vector>

#include <carefare/base/utf8.hpp>

#include "engine/arrow_view.hpp"
#include "engine/input_inside.hpp"

namespace carefare::engine {

namespace {

using column_kind = cases::caseload_column::kind;
using checked::scalar;
using kind = arrow_view::kind;

constexpr std::int64_t cents = 100;
constexpr std::int64_t most_rows = 5'000'000;

class table_reader {
public:
    table_reader(input const& names, input::inside& into, std::uint32_t table, ArrowSchema const& schema, ArrowArray const& array)
        : names_(names), into_(into), table_(table), rows_(array.length) {
        check_arrow_struct(schema, array);
        if (rows_ > most_rows) throw error(call_code::too_long, "the table has " + std::to_string(rows_) + " rows", "Hand in fewer rows at once.");
        for (std::int64_t c = 0; c < schema.n_children; ++c) columns_.emplace_back(*schema.children[c], *array.children[c], array.offset, rows_);
    }

    void read() {
        std::vector<std::uint32_t> fields;
        std::vector<bool> seen(into_.tables[table_].columns.size());
        for (auto const& column : columns_) {
            fields.push_back(names_.field(table_, column.name()).column);
            if (seen[fields.back()]) throw error(call_code::malformed_arrow, "the column '" + column.name() + "' stands twice", "Take one of them away.");
            seen[fields.back()] = true;
        }
        check_missing(seen);
        auto const key = static_cast<std::size_t>(std::find(fields.begin(), fields.end(), 0U) - fields.begin());
        auto const first = into_.rows().tables[table_].rows();
        for (std::int64_t r = 0; r < rows_; ++r) into_.add_row(table_, key_of(columns_[key], r), {});
        for (std::size_t c = 0; c < columns_.size(); ++c) {
            if (c != key) read_column(columns_[c], fields[c], static_cast<std::uint32_t>(first));
        }
    }

private:
    void check_missing(std::vector<bool> const& seen) const {
        auto const& all = into_.tables[table_].columns;
        auto const& info = into_.of->input_tables()[table_].columns;
        for (std::size_t c = 0; c < all.size(); ++c) {
            bool const is_end = all[c].what == column_kind::range_from || all[c].what == column_kind::range_to;
            // The ends of a range stand beside each other.
            auto const other = all[c].what == column_kind::range_from ? c + 1 : c - 1;
            if (seen[c] || !(info[c].required || (is_end && seen[other]))) continue;
            throw error(call_code::malformed_arrow, "the table '" + into_.of->input_tables()[table_].name + "' has no column '" + all[c].name + "'", "Add the column.");
        }
    }

    std::string key_of(arrow_view const& column, std::int64_t r) const {
        if (column.is_null(r)) return {};
        return std::string(text_of(column, r));
    }

    /// Of texts and of keys that are whole numbers.
    std::string_view text_of(arrow_view const& column, std::int64_t r) const {
        if (column.what() == kind::whole) {
            room_ = std::to_string(*column.whole(r));
            return room_;
        }
        if (column.what() != kind::text) mismatch(column, "a key or a text");
        auto const text = column.text(r);
        try {
            check_text(text, "row " + std::to_string(r) + " of column '" + column.name() + "'");
        } catch (error const& found) {
            throw error(call_code::malformed_arrow, found.first().message, found.first().advice);
        }
        return text;
    }

    [[noreturn]] static void mismatch(arrow_view const& column, std::string const& asked) {
        throw error(call_code::malformed_arrow, "column '" + column.name() + "': " + asked + " is asked, and the Arrow type is another",
                    "Hand in money as decimal128 or whole cents, other numbers as decimal128 or whole numbers, dates as date32, anything as the text of a cell.");
    }

    void read_column(arrow_view const& column, std::uint32_t field, std::uint32_t first) {
        auto const& its = into_.tables[table_].columns[field];
        bool const is_key = its.what == column_kind::owner || its.what == column_kind::link;
        bool const is_text = its.type.kind == scalar::text || its.type.kind == scalar::link;
        for (std::int64_t r = 0; r < rows_; ++r) {
            if (column.is_null(r)) continue;
            row_ref const row{table_, first + static_cast<std::uint32_t>(r)};
            if (column.what() == kind::text && !is_key) {
                into_.put_or_refuse(row, {table_, field}, text_of(column, r));
            } else if (is_text) {
                auto const text = text_of(column, r);
                if (!text.empty()) into_.put(row, {table_, field}, std::string(text));
            } else {
                read_value(column, its, r, row, {table_, field});
            }
        }
    }

    void read_value(arrow_view const& column, column_plan const& its, std::int64_t r, row_ref row, field_ref field) {
        auto const asked = its.type.kind;
        auto const name = into_.graph().to_string(its.type);
        switch (column.what()) {
            case kind::boolean:
                if (asked != scalar::boolean) mismatch(column, name);
                into_.put(row, field, column.boolean(r));
                return;
            case kind::decimal:
                if (asked != scalar::number) mismatch(column, name);
                into_.put(row, field, column.decimal(r));
                return;
            case kind::whole: {
                auto const what = into_.of->input_tables()[table_].columns[field.column].kind;
                if (asked != scalar::number || what == value_kind::percent) mismatch(column, name);
                auto const value = rational(*column.whole(r));
                into_.put(row, field, what == value_kind::money ? value / rational(cents) : value);
                return;
            }
            case kind::date: {
                auto const day = static_cast<std::int32_t>(*column.whole(r));
                if (asked != scalar::date) mismatch(column, name);
                if (day < first_date.days || day > last_date.days) outside(row, its);
                else into_.put(row, field, date{day});
                return;
            }
            case kind::moment: {
                constexpr std::int64_t minutes_of_day = 1440;
                bool const is_day = asked == scalar::date;  // what has no type of days says midnight
                if (!is_day && asked != scalar::date_time) mismatch(column, name);
                auto const minutes = column.whole(r);
                if (is_day && minutes && *minutes % minutes_of_day != 0) into_.refuse(row, its.name, std::string(name_of(diagnostic_code::F003)), "cannot be read: it is a time of a day, and a date is asked");
                else if (!minutes) into_.refuse(row, its.name, std::string(name_of(diagnostic_code::F003)), "cannot be read: it is no whole minute");
                else if (*minutes < first_date.days * minutes_of_day || *minutes >= (last_date.days + 1) * minutes_of_day) outside(row, its);
                else if (is_day) into_.put(row, field, date{static_cast<std::int32_t>(*minutes / minutes_of_day)});
                else into_.put(row, field, date_time{*minutes});
                return;
            }
            case kind::nothing:
            case kind::text: return;
        }
    }

    void outside(row_ref row, column_plan const& its) {
        into_.refuse(row, its.name, std::string(name_of(diagnostic_code::R010)), "cannot be read: the day is outside the years 1 to 9999");
    }

    input const& names_;
    input::inside& into_;
    std::uint32_t table_;
    std::int64_t rows_;
    std::vector<arrow_view> columns_;
    mutable std::string room_;
};

}  // namespace

void input::add_arrow(std::uint32_t table, ArrowSchema const& schema, ArrowArray const& array) {
    if (table >= inside_->tables.size()) throw error(call_code::outside_range, "there is no table of that number", "Use what `table` gave.");
    auto const before = inside_->mark();
    try {
        table_reader(*this, *inside_, table, schema, array).read();
    } catch (...) {
        inside_->go_back(before);
        throw;
    }
}

}  // namespace carefare::engine
