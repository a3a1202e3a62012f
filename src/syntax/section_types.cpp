// types: named value lists. units: names of counts. outputs: the results that are asked for.
#include <utility>

#include "syntax/section_readers.hpp"

namespace carefare::syntax {

void read_types(yaml_node const& section, programme_syntax& out, reader& in) {
    if (!expect_kind(section, yaml_kind::mapping, "'types'", in)) return;
    for (auto const& entry : section.entries) {
        if (!check_name(entry.key, name_form::simple, "a type", in)) continue;
        word_list_syntax list;
        list.name = {entry.key.text, entry.key.everything()};
        list.words = read_words(entry.value, "type " + in_quotes(entry.key.text), false, in);
        out.types.push_back(std::move(list));
    }
}

void read_units(yaml_node const& section, programme_syntax& out, reader& in) {
    for (auto& name : read_names(section, name_form::simple, "'units'", in))
        out.units.push_back(std::move(name));
}

void read_outputs(yaml_node const& section, programme_syntax& out, reader& in) {
    for (auto& name : read_names(section, name_form::dotted, "'outputs'", in))
        out.outputs.push_back(std::move(name));
}

}  // namespace carefare::syntax
