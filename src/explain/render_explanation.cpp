// Explanations as indented text and as JSON.
#include <nlohmann/json.hpp>

#include <carefare/explain/explanation.hpp>

namespace carefare::explain {

namespace {

std::string headline(step const& s) {
    std::string text = s.label;
    if (s.label != s.name || !s.row.empty()) {
        bool const known = s.what == step_kind::rule || s.what == step_kind::fact;
        auto const dot = s.name.find('.');
        std::string name = s.name;
        if (known && !s.row.empty() && dot != std::string::npos) name.insert(dot, "[" + s.row + "]");
        if (name != s.label) text = s.what == step_kind::rounding || s.what == step_kind::overridden ? s.label : s.label + " (" + name + ")";
    }
    switch (s.what) {
        case step_kind::rounding: return text + ": " + s.before + " becomes " + s.value;
        case step_kind::overridden: return text + ": " + s.value + " in place of " + s.before;
        default: return text + ": " + s.value;
    }
}

void write(step const& s, std::size_t depth, std::string& out) {
    std::string const indent(depth * 2, ' ');
    out += indent + (depth == 0 ? "" : "- ") + headline(s) + (s.told_before ? "  (see above)" : "") + "\n";
    if (s.told_before) return;
    std::string const inside = indent + (depth == 0 ? "  " : "    ");
    if (!s.formula.empty()) {
        std::size_t at = 0;
        while (at < s.formula.size()) {
            auto const end = std::min(s.formula.find('\n', at), s.formula.size());
            if (end > at) out += inside + (at == 0 ? "= " : "  ") + s.formula.substr(at, end - at) + "\n";
            at = end + 1;
        }
    }
    std::string line;
    auto const append = [&line](std::string const& piece) {
        if (!piece.empty()) line += (line.empty() ? "" : "; ") + piece;
    };
    append(s.note);
    append(s.in_force);
    append(s.citation);
    if (s.place != "(no file)") append(s.place);
    if (!line.empty()) out += inside + line + "\n";
    for (auto const& child : s.steps) write(child, depth + 1, out);
}

void write_markdown(step const& s, std::size_t depth, std::string& out) {
    std::string const indent(depth * 2, ' ');
    out += indent + "- " + headline(s) + (s.told_before ? " (see above)" : "") + "\n";
    if (s.told_before) return;
    for (auto const* piece : {&s.note, &s.in_force, &s.citation, &s.place}) {
        if (!piece->empty() && *piece != "(no file)") out += indent + "  - " + *piece + "\n";
    }
    for (auto const& child : s.steps) write_markdown(child, depth + 1, out);
}

char const* name_of(step_kind what) {
    switch (what) {
        case step_kind::rule: return "rule";
        case step_kind::fact: return "fact";
        case step_kind::option: return "option";
        case step_kind::parameter: return "parameter";
        case step_kind::reading: return "reading";
        case step_kind::lookup: return "lookup";
        case step_kind::decision: return "decision";
        case step_kind::rounding: return "rounding";
        case step_kind::overridden: return "override";
    }
    return "";
}

nlohmann::ordered_json json_of(step const& s) {
    nlohmann::ordered_json out;
    out["what"] = name_of(s.what);
    auto const put = [&out](char const* key, std::string const& text) {
        if (!text.empty()) out[key] = text;
    };
    put("name", s.name);
    put("row", s.row);
    put("label", s.label);
    put("value", s.value);
    put("before", s.before);
    put("formula", s.formula);
    put("in_force", s.in_force);
    put("note", s.note);
    put("citation", s.citation);
    if (s.place != "(no file)") put("place", s.place);
    if (s.told_before) out["told_before"] = true;
    for (auto const& child : s.steps) out["steps"].push_back(json_of(child));
    return out;
}

}  // namespace

std::string to_text(step const& root) {
    std::string out;
    write(root, 0, out);
    return out;
}

std::string to_markdown(step const& root) {
    std::string out;
    write_markdown(root, 0, out);
    return out;
}

std::string to_json(step const& root) { return json_of(root).dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n"; }

}  // namespace carefare::explain
