// What has to be known before a result is, as questions.
#include "explain/needs_lines.hpp"

#include <algorithm>

#include "explain/plain_words.hpp"

namespace carefare::explain {

namespace {

using reference::need;

/// A name of the programme where it has no words of its own for it.
std::string as_words(std::string name) {
    std::replace_if(
        name.begin(), name.end(), [](char c) { return c == '_' || c == '.'; }, ' ');
    return name;
}

class line_of {
public:
    line_of(letter_sources const& in, row_teller const& tell_row) : in_(in), graph_(in.graph), tell_row_(tell_row) {}

    std::string operator()(need const& n) const {
        switch (n.what) {
            case need::kind::fact:
            case need::kind::determination:
            case need::kind::completeness:
                return fact_line(n);
            case need::kind::option:
                return slot_line(n, "option.");
            case need::kind::reading:
                return slot_line(n, "reading.");
            case need::kind::hook:
                return hook_line(n);
            case need::kind::gap:
                return begin_sentence(label_of(n.name)) + ": " + n.reason + ".";
        }
        return {};
    }

private:
    std::string fact_line(need const& n) const {
        auto const dot = n.name.find('.');
        auto const entity = graph_.find_entity(n.name.substr(0, dot));
        std::string question;
        if (entity && dot != std::string::npos) {
            if (auto const fact = graph_.find_fact(*entity, n.name.substr(dot + 1))) question = graph_.facts[*fact].ask;
        }
        if (question.empty()) question = begin_sentence(as_words(n.name));
        if (n.what == need::kind::determination) question = "A person has to determine: " + question;
        if (!entity || n.row_key.empty()) return question;
        return question + " (" + tell_row_(*entity, n.row_key) + ")";
    }

    std::string slot_line(need const& n, std::string const& prefix) const {
        auto const name = n.name.starts_with(prefix) ? n.name.substr(prefix.size()) : n.name;
        for (auto const& slot : graph_.slots) {
            if (slot.name != name || (prefix == "option.") != (slot.kind == checked::slot_kind::option)) continue;
            auto const reason = n.reason.empty() ? "not known" : n.reason;
            if (slot.kind != checked::slot_kind::option) return begin_sentence(slot.label) + ": " + reason + ".";
            return slot.ask + " (" + in_.plan.source + ": " + reason + ")";
        }
        return begin_sentence(as_words(name)) + ".";
    }

    std::string hook_line(need const& n) const {
        auto const hook = graph_.find_hook(n.name);
        if (!hook) return begin_sentence(as_words(n.name)) + ".";
        auto const& of = *graph_.rules[*hook].hook;
        return of.ask + " (" + (of.source.empty() ? in_.plan.source : of.source) + ": " + n.reason + ")";
    }

    std::string label_of(std::string const& name) const {
        for (auto const& slot : graph_.slots) {
            if (slot.name == name && !slot.label.empty()) return slot.label;
        }
        for (auto const& table : graph_.tables) {
            if (table.name == name && !table.label.empty()) return table.label;
        }
        for (auto const& rule : graph_.rules) {
            if (graph_.full_name(rule) == name && !rule.label.empty()) return rule.label;
        }
        return as_words(name);
    }

    letter_sources const& in_;
    checked::rule_graph const& graph_;
    row_teller const& tell_row_;
};

}  // namespace

std::vector<std::string> needs_lines(letter_sources const& in, std::set<reference::need> const& needs,
                                     row_teller const& tell_row) {
    std::vector<std::string> lines;
    line_of const line(in, tell_row);
    for (auto const& n : needs)
        lines.push_back(line(n));
    return lines;
}

}  // namespace carefare::explain
