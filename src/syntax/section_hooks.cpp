// hooks: what a plan limits in words, and answers with an expression of its own.
#include <utility>

#include "syntax/section_readers.hpp"

namespace carefare::syntax {

void read_hooks(yaml_node const& section, programme_syntax& out, reader& in) {
    if (!expect_kind(section, yaml_kind::mapping, "'hooks'", in)) return;
    for (auto const& entry : section.entries) {
        fields const row(entry, "hook", {"type", "as_of", "range", "step", "ask", "label", "cite"}, in);
        if (!check_name(entry.key, name_form::dotted, "a hook", in) ||
            !check_parts(entry.key, hook_answer_keys(), "a hook", in) || !row) {
            continue;
        }
        auto name = split_owner(entry.key);
        if (name.entity.value.empty()) {
            in.error(diagnostic_code::K007, entry.key.everything(), "hook " + in_quotes(entry.key.text) + " has no entity",
                     "Put the name of the entity whose rows it is asked of and a dot before it.");
            continue;
        }
        hook_syntax hook;
        hook.as_rule.entity = std::move(name.entity);
        hook.as_rule.name = std::move(name.name);
        hook.as_rule.type = row.need_text("type");
        hook.as_rule.as_of = row.expression("as_of");
        hook.as_rule.range = row.expression("range");
        hook.as_rule.step = row.expression("step");
        hook.as_rule.label = row.need_text("label");
        hook.as_rule.cite = row.text("cite");
        hook.ask = row.need_text("ask");
        out.hooks.push_back(std::move(hook));
    }
}

}  // namespace carefare::syntax
