// The files that a run writes while it goes.
#include "caseload/output_layout.hpp"

#include <carefare/base/utf8.hpp>

#include "cases/caseload_text.hpp"

namespace carefare::caseload {

namespace {

using cases::add_cell;
using kind = reference::need::kind;

char const* words_of(kind what) {
    switch (what) {
        case kind::fact: return "fact";
        case kind::determination: return "determination";
        case kind::option: return "option";
        case kind::reading: return "reading";
        case kind::gap: return "gap";
        case kind::completeness: return "completeness";
        case kind::hook: return "hook";
    }
    return "";
}

void add_line(std::string& into, std::vector<std::string_view> const& cells) {
    for (auto const cell : cells) add_cell(into, cell);
    into += '\n';
}

std::string head_of_results(result_total const& table, checked::rule_graph const& graph) {
    std::string head;
    add_cell(head, "key");
    auto const owner = table.entity == checked::no_id ? checked::no_id : graph.entities[table.entity].owner;
    if (owner != checked::no_id) add_cell(head, graph.entities[owner].name);
    for (auto const rule : table.outputs) {
        add_cell(head, graph.rules[rule].name);
        add_cell(head, graph.rules[rule].name + ".state");
    }
    return head + '\n';
}

std::string head_of_carried(checked::carried_table const& table, checked::rule_graph const& graph) {
    std::string head;
    add_cell(head, "key");
    add_cell(head, graph.entities[graph.entities[table.into].owner].name);
    for (auto const& [fact, value] : table.facts) add_cell(head, graph.facts[fact].name);
    return head + '\n';
}

std::string line_for_people(reported const& found, std::string const& place) {
    bool const names_row = found.field.empty() || found.message.find(':') != std::string::npos;
    return (place.empty() ? "" : place + ": ") + found.code + ": " +
           printable((names_row ? "" : found.entity + "[" + found.key + "]." + found.field + ": ") + found.message);
}

}  // namespace

output_layout::output_layout(checked::rule_graph const& graph) : graph_(graph), nothing_(totals::of(graph)) {
    for (auto const& table : nothing_.results) {
        auto const name = table.entity == checked::no_id ? std::string("programme") : graph.entities[table.entity].rows;
        files_.push_back({name + ".csv", head_of_results(table, graph)});
    }
    tables_ = files_.size();
    files_.push_back({"pending.csv", "entity,key,output,kind,needed,needed_row,reason,ask\n"});
    files_.push_back({"incomplete.csv", "entity,key,owner\n"});
    files_.push_back({"findings.csv", "code,entity,key,field,message\n"});
    for (auto const& table : graph.carried)
        files_.push_back({"carried/" + graph.entities[table.into].rows + ".csv", head_of_carried(table, graph)});
    for (auto const& fact : graph.facts) asks_[graph.full_name(fact)] = fact.ask;
    for (auto const& rule : graph.rules) {
        if (rule.hook) asks_[graph.full_name(rule)] = rule.hook->ask;
    }
    for (auto const& slot : graph.slots) {
        if (slot.kind == checked::slot_kind::option) asks_["option." + slot.name] = slot.ask;
        if (slot.kind == checked::slot_kind::reading) asks_["reading." + slot.name] = slot.open_fact;
    }
}

void output_layout::add_finding(reported const& found, std::string const& place, file_texts& texts, totals& counts) const {
    add_line(texts[findings()], {found.code, found.entity, found.key, found.field, found.message});
    ++counts.findings;
    ++counts.findings_by_code[found.code];
    if (counts.shown.size() < totals::most_shown) counts.shown.push_back(line_for_people(found, place));
}

void output_layout::add_needs(std::string_view entity, std::string_view key, std::string_view output, std::vector<reference::need> const& needs,
                              file_texts& texts) const {
    for (auto const& need : needs) add_need(entity, key, output, need, texts[pending()]);
}

void output_layout::add_need(std::string_view entity, std::string_view key, std::string_view output, reference::need const& need, std::string& into) const {
    for (auto const cell : {entity, key, output}) add_cell(into, cell);
    into += ',';
    into += text_of(need);
}

std::string output_layout::text_of(reference::need const& need) const {
    auto const ask = asks_.find(need.name);
    std::string text;
    add_line(text, {words_of(need.what), need.name, need.row_key, need.reason, ask == asks_.end() ? std::string_view{} : std::string_view(ask->second)});
    return text;
}

void output_layout::add_incomplete(checked::entity_id entity, std::string_view key, std::string_view owner, file_texts& texts) const {
    add_line(texts[incomplete()], {graph_.entities[entity].name, key, owner});
}

}  // namespace carefare::caseload
