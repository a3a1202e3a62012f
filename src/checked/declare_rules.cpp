// Rules: names, owners, types, versions with their dates. What a version computes is lowered later.
#include <utility>

#include "checked/builder.hpp"
#include "checked/declare.hpp"
#include "checked/intervals.hpp"
#include "checked/wording.hpp"

namespace carefare::checked {

namespace {

entity_id owner_of(builder& b, syntax::rule_syntax const& declared, std::string const& kind) {
    if (declared.entity.value.empty()) return no_id;
    if (auto const found = b.graph.find_entity(declared.entity.value)) return *found;
    std::vector<std::string> known;
    for (auto const& e : b.graph.entities)
        known.push_back(e.name);
    b.error(diagnostic_code::N004, declared.entity.where,
            "the " + kind + " " + quoted(declared.name.value) + " belongs to the entity " + quoted(declared.entity.value) +
                ", which there is not",
            did_you_mean(declared.entity.value, known, "Declare it under 'entities'."));
    return no_id;
}

void declare_override(builder& b, syntax::rule_syntax const& declared, rule& r, std::string const& what) {
    if (r.overridable) {
        auto frame =
            read_frame(r.type_of, declared.range, declared.step, "override of " + what, r.where, b.graph, b.sink);
        r.range = std::move(frame.range);
        r.step = std::move(frame.step);
        return;
    }
    auto const refuse = [&](std::optional<syntax::expr> const& given, std::string const& key) {
        if (!given) return;
        b.error(diagnostic_code::N006, given->where,
                what + " has a '" + key + "', which bounds overrides, but it is not 'overridable'",
                "Take the " + key + " away, or add 'overridable: yes'.");
    };
    refuse(declared.range, "range");
    refuse(declared.step, "step");
}

void declare_versions(builder& b, syntax::rule_syntax const& declared, rule& r, std::string const& what) {
    bool const is_dated = declared.versions.size() > 1 || (!declared.versions.empty() && declared.versions[0].from);
    require_citation(r.cite, is_dated, what, r.where, b.sink);
    for (auto const& written : declared.versions) {
        dated<node_id> version;
        copy_dates(written, version);
        version.cite =
            is_dated ? cite_of(written.cite, r.cite, "a version of " + what, written.where, b.sink) : r.cite;
        if (written.not_known) version.gap = gap_reason(written.reason, "a version of " + what, written.where, b.sink);
        r.versions.push_back(std::move(version));
        r.version_texts.push_back(written.value ? written.value->source_text : std::string());
    }
    if (r.cite.text.empty() && !r.versions.empty()) r.cite = r.versions.front().cite;
}

/// What any plan may answer: of a number its range, since proofs hold for it.
void declare_frame(builder& b, syntax::hook_syntax const& declared, rule& r, std::string const& what) {
    hook_frame hook;
    hook.ask = declared.ask.value;
    auto const& range = declared.as_rule.range;
    if (r.type_of.kind == scalar::range) {
        b.error(diagnostic_code::N022, declared.as_rule.type.where, what + " asks for a range",
                "Ask for its ends with two hooks: what a plan may answer has to be bounded.");
    } else if (range && r.type_of.kind != scalar::number) {
        b.error(diagnostic_code::N006, range->where,
                what + " has a 'range', but only the answers of a number are held to one", "Take the range away.");
    } else {
        auto frame = read_frame(r.type_of, range, declared.as_rule.step, what, r.where, b.graph, b.sink);
        r.range = std::move(frame.range);
        r.step = std::move(frame.step);
        hook.carrier = std::move(frame.bounds);
    }
    r.hook = std::move(hook);
}

/// What a rule and a hook have in common. False if its type is not known.
bool declare_head(builder& b, syntax::rule_syntax const& declared, std::string const& kind, rule& r) {
    r.name = declared.name.value;
    r.owner = owner_of(b, declared, kind);
    r.where = place_of(declared.entity, declared.name);
    r.label = declared.label.value;
    r.cite = to_citation(declared.cite);
    auto const found = read_type(declared.type, b);
    if (found) r.type_of = *found;
    return found.has_value();
}

void add(builder& b, syntax::rule_syntax const& declared, rule r) {
    b.rule_syntax.push_back(&declared);
    b.graph.rules.push_back(std::move(r));
}

}  // namespace

void declare_rules(builder& b) {
    for (auto const& declared : b.programme.rules) {
        rule r;
        r.overridable = declared.overridable;
        bool const is_typed = declare_head(b, declared, "rule", r);
        auto const what =
            "rule " + quoted(declared.entity.value.empty() ? r.name : declared.entity.value + "." + r.name);
        if (is_typed) declare_override(b, declared, r, what);
        declare_versions(b, declared, r, what);
        add(b, declared, std::move(r));
    }
    for (auto const& declared : b.programme.hooks) {
        rule r;
        bool const is_typed = declare_head(b, declared.as_rule, "hook", r);
        auto const what = "hook " + quoted(declared.as_rule.entity.value + "." + r.name);
        r.hook.emplace();
        if (is_typed) declare_frame(b, declared, r, what);
        require_citation(r.cite, false, what, r.where, b.sink);
        add(b, declared.as_rule, std::move(r));
    }
}

}  // namespace carefare::checked
