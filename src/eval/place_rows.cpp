// Of the versions of a record the one that counts; rows of partitions that are used, sorted below their owners.
#include "eval/place_rows.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <string_view>
#include <unordered_map>

namespace carefare::eval {

using checked::entity_id;
using checked::no_id;

namespace {

constexpr std::int64_t minutes_a_day = 24 * 60;

/// The value of a date or of a date and time, in minutes; empty where there is neither.
std::optional<std::int64_t> moment_of(reference::row const& row, checked::fact_id fact) {
    auto const found = row.facts.find(fact);
    if (found == row.facts.end()) return std::nullopt;
    auto const* value = std::get_if<checked::scalar_value>(&found->second);
    if (value == nullptr) return std::nullopt;
    if (auto const* day = std::get_if<date>(value)) return static_cast<std::int64_t>(day->days) * minutes_a_day;
    if (auto const* moment = std::get_if<date_time>(value)) return moment->minutes;
    return std::nullopt;
}

bool is_true(reference::row const& row, checked::fact_id fact) {
    auto const found = row.facts.find(fact);
    auto const* value = found == row.facts.end() ? nullptr : std::get_if<checked::scalar_value>(&found->second);
    return value != nullptr && *value == checked::scalar_value{true};
}

/// Rows set aside because their key stands several times: below one owner they are one row, of which nothing is known.
void count_once(std::vector<reference::row> const& rows, std::vector<reference::row_fate> const& fates, std::vector<row_number>& place) {
    std::map<std::pair<reference::row_index, std::string_view>, row_number> first;
    for (row_number r = 0; r < rows.size(); ++r) {
        if (fates[r] == reference::row_fate::set_aside) place[r] = first.emplace(std::pair{rows[r].owner, std::string_view(rows[r].key)}, r).first->second;
    }
}

/// For each row of a table the row that counts in its place; no_row where none does.
/// A version that is an orphan or set aside counts against those before it all the same.
std::vector<row_number> counting(checked::entity const& entity, std::vector<reference::row> const& rows, std::vector<reference::row_fate> const& fates,
                                 std::optional<date> known_on) {
    std::vector<row_number> place(rows.size());
    std::iota(place.begin(), place.end(), row_number{0});
    if (!entity.versions) {
        count_once(rows, fates, place);
        return place;
    }
    struct version {
        row_number row;
        std::int64_t at;
    };
    std::unordered_map<std::string_view, version> latest;
    for (row_number r = 0; r < rows.size(); ++r) {
        auto const at = moment_of(rows[r], entity.versions->by);
        if (!at || (known_on && day_of_minutes(*at) > known_on->days)) continue;
        auto const [found, fresh] = latest.emplace(rows[r].key, version{r, *at});
        if (!fresh && found->second.at < *at) found->second = {r, *at};
    }
    for (row_number r = 0; r < rows.size(); ++r) {
        auto const found = latest.find(rows[r].key);
        place[r] = found == latest.end() ? no_row : found->second.row;
        if (place[r] != no_row && entity.versions->void_by && is_true(rows[place[r]], *entity.versions->void_by)) place[r] = no_row;
    }
    return place;
}

class placing {
public:
    placing(checked::rule_graph const& graph, reference::dataset const& data, std::optional<date> known_on,
            std::vector<std::vector<bool>> const* keep)
        : graph_(graph), data_(data), known_on_(known_on), keep_(keep) {
        auto const size = graph.entities.size();
        out_.rows.resize(size);
        out_.owner.resize(size);
        out_.partition.resize(size);
        out_.place.resize(size);
    }

    placed_rows place() {
        // Owners before what they own.
        std::vector<bool> placed(graph_.entities.size(), false);
        for (bool more = true; more;) {
            more = false;
            for (entity_id e = 0; e < graph_.entities.size(); ++e) {
                auto const owner = graph_.entities[e].owner;
                if (placed[e] || graph_.entities[e].made.kind != checked::maker_kind::host) continue;
                if (owner != no_id && !placed[owner]) continue;
                place(e);
                placed[e] = more = true;
            }
        }
        return std::move(out_);
    }

private:
    /// Rows of a partition that is set aside have no results; a shared row that is set aside stands, its facts absent.
    bool stands(entity_id e, row_number r, bool shared) const {
        auto const fate = data_.fates[e][r];
        if (fate == reference::row_fate::orphan) return false;
        return shared || (fate == reference::row_fate::used && (keep_ == nullptr || (*keep_)[e][r]));
    }

    void place(entity_id e) {
        auto const& entity = graph_.entities[e];
        auto const& rows = data_.tables[e];
        auto const counts = counting(entity, rows, data_.fates[e], known_on_);
        auto const partition = partition_above(graph_, e);
        struct candidate {
            row_number owner, row;
        };
        std::vector<candidate> kept;
        for (row_number r = 0; r < rows.size(); ++r) {
            if (counts[r] != r || !stands(e, r, partition == no_id)) continue;
            auto const owner = entity.owner == no_id || rows[r].owner == reference::no_row ? no_row : out_.place[entity.owner][rows[r].owner];
            if (entity.owner == no_id || owner != no_row) kept.push_back({owner, r});
        }
        // Partitions stand in the order of their keys alone.
        auto const before = [&](candidate const& a, candidate const& b) {
            if (partition != e && a.owner != b.owner) return a.owner < b.owner;
            return rows[a.row].key < rows[b.row].key;
        };
        if (!std::is_sorted(kept.begin(), kept.end(), before)) std::stable_sort(kept.begin(), kept.end(), before);

        auto& place = out_.place[e];
        place.assign(rows.size(), no_row);
        for (row_number i = 0; i < kept.size(); ++i) {
            out_.rows[e].push_back(kept[i].row);
            if (entity.owner != no_id) out_.owner[e].push_back(kept[i].owner);
            place[kept[i].row] = i;
        }
        for (row_number r = 0; r < rows.size(); ++r) {
            if (counts[r] != no_row && counts[r] != r) place[r] = place[counts[r]];
        }
        if (partition == no_id) return;
        for (row_number i = 0; i < kept.size(); ++i)
            out_.partition[e].push_back(partition == e ? static_cast<row_number>(out_.partitions++) : out_.partition[entity.owner][kept[i].owner]);
    }

    checked::rule_graph const& graph_;
    reference::dataset const& data_;
    std::optional<date> known_on_;
    std::vector<std::vector<bool>> const* keep_;
    placed_rows out_;
};

}  // namespace

std::int64_t day_of_minutes(std::int64_t minutes) {
    return minutes >= 0 ? minutes / minutes_a_day : -((minutes_a_day - 1 - minutes) / minutes_a_day);
}

entity_id partition_above(checked::rule_graph const& graph, entity_id entity) {
    auto found = no_id;
    for (; entity != no_id; entity = graph.entities[entity].owner) {
        if (graph.entities[entity].partition) found = entity;
    }
    return found;
}

placed_rows place_rows(checked::rule_graph const& graph, reference::dataset const& data, std::optional<date> known_on,
                       std::vector<std::vector<bool>> const* keep) {
    return placing(graph, data, known_on, keep).place();
}

}  // namespace carefare::eval
