// `uses:` and `stages:` of programme.yaml.
#include "syntax/read_head.hpp"

#include <algorithm>
#include <utility>

namespace carefare::syntax {

std::vector<use_syntax> read_uses(yaml_node const& node, reader& in) {
    std::vector<use_syntax> uses;
    if (!expect_kind(node, yaml_kind::mapping, "'uses'", in)) return uses;
    for (auto const& entry : node.entries) {
        if (!check_name(entry.key, name_form::simple, "a prefix", in)) continue;
        if (entry.key.text == shared_uses) {
            in.error(diagnostic_code::K039, entry.key.everything(), in_quotes(entry.key.text) + " is no prefix: a case says under it what its used cases have in common",
                     "Choose another name.");
            continue;
        }
        auto programme = read_name(entry.value, name_form::path, "prefix " + in_quotes(entry.key.text), in);
        if (programme) uses.push_back({{entry.key.text, entry.key.everything()}, std::move(*programme)});
    }
    std::sort(uses.begin(), uses.end(), [](use_syntax const& a, use_syntax const& b) { return a.prefix.value < b.prefix.value; });
    return uses;
}

std::vector<stage_syntax> read_stages(yaml_node const& node, reader& in) {
    std::vector<stage_syntax> stages;
    if (!expect_kind(node, yaml_kind::sequence, "'stages'", in)) return stages;
    for (auto const& item : node.items) {
        if (!item.is_mapping() || item.entries.size() != 1) {
            in.error(diagnostic_code::K040, item.where, "a stage is a name with the entity that its work is divided by",
                     "Write the stages in their order: stages: [NAME: ENTITY, NAME: ENTITY].");
            continue;
        }
        auto const& entry = item.entries.front();
        bool const is_name = check_name(entry.key, name_form::simple, "a stage", in);
        auto entity = read_name(entry.value, name_form::simple, "stage " + in_quotes(entry.key.text), in);
        if (!is_name || !entity) continue;
        name_text name{entry.key.text, entry.key.everything()};
        auto const twin = std::find_if(stages.begin(), stages.end(), [&](stage_syntax const& one) { return one.name.value == name.value; });
        if (twin != stages.end())
            report_twice(name, twin->name.where, "'stages'", in);
        else
            stages.push_back({std::move(name), std::move(*entity)});
    }
    return stages;
}

}  // namespace carefare::syntax
