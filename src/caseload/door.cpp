// Counts and findings of a dataset that has been checked.
#include "caseload/door.hpp"

#include <algorithm>
#include <tuple>

#include "caseload/paid_rows.hpp"

namespace carefare::caseload {

using checked::entity_id;
using reference::row_fate;
using reference::row_index;

namespace {

constexpr std::size_t most_of_a_cause = 300;

/// A cause is said again at every row that shares its fate, of which there may be a million: a long one is cut, between letters.
std::string shortened(std::string const& text) {
    if (text.size() <= most_of_a_cause) return text;
    auto end = most_of_a_cause;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    return text.substr(0, end) + "...";
}

struct placed_finding {
    reported what;
    location where;
};

}  // namespace

void count_rows(reference::dataset const& data, checked::rule_graph const& graph, totals& into) {
    for (auto& counts : into.tables) {
        auto const e = counts.entity;
        for (row_index r = 0; r < data.tables[e].size(); ++r) {
            ++counts.read;
            auto const fate = data.fates[e][r];
            if (fate == row_fate::set_aside) {
                ++counts.set_aside;
            } else if (fate == row_fate::orphan) {
                ++counts.orphan;
            } else if (is_context(graph.entities[e], data, e, data.tables[e][r])) {
                ++counts.context;
            } else {
                ++counts.used;
            }
        }
    }
}

void list_findings(reference::dataset const& data, source_map const& sources, output_layout const& layout, file_texts& texts, totals& into) {
    auto const& graph = layout.graph();
    std::vector<placed_finding> all;
    std::vector<std::vector<bool>> named;
    for (auto const& table : data.tables) named.emplace_back(table.size(), false);
    for (auto const& found : data.findings) {
        auto const& row = data.tables[found.entity][found.row];
        auto where = row.where;
        for (auto const& one : row.unread) {
            if (one.field == found.field && one.code == found.code) where = one.where;
        }
        all.push_back({{found.code, graph.entities[found.entity].name, found.key, found.field, found.message}, where});
        named[found.entity][found.row] = true;
    }
    for (entity_id e = 0; e < graph.entities.size(); ++e) {
        for (row_index r = 0; r < data.tables[e].size(); ++r) {
            if (named[e][r] || data.fates[e][r] == row_fate::used) continue;
            auto const because = data.because[e][r];
            if (because == reference::no_finding) continue;
            auto const& cause = data.findings[because];
            auto const& row = data.tables[e][r];
            all.push_back({{cause.code, graph.entities[e].name, row.key, {}, "goes with " + shortened(cause.message)}, row.where});
        }
    }
    std::stable_sort(all.begin(), all.end(), [](placed_finding const& one, placed_finding const& other) {
        auto const &a = one.what, &b = other.what;
        return std::tie(a.entity, a.key, a.field, a.code, a.message) < std::tie(b.entity, b.key, b.field, b.code, b.message);
    });
    for (auto const& found : all) {
        bool const shown = into.shown.size() < totals::most_shown;
        layout.add_finding(found.what, shown && found.where.source.value != source_id::none ? to_string(sources, found.where) : "", texts, into);
    }
}

}  // namespace carefare::caseload
