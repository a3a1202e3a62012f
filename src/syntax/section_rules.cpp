// rules: values and decision tables, in one version or in several, and allocations.
#include <algorithm>
#include <array>
#include <utility>

#include "syntax/read_allocation.hpp"
#include "syntax/read_pipe_table.hpp"
#include "syntax/read_sentence.hpp"
#include "syntax/read_timeline.hpp"
#include "syntax/read_value.hpp"
#include "syntax/section_readers.hpp"

namespace carefare::syntax {

namespace {

struct policy_word {
    std::string_view word;
    hit_policy policy;
};

constexpr std::array policy_words{
    policy_word{"unique", hit_policy::unique},
    policy_word{"any", hit_policy::any},
    policy_word{"first", hit_policy::first},
    policy_word{"collect sum", hit_policy::collect_sum},
    policy_word{"collect count", hit_policy::collect_count},
    policy_word{"collect min", hit_policy::collect_min},
    policy_word{"collect max", hit_policy::collect_max},
};

std::optional<located<hit_policy>> read_policy(fields const& version, reader& in) {
    if (version.need("hit_policy") == nullptr) return {};
    auto const text = version.some_text("hit_policy");
    if (!text) return {};
    std::vector<std::string_view> known;
    for (auto const& [word, policy] : policy_words) {
        if (word == text->value) return located<hit_policy>{policy, text->where};
        known.push_back(word);
    }
    in.error(diagnostic_code::K010, text->where, "unknown hit policy " + in_quotes(text->value),
             suggestion(text->value, known));
    return {};
}

/// What a rule or one of its versions says: a value, or a table with its policy.
void read_content(fields const& version, std::string_view rule, rule_version_syntax& out, reader& in) {
    auto const given = version.one_of({"value", "table"}, true);
    if (given == "value") {
        for (auto const key : {"hit_policy", "otherwise"}) {
            version.exclude(key, "value", "Leave it out: only a table has a hit policy and a default output.");
        }
        read_not_known(version, out, in);
        if (!out.not_known) out.value = version.expression("value");
        return;
    }
    if (given != "table") return;
    version.exclude("reason", "table", "Leave it out: only 'value: not known' has a reason.");
    auto const policy = read_policy(version, in);
    auto otherwise = version.expression("otherwise");
    auto const* const block = version.find("table");
    if (block == nullptr) return;
    out.table = read_pipe_table(*block, rule, in);
    if (!out.table) return;
    out.table->otherwise = std::move(otherwise);
    out.table->has_policy = policy.has_value();
    if (policy) out.table->policy = *policy;
}

rule_version_syntax read_version(yaml_node const& item, std::string const& owner, std::string_view rule, reader& in) {
    rule_version_syntax version;
    version.where = item.where;
    fields const entry(item, item.where, "a version of " + owner,
                       {"from", "until", "known", "value", "hit_policy", "table", "otherwise", "reason", "cite"}, in);
    if (!entry) return version;
    read_dates(entry, version, true);
    read_content(entry, rule, version, in);
    version.cite = entry.text("cite");
    return version;
}

void read_versions(fields const& row, rule_syntax& rule, reader& in) {
    auto const rule_name = std::string_view(rule.name.value);
    if (auto const* const allocate = row.find("allocate")) {
        for (auto const key : {"value", "hit_policy", "table", "otherwise", "versions", "reason", "overridable"}) {
            row.exclude(key, "allocate", "Leave it out: what a row is granted follows from its ask and the limits.");
        }
        rule.allocate = read_allocation(*allocate, row.what(), in);
        return;
    }
    if (row.has("allocate")) return;
    if (!row.has("versions")) {
        rule_version_syntax version;
        version.where = row.where();
        read_content(row, rule_name, version, in);
        rule.versions.push_back(std::move(version));
        return;
    }
    for (auto const key : {"value", "hit_policy", "table", "otherwise", "reason"}) {
        row.exclude(key, "versions", "Move it into each version.");
    }
    if (auto const* const versions = row.find("versions")) {
        for_each_item(*versions, "'versions'", in, [&](yaml_node const& item) {
            rule.versions.push_back(read_version(item, row.what(), rule_name, in));
        });
    }
}

}  // namespace

void read_rules(yaml_node const& section, programme_syntax& out, reader& in) {
    if (!expect_kind(section, yaml_kind::mapping, "'rules'", in)) return;
    for (auto const& entry : section.entries) {
        fields const row(entry, "rule",
                         {"type", "as_of", "value", "hit_policy", "table", "otherwise", "versions", "allocate",
                          "reason", "overridable", "stage", "range", "step", "label", "tell", "cite"},
                         in);
        if (!check_name(entry.key, name_form::dotted, "a rule", in) || !row) continue;
        auto name = split_owner(entry.key);
        rule_syntax rule;
        rule.entity = std::move(name.entity);
        rule.name = std::move(name.name);
        rule.type = row.need_text("type");
        rule.as_of = row.expression("as_of");
        read_versions(row, rule, in);
        rule.overridable = row.yes("overridable");
        rule.stage = row.some_name("stage", name_form::simple);
        rule.range = row.expression("range");
        rule.step = row.expression("step");
        rule.label = row.text("label");
        if (auto const* const tell = row.find("tell")) rule.tell = read_sentences(*tell, in);
        rule.cite = row.text("cite");
        out.rules.push_back(std::move(rule));
    }
}

}  // namespace carefare::syntax
