// Programs that are broken are found out, and how is said.
#include <algorithm>

#include "unit/program/listing_fixture.hpp"

namespace carefare::program {
namespace {

class verified : public testing::Test {
protected:
    checked::rule_graph graph = graph_of("days");
    program made = lower(graph);

    [[nodiscard]] std::string found() const {
        auto const all = verify(made);
        return all.empty() ? "" : all.front().substr(all.front().find(": ") + 2);
    }
    [[nodiscard]] instruction& first(code what) {
        return *std::find_if(made.code.begin(), made.code.end(), [&](instruction const& one) { return one.what == what; });
    }
    [[nodiscard]] instruction& last(code what) {
        return *std::find_if(made.code.rbegin(), made.code.rend(), [&](instruction const& one) { return one.what == what; });
    }
};

TEST_F(verified, sound) {
    EXPECT_EQ(found(), "");
}

TEST_F(verified, read_before_it_is_made) {
    auto& one = first(code::multiply);
    one.operands[0] = one.out + 1;
    EXPECT_EQ(found(), "reads r" + std::to_string(one.out + 1) + ", which comes later");
}

TEST_F(verified, plan_read_before_it_is_made) {
    auto const late = static_cast<reg>(made.code.size() - 1);
    made.makers.front().low = late;
    EXPECT_EQ(found(), "reads r" + std::to_string(late) + ", which comes later");
}

TEST_F(verified, other_number) {
    std::swap(made.code[0].out, made.code[1].out);
    EXPECT_EQ(found(), "is not its own number");
}

TEST_F(verified, other_frame) {
    auto& one = first(code::conjunction);
    auto const other = first(code::field).out;
    ASSERT_LT(other, one.out);
    one.operands[0] = other;
    EXPECT_EQ(found(), "reads r" + std::to_string(other) + " over another frame");
}

TEST_F(verified, guard_over_another_frame) {
    auto const guarded = std::find_if(made.frames.begin(), made.frames.end(), [](frame const& one) { return one.guard != no_reg; });
    ASSERT_NE(guarded, made.frames.end());
    auto const other = first(code::field).out;
    guarded->guard = other;
    EXPECT_EQ(found(), "is over items guarded by r" + std::to_string(other) + " over another frame");
}

TEST_F(verified, frame_of_a_column) {
    made.frame_of[made.code.size() - 1] = static_cast<frame_id>(made.frames.size() - 1);
    made.code.back().of = 0;
    EXPECT_EQ(found(), "is not over the frame of its column");
}

TEST_F(verified, gathered_from_another_frame) {
    auto& one = first(code::gather);
    one.payload = one.payload == 0 ? 1 : 0;
    EXPECT_EQ(found(), "gathers from another frame");
}

TEST_F(verified, other_lane) {
    auto& one = first(code::multiply);
    one.in = one.in == lane::cell ? lane::wide : lane::cell;
    EXPECT_EQ(found(), "reads r" + std::to_string(one.operands[0]) + " of another lane");
}

TEST_F(verified, rows_that_are_not_made) {
    auto& one = first(code::make);
    // The maker stands for rows of another entity.
    made.makers[one.payload].entity = 0;
    auto const said = verify(made);
    EXPECT_TRUE(std::any_of(said.begin(), said.end(), [](std::string const& text) { return text.find("is over rows that are not made yet") != std::string::npos; }));
}

TEST_F(verified, freed_too_early) {
    auto const& one = first(code::multiply);
    auto const used = one.operands[0];
    for (auto& free : made.last_use) std::erase(free, used);
    made.last_use[used].push_back(used);
    EXPECT_EQ(found(), "reads r" + std::to_string(used) + ", which is free");
}

TEST_F(verified, freed_twice) {
    for (std::size_t i = 0; i < made.last_use.size(); ++i) {
        if (made.last_use[i].empty()) continue;
        made.last_use.back().push_back(made.last_use[i].front());
        break;
    }
    EXPECT_NE(found().find(" again"), std::string::npos);
}

TEST_F(verified, result_freed) {
    auto const kept = made.outputs.front().value;
    made.last_use.back().push_back(kept);
    EXPECT_EQ(found(), "frees r" + std::to_string(kept) + ", which is kept");
}

}  // namespace
}  // namespace carefare::program
