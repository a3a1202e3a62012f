// The files that a run writes.
#include <carefare/cases/caseload.hpp>

#include "cases/caseload_carried.hpp"
#include "cases/caseload_text.hpp"

namespace carefare::cases {

namespace {

using kind = reference::need::kind;

char const* words_of(kind what) {
    switch (what) {
        case kind::fact: return "fact";
        case kind::determination: return "determination";
        case kind::option: return "option";
        case kind::reading: return "reading";
        case kind::gap: return "gap";
        case kind::completeness: return "completeness";
    }
    return "";
}

/// The question that a fact or option asks, and what leaves a reading open.
std::map<std::string, std::string> questions(checked::rule_graph const& graph) {
    std::map<std::string, std::string> asks;
    for (auto const& fact : graph.facts) asks[graph.full_name(fact)] = fact.ask;
    for (auto const& slot : graph.slots) {
        if (slot.kind == checked::slot_kind::option) asks["option." + slot.name] = slot.ask;
        if (slot.kind == checked::slot_kind::reading) asks["reading." + slot.name] = slot.open_fact;
    }
    return asks;
}

void add_line(std::string& into, std::vector<std::string> const& cells) {
    for (auto const& cell : cells) add_cell(into, cell);
    into += '\n';
}

std::string results_file(result_table const& table, checked::rule_graph const& graph) {
    std::vector<std::string> head{"key"};
    auto const owner = table.entity == checked::no_id ? checked::no_id : graph.entities[table.entity].owner;
    if (owner != checked::no_id) head.push_back(graph.entities[owner].name);
    for (auto const rule : table.outputs) {
        head.push_back(graph.rules[rule].name);
        head.push_back(graph.rules[rule].name + ".state");
    }
    std::string text;
    add_line(text, head);
    for (auto const& row : table.rows) {
        std::vector<std::string> line{row.key};
        if (owner != checked::no_id) line.push_back(row.owner_key);
        for (auto const& cell : row.cells) {
            line.push_back(cell.text);
            line.push_back(cell.state);
        }
        add_line(text, line);
    }
    return text;
}

std::string pending_file(caseload_result const& of, checked::rule_graph const& graph) {
    auto const asks = questions(graph);
    std::string text;
    add_line(text, {"entity", "key", "output", "kind", "needed", "needed_row", "reason", "ask"});
    for (auto const& table : of.results) {
        auto const entity = table.entity == checked::no_id ? std::string{} : graph.entities[table.entity].name;
        for (auto const& row : table.rows) {
            for (std::size_t i = 0; i < row.cells.size(); ++i) {
                for (auto const& need : row.cells[i].needs) {
                    auto const ask = asks.find(need.name);
                    add_line(text, {entity, row.key, graph.rules[table.outputs[i]].name, words_of(need.what), need.name, need.row_key, need.reason,
                                    ask == asks.end() ? std::string{} : ask->second});
                }
            }
        }
    }
    for (auto const& one : of.undecided) {
        auto const& made = graph.entities[one.entity];
        for (auto const& need : one.needs) {
            auto const ask = asks.find(need.name);
            add_line(text, {graph.entities[made.owner].name, one.owner_key, made.rows, words_of(need.what), need.name, need.row_key, need.reason,
                            ask == asks.end() ? std::string{} : ask->second});
        }
    }
    for (std::size_t i = 0; i < of.carried.size(); ++i) {
        auto const& from = graph.entities[graph.carried[i].from];
        for (auto const& one : of.carried[i].waiting) {
            for (auto const& need : one.needs) {
                auto const ask = asks.find(need.name);
                add_line(text, {from.name, one.key, "carried " + graph.entities[graph.carried[i].into].rows, words_of(need.what), need.name,
                                need.row_key, need.reason, ask == asks.end() ? std::string{} : ask->second});
            }
        }
    }
    return text;
}

std::string incomplete_file(caseload_result const& of, checked::rule_graph const& graph) {
    std::string text;
    add_line(text, {"entity", "key", "owner"});
    for (auto const& one : of.incomplete) add_line(text, {graph.entities[one.entity].name, one.key, one.owner_key});
    return text;
}

std::string findings_file(caseload_result const& of) {
    std::string text;
    add_line(text, {"code", "entity", "key", "field", "message"});
    for (auto const& found : of.findings) add_line(text, {found.code, found.entity, found.key, found.field, found.message});
    return text;
}

}  // namespace

std::map<std::string, std::string> result_files(caseload_result const& of, run_description const& about) {
    auto const& graph = *about.plan->programme;
    std::map<std::string, std::string> files;
    for (auto const& table : of.results) {
        auto const name = table.entity == checked::no_id ? std::string("programme") : graph.entities[table.entity].rows;
        files[name + ".csv"] = results_file(table, graph);
    }
    files["pending.csv"] = pending_file(of, graph);
    files["incomplete.csv"] = incomplete_file(of, graph);
    for (std::size_t i = 0; i < of.carried.size(); ++i) {
        auto const& table = graph.carried[i];
        files["carried/" + graph.entities[table.into].rows + ".csv"] = carried_file(of.carried[i], table, graph);
    }
    files["findings.csv"] = findings_file(of);
    files["summary.json"] = summary_json(of, about);
    return files;
}

}  // namespace carefare::cases
