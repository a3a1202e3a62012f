// The sections of a rule file, one reader each (section_*.cpp). Each adds to the programme what it could read.
#pragma once

#include <string_view>
#include <vector>

#include <carefare/syntax/programme_syntax.hpp>

#include "syntax/read_fields.hpp"

namespace carefare::syntax {

using section_reader = void (*)(yaml_node const& section, programme_syntax& out, reader& in);

void read_types(yaml_node const& section, programme_syntax& out, reader& in);
void read_units(yaml_node const& section, programme_syntax& out, reader& in);
void read_entities(yaml_node const& section, programme_syntax& out, reader& in);
void read_facts(yaml_node const& section, programme_syntax& out, reader& in);
void read_options(yaml_node const& section, programme_syntax& out, reader& in);
void read_parameters(yaml_node const& section, programme_syntax& out, reader& in);
void read_readings(yaml_node const& section, programme_syntax& out, reader& in);
void read_tables(yaml_node const& section, programme_syntax& out, reader& in);
void read_rules(yaml_node const& section, programme_syntax& out, reader& in);
void read_hooks(yaml_node const& section, programme_syntax& out, reader& in);
void read_outputs(yaml_node const& section, programme_syntax& out, reader& in);
void read_sampling(yaml_node const& section, programme_syntax& out, reader& in);
void read_carried(yaml_node const& section, programme_syntax& out, reader& in);

/// Names of all sections, in the order in which a file is read.
[[nodiscard]] std::vector<std::string_view> const& section_names();
/// The reader of a section; null if there is no such section.
[[nodiscard]] section_reader find_section(std::string_view name);
/// Reads all sections of a file, whose keys are checked already.
void read_sections(fields const& file, programme_syntax& out, reader& in);
/// Reports what is declared twice, in one file or in two, and keeps the first.
void drop_duplicates(programme_syntax& programme, reader& in);

/// Keys of an answer in a plan: no part of an option's name, since plans nest options by the parts of their names.
[[nodiscard]] std::vector<std::string_view> const& answer_keys();

/// The same of an answer to a hook.
[[nodiscard]] std::vector<std::string_view> const& hook_answer_keys();
/// Reports a name of which a part is one of `taken`: plans nest answers by the parts of their names.
bool check_parts(located_text const& key, std::vector<std::string_view> const& taken, std::string_view noun, reader& in);

/// `entity.rest` of a key, each with its own place. `entity` is empty where the name has no dot.
struct owned_name {
    name_text entity;
    name_text name;
};
[[nodiscard]] owned_name split_owner(located_text const& key);

}  // namespace carefare::syntax
