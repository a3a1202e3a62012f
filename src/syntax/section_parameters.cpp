// parameters: numbers and words that the law sets, over time. readings: switches where it can be read in two ways.
#include <utility>

#include "syntax/read_timeline.hpp"
#include "syntax/read_value.hpp"
#include "syntax/section_readers.hpp"

namespace carefare::syntax {

void read_parameters(yaml_node const& section, programme_syntax& out, reader& in) {
    if (!expect_kind(section, yaml_kind::mapping, "'parameters'", in)) return;
    for (auto const& entry : section.entries) {
        fields const row(entry, "parameter",
                         {"type", "range", "carrier", "step", "divisor", "constant", "values", "label", "cite"}, in);
        if (!check_name(entry.key, name_form::dotted, "a parameter", in) || !row) continue;
        parameter_syntax parameter;
        parameter.name = {entry.key.text, entry.key.everything()};
        parameter.type = row.need_text("type");
        parameter.range = row.expression("range");
        parameter.carrier = row.expression("carrier");
        parameter.step = row.expression("step");
        parameter.divisor = row.yes("divisor");
        auto const given = row.one_of({"constant", "values"}, true);
        if (given == "constant") parameter.constant = row.value("constant");
        if (auto const* const values = given == "values" ? row.find("values") : nullptr) {
            parameter.values = read_values(*values, row.what(), in);
        }
        parameter.label = row.text("label");
        parameter.cite = row.text("cite");
        out.parameters.push_back(std::move(parameter));
    }
}

void read_readings(yaml_node const& section, programme_syntax& out, reader& in) {
    if (!expect_kind(section, yaml_kind::mapping, "'readings'", in)) return;
    for (auto const& entry : section.entries) {
        fields const row(entry, "reading",
                         {"type", "words", "range", "step", "value", "values", "reason", "fact", "label"}, in);
        if (!check_name(entry.key, name_form::dotted, "a reading", in) || !row) continue;
        reading_syntax reading;
        reading.name = {entry.key.text, entry.key.everything()};
        auto const typed_by = row.one_of({"type", "words"}, true);
        if (typed_by == "type") reading.type = row.some_text("type");
        if (auto const* const words = typed_by == "words" ? row.find("words") : nullptr) {
            reading.words = read_words(*words, "'words'", false, in);
        }
        reading.range = row.expression("range");
        reading.step = row.expression("step");
        auto const given = row.one_of({"value", "values"}, true);
        if (auto const* const value = given == "value" ? row.find("value") : nullptr) {
            reading.not_known = says_not_known(*value);
            if (!reading.not_known) reading.constant = row.value("value");
        }
        if (auto const* const values = given == "values" ? row.find("values") : nullptr) {
            reading.values = read_values(*values, row.what(), in);
        }
        reading.reason = row.need_text("reason");
        reading.fact = row.need_text("fact");
        reading.label = row.text("label");
        out.readings.push_back(std::move(reading));
    }
}

}  // namespace carefare::syntax
