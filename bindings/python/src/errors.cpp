// What the engine throws as exceptions of carefare.errors, which writes their words.
#include <pybind11/stl.h>

#include "parts.hpp"

namespace carefare::python {

namespace {

py::list to_list(std::vector<engine::problem> const& all) {
    py::list made;
    for (auto const& one : all) {
        py::dict problem;
        problem["code"] = one.code;
        problem["message"] = one.message;
        problem["advice"] = one.advice;
        problem["file"] = one.file;
        problem["line"] = one.line;
        problem["file_column"] = one.column;
        problem["is_warning"] = one.is_warning;
        made.append(problem);
    }
    return made;
}

void raise(py::list const& problems) {
    auto const made = py::module_::import("carefare.errors").attr("from_problems")(problems);
    PyErr_SetObject(py::type::handle_of(made).ptr(), made.ptr());
}

}  // namespace

void refuse(engine::problem const& what, std::string const& table, std::string const& row, std::string const& column) {
    auto const problems = to_list({what});
    problems[0]["table"] = table;
    problems[0]["row"] = row;
    problems[0]["column"] = column;
    raise(problems);
    throw py::error_already_set();
}

void translate_errors() {
    py::register_local_exception_translator([](std::exception_ptr thrown) {
        try {
            if (thrown) std::rethrow_exception(thrown);
        } catch (engine::error const& found) {
            raise(to_list(found.all()));
        }
    });
}

}  // namespace carefare::python
