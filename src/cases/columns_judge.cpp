// The door of rows, as far as it looks at more than one row.
#include "cases/columns_judge.hpp"

#include <algorithm>

#include "cases/caseload_table.hpp"
#include "eval/place_rows.hpp"
#include "reference/check_values.hpp"

namespace carefare::cases {

using checked::entity_id;
using checked::no_id;
using eval::no_row;
using eval::row_number;
using eval::state;

namespace {

class table_judge {
public:
    table_judge(entity_id entity, file_tables& all, std::optional<date> known_on)
        : entity_(entity), declared_(all.graph.entities[entity]), all_(all), table_(*all.tables[entity]), known_on_(known_on) {
        if (declared_.versions) {
            auto const columns = eval::host_tables::columns_of(all.graph);
            by_ = columns[declared_.versions->by];
            if (declared_.versions->void_by) void_by_ = columns[*declared_.versions->void_by];
        }
    }

    void judge(bool is_named, unsigned threads) {
        auto twin = is_named ? index() : table_.alike ? twins_in_order(*table_.alike) : find_twins(table_.hashes, table_.keys, threads);
        table_.alike.reset();
        let_go(table_.hashes);
        std::sort(twin.begin(), twin.end(), [](twins const& a, twins const& b) { return std::pair(a.first, a.other) < std::pair(b.first, b.other); });
        if (declared_.versions) {
            find_superseded(twin);
        } else {
            for (auto const& [first, other] : twin) {
                mark(first);
                mark(other);
            }
        }
        if (declared_.owner != no_id && declared_.at_most) count_rows(twin);
    }

private:
    void mark(row_number row) { all_.mark(all_.partition_of(entity_, row)); }

    std::vector<twins> index() {
        std::vector<twins> found;
        table_.index = std::make_unique<row_index>(table_.size);
        for (row_number r = 0; r < table_.size; ++r) {
            if (auto const first = table_.index->insert(table_.hashes[r], r, table_.keys); first != r) found.push_back({first, r});
        }
        return found;
    }

    std::int64_t by(row_number row) const { return table_.facts[by_].cell(row); }
    bool is_known(row_number row) const {
        if (table_.facts[by_].states[row] != state::value) return false;
        bool const moments = all_.graph.facts[declared_.versions->by].type_of.kind == checked::scalar::date_time;
        return !known_on_ || (moments ? eval::day_of_minutes(by(row)) : by(row)) <= known_on_->days;
    }
    bool is_void(row_number row) const {
        if (void_by_ == no_column || table_.facts[void_by_].size() == 0) return false;
        return table_.facts[void_by_].states[row] == state::value && table_.facts[void_by_].cell(row) != 0;
    }

    /// Of the versions of a record the latest that is known counts, if it does not withdraw it.
    void find_superseded(std::vector<twins> const& twin) {
        table_.superseded.assign(table_.size, false);
        if (table_.facts[by_].size() == 0) return;  // no row says when it was recorded: none is clean
        for (row_number r = 0; r < table_.size; ++r) table_.superseded[r] = !is_known(r) || is_void(r);
        std::vector<row_number> record;
        for (std::size_t i = 0; i < twin.size();) {
            auto const first = twin[i].first;
            record.assign(1, first);
            for (; i < twin.size() && twin[i].first == first; ++i) record.push_back(twin[i].other);
            judge_record(record);
        }
    }

    void judge_record(std::vector<row_number>& record) {
        auto const own = all_.partition_of(entity_, record.front());
        bool const together = std::all_of(record.begin(), record.end(), [&](row_number r) { return all_.partition_of(entity_, r) == own; });
        std::sort(record.begin(), record.end(), [&](row_number a, row_number b) { return by(a) < by(b); });
        bool const alike = std::adjacent_find(record.begin(), record.end(), [&](row_number a, row_number b) { return by(a) == by(b); }) != record.end();
        if (!together || alike) {
            for (auto const r : record) mark(r);
        }
        auto counts = no_row;
        for (auto const r : record) {
            table_.superseded[r] = true;
            if (is_known(r)) counts = r;
        }
        if (counts != no_row && is_void(counts)) counts = no_row;
        if (counts != no_row) table_.superseded[counts] = false;
        for (auto const r : record) table_.counting[r] = counts;
    }

