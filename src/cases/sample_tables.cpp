// Rows as lines of CSV files.
#include "cases/sample_tables.hpp"

#include "cases/caseload_text.hpp"

namespace carefare::cases {

namespace {

using field_kind = checked::sample_field::kind;
using checked::no_id;

constexpr std::size_t piece = std::size_t{1} << 16U;

}  // namespace

sample_tables::sample_tables(checked::rule_graph const& graph, checked::sampling const& plan, sample_writer const& write)
    : graph_(graph), plan_(plan), write_(write), sampled_(graph.entities.size(), no_id), text_(graph.entities.size()), rows_(graph.entities.size()) {
    for (std::uint32_t t = 0; t < plan.tables.size(); ++t) sampled_[plan.tables[t].entity] = t;
    for (checked::entity_id e = 0; e < graph.entities.size(); ++e) {
        if (graph.entities[e].made.kind == checked::maker_kind::host) begin(e);
    }
}

void sample_tables::begin(checked::entity_id entity) {
    auto& line = text_[entity];
    add_cell(line, "key");
    auto const owner = graph_.entities[entity].owner;
    if (owner != no_id) add_cell(line, graph_.entities[owner].name);
    if (sampled_[entity] != no_id) {
        for (auto const& field : plan_.tables[sampled_[entity]].fields) {
            if (field.what == field_kind::trait) continue;
            if (field.type_of.kind == checked::scalar::range) {
                add_cell(line, field.name + "_from");
                add_cell(line, field.name + "_to");
            } else {
                add_cell(line, field.name);
            }
        }
    }
    line += '\n';
}

void sample_tables::add(sampled_row const& row) {
    auto const& table = plan_.tables[row.table];
    auto& line = text_[table.entity];
    add_cell(line, row.key);
    if (row.owner != nullptr) add_cell(line, row.owner->key);
    for (std::size_t i = 0; i < table.fields.size(); ++i) {
        auto const& field = table.fields[i];
        auto const& cell = row.cells[i];
        if (field.what == field_kind::trait) continue;
        if (field.what == field_kind::link) {
            add_cell(line, cell.empty ? std::string() : cell.chosen->key);
        } else if (auto const* range = std::get_if<checked::interval>(&cell.value)) {
            for (auto const* end : {&range->low, &range->high}) add_cell(line, cell.empty ? std::string() : to_string(std::get<date>(end->value())));
        } else {
            add_cell(line, cell.empty ? std::string() : cell_text(cell.value, field.type_of, graph_));
        }
    }
    line += '\n';
    ++rows_[table.entity];
    hand_on(table.entity, piece);
}

void sample_tables::hand_on(checked::entity_id entity, std::size_t above) {
    auto& text = text_[entity];
    if (text.size() <= above || failed_) return;
    failed_ = !write_(graph_.entities[entity].rows + ".csv", text);
    text.clear();
}

std::vector<sample_result::table> sample_tables::counts() const {
    std::vector<sample_result::table> all;
    for (checked::entity_id e = 0; e < graph_.entities.size(); ++e) {
        if (graph_.entities[e].made.kind == checked::maker_kind::host) all.push_back({e, rows_[e]});
    }
    return all;
}

void sample_tables::finish(sample_result const& result) {
    std::string description = "programme: " + graph_.name + "\n";
    std::string tables;
    for (checked::entity_id e = 0; e < graph_.entities.size(); ++e) {
        hand_on(e, 0);
        if (graph_.entities[e].made.kind != checked::maker_kind::host || !graph_.entities[e].dated_by) continue;
        tables += "  " + graph_.entities[e].rows + ": { window: " + to_string(result.from) + ".." + to_string(result.to) + " }\n";
    }
    if (!tables.empty()) description += "tables:\n" + tables;
    failed_ = failed_ || !write_("dataset.yaml", description);
}

}  // namespace carefare::cases
