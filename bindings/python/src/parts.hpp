// The parts of the module: each file binds its own.
#pragma once

#include <pybind11/pybind11.h>

#include <optional>
#include <string>

#include <carefare/base/date.hpp>
#include <carefare/engine.hpp>

namespace carefare::python {

namespace py = pybind11;

void translate_errors();
void bind_columns(py::module_& into);
void bind_plans(py::module_& into);
void bind_catalogue(py::module_& into);
void bind_rows(py::module_& into);
void bind_results(py::module_& into);
void bind_sessions(py::module_& into);

/// Raises an exception of the package for what was found in one column of one row of a table; parts may be empty.
[[noreturn]] void refuse(engine::problem const& what, std::string const& table, std::string const& row, std::string const& column);

/// Text as UTF-8; throws `engine::error` for a lone surrogate.
[[nodiscard]] std::string text_of(py::handle value);
/// As `repr` has it.
[[nodiscard]] std::string shown(py::handle value);

/// A day of `datetime`; None is none.
[[nodiscard]] std::optional<date> day_of(py::handle value);
[[nodiscard]] py::object to_python(date value);

}  // namespace carefare::python
