// carefare._carefare: the front door (carefare/engine.hpp) for the Python package around it, which documents it.
#include <pybind11/pybind11.h>

#include "parts.hpp"

PYBIND11_MODULE(_carefare, module) {
    using namespace carefare::python;
    translate_errors();
    bind_columns(module);
    bind_plans(module);
    bind_catalogue(module);
    bind_rows(module);
    bind_results(module);
    bind_sessions(module);
    module.attr("version") = CAREFARE_VERSION;
}
