// What a plan stands on, as plain values; carefare.catalogue makes objects of them.
#include <carefare/engine/catalogue.hpp>

#include <pybind11/stl.h>

#include "kinds.hpp"
#include "rows.hpp"

namespace carefare::python {

namespace {

py::object day(std::optional<date> of) { return of ? to_python(*of) : py::none(); }

std::string place(engine::written_at const& of) { return of.file.empty() ? std::string() : of.file + ":" + std::to_string(of.line) + ":" + std::to_string(of.column); }

template <class Entry>
py::dict dated(Entry const& of) {
    py::dict made;
    made["first"] = day(of.from);
    made["last"] = day(of.until);
    made["known"] = day(of.known);
    made["cite"] = of.cite;
    return made;
}

py::list entries(std::vector<engine::dated_text> const& all) {
    py::list made;
    for (auto const& one : all) {
        auto entry = dated(one);
        entry["text"] = one.value ? py::object(py::str(*one.value)) : py::object(py::none());
        entry["gap"] = one.gap;
        entry["state"] = one.state;
        entry["ground"] = one.ground;
        entry["place"] = place(one.where);
        made.append(entry);
    }
    return made;
}

py::list slots(plan_handle const& of) {
    constexpr char const* sorts[] = {"parameter", "option", "reading"};
    py::list all;
    for (auto const& one : engine::slots_of(*of.held)) {
        py::dict made;
        made["sort"] = sorts[static_cast<std::size_t>(one.sort)];
        made["name"] = one.name;
        made["kind"] = name_of(one.kind);
        made["type"] = one.type;
        made["words"] = py::tuple(py::cast(one.words));
        made["range"] = one.range;
        made["step"] = one.step;
        made["divides"] = one.divides;
        made["required"] = one.required;
        made["label"] = one.label;
        made["ask"] = one.ask;
        made["reason"] = one.reason;
        made["cite"] = one.cite;
        made["entries"] = entries(one.entries);
        py::list bounds;
        for (auto const& bound : one.bounds) {
            auto made_bound = dated(bound);
            made_bound["range"] = bound.range;
            made_bound["words"] = py::tuple(py::cast(bound.words));
            made_bound["clamps"] = bound.clamps;
            bounds.append(made_bound);
        }
        made["bounds"] = bounds;
        made["place"] = place(one.where);
        all.append(made);
    }
    return all;
}

py::list tables(plan_handle const& of) {
    py::list all;
    for (auto const& one : engine::rate_tables_of(*of.held)) {
        py::dict made;
        made["name"] = one.name;
        made["kind"] = name_of(one.kind);
        made["type"] = one.type;
        made["range"] = one.range;
        made["step"] = one.step;
        made["label"] = one.label;
        made["cite"] = one.cite;
        py::list keys, schedules;
        for (auto const& key : one.keys) {
            py::dict made_key;
            made_key["name"] = key.name;
            made_key["kind"] = name_of(key.kind);
            made_key["type"] = key.type;
            made_key["words"] = py::tuple(py::cast(key.words));
            made_key["may_be_none"] = key.may_be_none;
            keys.append(made_key);
        }
        for (auto const& schedule : one.schedules) {
            auto made_schedule = dated(schedule);
            made_schedule["file"] = schedule.file;
            made_schedule["gap"] = schedule.gap;
            made_schedule["cells"] = schedule.cells;
            schedules.append(made_schedule);
        }
        made["keys"] = keys;
        made["schedules"] = schedules;
        made["place"] = place(one.where);
        all.append(made);
    }
    return all;
}

py::list cells(plan_handle const& of, std::string const& table, std::size_t schedule) {
    py::list all;
    for (auto const& one : engine::cells_of(*of.held, table, schedule)) all.append(py::make_tuple(py::tuple(py::cast(one.keys)), one.value, place(one.where)));
    return all;
}

py::list rules(plan_handle const& of) {
    py::list all;
    for (auto const& one : engine::rules_of(*of.held)) {
        py::dict made;
        made["name"] = one.name;
        made["type"] = one.type;
        made["label"] = one.label;
        made["cite"] = one.cite;
        made["is_output"] = one.is_output;
        made["is_overridable"] = one.is_overridable;
        made["is_hook"] = one.is_hook;
        made["versions"] = entries(one.versions);
        made["place"] = place(one.where);
        all.append(made);
    }
    return all;
}

}  // namespace

void bind_catalogue(py::module_& into) {
    into.def("slots", slots);
    into.def("rate_tables", tables);
    into.def("cells", cells);
    into.def("rules", rules);
}

}  // namespace carefare::python
