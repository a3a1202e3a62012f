// types: named value lists. units: names of counts. outputs: the results that are asked for.
#include <utility>

#include "syntax/section_readers.hpp"

namespace carefare::syntax {

namespace {

/// `{ half_month: half a month }`: words, and how letters say them.
void read_told_words(yaml_node const& node, std::string const& what, word_list_syntax& list, reader& in) {
    if (node.entries.empty()) {
        in.error(diagnostic_code::K004, node.where, what + " is an empty list", "Write at least one word.");
    }
    for (auto const& entry : node.entries) {
        yaml_node key;
        key.kind = yaml_kind::scalar;
        key.text = entry.key;
        key.where = entry.key.everything();
        auto word = read_word(key, false, in);
        auto told = read_text(entry.value, "the telling of " + in_quotes(entry.key.text), in);
        if (!word || !told) continue;
        list.words.push_back(std::move(*word));
        list.told.push_back(std::move(*told));
    }
}

}  // namespace

void read_types(yaml_node const& section, programme_syntax& out, reader& in) {
    if (!expect_kind(section, yaml_kind::mapping, "'types'", in)) return;
    for (auto const& entry : section.entries) {
        if (!check_name(entry.key, name_form::simple, "a type", in)) continue;
        word_list_syntax list;
        list.name = {entry.key.text, entry.key.everything()};
        auto const what = "type " + in_quotes(entry.key.text);
        if (entry.value.is_mapping())
            read_told_words(entry.value, what, list, in);
        else
            list.words = read_words(entry.value, what, false, in);
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
