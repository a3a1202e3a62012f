// Plans and assumption files.
#include <utility>

#include <carefare/syntax/read_files.hpp>

#include "syntax/read_answers.hpp"
#include "syntax/read_timeline.hpp"

namespace carefare::syntax {

std::optional<plan_syntax> read_plan(yaml_node const& document, diagnostics& sink) {
    read_limits const limits;
    reader in{sink, limits};
    fields const head(document, document.where, "this plan", {"plan", "programme", "source", "from", "options", "hooks"}, in);
    if (!head) return {};
    plan_syntax plan;
    plan.name = head.need_name("plan", name_form::path);
    plan.programme = head.need_name("programme", name_form::path);
    plan.source = head.need_text("source");
    plan.from = head.day("from");
    if (auto const* const options = head.need("options")) {
        plan.options = read_answers(*options, answer_kind::options, plan.from, answer_dates::asked_for, in);
    }
    if (auto const* const hooks = head.find("hooks")) {
        plan.hooks = read_answers(*hooks, answer_kind::hooks, plan.from, answer_dates::asked_for, in);
    }
    return plan;
}

std::vector<assumption_syntax> read_assumptions(yaml_node const& document, diagnostics& sink) {
    read_limits const limits;
    reader in{sink, limits};
    std::vector<assumption_syntax> result;
    fields const head(document, document.where, "this file of assumptions", {"assume"}, in);
    auto const* const list = head.need("assume");
    if (list == nullptr) return result;
    for_each_item(*list, "'assume'", in, [&](yaml_node const& item) {
        auto const errors = sink.error_count();
        fields const entry(item, item.where, "an assumption", {"option", "hook", "value", "reason", "from", "until", "beyond_bounds"}, in);
        if (!entry) return;
        bool const has_known_keys = sink.error_count() == errors;
        auto const key = entry.one_of({"option", "hook"}, true);
        bool const is_hook = key == "hook";
        auto name = key.empty() ? name_text{} : entry.need_name(key, name_form::dotted);
        static_cast<void>(entry.need("value"));
        auto value = is_hook ? entry.expression("value") : entry.value("value");
        auto reason = entry.need_text("reason");
        for (auto const* const key_of_options : {"from", "until", "beyond_bounds"})
            entry.exclude(key_of_options, "hook", "Leave it out: a hook is assumed for all time, and no law bounds it.");
        auto const errors_before_days = sink.error_count();
        auto const from = entry.day("from"), until = entry.day("until");
        bool const beyond_bounds = entry.yes("beyond_bounds");
        // Without days that could not be read it would count on all, and what was found then would only follow from that.
        if (!has_known_keys || sink.error_count() != errors_before_days) return;
        if (!name.value.empty() && value) result.push_back({std::move(name), is_hook, std::move(*value), std::move(reason), from, until, beyond_bounds});
    });
    return result;
}

}  // namespace carefare::syntax
