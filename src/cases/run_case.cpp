// Runs a case and compares, value by value.
#include <carefare/cases/run_case.hpp>

#include <algorithm>

namespace carefare::cases {

namespace {

using kind = syntax::expectation_syntax::kind;

std::string show(checked::constant_value const& v, checked::type const& t, checked::rule_graph const& graph) {
    if (auto const* scalar = std::get_if<checked::scalar_value>(&v)) return graph.to_string(*scalar, t);
    auto const& range = std::get<checked::interval>(v);
    auto element = t;
    element.kind = t.element;
    auto const end = [&](std::optional<checked::scalar_value> const& e) { return e ? graph.to_string(*e, element) : std::string("none"); };
    return (range.low_closed ? "[" : "(") + end(range.low) + ".." + end(range.high) + (range.high_closed ? "]" : ")");
}

bool same(checked::constant_value const& a, checked::constant_value const& b) {
    if (a.index() != b.index()) return false;
    if (auto const* scalar = std::get_if<checked::scalar_value>(&a)) return *scalar == std::get<checked::scalar_value>(b);
    auto const& x = std::get<checked::interval>(a);
    auto const& y = std::get<checked::interval>(b);
    return x.low == y.low && x.high == y.high && x.low_closed == y.low_closed && x.high_closed == y.high_closed;
}

std::vector<std::string> names_of(std::set<reference::need> const& needs) {
    std::vector<std::string> names;
    for (auto const& need : needs) names.push_back(need.name);
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

std::string joined(std::vector<std::string> const& names) {
    std::string text;
    for (auto const& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

/// A row that was not made: there is no such row, or a fault kept the rows of its partition from being made.
reference::outcome missing_row(prepared_case const& of, checked::entity_id entity, std::string const& key, reference::evaluator& with) {
    auto const& graph = *of.plan->programme;
    reference::outcome out;
    out.is = reference::state::fault;
    for (checked::entity_id e = 0; e < graph.entities.size(); ++e) {
        if (graph.entities[e].made.kind != checked::maker_kind::host) continue;
        for (reference::row_index r = 0; r < of.data.tables[e].size(); ++r) {
            if (of.data.fates[e][r] != reference::row_fate::used || !with.is_row(e, r)) continue;
            if (auto const* fault = with.fault_of_partition(e, r)) return *fault;
        }
    }
    out.fault_code = "W006";
    out.fault_message = "there is no row '" + key + "' of '" + graph.entities[entity].name + "'";
    return out;
}

/// A row that was set aside has no result but the reason why.
reference::outcome outcome_of(prepared_case const& of, expectation const& wanted, reference::evaluator& with) {
    auto const& rule = of.plan->programme->rules[wanted.rule];
    if (rule.owner != checked::no_id && wanted.key.empty() && of.data.fates[rule.owner][wanted.row] != reference::row_fate::used) {
        reference::outcome out;
        out.is = reference::state::fault;
        auto const because = of.data.because[rule.owner][wanted.row];
        if (because != reference::no_finding) {
            out.fault_code = of.data.findings[because].code;
            out.fault_message = of.data.findings[because].message;
        }
        return out;
    }
    if (wanted.key.empty()) return with.result(wanted.rule, wanted.row);
    auto const made = with.find_row(rule.owner, wanted.key);
    return made ? with.result(wanted.rule, *made) : missing_row(of, rule.owner, wanted.key, with);
}

bool as_expected(expectation const& wanted, reference::outcome const& got) {
    auto const& written = *wanted.written;
    switch (written.expected) {
        case kind::value: return got.is == reference::state::value && wanted.value && same(got.value, *wanted.value);
        case kind::none: return got.is == reference::state::none;
        case kind::pending: {
            std::vector<std::string> needs;
            for (auto const& need : written.needs) needs.push_back(need.value);
            std::sort(needs.begin(), needs.end());
            return got.is == reference::state::pending && names_of(got.needs) == needs;
        }
        case kind::fault: return got.is == reference::state::fault && got.fault_code == written.fault.value;
        case kind::incomplete: return got.is == reference::state::incomplete;
    }
    return false;
}

std::string expected_text(expectation const& wanted, checked::type const& t, checked::rule_graph const& graph) {
    auto const& written = *wanted.written;
    switch (written.expected) {
        case kind::value: return wanted.value ? show(*wanted.value, t, graph) : "";
        case kind::none: return "none";
        case kind::pending: {
            std::vector<std::string> needs;
            for (auto const& need : written.needs) needs.push_back(need.value);
            std::sort(needs.begin(), needs.end());
            return "pending: " + joined(needs);
        }
        case kind::fault: return "fault " + written.fault.value;
        case kind::incomplete: return "incomplete";
    }
    return {};
}

}  // namespace

std::string describe(reference::outcome const& of, checked::type const& t, checked::rule_graph const& graph) {
    switch (of.is) {
        case reference::state::value: return show(of.value, t, graph);
        case reference::state::none: return "none";
        case reference::state::pending: return "pending: " + joined(names_of(of.needs));
        case reference::state::fault: return "fault " + of.fault_code + (of.fault_message.empty() ? "" : ": " + of.fault_message);
        case reference::state::incomplete: return "incomplete";
    }
    return {};
}

case_result run(prepared_case const& of) {
    auto const& graph = *of.plan->programme;
    case_result out;
    out.name = of.syntax->name.value;
    out.where = of.syntax->where;
    reference::evaluator evaluator(graph, of.plan->plan, of.settings, of.data);
    for (auto const& wanted : of.expected) {
        auto const got = outcome_of(of, wanted, evaluator);
        ++out.compared;
        if (as_expected(wanted, got)) continue;
        auto const& t = graph.rules[wanted.rule].type_of;
        out.differences.push_back({wanted.result, expected_text(wanted, t, graph), describe(got, t, graph), wanted.written->result.everything()});
    }
    return out;
}

}  // namespace carefare::cases
