// Host tables of random data: the same rows as the evaluator has, each value that of its row, in the order that is promised.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <carefare/cases/workspace.hpp>
#include <carefare/eval/host_tables.hpp>

#include "differential/random_data.hpp"

namespace carefare::differential {

namespace {

using checked::entity_id;
using eval::no_row;
using eval::state;

struct checked_tables {
    checked::rule_graph const& graph;
    program::program const& program;
    reference::dataset const& data;
    eval::host_tables const& host;

    /// The rows of a dataset by key; of several with the same key none.
    std::map<std::string, reference::row const*> rows_of(entity_id e) const {
        std::map<std::string, reference::row const*> found;
        for (auto const& row : data.tables[e]) {
            auto const [at, fresh] = found.emplace(row.key, &row);
            if (!fresh) at->second = nullptr;
        }
        return found;
    }

    /// How many rows stand; empty where it takes more than their fates to say.
    std::optional<std::size_t> rows_without_versions(entity_id e) const {
        bool within = false;
        for (auto at = e; at != checked::no_id; at = graph.entities[at].owner) {
            if (graph.entities[at].versions || graph.entities[at].made.kind != checked::maker_kind::host) return std::nullopt;
            within = within || graph.entities[at].partition;
        }
        auto const counts = reference::count_fates(data, e);
        return within ? counts.used : counts.used + counts.set_aside;
    }

    void check_value(checked::fact const& fact, rational const& denominator, eval::given_column const& column, std::size_t r,
                     checked::scalar_value const& value) const {
        auto const is = column.states.empty() ? state::value : column.states[r];
        if (std::holds_alternative<checked::none_value>(value)) {
            EXPECT_EQ(is, state::none);
            return;
        }
        ASSERT_EQ(is, state::value) << fact.name;
        auto const cell = column.cells[r];
        if (auto const* number = std::get_if<rational>(&value)) {
            EXPECT_EQ(rational(cell) / denominator, *number) << fact.name;
        } else if (auto const* text = std::get_if<std::string>(&value)) {
            EXPECT_EQ(host.texts.at(static_cast<std::size_t>(cell)), *text);
        } else if (auto const* day = std::get_if<date>(&value)) {
            EXPECT_EQ(cell, day->days);
        } else if (auto const* moment = std::get_if<date_time>(&value)) {
            EXPECT_EQ(cell, moment->minutes);
        } else if (auto const* word = std::get_if<checked::word>(&value)) {
            EXPECT_EQ(cell, word->index);
        } else {
            EXPECT_EQ(cell != 0, std::get<bool>(value));
        }
    }

    void check_facts(entity_id e, std::size_t r, reference::row const& row) const {
        auto const columns = eval::host_tables::columns_of(graph);
        auto const& table = host.tables[e];
        bool const used = table.used.empty() || table.used[r] != 0;
        for (checked::fact_id f = 0; f < graph.facts.size(); ++f) {
            auto const& fact = graph.facts[f];
            if (fact.owner != e) continue;
            auto const& first = table.facts.at(columns[f]);
            auto const given = row.facts.find(f);
            if (given == row.facts.end() || !used) {
                if (fact.absent) {
                    check_value(fact, program.fact_denominators[f], first, r, *fact.absent);
                } else {
                    EXPECT_EQ(first.states.at(r), state::pending) << fact.name;
                }
            } else if (auto const* range = std::get_if<checked::interval>(&given->second)) {
                EXPECT_EQ(first.cells[r], (range->low_closed ? 1 : 0) + (range->high_closed ? 2 : 0));
                auto const low = range->low.value_or(checked::none_value{}), high = range->high.value_or(checked::none_value{});
                check_value(fact, program.fact_denominators[f], table.facts.at(columns[f] + 1), r, low);
                check_value(fact, program.fact_denominators[f], table.facts.at(columns[f] + 2), r, high);
            } else {
                check_value(fact, program.fact_denominators[f], first, r, std::get<checked::scalar_value>(given->second));
            }
        }
    }

    void check_links(entity_id e, std::size_t r, reference::row const& row) const {
        auto const& links = graph.entities[e].links;
        for (std::size_t l = 0; l < links.size(); ++l) {
            auto const to = host.tables[e].links.at(l).at(r);
            if (to == no_row) continue;
            EXPECT_EQ(std::string(host.tables[links[l].to].keys[to]), row.link_keys[l].value_or(""));
        }
        if (auto const owner = graph.entities[e].owner; owner != checked::no_id) {
            EXPECT_EQ(std::string(host.tables[owner].keys[host.tables[e].owner.at(r)]), row.owner_key);
        }
    }

    void check_order(entity_id e) const {
        auto const& table = host.tables[e];
        for (std::size_t p = 0; p + 1 < table.begins.size(); ++p) EXPECT_LE(table.begins[p], table.begins[p + 1]);
        if (!table.begins.empty()) {
            EXPECT_EQ(table.begins.size(), host.partitions + 1);
            EXPECT_EQ(table.begins.back(), table.size);
        }
        for (std::size_t r = 1; r < table.size; ++r) {
            bool const by_key = table.owner.empty() || graph.entities[e].partition || table.owner[r - 1] == table.owner[r];
            if (by_key) {
                EXPECT_LE(table.keys[r - 1], table.keys[r]);
            } else {
                EXPECT_LT(table.owner[r - 1], table.owner[r]);
            }
        }
    }
};

TEST(host_tables, hold_what_the_rows_say) {
    std::size_t rows = 0, set_aside = 0;
    for (auto const& entry : std::filesystem::directory_iterator(std::string(CAREFARE_SOURCE_DIR) + "/tests/differential/programmes")) {
        cases::workspace tree({entry.path().string()});
        auto const* graph = tree.programme_in(entry.path().string());
        ASSERT_NE(graph, nullptr);
        auto const lowered = program::lower(*graph);
        for (std::uint64_t seed = 1; seed <= 40; ++seed) {
            auto drawn = draw(*graph, seed * 104729, 8);
            // A cell that cannot be read, in the first row of a shared table.
            for (entity_id e = 0; e < graph->entities.size(); ++e) {
                bool const shared = graph->entities[e].owner == checked::no_id && !graph->entities[e].partition;
                if (shared && !drawn.data.tables[e].empty()) drawn.data.tables[e][0].unread.push_back({"F003", "a fact", "cannot be read", {}});
            }
            reference::check_dataset(drawn.data, *graph);
            auto const known = drawn.settings.known_on;
            auto const bound = bind::bind(lowered, drawn.plan, {drawn.settings.readings, drawn.settings.options}, known);
            auto const host = eval::to_host_tables(bound, drawn.data, known);
            checked_tables const all{*graph, lowered, drawn.data, host};
            for (entity_id e = 0; e < graph->entities.size(); ++e) {
                if (graph->entities[e].made.kind != checked::maker_kind::host) continue;
                auto const& table = host.tables[e];
                if (auto const size = all.rows_without_versions(e)) { ASSERT_EQ(table.size, *size); }
                all.check_order(e);
                auto const given = all.rows_of(e);
                for (std::size_t r = 0; r < table.size; ++r) {
                    auto const* row = given.at(std::string(table.keys[r]));
                    if (row == nullptr) continue;
                    all.check_facts(e, r, *row);
                    all.check_links(e, r, *row);
                    ++rows;
                }
                set_aside += static_cast<std::size_t>(std::count(table.used.begin(), table.used.end(), 0));
            }
        }
    }
    EXPECT_GT(rows, 5000U);
    EXPECT_GT(set_aside, 0U);
}

}  // namespace

}  // namespace carefare::differential
