// Host rows: of the versions of a record the one that counts, sorted below their owners.
#include "eval/tables.hpp"

#include <numeric>

namespace carefare::eval {

using checked::entity_id;
using checked::maker_kind;
using checked::no_id;

namespace {

constexpr std::int64_t minutes_a_day = 24 * 60;

std::int64_t day_of(checked::scalar_value const& value) {
    if (auto const* day = std::get_if<date>(&value)) return day->days;
    auto const minutes = std::get<date_time>(value).minutes;
    return minutes >= 0 ? minutes / minutes_a_day : -((minutes_a_day - 1 - minutes) / minutes_a_day);
}

checked::scalar_value const* given(reference::row const& row, checked::fact_id fact) {
    auto const found = row.facts.find(fact);
    return found == row.facts.end() ? nullptr : std::get_if<checked::scalar_value>(&found->second);
}

std::int64_t order_of(checked::scalar_value const& value) {
    if (auto const* day = std::get_if<date>(&value)) return static_cast<std::int64_t>(day->days) * minutes_a_day;
    return std::get<date_time>(value).minutes;
}

/// For each row of a table the row that counts in its place; no_row where none does.
/// A version that is an orphan or set aside counts against those before it all the same.
std::vector<row_number> counting(checked::entity const& entity, std::vector<reference::row> const& rows, std::optional<date> known_on) {
    std::vector<row_number> place(rows.size());
    std::iota(place.begin(), place.end(), row_number{0});
    if (!entity.versions) return place;
    std::map<std::string, row_number> latest;
    for (row_number r = 0; r < rows.size(); ++r) {
        auto const* by = given(rows[r], entity.versions->by);
        if (by == nullptr || (known_on && day_of(*by) > known_on->days)) continue;
        auto const [at, fresh] = latest.emplace(rows[r].key, r);
        if (!fresh && order_of(*given(rows[at->second], entity.versions->by)) < order_of(*by)) at->second = r;
    }
    for (row_number r = 0; r < rows.size(); ++r) {
        auto const found = latest.find(rows[r].key);
        place[r] = found == latest.end() ? no_row : found->second;
        if (place[r] == no_row || !entity.versions->void_by) continue;
        auto const* withdrawn = given(rows[place[r]], *entity.versions->void_by);
        if (withdrawn != nullptr && *withdrawn == checked::scalar_value{true}) place[r] = no_row;
    }
    return place;
}

}  // namespace

tables::tables(checked::rule_graph const& graph, reference::dataset const& data, std::optional<date> known_on)
    : graph_(graph), count_(graph.entities.size()), all_(2 * graph.entities.size()), place_(graph.entities.size()) {
    for (auto& one : all_) one.group_of.resize(count_);
    // Owners before what they own; links when all have their places.
    std::vector<bool> loaded(count_, false);
    for (bool more = true; more;) {
        more = false;
        for (entity_id e = 0; e < count_; ++e) {
            auto const owner = graph.entities[e].owner;
            if (loaded[e] || graph.entities[e].made.kind != maker_kind::host) continue;
            if (owner != no_id && owner != e && !loaded[owner]) continue;
            load(e, data, known_on);
            loaded[e] = more = true;
        }
    }
    for (entity_id e = 0; e < count_; ++e) {
        auto& here = all_[e];
        auto const& links = graph.entities[e].links;
        here.links.assign(links.size(), std::vector<row_number>(here.size, no_row));
        for (std::size_t l = 0; l < links.size(); ++l) {
            for (row_number r = 0; r < here.size; ++r) {
                auto const to = here.given.empty() ? no_row : here.given[r]->links.at(l);
                bool const used = here.used.empty() || here.used[r];
                here.links[l][r] = used && to != reference::no_row ? place_[links[l].to][to] : no_row;
            }
        }
    }
}

void tables::load(entity_id e, reference::dataset const& data, std::optional<date> known_on) {
    auto const& entity = graph_.entities[e];
    auto const& rows = data.tables[e];
    auto const& fates = data.fates[e];
    auto& here = all_[e];
    auto const place = counting(entity, rows, known_on);
    // Rows of a partition that is set aside have no results; a shared row that is set aside stands, its facts absent.
    bool shared = true;
    for (auto at = e; at != no_id; at = graph_.entities[at].owner) {
        if (graph_.entities[at].partition) shared = false;
        if (at == graph_.entities[at].owner) break;
    }
    struct candidate {
        row_number owner, row;
    };
    std::vector<candidate> kept;
    for (row_number r = 0; r < rows.size(); ++r) {
        if (place[r] != r) continue;
        if (fates[r] == reference::row_fate::orphan || (!shared && fates[r] != reference::row_fate::used)) continue;
        auto const owner = entity.owner == no_id || rows[r].owner == reference::no_row ? no_row : place_[entity.owner][rows[r].owner];
        if (entity.owner != no_id && owner == no_row) continue;
        kept.push_back({owner, r});
    }
    std::stable_sort(kept.begin(), kept.end(), [](candidate const& a, candidate const& b) { return a.owner < b.owner; });
    here.size = kept.size();
    place_[e].assign(rows.size(), no_row);
    bool all_used = true;
    for (row_number i = 0; i < kept.size(); ++i) {
        here.owner.push_back(kept[i].owner);
        here.given.push_back(&rows[kept[i].row]);
        here.used.push_back(fates[kept[i].row] == reference::row_fate::used);
        all_used = all_used && here.used.back();
        place_[e][kept[i].row] = i;
    }
    if (all_used) here.used.clear();
    for (row_number r = 0; r < rows.size(); ++r) {
        if (place[r] != no_row && place[r] != r) place_[e][r] = place_[e][place[r]];
    }
    auto const owners = entity.owner == no_id ? 0 : all_[entity.owner].size;
    here.begins.assign(owners + 1, static_cast<row_number>(here.size));
    for (row_number i = static_cast<row_number>(here.size); i-- > 0;) {
        if (entity.owner != no_id) here.begins[here.owner[i]] = i;
    }
    for (std::size_t o = owners; o-- > 0;) here.begins[o] = std::min(here.begins[o], here.begins[o + 1]);
}

row_number tables::above(entity_id e, row_number r, entity_id owner) const {
    while (e != owner && r != no_row && e != no_id) {
        r = all_[e].owner.empty() ? no_row : all_[e].owner[r];
        e = graph_.entities[e].owner;
    }
    return e == owner ? r : no_row;
}

bool tables::is_incomplete(entity_id e, row_number r) const {
    while (e != no_id && r != no_row) {
        auto const& here = all_[e];
        if (!here.incomplete.empty() && here.incomplete[r]) return true;
        if (!here.base.empty() && is_incomplete(graph_.entities[e].made.source, here.base[r])) return true;
        r = here.owner[r];
        e = graph_.entities[e].owner;
    }
    return false;
}

std::pair<entity_id, row_number> tables::outside(entity_id e, row_number r) const {
    while (e != no_id && r != no_row) {
        auto const& here = all_[e];
        if (!here.outside.empty() && here.outside[r]) return std::pair{e, r};
        if (!here.base.empty()) {
            if (auto const base = outside(graph_.entities[e].made.source, here.base[r]); base.first != no_id) return base;
        }
        r = here.owner[r];
        e = graph_.entities[e].owner;
    }
    return {no_id, no_row};
}

void tables::fail(entity_id e, row_number r) {
    while (!graph_.entities[e].partition && graph_.entities[e].owner != no_id && all_[e].owner[r] != no_row) {
        r = all_[e].owner[r];
        e = graph_.entities[e].owner;
    }
    failed_[{e, r}] = true;
}

bool tables::has_failed(entity_id e, row_number r) const {
    if (failed_.empty()) return false;
    while (!graph_.entities[e].partition && graph_.entities[e].owner != no_id && all_[e].owner[r] != no_row) {
        r = all_[e].owner[r];
        e = graph_.entities[e].owner;
    }
    return failed_.contains({e, r});
}

std::int64_t tables::text(std::string const& of) {
    auto const [at, fresh] = numbers_.emplace(of, static_cast<std::int64_t>(texts_.size()));
    if (fresh) texts_.push_back(of);
    return at->second;
}

void tables::add_texts(std::map<std::string, std::int64_t> const& known) {
    texts_.resize(known.size());
    for (auto const& [of, number] : known) {
        texts_[static_cast<std::size_t>(number)] = of;
        numbers_.emplace(of, number);
    }
}

std::string tables::field_text(entity_id e, std::size_t field, row_number r) const {
    auto const& declared = graph_.entities[e].made.fields[field];
    auto const& column = all_[e].fields[field];
    if (!column.states.empty() && column.states[r] == state::none) return "none";
    auto const cell = column.cells[r];
    switch (declared.type_of.kind) {
        case checked::scalar::link: return key_of(declared.type_of.entity, static_cast<row_number>(cell));
        case checked::scalar::date: return to_string(date{static_cast<std::int32_t>(cell)});
        case checked::scalar::date_time: return graph_.to_string(checked::scalar_value{date_time{cell}}, declared.type_of);
        case checked::scalar::word: return graph_.word_lists[declared.type_of.words].words[static_cast<std::size_t>(cell)];
        case checked::scalar::text: return text_of(cell);
        case checked::scalar::number:
            return (rational(cell) / (declared.bounds ? declared.bounds->denominator : rational(1))).to_string();
        default: return graph_.to_string(checked::scalar_value{cell != 0}, declared.type_of);
    }
}

std::string tables::key_of(entity_id e, row_number r) const {
    auto const& entity = graph_.entities[e];
    auto const& here = all_[e];
    if (entity.made.kind == maker_kind::host) return here.given[r]->key;
    if (entity.made.kind == maker_kind::subset) return key_of(entity.made.source, here.base[r]);
    auto key = key_of(entity.owner, here.owner[r]);
    auto const in_key = entity.made.key_fields();
    for (std::size_t i = 0; i < in_key; ++i) key += ", " + field_text(e, i, r);
    return key;
}

}  // namespace carefare::eval
