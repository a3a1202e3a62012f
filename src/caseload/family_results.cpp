// The results of one partition as lines, in order of keys.
#include <algorithm>

#include "caseload/row_families.hpp"
#include "cases/caseload_text.hpp"

namespace carefare::caseload {

using cases::add_cell;

void family_results::write(output_layout const& layout, file_texts& texts, totals& into) {
    auto const& graph = layout.graph();
    for (std::size_t t = 0; t < tables.size(); ++t) {
        auto const entity = counts.results[t].entity;
        bool const has_owner = entity != checked::no_id && graph.entities[entity].owner != checked::no_id;
        std::stable_sort(tables[t].begin(), tables[t].end(), [](row const& a, row const& b) { return a.key < b.key; });
        for (auto const& one : tables[t]) {
            add_cell(texts[t], one.key);
            if (has_owner) add_cell(texts[t], one.owner_key);
            for (auto const& result : one.cells) {
                add_cell(texts[t], result.text);
                add_cell(texts[t], result_state_names[static_cast<std::size_t>(result.is)]);
            }
            texts[t] += '\n';
        }
    }
    write_pending(layout, texts);
    std::sort(incomplete.begin(), incomplete.end(), [](group const& a, group const& b) {
        return std::tie(a.entity, a.owner_key, a.key) < std::tie(b.entity, b.owner_key, b.key);
    });
    for (auto const& one : incomplete) layout.add_incomplete(one.entity, one.key, one.owner_key, texts);
    for (std::size_t i = 0; i < carried.size(); ++i) {
        auto& text = texts[layout.carried(i)];
        std::sort(carried[i].begin(), carried[i].end(), [](carried_row const& a, carried_row const& b) { return a.key < b.key; });
        for (auto const& one : carried[i]) {
            add_cell(text, one.key);
            add_cell(text, one.owner_key);
            for (auto const& text_of_fact : one.cells) add_cell(text, text_of_fact);
            text += '\n';
        }
    }
    std::sort(findings.begin(), findings.end(), [](reported const& a, reported const& b) {
        return std::tie(a.entity, a.key, a.field, a.code, a.message) < std::tie(b.entity, b.key, b.field, b.code, b.message);
    });
    into.add(counts);
    for (auto const& found : findings) layout.add_finding(found, {}, texts, into);
}

void family_results::write_pending(output_layout const& layout, file_texts& texts) {
    auto const& graph = layout.graph();
    for (std::size_t t = 0; t < tables.size(); ++t) {
        auto const& total = counts.results[t];
        auto const entity = total.entity == checked::no_id ? std::string{} : graph.entities[total.entity].name;
        for (auto const& one : tables[t]) {
            for (std::size_t i = 0; i < one.cells.size(); ++i)
                layout.add_needs(entity, one.key, graph.rules[total.outputs[i]].name, one.cells[i].needs, texts);
        }
    }
    auto const in_order = [](waiting const& a, waiting const& b) { return std::tie(a.of, a.key) < std::tie(b.of, b.key); };
    std::sort(undecided.begin(), undecided.end(), in_order);
    for (auto const& one : undecided) {
        auto const& made = graph.entities[one.of];
        layout.add_needs(graph.entities[made.owner].name, one.key, made.rows, one.needs, texts);
    }
    std::sort(carried_waiting.begin(), carried_waiting.end(), in_order);
    for (auto const& one : carried_waiting) {
        auto const& table = graph.carried[one.of];
        layout.add_needs(graph.entities[table.from].name, one.key, "carried " + graph.entities[table.into].rows, one.needs, texts);
    }
}

}  // namespace carefare::caseload
