// One column after the other is brought into order, so that no more of them stand twice than there are threads.
#include "cases/columns_build.hpp"

#include <algorithm>
#include <utility>

#include <carefare/eval/run_blocks.hpp>

#include "eval/place_rows.hpp"

namespace carefare::cases {

using checked::entity_id;
using checked::no_id;
using eval::no_row;
using eval::row_number;
using eval::state;

namespace {

class building {
public:
    building(file_tables& all, text_pool& texts, unsigned threads, columnar_caseload& into)
        : all_(all), texts_(texts), threads_(threads), into_(into), columns_(eval::host_tables::columns_of(all.graph)), place_(all.graph.entities.size()),
          partition_(all.graph.entities.size()) {}

    /// Rows that others are found by must all have their places before links are.
    void build(std::vector<entity_id> const& tables) {
        std::vector<std::vector<row_number>> orders(all_.graph.entities.size());
        for (auto const e : tables) {
            auto [order, owners] = rows_in_order(e);
            if (is_named(e)) find_places(e, order);
            list_superseded(e);
            take_rows(e, order, std::move(owners));
            bool const linked = std::any_of(all_.tables[e]->links.begin(), all_.tables[e]->links.end(), [](auto const& link) { return !link.empty(); });
            if (linked) orders[e] = std::move(order);
            if (is_named(e)) continue;
            let_go(all_.tables[e]->owner);
            let_go(all_.tables[e]->superseded);
        }
        for (auto const e : tables) {
            take_links(e, orders[e]);
            all_.tables[e].reset();
        }
    }

private:
    bool is_named(entity_id e) const { return all_.tables[e]->index != nullptr; }

    bool is_superseded(entity_id e, row_number r) const {
        auto const& table = *all_.tables[e];
        return !table.superseded.empty() && table.superseded[r];
    }

    /// Row of the owner's host table; no_row where it does not stand.
    row_number owner_of(entity_id e, row_number r) const {
        auto const owner = all_.graph.entities[e].owner;
        auto const o = all_.tables[e]->owner[r];
        if (o == no_row) return no_row;
        if (auto const& shared = all_.shared[owner]) return shared->place[o];
        return place_[owner][o];
    }

    bool stands(entity_id e, row_number r) const {
        if (is_superseded(e, r)) return false;
        bool const is_partition = all_.above[e] == e;
        if (is_partition && !all_.is_clean(all_.partition_of(e, r))) return false;
        // Below an owner that stands the partition is clean.
        return all_.graph.entities[e].owner == no_id || owner_of(e, r) != no_row;
    }

    /// Rows of the file in the order of the table, and their owners in the owner's.
    struct ordered {
        std::vector<row_number> rows, owners;
    };

    ordered rows_in_order(entity_id e) {
        auto const& table = *all_.tables[e];
        std::vector<row_number> order;
        auto const by_key = [&](row_number a, row_number b) { return table.keys[a] < table.keys[b]; };
        auto const sort = [&](auto first, auto last) {
            if (!std::is_sorted(first, last, by_key)) std::stable_sort(first, last, by_key);
        };
        if (all_.above[e] == e || all_.graph.entities[e].owner == no_id) {
            for (row_number r = 0; r < table.size; ++r) {
                if (stands(e, r)) order.push_back(r);
            }
            sort(order.begin(), order.end());
            std::vector<row_number> owners;
            if (all_.graph.entities[e].owner != no_id) {
                for (auto const r : order) owners.push_back(owner_of(e, r));
            }
            return {std::move(order), std::move(owners)};
        }
        // How many rows each owner has; then each row to its owner's.
        std::vector<row_number> of(table.size), begins(into_.clean.tables[all_.graph.entities[e].owner].size + 1, 0);
        eval::in_stretches(table.size, threads_, [&](std::size_t r) {
            auto const row = static_cast<row_number>(r);
            of[r] = stands(e, row) ? owner_of(e, row) : no_row;
        });
        for (auto const owner : of) {
            if (owner != no_row) ++begins[owner + 1];
        }
        for (std::size_t o = 1; o < begins.size(); ++o) begins[o] += begins[o - 1];
        order.resize(begins.back());
        std::vector<row_number> owners(begins.back());
        auto next = begins;
        for (row_number r = 0; r < table.size; ++r) {
            if (of[r] == no_row) continue;
            owners[next[of[r]]] = of[r];
            order[next[of[r]]++] = r;
        }
        let_go(of);
        // The rows of each owner by themselves, so many owners at a time as have rows enough.
        std::vector<std::size_t> parts{0};
        for (std::size_t o = 0; o + 1 < begins.size(); ++o) {
            if (o + 2 == begins.size() || begins[o + 1] - begins[parts.back()] >= rows_between_releases) parts.push_back(o + 1);
        }
        eval::in_parallel(parts.size() - 1, threads_, [&](std::size_t part) {
            for (auto o = parts[part]; o < parts[part + 1]; ++o) sort(order.begin() + begins[o], order.begin() + begins[o + 1]);
            table.file->release(0, table.file->text().size());
        });
        return {std::move(order), std::move(owners)};
    }

