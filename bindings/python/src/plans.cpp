// Trees of rules and plans, plans, and what is laid over them.
#include <pybind11/stl.h>

#include "in_background.hpp"
#include "kinds.hpp"
#include "rows.hpp"

namespace carefare::python {

namespace {

py::dict to_dict(engine::column_info const& of) {
    py::dict made;
    made["name"] = of.name;
    made["kind"] = name_of(of.kind);
    made["type"] = of.type;
    made["words"] = py::tuple(py::cast(of.words));
    made["decimals"] = of.is_decimal ? py::object(py::int_(of.decimals)) : py::object(py::none());
    made["may_be_none"] = of.may_be_none;
    made["required"] = of.required;
    made["label"] = of.label;
    made["ask"] = of.ask;
    return made;
}

py::list to_list(std::vector<engine::table_info> const& tables) {
    py::list all;
    for (auto const& table : tables) {
        py::dict made;
        py::list columns;
        for (auto const& column : table.columns) columns.append(to_dict(column));
        made["name"] = table.name;
        made["entity"] = table.entity;
        made["owner"] = table.owner;
        made["columns"] = columns;
        made["is_partition"] = table.is_partition;
        made["has_days"] = table.has_days;
        all.append(made);
    }
    return all;
}

/// (name, value, reason, first day, last day, whether the bounds of the law are held)
std::vector<engine::setting> settings_of(py::handle from) {
    std::vector<engine::setting> all;
    for (auto const one : from) {
        auto const parts = one.cast<py::tuple>();
        all.push_back({text_of(parts[0]), text_of(parts[1]), text_of(parts[2]), day_of(parts[3]), day_of(parts[4]), parts[5].cast<bool>()});
    }
    return all;
}

/// (table, pairs of keys, value, reason, first day, last day)
std::vector<engine::cell_setting> cells_of(py::handle from) {
    std::vector<engine::cell_setting> all;
    for (auto const one : from) {
        auto const parts = one.cast<py::tuple>();
        std::vector<std::pair<std::string, std::string>> keys;
        for (auto const pair : parts[1]) keys.emplace_back(text_of(pair.cast<py::tuple>()[0]), text_of(pair.cast<py::tuple>()[1]));
        all.push_back({text_of(parts[0]), std::move(keys), text_of(parts[2]), text_of(parts[3]), day_of(parts[4]), day_of(parts[5])});
    }
    return all;
}

engine::overlay overlay_of(py::dict const& from) {
    engine::overlay made;
    made.assumptions_file = text_of(from["assumptions_file"]);
    made.assumptions_text = text_of(from["assumptions_text"]);
    made.options = settings_of(from["options"]);
    made.readings = settings_of(from["readings"]);
    made.parameters = settings_of(from["parameters"]);
    made.cells = cells_of(from["cells"]);
    made.known_on = day_of(from["known_on"]);
    return made;
}

std::shared_ptr<plan_handle> hold(std::shared_ptr<engine::plan const> of) { return std::make_shared<plan_handle>(plan_handle{std::move(of)}); }

}  // namespace

void bind_plans(py::module_& into) {
    py::class_<plan_handle, std::shared_ptr<plan_handle>>(into, "Plan")
        .def_property_readonly("name", [](plan_handle const& its) { return its.held->name(); })
        .def_property_readonly("programme", [](plan_handle const& its) { return its.held->programme(); })
        .def("input_tables", [](plan_handle const& its) { return to_list(its.held->input_tables()); })
        .def("output_tables", [](plan_handle const& its) { return to_list(its.held->output_tables()); })
        .def("data_page", [](plan_handle const& its) { return its.held->data_page(); })
        .def("with_overlay", [](plan_handle const& its, py::dict const& given) {
            auto const over = overlay_of(given);
            py::gil_scoped_release const released;
            return hold(its.held->with(over));
        });
    py::class_<engine::library>(into, "Library")
        .def(py::init<std::vector<std::string>>())
        .def("plan_names", &engine::library::plan_names, py::call_guard<py::gil_scoped_release>())
        .def("load", [](engine::library& its, std::string const& name, py::dict const& given) {
            auto const over = overlay_of(given);
            return in_background(py::none(), [&](background&) { return hold(its.load(name, over)); });
        });
}

}  // namespace carefare::python
