// Rows of plain Python values.
#include "rows.hpp"

#include <pybind11/stl.h>

#include <cstdint>
#include <string_view>

#include "cells.hpp"
#include "columns.hpp"

namespace carefare::python {

namespace {

using engine::call_code;

/// A row by its key in a mapping, or the rows of a list, each with its key.
class row_adder {
public:
    explicit row_adder(engine::input& into) : into_(into), tables_(into.of()->input_tables()) {}

    void add_rows(std::uint32_t table, py::handle rows, std::string const& owner) {
        if (py::isinstance<py::dict>(rows)) {
            for (auto const& [key, row] : py::reinterpret_borrow<py::dict>(rows)) add_row(table, key, row, owner);
            return;
        }
        std::size_t number = 0;
        for (auto const row : rows) {
            auto const place = "number " + std::to_string(number++);
            if (!py::isinstance<py::dict>(row)) refuse_row(table, place, "the row is no mapping", "Give each row as a mapping: {\"key\": \"r1\", ...}.");
            auto const cells = py::reinterpret_borrow<py::dict>(row);
            if (!cells.contains("key")) refuse_row(table, place, "the row has no key", "Give each row a \"key\" of its own, or the rows as a mapping by key.");
            add_row(table, cells["key"], row, owner);
        }
    }

private:
    [[noreturn]] void refuse_row(std::uint32_t table, std::string const& row, std::string message, std::string advice) const {
        refuse({engine::name_of(call_code::wrong_value), std::move(message), std::move(advice), {}, 0, 0, false}, tables_[table].name, row, {});
    }

    void add_row(std::uint32_t table, py::handle key, py::handle row, std::string const& owner) {
        constexpr std::size_t rows_between_looks = 1024;
        if (++added_ % rows_between_looks == 0 && PyErr_CheckSignals() != 0) throw py::error_already_set();
        auto const name = key_text(table, key);
        if (!py::isinstance<py::dict>(row)) refuse_row(table, name, "the row is no mapping", "Give each row as a mapping of columns to values.");
        engine::row_ref made;
        try {
            made = into_.add(table, name, owner);
        } catch (engine::error const& found) {
            refuse(found.first(), tables_[table].name, name, "key");
        }
        for (auto const& [column, value] : py::reinterpret_borrow<py::dict>(row)) {
            auto const column_name = column_text(table, name, column);
            if (column_name == "key") continue;
            if (auto const below = table_below(table, column_name)) {
                if (!are_rows(value)) {
                    refuse({engine::name_of(call_code::wrong_value), "rows of '" + column_name + "' are asked, and " + shown(value) + " was given",
                            "Give a list of rows, or rows by key; an empty list where there are none.", {}, 0, 0, false},
                           tables_[table].name, name, column_name);
                }
                add_rows(*below, value, name);
                continue;
            }
            try {
                set_cell(into_, made, into_.field(table, column_name), tables_[table], value);
            } catch (engine::error const& found) {
                refuse(found.first(), tables_[table].name, name, column_name);
            }
        }
    }

    std::string key_text(std::uint32_t table, py::handle key) const {
        bool const is_text = py::isinstance<py::str>(key), is_whole = PyLong_Check(key.ptr()) && !PyBool_Check(key.ptr());
        if (!is_text && !is_whole) refuse_row(table, shown(key), "the key is neither text nor a whole number", "Give keys as str or int.");
        try {
            return text_of(py::str(key));
        } catch (engine::error const& found) {
            refuse(found.first(), tables_[table].name, shown(key), "key");
        }
    }

    std::string column_text(std::uint32_t table, std::string const& row, py::handle column) const {
        try {
            return text_of(py::str(column));
        } catch (engine::error const& found) {
            refuse(found.first(), tables_[table].name, row, shown(column));
        }
    }

    static bool are_rows(py::handle value) {
        return py::isinstance<py::iterable>(value) && !py::isinstance<py::str>(value) && !py::isinstance<py::bytes>(value);
    }

    /// Rows of a table that stand inside a row of the table that owns them.
    std::optional<std::uint32_t> table_below(std::uint32_t owner, std::string_view name) const {
        for (std::uint32_t t = 0; t < tables_.size(); ++t) {
            if (tables_[t].name == name && tables_[t].owner == tables_[owner].entity && !tables_[t].owner.empty()) return t;
        }
        return std::nullopt;
    }

    engine::input& into_;
    std::vector<engine::table_info> const& tables_;
    std::size_t added_ = 0;
};

}  // namespace

void bind_rows(py::module_& into) {
    py::class_<rows_handle>(into, "Rows")
        .def(py::init([](std::shared_ptr<plan_handle> const& of) { return rows_handle(of->held); }))
        .def("add_rows", [](rows_handle& its, std::string const& table, py::handle rows) { row_adder(its.rows).add_rows(its.rows.table(table), rows, {}); })
        .def("add_columns", [](rows_handle& its, std::string const& table, columns const& from) {
            auto const number = its.rows.table(table);
            from.each_piece([&](ArrowSchema const& schema, ArrowArray const& array) {
                {
                    py::gil_scoped_release const released;
                    its.rows.add_arrow(number, schema, array);
                }
                if (PyErr_CheckSignals() != 0) throw py::error_already_set();
            });
        })
        .def("set_window", [](rows_handle& its, std::string const& table, py::handle from, py::handle until) {
            its.rows.set_window(its.rows.table(table), day_of(from), day_of(until));
        })
        .def("set_known_on", [](rows_handle& its, py::handle day) { its.rows.set_known_on(day_of(day)); })
        .def("owners", [](rows_handle const& its, std::string const& table) {
            py::dict all;
            its.rows.each_key(its.rows.table(table), [&](std::string_view key, std::string_view owner) { all[py::str(key.data(), key.size())] = py::str(owner.data(), owner.size()); });
            return all;
        })
        .def("count", [](rows_handle const& its, std::string const& table) { return its.rows.rows(its.rows.table(table)); });
}

}  // namespace carefare::python