    void find_places(entity_id e, std::vector<row_number> const& order) {
        auto const& table = *all_.tables[e];
        auto& place = place_[e];
        place.assign(table.size, no_row);
        for (row_number i = 0; i < order.size(); ++i) place[order[i]] = i;
        for (auto const& [row, counts] : table.counting) {
            if (row != counts) place[row] = counts == no_row ? no_row : place[counts];
        }
    }

    /// The rows of clean partitions that do not stand.
    void list_superseded(entity_id e) {
        auto const& table = *all_.tables[e];
        auto const& declared = all_.graph.entities[e];
        if (!declared.versions) return;
        std::vector<std::pair<row_number, std::int64_t>> found;
        for (row_number r = 0; r < table.size; ++r) {
            if (stands(e, r) || !all_.is_clean(all_.partition_of(e, r))) continue;
            found.emplace_back(declared.owner == no_id ? no_row : owner_of(e, r), day_of(e, r));
        }
        std::sort(found.begin(), found.end());
        for (auto const& [owner, day] : found) {
            into_.superseded[e].owner.push_back(owner);
            into_.superseded[e].day.push_back(day);
        }
    }

    std::int64_t day_of(entity_id e, row_number r) const {
        auto const by = all_.graph.entities[e].dated_by;
        if (!by) return no_day;
        auto const& column = all_.tables[e]->facts[columns_[*by]];
        if (column.size() == 0 || column.states[r] != state::value) return no_day;
        bool const moments = all_.graph.facts[*by].type_of.kind == checked::scalar::date_time;
        return moments ? eval::day_of_minutes(column.cell(r)) : column.cell(r);
    }

    void take_rows(entity_id e, std::vector<row_number> const& order, std::vector<row_number> owners) {
        auto& table = *all_.tables[e];
        auto& made = into_.clean.tables[e];
        made.size = order.size();
        made.owner = std::move(owners);
        if (!all_.is_shared(e)) find_begins(e);
        take_overrides(e, order);
        made.keys = table.keys.take(order, threads_);
        take_facts(e, order);
        table.file->release(0, table.file->text().size());
    }

    void find_begins(entity_id e) {
        auto& made = into_.clean.tables[e];
        auto& partition = partition_[e];
        auto const owner = all_.graph.entities[e].owner;
        bool const is_partition = all_.above[e] == e;
        if (is_named(e) || is_partition) partition.reserve(made.size);
        std::vector<row_number> rows(is_partition ? 0 : into_.clean.partitions, 0);
        for (row_number i = 0; i < made.size; ++i) {
            auto const p = is_partition ? static_cast<row_number>(into_.clean.partitions++) : partition_[owner][made.owner[i]];
            if (is_named(e) || is_partition) partition.push_back(p);
            if (rows.size() <= p) rows.resize(p + 1, 0);
            ++rows[p];
        }
        made.begins = std::move(rows);
    }

    void take_overrides(entity_id e, std::vector<row_number> const& order) {
        auto const& given = all_.tables[e]->overrides;
        if (given.empty()) return;
        auto& made = into_.clean.tables[e].overrides;
        std::vector<row_number> place(all_.tables[e]->size, no_row);
        for (row_number i = 0; i < order.size(); ++i) place[order[i]] = i;
        for (auto one : given) {
            one.row = place[one.row];
            if (one.row != no_row) made.push_back(one);
        }
        std::sort(made.begin(), made.end(), [](auto const& a, auto const& b) { return std::pair(a.row, a.rule) < std::pair(b.row, b.rule); });
    }

