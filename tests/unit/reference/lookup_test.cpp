// Section 8 of docs/language.md: lookups in a rate table, row by row.
#include <gtest/gtest.h>

#include "state_sheet.hpp"

namespace carefare::reference {
namespace {

using namespace test;
using checked::none_value;
using checked::word;

class rate_lookup : public ::testing::Test {
protected:
    state_sheet s;
    checked::word_list_id kinds = s.list("kind", {"a", "b", "c"});

    rate_lookup() {
        checked::rate_table table;
        table.name = "rates";
        table.type_of = or_none(number);
        table.keys.resize(2);
        table.keys[0].name = "kind";
        table.keys[0].type_of = or_none(word_of(kinds));
        table.keys[1].name = "size";
        table.keys[1].type_of = number;
        // Kinds none and a with sizes 1 to 3; b with size 1 alone.
        checked::schedule first;
        first.blocks = {{{{none_value{}, word{0}}, {}}, {{}, sizes(1, 3)}}, {{{word{1}}, {}}, {{}, sizes(1, 1)}}};
        for (std::int64_t size = 1; size <= 3; ++size) {
            first.rows.push_back({{none_value{}, rational(size)}, rational(100 + size), {}});
            first.rows.push_back({{word{0}, rational(size)}, rational(200 + size), {}});
        }
        first.rows.push_back({{word{1}, rational(1)}, none_value{}, {}});
        auto second = first;
        second.exceptions_by = 0;
        second.rows.erase(second.rows.begin() + 3);  // a, 2
        auto third = first;
        third.partial = "page 7 is torn";
        third.rows.erase(third.rows.begin() + 3);
        using entry_of = checked::dated<checked::schedule>;
        table.entries = std::vector<entry_of>{
            entry<checked::schedule>("2019-05-01", "", first), entry<checked::schedule>("2020-01-01", "", second),
            entry<checked::schedule>("2021-01-01", "", third),
            entry<checked::schedule>("2022-01-01", "", std::nullopt, "", "schedule not found")};
        s.graph.tables.push_back(table);
    }
    static std::optional<checked::interval> sizes(std::int64_t low, std::int64_t high) {
        return checked::interval{scalar_value{rational(low)}, scalar_value{rational(high)}};
    }
    std::string look(node_id kind, node_id size, node_id at) {
        return s.of(op::lookup, or_none(number), {kind, size, at}, 0);
    }
    std::string look(std::optional<std::uint32_t> kind, rational size, std::string_view at) {
        return look(kind ? s.word(kinds, *kind) : s.none(word_of(kinds)), s.num(std::move(size)), s.on(at));
    }
};

TEST_F(rate_lookup, cells) {
    EXPECT_EQ(look(0, 2, "2019-05-01"), "202");
    EXPECT_EQ(look(std::nullopt, 3, "2019-12-31"), "103");
    EXPECT_EQ(look(1, 1, "2019-05-01"), "none");  // a cell that does not exist
}

TEST_F(rate_lookup, keys_outside_the_domains_give_none) {
    EXPECT_EQ(look(2, 1, "2019-05-01"), "none");
    EXPECT_EQ(look(0, 4, "2019-05-01"), "none");
    EXPECT_EQ(look(1, 2, "2019-05-01"), "none");             // each word is in a block, but not together
    EXPECT_EQ(look(0, exact("1.5"), "2021-05-01"), "none");  // between two sizes
}

TEST_F(rate_lookup, an_exception_that_is_not_there_is_none) {
    EXPECT_EQ(look(0, 2, "2020-01-01"), "none");
    EXPECT_EQ(look(0, 1, "2020-01-01"), "201");
}

TEST_F(rate_lookup, a_cell_missing_from_a_partial_schedule_is_pending) {
    EXPECT_EQ(look(0, 2, "2021-01-01"), "pending: rates: page 7 is torn");
    EXPECT_EQ(look(0, 3, "2021-01-01"), "203");
    EXPECT_EQ(look(0, 4, "2021-01-01"), "none");
}

TEST_F(rate_lookup, a_missing_cell_of_a_whole_schedule_contradicts_the_checker) {
    auto& rows = s.graph.tables[0].entries[0].payload->rows;
    rows.erase(rows.begin());  // none, 1
    EXPECT_EQ(look(std::nullopt, 1, "2019-05-01"), "fault R013");
}

TEST_F(rate_lookup, gaps_of_the_timeline) {
    EXPECT_EQ(look(0, 2, "2019-04-30"), "pending: rates: nothing known before 2019-05-01");
    EXPECT_EQ(look(2, 9, "2022-01-01"), "pending: rates: schedule not found");
}

TEST_F(rate_lookup, operands) {
    EXPECT_EQ(look(s.missing("kind", word_of(kinds)), s.missing("size"), s.on("2019-05-01")),
              "pending: sheet.kind[s]; sheet.size[s]");
    EXPECT_EQ(look(s.missing("kind", word_of(kinds)), s.num(1), s.missing("when", date_type)),
              "pending: sheet.kind[s]; sheet.when[s]");
    EXPECT_EQ(look(s.missing("kind", word_of(kinds)), s.num(1), s.on("2022-01-01")),
              "pending: sheet.kind[s]; rates: schedule not found");
    EXPECT_EQ(look(s.word(kinds, 0), s.bad_number(), s.on("2019-05-01")), "fault R009");
    EXPECT_EQ(look(s.missing("kind", word_of(kinds)), s.bad_number(), s.on("2022-01-01")), "fault R009");
    EXPECT_EQ(look(s.word(kinds, 0), s.num(1), s.bad_day()), "fault R009");
}

TEST_F(rate_lookup, a_table_without_dates) {
    auto undated = s.graph.tables[0];
    undated.name = "undated";
    undated.entries.resize(1);
    undated.entries[0].from.reset();
    s.graph.tables.push_back(undated);
    EXPECT_EQ(s.of(op::lookup, or_none(number), {s.word(kinds, 0), s.num(3)}, 1), "203");
}

TEST_F(rate_lookup, what_was_known) {
    auto& table = s.graph.tables[0];
    table.entries[1].known = day("2020-03-01");
    s.with.known_on = day("2020-02-01");
    EXPECT_EQ(look(0, 2, "2020-01-15"), "202");
    s.with.known_on = day("2020-03-01");
    EXPECT_EQ(look(0, 2, "2020-01-15"), "none");
}

}  // namespace
}  // namespace carefare::reference
