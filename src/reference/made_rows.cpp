// Keeping made rows, and choosing the version of a record that counts.
#include "reference/made_rows.hpp"

#include <algorithm>
#include <string_view>

#include "reference/outcomes.hpp"

namespace carefare::reference {

using checked::entity_id;

row_index made_rows::number(entity_id e, made_row made) {
    auto const next = static_cast<row_index>(rows_[e].size());
    auto const [place, is_new] = numbers_[e].emplace(std::pair{made.owner, made.key}, next);
    if (is_new) rows_[e].emplace_back();
    rows_[e][place->second] = std::move(made);
    return place->second;
}

made_table const& made_rows::keep(entity_id e, row_index owner, std::vector<made_row> rows, made_table table,
                                  std::vector<made_row> outside) {
    for (auto& made : rows) {
        auto parts = made.parts;
        parts.insert(parts.end(), made.aside.begin(), made.aside.end());
        made.stands = true;
        auto const r = number(e, std::move(made));
        for (auto const part : parts)
            table.group_of.emplace(part, r);
        table.rows.push_back(r);
    }
    for (auto& made : outside) {
        auto const parts = made.parts;
        auto const r = number(e, std::move(made));
        for (auto const part : parts)
            table.outside_of.emplace(part, r);
        table.outside.push_back(r);
    }
    return tables_[e].emplace(owner, std::move(table)).first->second;
}

namespace {

checked::scalar_value const* given(row const& r, checked::fact_id fact) {
    auto const found = r.facts.find(fact);
    return found == r.facts.end() ? nullptr : std::get_if<checked::scalar_value>(&found->second);
}

/// A moment is known on its day.
bool is_known(checked::scalar_value const& by, std::optional<date> known_on) {
    if (!known_on) return true;
    if (auto const* day = std::get_if<date>(&by)) return *day <= *known_on;
    auto const* moment = std::get_if<date_time>(&by);
    return moment != nullptr && moment->minutes < (std::int64_t{known_on->days} + 1) * 24 * 60;
}

/// Rows set aside because their key stands several times: below one owner they are one row, of which nothing is known.
void count_once(std::vector<row> const& table, std::vector<row_fate> const& fates, std::vector<row_index>& counts) {
    if (std::find(fates.begin(), fates.end(), row_fate::set_aside) == fates.end()) return;
    std::map<std::pair<row_index, std::string_view>, row_index> first;
    for (row_index r = 0; r < table.size(); ++r) {
        bool const may_repeat = fates[r] == row_fate::set_aside;
        counts.push_back(may_repeat ? first.emplace(std::pair{table[r].owner, std::string_view(table[r].key)}, r).first->second : r);
    }
}

}  // namespace

counting_versions::counting_versions(checked::rule_graph const& graph, dataset const& data,
                                     std::optional<date> known_on) {
    counts_.resize(graph.entities.size());
    for (entity_id e = 0; e < graph.entities.size(); ++e) {
        auto const& versions = graph.entities[e].versions;
        auto const& table = data.tables[e];
        if (!versions) {
            count_once(table, data.fates.at(e), counts_[e]);
            continue;
        }
        std::map<std::string, row_index> latest;
        for (row_index r = 0; r < table.size(); ++r) {
            auto const* by = given(table[r], versions->by);
            if (by == nullptr || !is_known(*by, known_on)) continue;
            auto const [before, is_first] = latest.emplace(table[r].key, r);
            if (!is_first && is_less(*given(table[before->second], versions->by), *by)) before->second = r;
        }
        for (row_index r = 0; r < table.size(); ++r) {
            auto const counting = latest.find(table[r].key);
            auto counts = counting == latest.end() ? no_row : counting->second;
            if (counts != no_row && versions->void_by) {
                auto const* is_void = given(table[counts], *versions->void_by);
                if (is_void != nullptr && *is_void == checked::scalar_value{true}) counts = no_row;
            }
            counts_[e].push_back(counts);
        }
    }
}

}  // namespace carefare::reference
