// Text of Python, which may hold what no UTF-8 can.
#include "parts.hpp"

namespace carefare::python {

std::string text_of(py::handle value) {
    Py_ssize_t size = 0;
    auto const* const at = PyUnicode_AsUTF8AndSize(value.ptr(), &size);
    if (at != nullptr) return {at, static_cast<std::size_t>(size)};
    if (PyErr_ExceptionMatches(PyExc_UnicodeEncodeError) == 0) throw py::error_already_set();
    PyErr_Clear();
    throw engine::error(engine::call_code::wrong_value, shown(value) + " holds half a character (a lone surrogate)",
                        "Give text that can be written as UTF-8: read the file that it comes from in the file's own encoding.");
}

std::string shown(py::handle value) {
    auto const text = py::reinterpret_steal<py::object>(PyObject_Repr(value.ptr()));
    if (!text) throw py::error_already_set();
    auto const bytes = py::reinterpret_steal<py::bytes>(PyUnicode_AsEncodedString(text.ptr(), "utf-8", "backslashreplace"));
    if (!bytes) throw py::error_already_set();
    return bytes;
}

}  // namespace carefare::python
