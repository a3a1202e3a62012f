// Lines and columns of sources, and the map from decoded text back to the file.
#include <carefare/base/source.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace carefare {
namespace {

std::string place(source const& text, std::uint32_t offset) {
    auto const at = text.at(offset);
    return std::to_string(at.line) + ":" + std::to_string(at.column);
}

TEST(source, columns_count_code_points) {
    source const text("f", "caf\xC3\xA9: \xF0\x9F\x91\xB6x\nb");
    EXPECT_EQ(place(text, 0), "1:1");
    EXPECT_EQ(place(text, 3), "1:4");
    EXPECT_EQ(place(text, 4), "1:4");  // inside the letter
    EXPECT_EQ(place(text, 5), "1:5");
    EXPECT_EQ(place(text, 11), "1:8");
    EXPECT_EQ(place(text, 13), "2:1");
    EXPECT_EQ(place(text, 14), "2:2");
    EXPECT_EQ(place(text, 99), "2:2");
}

TEST(source, line_ends_belong_to_no_line) {
    source const text("f", "a\r\nbc\n\n\rd\n");
    EXPECT_EQ(text.line(1), "a");
    EXPECT_EQ(text.line(2), "bc");
    EXPECT_EQ(text.line(3), "");
    EXPECT_EQ(text.line(4), "\rd");
    EXPECT_EQ(text.line(5), "");
    EXPECT_EQ(text.line(6), "");
    EXPECT_EQ(text.line(0), "");
    EXPECT_EQ(place(text, 1), "1:2");
    EXPECT_EQ(place(text, 2), "1:2");  // the second half of CR LF is no column of its own
    EXPECT_EQ(place(text, 3), "2:1");
    EXPECT_EQ(place(text, 10), "5:1");
}

TEST(source, an_empty_text_has_one_empty_line) {
    source const text("f", "");
    EXPECT_EQ(place(text, 0), "1:1");
    EXPECT_EQ(place(text, 7), "1:1");
    EXPECT_EQ(text.line(1), "");
}

TEST(source, a_text_that_stands_elsewhere_has_the_same_lines) {
    auto const kept = std::make_shared<std::string const>("a\r\nbc\n\xC3\xA4x");
    source const here("f", *kept), elsewhere("f", *kept, kept);
    EXPECT_EQ(kept.use_count(), 2);
    EXPECT_EQ(elsewhere.text().data(), kept->data());
    for (std::uint32_t i = 0; i <= kept->size() + 1; ++i) EXPECT_EQ(place(here, i), place(elsewhere, i)) << i;
    for (std::uint32_t line = 0; line < 5; ++line) EXPECT_EQ(here.line(line), elsewhere.line(line)) << line;
}

TEST(source_map, adding_does_not_move_sources) {
    source_map sources;
    auto const first = sources.add("a.yaml", "one");
    auto const* before = &sources[first];
    for (int i = 0; i < 1000; ++i)
        sources.add("b.yaml", "two");
    EXPECT_EQ(before, &sources[first]);
    EXPECT_EQ(to_string(sources, {first, {1, 2}}), "a.yaml:1:2");
    EXPECT_EQ(to_string(sources, {source_id{}, {}}), "(no file)");
    EXPECT_EQ(to_string(sources, {source_id{5000}, {}}), "(no file)");
}

/// `"a\"b\x41c"`, a double-quoted scalar at byte 10 of its source: decoded a"bAc.
located_text quoted() {
    return {"a\"bAc", source_id{0}, {{0, 11}, {1, 12, 14}, {2, 14}, {3, 15, 19}, {4, 19}}, {10, 21}};
}

TEST(located_text, a_range_ends_behind_the_escape_of_its_last_character) {
    auto const text = quoted();
    EXPECT_EQ(text.locate({0, 1}).where, (span{11, 12}));
    EXPECT_EQ(text.locate({0, 2}).where, (span{11, 14}));
    EXPECT_EQ(text.locate({3, 4}).where, (span{15, 19}));
    EXPECT_EQ(text.locate({4, 5}).where, (span{19, 20}));
    EXPECT_EQ(text.locate({5, 5}).where, (span{20, 20}));
    EXPECT_EQ(text.locate({4, 900}).where, (span{19, 20}));
    EXPECT_EQ(text.everything().where, (span{10, 21}));
}

TEST(located_text, a_range_does_not_run_into_the_gap_before_the_next_line) {
    // Two lines of a literal block, "ab" at byte 5 and "cd" at byte 10.
    located_text const text{"ab\ncd\n", source_id{0}, {{0, 5}, {3, 10}}, {0, 13}};
    EXPECT_EQ(text.locate({0, 2}).where, (span{5, 7}));
    EXPECT_EQ(text.locate({0, 3}).where, (span{5, 8}));
    EXPECT_EQ(text.locate({3, 5}).where, (span{10, 12}));
    EXPECT_EQ(text.locate({3, 3}).where, (span{10, 10}));
    EXPECT_EQ(text.locate({1, 4}).where, (span{6, 11}));
}

TEST(located_text, a_part_keeps_the_places_of_its_characters) {
    auto const text = quoted();
    for (std::uint32_t from = 0; from <= 5; ++from) {
        for (std::uint32_t to = from; to <= 5; ++to) {
            auto const part = text.part({from, to});
            ASSERT_EQ(part.text, text.text.substr(from, to - from));
            EXPECT_EQ(part.whole, text.locate({from, to}).where);
            for (std::uint32_t i = from; i <= to; ++i) {
                for (std::uint32_t j = i; j <= to; ++j) {
                    if (i == j && (i == to || from == to)) continue;  // the end of a part is where the part ends
                    EXPECT_EQ(part.locate({i - from, j - from}), text.locate({i, j})) << from << to << i << j;
                }
            }
            EXPECT_EQ(part.locate({to - from, to - from}).where.begin, part.whole.end);
        }
    }
}

TEST(located_text, without_a_map_every_position_is_the_start) {
    located_text const text{"abc", source_id{0}, {}, {7, 20}};
    EXPECT_EQ(text.locate({1, 2}).where, (span{7, 7}));
    EXPECT_EQ(text.part({1, 3}).locate({0, 1}).where, (span{7, 7}));
    EXPECT_EQ(text.everything().where, (span{7, 20}));
}

TEST(located_text, a_whole_source_maps_one_to_one) {
    source_map sources;
    auto const text = whole_source(sources, sources.add("argument", "1 + 2"));
    EXPECT_EQ(text.text, "1 + 2");
    EXPECT_EQ(text.locate({4, 5}).where, (span{4, 5}));
    auto const empty = whole_source(sources, sources.add("argument", ""));
    EXPECT_EQ(empty.locate({0, 0}).where, (span{0, 0}));
}

}  // namespace
}  // namespace carefare
