// Rows of partitions that do not stand together, copied so that they do.
#include <algorithm>
#include <limits>
#include <utility>

#include <carefare/eval/host_tables.hpp>

namespace carefare::eval {

namespace {

/// One partition: its rows of a table stand at `first` there, at `now` here.
struct placed_partition {
    row_number first = 0, last = 0, now = 0;
};

template <class Rows>
void add_rows(Rows& into, Rows const& from, placed_partition const& at) {
    if (!from.empty()) into.insert(into.end(), from.begin() + at.first, from.begin() + at.last);
}

/// Numbers of rows of another table: of one below partitions the rows stand elsewhere now.
void add_numbers(std::vector<row_number>& into, std::vector<row_number> const& from, placed_partition const& at, placed_partition const* of) {
    for (auto r = at.first; r < at.last && !from.empty(); ++r)
        into.push_back(of == nullptr || from[r] == no_row ? from[r] : from[r] - of->first + of->now);
}

void add_overrides(std::vector<given_override>& into, std::vector<given_override> const& from, placed_partition const& at) {
    auto const is_before = [](given_override const& one, row_number r) { return one.row < r; };
    for (auto one = std::lower_bound(from.begin(), from.end(), at.first, is_before); one != from.end() && one->row < at.last; ++one) {
        into.push_back(*one);
        into.back().row = one->row - at.first + at.now;
    }
}

/// What other programmes and stages came to, by fact and row.
void add_open(host_table& into, host_table const& from, placed_partition const& at) {
    for (auto of_fact = from.open.begin(); of_fact != from.open.end();) {
        auto const fact = of_fact->first.first;
        for (auto one = from.open.lower_bound({fact, at.first}); one != from.open.end() && one->first.first == fact && one->first.second < at.last; ++one)
            into.open.emplace(std::pair{fact, one->first.second - at.first + at.now}, one->second);
        of_fact = from.open.upper_bound({fact, std::numeric_limits<row_number>::max()});
    }
}

}  // namespace

std::vector<host_table> choose_partitions(host_tables const& of, std::vector<std::size_t> const& partitions) {
    auto const& graph = *of.of->graph;
    std::vector<std::vector<placed_partition>> places(of.tables.size());
    std::vector<host_table> made(of.tables.size());
    for (std::size_t e = 0; e < made.size(); ++e) {
        auto const& begins = of.tables[e].begins;
        if (begins.empty()) continue;
        made[e].begins.push_back(0);
        for (auto const p : partitions) {
            places[e].push_back({begins[p], begins[p + 1], made[e].begins.back()});
            made[e].begins.push_back(made[e].begins.back() + begins[p + 1] - begins[p]);
        }
        made[e].size = made[e].begins.back();
    }
    for (std::size_t e = 0; e < made.size(); ++e) {
        if (of.tables[e].begins.empty()) continue;
        auto const& from = of.tables[e];
        auto const& entity = graph.entities[e];
        auto& into = made[e];
        into.links.resize(from.links.size());
        into.facts.resize(from.facts.size());
        for (std::size_t k = 0; k < partitions.size(); ++k) {
            auto const& at = places[e][k];
            auto const of_entity = [&](checked::entity_id to) { return to == checked::no_id || places[to].empty() ? nullptr : &places[to][k]; };
            into.keys.add(from.keys, at.first, at.last);
            add_numbers(into.owner, from.owner, at, of_entity(entity.owner));
            for (std::size_t l = 0; l < from.links.size(); ++l) add_numbers(into.links[l], from.links[l], at, of_entity(entity.links[l].to));
            for (std::size_t f = 0; f < from.facts.size(); ++f) {
                add_rows(into.facts[f].cells, from.facts[f].cells, at);
                add_rows(into.facts[f].narrow, from.facts[f].narrow, at);
                add_rows(into.facts[f].tiny, from.facts[f].tiny, at);
                add_rows(into.facts[f].states, from.facts[f].states, at);
            }
            add_rows(into.used, from.used, at);
            add_overrides(into.overrides, from.overrides, at);
            add_open(into, from, at);
        }
    }
    return made;
}

}  // namespace carefare::eval
