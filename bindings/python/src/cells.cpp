// See cells.hpp.
#include "cells.hpp"

#include <datetime.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace carefare::python {

namespace {

using engine::call_code;
using engine::value_kind;

constexpr std::int64_t minutes_of_day = 1440, minutes_of_hour = 60;
constexpr long most_decimals = 18;
constexpr std::size_t most_digits = 19;  // of 63 bits

std::string type_name(py::handle value) { return py::str(py::type::handle_of(value).attr("__name__")).cast<std::string>(); }

bool is_number(value_kind kind) { return kind == value_kind::number || kind == value_kind::percent || kind == value_kind::money; }

std::string advice_for(engine::column_info const& column) {
    switch (column.kind) {
        case value_kind::money: return "Give money as Decimal(\"86.56\"), as text \"86.56\", or as a whole number of cents: 8656.";
        case value_kind::percent: return "Give a percentage as Decimal(\"0.27\") or as text \"27%\".";
        case value_kind::number: return "Give a number as int, Decimal(\"2.5\") or text \"2.5\".";
        case value_kind::boolean: return "Give True or False.";
        case value_kind::date: return "Give a datetime.date, or text as \"2019-06-01\".";
        case value_kind::date_time: return "Give a datetime.datetime without a zone, of whole minutes, or text as \"2019-06-01T08:30\".";
        case value_kind::word: {
            std::string words;
            for (auto const& word : column.words) words += (words.empty() ? "" : ", ") + ("\"" + word + "\"");
            return "Give one of " + words + ".";
        }
        case value_kind::text:
        case value_kind::range:
        case value_kind::link: break;
    }
    return "Give text.";
}

[[noreturn]] void refuse_type(engine::column_info const& column, py::handle value) {
    throw engine::error(call_code::wrong_value, column.type + " is asked, not " + type_name(value) + ": " + shown(value), advice_for(column));
}

[[noreturn]] void refuse_float(engine::column_info const& column) {
    throw engine::error(call_code::wrong_value, column.type + " is asked, and a float was given: binary floating point is not exact", advice_for(column));
}

[[noreturn]] void refuse_size(engine::column_info const& column) {
    throw engine::error(call_code::wrong_value, "the number is beyond 63 bits", "Give a smaller one: " + column.type + " is asked.");
}

/// 10 ** -decimals to the unit.
void set_number(engine::input& into, engine::row_ref row, engine::field_ref field, engine::column_info const& column, py::handle whole, unsigned decimals) {
    int overflow = 0;
    auto const value = PyLong_AsLongLongAndOverflow(whole.ptr(), &overflow);
    if (value == -1 && PyErr_Occurred() != nullptr) throw py::error_already_set();
    if (overflow != 0) refuse_size(column);
    into.set_whole(row, field, value, decimals);
}

void set_decimal(engine::input& into, engine::row_ref row, engine::field_ref field, engine::column_info const& column, py::handle value) {
    if (!is_number(column.kind)) refuse_type(column, value);
    if (!value.attr("is_finite")().cast<bool>()) refuse_type(column, value);
    // Of its digits: all arithmetic of `decimal` rounds to the precision of the caller's context.
    py::object const parts = value.attr("as_tuple")();
    auto const exponent = parts.attr("exponent").cast<long>();
    if (exponent < -most_decimals) throw engine::error(call_code::wrong_value, "more than 18 decimals", "Round the number to the steps of its column first.");
    std::string digits;
    for (auto const digit : parts.attr("digits")) {
        if (auto const one = digit.cast<int>(); one != 0 || !digits.empty()) digits += static_cast<char>('0' + one);
    }
    if (digits.empty()) {
        set_number(into, row, field, column, py::int_(0), 0);
        return;
    }
    auto const zeros = exponent > 0 ? static_cast<std::size_t>(exponent) : 0;
    if (digits.size() > most_digits || zeros > most_digits) refuse_size(column);
    digits.append(zeros, '0');
    if (parts.attr("sign").cast<int>() != 0) digits.insert(0, 1, '-');
    set_number(into, row, field, column, py::int_(py::str(digits)), static_cast<unsigned>(exponent < 0 ? -exponent : 0));
}

int part(py::handle of, char const* name) { return of.attr(name).cast<int>(); }

void set_moment(engine::input& into, engine::row_ref row, engine::field_ref field, engine::column_info const& column, py::handle value) {
    if (!value.attr("tzinfo").is_none()) throw engine::error(call_code::wrong_value, "a time with a zone was given", "Give the civil time where the care is given, without a zone.");
    auto const day = day_of(value).value();
    bool const has_seconds = part(value, "second") != 0 || part(value, "microsecond") != 0;
    auto const minutes = part(value, "hour") * minutes_of_hour + part(value, "minute");
    if (column.kind == value_kind::date && minutes == 0 && !has_seconds) {
        into.set_date(row, field, day.days);
        return;
    }
    if (column.kind != value_kind::date_time) refuse_type(column, value);
    if (has_seconds) throw engine::error(call_code::wrong_value, "a time with seconds was given", "Give whole minutes.");
    into.set_moment(row, field, day.days * minutes_of_day + minutes);
}

/// How data frames mark what is absent.
bool is_absent(std::string_view type) { return type == "NAType" || type == "NaTType"; }

}  // namespace

void set_cell(engine::input& into, engine::row_ref row, engine::field_ref field, engine::table_info const& table, py::handle value) {
    if (PyDateTimeAPI == nullptr) PyDateTime_IMPORT;
    auto const& column = table.columns[field.column];
    if (value.is_none()) return;
    if (PyUnicode_Check(value.ptr())) {
        auto const text = text_of(value);
        try {
            into.set_text(row, field, text);
        } catch (engine::error const& found) {
            auto what = found.first();
            if (what.advice.empty()) what.advice = advice_for(column);
            throw engine::error({std::move(what)});
        }
    } else if (PyBool_Check(value.ptr())) {
        if (column.kind != value_kind::boolean) refuse_type(column, value);
        into.set_boolean(row, field, value.cast<bool>());
    } else if (PyFloat_Check(value.ptr())) {
        refuse_float(column);
    } else if (PyDateTime_Check(value.ptr())) {
        if (!is_absent(type_name(value))) set_moment(into, row, field, column, value);
    } else if (PyDate_Check(value.ptr())) {
        if (column.kind != value_kind::date) refuse_type(column, value);
        into.set_date(row, field, day_of(value).value().days);
    } else if (PyIndex_Check(value.ptr()) != 0) {
        auto const whole = py::reinterpret_steal<py::object>(PyNumber_Index(value.ptr()));
        if (!whole) throw py::error_already_set();
        if (column.kind == value_kind::text || column.kind == value_kind::link) {
            into.set_text(row, field, py::str(whole).cast<std::string>());
        } else if (column.kind == value_kind::number || column.kind == value_kind::money) {
            constexpr unsigned decimals_of_cents = 2;
            set_number(into, row, field, column, whole, column.kind == value_kind::money ? decimals_of_cents : 0);
        } else {
            refuse_type(column, value);
        }
    } else if (py::hasattr(value, "as_tuple") && py::hasattr(value, "is_finite")) {
        set_decimal(into, row, field, column, value);
    } else if (auto const type = type_name(value); type == "bool" || type == "bool_") {  // numpy's
        if (column.kind != value_kind::boolean) refuse_type(column, value);
        into.set_boolean(row, field, py::bool_(py::reinterpret_borrow<py::object>(value)));
    } else if (!is_absent(type)) {
        if (type.starts_with("float")) refuse_float(column);
        refuse_type(column, value);
    }
}

}  // namespace carefare::python