    /// Versions of a record count as one row of their owner.
    void count_rows(std::vector<twins> const& twin) {
        auto const owner = declared_.owner;
        bool const shared = all_.shared[owner].has_value();
        std::vector<std::uint32_t> rows(shared ? all_.shared[owner]->place.size() : all_.tables[owner] ? all_.tables[owner]->size : 0, 0);
        for (auto const o : table_.owner) {
            if (o != no_row) ++rows[o];
        }
        std::vector<row_number> owners;
        for (std::size_t i = 0; declared_.versions && i < twin.size();) {
            auto const first = twin[i].first;
            owners.assign(1, table_.owner[first]);
            for (; i < twin.size() && twin[i].first == first; ++i) owners.push_back(table_.owner[twin[i].other]);
            std::sort(owners.begin(), owners.end());
            for (std::size_t o = 1; o < owners.size(); ++o) {
                if (owners[o] != no_row && owners[o] == owners[o - 1]) --rows[owners[o]];
            }
        }
        if (!shared) {
            for (row_number o = 0; o < rows.size(); ++o) {
                if (rows[o] > *declared_.at_most) all_.mark(all_.partition_of(owner, o));
            }
            return;
        }
        for (row_number r = 0; r < table_.size; ++r) {
            if (table_.owner[r] != no_row && rows[table_.owner[r]] > *declared_.at_most) mark(r);
        }
    }

    static constexpr std::size_t no_column = static_cast<std::size_t>(-1);
    entity_id entity_;
    checked::entity const& declared_;
    file_tables& all_;
    file_table& table_;
    std::optional<date> known_on_;
    std::size_t by_ = no_column, void_by_ = no_column;
};

/// Overrides are few: their rows are read one by one.
void judge_overrides(entity_id entity, file_tables& all, text_pool& texts, workspace& in) {
    auto& table = *all.tables[entity];
    std::sort(table.overridden.begin(), table.overridden.end());
    std::vector<std::uint32_t> begins;
    for (auto const r : table.overridden) begins.push_back(table.begin_of(r));
    std::vector<reference::row> rows;
    read_rows_at(begins, table.source, entity, all.graph, in, rows);
    for (auto const& row : rows) {
        auto const at = std::upper_bound(begins.begin(), begins.end(), row.where.where.begin) - begins.begin() - 1;
        auto const r = table.overridden[static_cast<std::size_t>(at)];
        if (!row.unread.empty()) all.mark(all.partition_of(entity, r));
        for (auto const& [id, written] : row.overrides) {
            auto const& rule = all.graph.rules[id];
            if (reference::fault_of_value(written.value, rule.type_of, rule.range, rule.step, all.graph)) {
                all.mark(all.partition_of(entity, r));
                continue;
            }
            auto const number = [&](std::string const& text) { return texts.number_of(text); };
            table.overrides.push_back(eval::override_of(id, r, written.value, all.program, number));
        }
    }
}

}  // namespace

void judge_table(entity_id entity, file_tables& all, std::optional<date> known_on, bool is_named, text_pool& texts, unsigned threads,
                 workspace& in) {
    table_judge(entity, all, known_on).judge(is_named, threads);
    // Shared tables with overrides are read row by row.
    if (!all.is_shared(entity) && !all.tables[entity]->overridden.empty()) judge_overrides(entity, all, texts, in);
}

void judge_late_links(entity_id entity, file_tables& all) {
    auto& table = *all.tables[entity];
    auto const& links = all.graph.entities[entity].links;
    for (std::size_t l = 0; l < links.size(); ++l) {
        auto& texts = table.late_links[l];
        if (texts.size() == 0) continue;
        table.links[l].assign(table.size, no_row);
        for (row_number r = 0; r < table.size; ++r) {
            if (texts[r].empty()) continue;
            auto const own = all.partition_of(entity, r);
            auto const found = all.find(links[l].to, texts[r]);
            table.links[l][r] = found;
            if (found == no_row)
                all.mark(own);
            else
                all.leads_away(own, links[l].to, found);
        }
        texts = row_texts();
    }
}

}  // namespace carefare::cases
