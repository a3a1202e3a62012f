// A Python value as a cell of a row.
#pragma once

#include "parts.hpp"

namespace carefare::python {

/// None is absent. Whole numbers of money are cents; float is refused. Throws engine::error.
void set_cell(engine::input& into, engine::row_ref row, engine::field_ref field, engine::table_info const& table, py::handle value);

}  // namespace carefare::python