    template <class List>
    static void take(List& from, std::vector<row_number> const& order, List& into) {
        if (from.empty()) return;
        into.resize(order.size());
        for (std::size_t i = 0; i < order.size(); ++i) into[i] = from[order[i]];
        let_go(from);
    }

    void take_facts(entity_id e, std::vector<row_number> const& order) {
        auto& table = *all_.tables[e];
        auto& made = into_.clean.tables[e].facts;
        made.resize(table.facts.size());
        eval::in_parallel(table.facts.size(), threads_, [&](std::size_t c) {
            auto& from = table.facts[c];
            if (from.size() == 0) {
                made[c].tiny.assign(order.size(), 0);
                made[c].states.assign(order.size(), state::pending);
                return;
            }
            take(from.states, order, made[c].states);
            take(from.tiny, order, made[c].tiny);
            take(from.narrow, order, made[c].narrow);
            take(from.cells, order, made[c].cells);
        });
        known_texts texts(texts_);
        for (checked::fact_id f = 0; f < all_.graph.facts.size(); ++f) {
            if (all_.graph.facts[f].owner == e) finish(f, &made[columns_[f]], texts);
        }
        for (auto& column : made) {
            if (std::all_of(column.states.begin(), column.states.end(), [](state is) { return is == state::value; })) let_go(column.states);
        }
    }

    /// Flags of ranges, and what an absent value means.
    void finish(checked::fact_id f, eval::given_column* columns, known_texts& texts) {
        auto const& fact = all_.graph.facts[f];
        fact_cells const cells(all_.graph, f, all_.program.fact_denominators[f]);
        bool const is_range = fact.type_of.kind == checked::scalar::range;
        auto const size = columns[is_range ? 1 : 0].size();
        if (is_range) {
            columns[0] = {};
            columns[0].tiny.assign(size, 0);
            columns[0].states.assign(size, state::value);
            for (std::size_t r = 0; r < size; ++r) {
                if (columns[1].states[r] == state::pending)
                    columns[0].states[r] = state::pending;
                else
                    columns[0].tiny[r] = static_cast<std::int8_t>(cells.range_flags());
            }
        }
        auto const absent = cells.absent(texts);
        if (!absent) return;
        for (std::size_t part = 0; part < (is_range ? 3U : 1U); ++part) {
            for (std::size_t r = 0; r < size; ++r) {
                if (columns[part].states[r] != state::pending) continue;
                columns[part].states[r] = absent->is;
                if (columns[part].put(r, absent->cell)) continue;
                columns[part].widen();
                columns[part].cells[r] = absent->cell;
            }
        }
    }

    void take_links(entity_id e, std::vector<row_number> const& order) {
        auto const& links = all_.graph.entities[e].links;
        auto& made = into_.clean.tables[e].links;
        made.resize(links.size());
        for (std::size_t l = 0; l < links.size(); ++l) {
            auto const& from = all_.tables[e]->links[l];
            made[l].assign(into_.clean.tables[e].size, no_row);
            if (from.empty()) continue;
            bool const shared = all_.shared[links[l].to].has_value();
            for (row_number i = 0; i < order.size(); ++i) {
                auto const to = from[order[i]];
                made[l][i] = shared || to == no_row ? to : place_[links[l].to][to];
            }
        }
    }

    static constexpr std::size_t rows_between_releases = 200'000;

    file_tables& all_;
    text_pool& texts_;
    unsigned threads_;
    columnar_caseload& into_;
    std::vector<std::uint32_t> columns_;
    std::vector<std::vector<row_number>> place_;      ///< by row of the file, of tables that others name
    std::vector<std::vector<row_number>> partition_;  ///< by row of the host table, likewise
};

}  // namespace

void build_columns(std::vector<entity_id> const& tables, file_tables& all, text_pool& texts, unsigned threads, columnar_caseload& into) {
    building(all, texts, threads, into).build(tables);
    for (entity_id e = 0; e < all.graph.entities.size(); ++e) {
        if (all.above[e] == no_id) continue;
        // From rows of each partition to the first of each; of a table without a file there are none.
        if (std::find(tables.begin(), tables.end(), e) == tables.end()) into.clean.tables[e].begins.clear();
        auto& begins = into.clean.tables[e].begins;
        begins.resize(into.clean.partitions, 0);
        row_number sum = 0;
        for (auto& one : begins) sum += std::exchange(one, sum);
        begins.push_back(sum);
    }
}

}  // namespace carefare::cases
