// The layout of diagnostics, byte for byte.
#include <carefare/base/render_diagnostic.hpp>

#include <gtest/gtest.h>

#include <string>

#include <carefare/base/utf8.hpp>

namespace carefare {
namespace {

diagnostic error_at(location where) {
    return {diagnostic_code::Y001, severity::error, "the key 'a' stands twice", where, {}, "Remove one of them."};
}

/// Only the two lines of the excerpt of one diagnostic in `text`.
std::string excerpt(std::string const& text, span where) {
    source_map sources;
    auto const out = render(error_at({sources.add("f", text), where}), sources);
    auto const first = out.find('\n') + 1;
    return out.substr(first, out.find("  advice") - first);
}

TEST(render_diagnostic, place_excerpt_label_and_advice) {
    source_map sources;
    auto const file = sources.add("plan.yaml", "a: 1\nb:\n  c: 2\na: \"x\"\n");
    auto item = error_at({file, {15, 16}});
    item.labels.push_back({{file, {0, 1}}, "first here"});
    item.labels.push_back({{}, "and in no file"});
    EXPECT_EQ(render(item, sources),
              "plan.yaml:4:1: error Y001: the key 'a' stands twice\n"
              "  4 | a: \"x\"\n"
              "    | ^\n"
              "  note: plan.yaml:1:1: first here\n"
              "  1 | a: 1\n"
              "    | ^\n"
              "  note: and in no file\n"
              "  advice: Remove one of them.\n");
}

TEST(render_diagnostic, without_a_file_there_is_no_excerpt) {
    EXPECT_EQ(render(error_at({}), {}), "error Y001: the key 'a' stands twice\n  advice: Remove one of them.\n");
}

TEST(render_diagnostic, tabs_are_one_blank_and_columns_are_code_points) {
    EXPECT_EQ(excerpt("\t\xC3\xA9\tvalue", {4, 9}), "  1 |  \xC3\xA9 value\n    |    ^~~~~\n");
}

TEST(render_diagnostic, a_range_over_lines_is_marked_to_the_end_of_the_first) {
    EXPECT_EQ(excerpt("ab cd\r\nef\r\n", {3, 9}), "  1 | ab cd\n    |    ^~\n");
    EXPECT_EQ(excerpt("ab\ncd", {2, 4}), "  1 | ab\n    |   ^\n");
}

TEST(render_diagnostic, the_end_of_a_file_can_be_marked) {
    EXPECT_EQ(excerpt("ab\n", {3, 3}), "  2 |\n    | ^\n");
    EXPECT_EQ(excerpt("ab", {2, 2}), "  1 | ab\n    |   ^\n");
    EXPECT_EQ(excerpt("", {0, 0}), "  1 |\n    | ^\n");
}

TEST(render_diagnostic, long_lines_are_cut_around_the_caret) {
    auto const dots = [](std::size_t n) { return std::string(n, '.'); };
    std::string const line = dots(300) + "XY" + dots(300);
    EXPECT_EQ(excerpt(line, {300, 302}),
              "  1 | ..." + dots(40) + "XY" + dots(52) + "...\n    | " + std::string(43, ' ') + "^~\n");
    EXPECT_EQ(excerpt("XY" + dots(300), {0, 2}), "  1 | XY" + dots(95) + "...\n    | ^~\n");
    EXPECT_EQ(excerpt(dots(300) + "XY", {300, 302}),
              "  1 | ..." + dots(95) + "XY\n    | " + std::string(98, ' ') + "^~\n");
    EXPECT_EQ(excerpt(dots(98) + "XY", {98, 100}), "  1 | " + dots(98) + "XY\n    | " + std::string(98, ' ') + "^~\n");
    EXPECT_EQ(excerpt(dots(300), {300, 300}), "  1 | ..." + dots(97) + "\n    | " + std::string(100, ' ') + "^\n");
    // A marked range longer than the line shown is cut with it.
    EXPECT_EQ(excerpt(std::string(300, 'x'), {0, 300}),
              "  1 | " + std::string(97, 'x') + "...\n    | ^" + std::string(96, '~') + "\n");
}

TEST(render_diagnostic, every_caret_of_a_long_line_stands_under_its_character) {
    std::string line;
    for (int i = 0; i < 2000; ++i)
        line += i % 7 == 3 ? "\xF0\x9F\x91\xB6" : std::string(1, static_cast<char>('a' + i % 26));
    std::uint32_t at = 0;
    for (std::size_t i = 0; at < line.size(); ++i) {
        auto const length = line[at] < 0 ? 4U : 1U;
        auto const out = excerpt(line, {at, at + length});
        auto const first = out.substr(0, out.find('\n'));
        auto const column = out.find('^') - out.find('\n') - 1;
        ASSERT_LE(count_code_points(first), 6U + 100U);
        ASSERT_EQ(out.find('~'), std::string::npos);
        std::size_t byte = 0;
        for (std::size_t k = 0; k < column; ++k)
            byte += code_point_at(first, byte).length;
        ASSERT_EQ(first.substr(byte, length), line.substr(at, length)) << i;
        at += length;
    }
}

TEST(render_diagnostic, nothing_from_a_file_reaches_the_terminal_raw) {
    EXPECT_EQ(excerpt("a\x1B[31mb\xFF", {6, 7}), "  1 | a\xEF\xBF\xBD[31mb\xEF\xBF\xBD\n    |       ^\n");
    auto item = error_at({});
    item.message = "the name 'a\x1B]0;b\n\xE2\x80\xAE' is not known";
    EXPECT_EQ(render(item, {}),
              "error Y001: the name 'a\xEF\xBF\xBD]0;b \xEF\xBF\xBD' is not known\n"
              "  advice: Remove one of them.\n");
}

TEST(render_diagnostic, all_end_with_a_count) {
    diagnostics found;
    EXPECT_EQ(render_all(found, {}), "");
    found.error(diagnostic_code::Y001, {}, "m", "A.");
    EXPECT_EQ(render_all(found, {}), "error Y001: m\n  advice: A.\n1 error\n");
    found.error(diagnostic_code::Y001, {}, "m", "A.");
    found.add({diagnostic_code::Y002, severity::warning, "w", {}, {}, ""});
    found.add({diagnostic_code::Y003, severity::note, "n", {}, {}, ""});
    EXPECT_EQ(render_all(found, {}),
              "error Y001: m\n  advice: A.\nerror Y001: m\n  advice: A.\nwarning Y002: w\n"
              "note Y003: n\n2 errors, 1 warning, 1 note\n");
}

TEST(render_diagnostic, what_was_dropped_is_counted) {
    diagnostics found(1);
    found.error(diagnostic_code::Y001, {}, "m", "A.");
    found.error(diagnostic_code::Y001, {}, "m", "A.");
    found.error(diagnostic_code::Y001, {}, "m", "A.");
    EXPECT_EQ(render_all(found, {}), "error Y001: m\n  advice: A.\n3 errors (2 not shown)\n");
}

}  // namespace
}  // namespace carefare
