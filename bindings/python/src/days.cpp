// Days of `datetime` and days of the engine.
#include "parts.hpp"

namespace carefare::python {

namespace {

constexpr int ordinal_of_1970 = 719163;

}  // namespace

std::optional<date> day_of(py::handle value) {
    if (value.is_none()) return std::nullopt;
    if (py::isinstance<py::str>(value)) {
        auto const text = text_of(value);
        auto const day = parse_date(text);
        if (!day) throw engine::error(engine::call_code::wrong_value, "'" + text + "' is no date", "Give a datetime.date, or text as \"2019-06-01\".");
        return day;
    }
    if (!py::hasattr(value, "toordinal")) {
        throw engine::error(engine::call_code::wrong_value, "a " + py::str(py::type::handle_of(value).attr("__name__")).cast<std::string>() + " is no date", "Give a datetime.date, or text as \"2019-06-01\".");
    }
    return date{value.attr("toordinal")().cast<int>() - ordinal_of_1970};
}

py::object to_python(date value) {
    return py::module_::import("datetime").attr("date").attr("fromordinal")(value.days + ordinal_of_1970);
}

}  // namespace carefare::python
