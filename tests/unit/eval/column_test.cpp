// Memory that a column holds: its own, or lent.
#include <gtest/gtest.h>

#include <vector>

#include "eval/tables.hpp"

namespace carefare::eval {

namespace {

std::vector<std::int64_t> cells_of(held<std::int64_t> const& of) { return {of.begin(), of.end()}; }

std::vector<std::int64_t> const lender{1, 2, 3, 4};

held<std::int64_t> lent() {
    held<std::int64_t> made;
    made.assign(9, 7);
    made.lend(lender.data() + 1, 2);
    return made;
}

}  // namespace

TEST(held, reads_what_is_lent_where_it_stands) {
    auto const made = lent();
    EXPECT_TRUE(made.is_lent());
    EXPECT_EQ(made.data(), lender.data() + 1);
    EXPECT_EQ(cells_of(made), (std::vector<std::int64_t>{2, 3}));
    EXPECT_EQ(made.front(), 2);
    EXPECT_EQ(made[1], 3);
}

TEST(held, owns_before_it_writes) {
    auto by_data = lent(), by_growth = lent(), by_push = lent(), by_adding = lent(), by_assignment = lent();
    *by_data.data() = 10;
    EXPECT_EQ(cells_of(by_data), (std::vector<std::int64_t>{10, 3}));
    by_growth.resize(3, 11);
    EXPECT_EQ(cells_of(by_growth), (std::vector<std::int64_t>{2, 3, 11}));
    by_push.push_back(12);
    EXPECT_EQ(cells_of(by_push), (std::vector<std::int64_t>{2, 3, 12}));
    by_adding.add(lender.begin(), lender.begin() + 2);
    EXPECT_EQ(cells_of(by_adding), (std::vector<std::int64_t>{2, 3, 1, 2}));
    by_assignment.assign(1, 13);
    EXPECT_EQ(cells_of(by_assignment), (std::vector<std::int64_t>{13}));
    for (auto const* one : {&by_data, &by_growth, &by_push, &by_adding, &by_assignment}) EXPECT_FALSE(one->is_lent());
    EXPECT_EQ(lender, (std::vector<std::int64_t>{1, 2, 3, 4}));
}

TEST(held, stays_lent_where_it_shrinks) {
    auto made = lent();
    made.shrink(5);
    EXPECT_EQ(made.size(), 2U);
    made.shrink(1);
    EXPECT_TRUE(made.is_lent());
    EXPECT_EQ(cells_of(made), (std::vector<std::int64_t>{2}));
    made.clear();
    EXPECT_TRUE(made.empty());
    made.resize(2);
    EXPECT_FALSE(made.is_lent());
    made.assign(3, 4);
    made.shrink(2);
    EXPECT_EQ(cells_of(made), (std::vector<std::int64_t>{4, 4}));
}

TEST(held, gives_memory_beyond_what_it_holds_away) {
    held<std::int64_t> made, room;
    made.resize(100, 7);
    made.shrink(2);
    auto const* const before = std::as_const(made).data();
    EXPECT_TRUE(made.has_room());
    made.fit(room);
    EXPECT_FALSE(made.has_room());
    EXPECT_EQ(cells_of(made), (std::vector<std::int64_t>{7, 7}));
    EXPECT_TRUE(room.empty());
    EXPECT_GE(room.capacity(), 100U);
    room.resize(1, 8);
    EXPECT_EQ(std::as_const(room).data(), before);
    made.fit(room);  // there is nothing to give
    EXPECT_EQ(cells_of(room), (std::vector<std::int64_t>{8}));

    auto sees = lent();
    EXPECT_TRUE(sees.has_room());
    held<std::int64_t> larger;
    sees.fit(larger);
    EXPECT_TRUE(sees.is_lent());
    EXPECT_FALSE(sees.has_room());
    EXPECT_EQ(cells_of(sees), (std::vector<std::int64_t>{2, 3}));
    EXPECT_GE(larger.capacity(), 9U);
    EXPECT_TRUE(larger.empty());
}

TEST(held, copies_own_memory_and_moves_what_they_hold) {
    auto const from = lent();
    auto copied = from;
    EXPECT_FALSE(copied.is_lent());
    EXPECT_EQ(cells_of(copied), cells_of(from));
    auto moved = std::move(copied);
    EXPECT_EQ(cells_of(moved), cells_of(from));
    held<std::int64_t> given;
    given = lent();
    EXPECT_TRUE(given.is_lent());
    given = moved;
    moved[0] = 5;
    EXPECT_EQ(cells_of(given), cells_of(from));
}

TEST(each_marked, is_seen_in_order) {
    for (std::size_t const size : {0U, 1U, 7U, 8U, 9U, 30U}) {
        flags all(size, 0);
        std::vector<std::size_t> wanted, seen;
        for (std::size_t i = 0; i < size; i += i % 3 + 1) {
            all[i] = static_cast<std::uint8_t>(i % 2 + 1);
            wanted.push_back(i);
        }
        for_each_marked(all, [&](std::size_t i) { seen.push_back(i); });
        EXPECT_EQ(seen, wanted);
    }
}

}  // namespace carefare::eval
