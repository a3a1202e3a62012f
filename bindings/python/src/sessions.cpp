// Scenarios over one caseload.
#include <pybind11/stl.h>

#include <memory>

#include "in_background.hpp"
#include "rows.hpp"

namespace carefare::python {

namespace {

struct session_handle {
    std::unique_ptr<engine::session> held;
};

session_handle begin(plan_handle const& base, rows_handle const& rows, std::vector<std::string> outputs, std::vector<std::string> options,
                     std::vector<std::string> readings, unsigned threads, std::size_t block_rows) {
    engine::session_options how;
    how.outputs = std::move(outputs);
    how.options = std::move(options);
    how.readings = std::move(readings);
    how.threads = threads;
    how.block_rows = block_rows;
    return in_background(py::none(), [&](background&) { return session_handle{std::make_unique<engine::session>(base.held, rows.rows, how)}; });
}

/// Pairs of a name and a value.
std::vector<engine::setting> settings_of(std::vector<std::pair<std::string, std::string>> const& from) {
    std::vector<engine::setting> all;
    for (auto const& [name, value] : from) all.push_back({name, value, {}});
    return all;
}

/// Of each output (name, counts by state, total or empty).
py::list run(session_handle& its, std::vector<std::pair<std::string, std::string>> const& options, std::vector<std::pair<std::string, std::string>> const& readings) {
    engine::scenario const what{settings_of(options), settings_of(readings)};
    auto const sums = in_background(py::none(), [&](background& shared) { return its.held->run(what, [&] { return shared.stop.load(); }); });
    py::list all;
    for (auto const& sum : sums) all.append(py::make_tuple(sum.output, py::cast(sum.states), sum.total));
    return all;
}

}  // namespace

void bind_sessions(py::module_& into) {
    py::class_<session_handle>(into, "Session")
        .def(py::init(&begin))
        .def("run", run)
        .def_property_readonly("partitions", [](session_handle const& its) { return its.held->partitions(); })
        .def_property_readonly("set_aside", [](session_handle const& its) { return its.held->set_aside(); })
        .def_property_readonly("keeps_columns", [](session_handle const& its) { return its.held->keeps_columns(); });
}

}  // namespace carefare::python
