// CSV files record by record: quotes, line ends, widths, limits, places.
#include <gtest/gtest.h>

#include <carefare/base/diagnostic.hpp>

#include "checked/csv_reader.hpp"

namespace carefare::checked {
namespace {

struct csv_file {
    explicit csv_file(std::string text, csv_limits const& limits = {})
        : id(sources.add("t.csv", std::move(text))), reader(sources[id], id, found, limits) {}

    /// "a|b" of each record, a line each, then the problems.
    std::string all() {
        std::string result;
        std::vector<csv_cell> record;
        while (reader.next(record)) {
            for (std::size_t i = 0; i < record.size(); ++i)
                result += (i > 0 ? "|" : "") + record[i].text;
            result += '\n';
        }
        for (auto const& item : found.items()) {
            result +=
                std::string(name_of(item.code)) + " " + to_string(sources, item.where) + " " + item.message + '\n';
        }
        return result;
    }

    source_map sources;
    diagnostics found;
    source_id id;
    csv_reader reader;
};

std::string read(std::string text, csv_limits const& limits = {}) {
    return csv_file(std::move(text), limits).all();
}

TEST(csv_reader_test, cells_and_lines) {
    EXPECT_EQ(read("a,b\n1,2\n"), "a|b\n1|2\n");
    EXPECT_EQ(read("a,b\r\n1,2\r\n"), "a|b\n1|2\n");
    EXPECT_EQ(read("a,b\n1,2"), "a|b\n1|2\n");
    EXPECT_EQ(read("a,b\n,\n"), "a|b\n|\n");
    EXPECT_EQ(read("a\n1\n"), "a\n1\n");
    EXPECT_EQ(read("a,b\n x ,\"\"\n"), "a|b\n x |\n");
    EXPECT_EQ(read(""), "");
}

TEST(csv_reader_test, quoted_cells_hold_commas_quotes_and_lines) {
    EXPECT_EQ(read("a,b\n\"1,2\",\"say \"\"x\"\"\"\n"), "a|b\n1,2|say \"x\"\n");
    EXPECT_EQ(read("a,b\n\"x\ny\",2\n"), "a|b\nx\ny|2\n");
    EXPECT_EQ(read("a,b\n\"x\r\ny\",2\r\n"), "a|b\nx\r\ny|2\n");
}

TEST(csv_reader_test, places_count_code_points_and_hold_the_quotes) {
    csv_file file("a,b\n\xC3\xA9,\"x\"\n");
    std::vector<csv_cell> record;
    ASSERT_TRUE(file.reader.next(record));
    ASSERT_TRUE(file.reader.next(record));
    EXPECT_EQ(to_string(file.sources, file.reader.place(record[1].where)), "t.csv:2:3");
    EXPECT_EQ(record[1].where.end - record[1].where.begin, 3U);
    EXPECT_EQ(file.reader.text_of(record[1]).everything(), file.reader.place(record[1].where));
    EXPECT_EQ(file.reader.records(), 2U);
}

TEST(csv_reader_test, lines_of_another_width_are_passed_over) {
    EXPECT_EQ(read("a,b\n1\n1,2,3\n\n4,5\n"),
              "a|b\n4|5\n"
              "M005 t.csv:2:1 the line has 1 cell, the header has 2\n"
              "M005 t.csv:3:1 the line has 3 cells, the header has 2\n"
              "M005 t.csv:4:1 the line is empty\n");
}

TEST(csv_reader_test, quotes_in_the_wrong_place_end_it) {
    EXPECT_EQ(read("a,b\n1\"2,3\n"), "a|b\nM003 t.csv:2:2 a quote stands inside a cell without quotes\n");
    EXPECT_EQ(read("a,b\n\"1\"2,3\n"), "a|b\nM003 t.csv:2:4 text stands behind the quote that closes a cell\n");
    EXPECT_EQ(read("a,b\n1,\"2\n3,4\n"), "a|b\nM004 t.csv:2:3 the quote that opens here is never closed\n");
}

TEST(csv_reader_test, encoding) {
    EXPECT_EQ(read("\xEF\xBB\xBF"
                   "a\n"),
              "M002 t.csv:1:1 the file begins with a byte order mark\n");
    EXPECT_EQ(read("a\n\xFF\n"), "M002 t.csv:2:1 the file is not UTF-8\n");
    EXPECT_EQ(read("a\tb\n"), "M002 t.csv:1:2 a control character or tab stands in the file\n");
    EXPECT_EQ(read(std::string("a\n\0\n", 4)), "M002 t.csv:2:1 a control character or tab stands in the file\n");
    EXPECT_EQ(read("a\rb\n"), "M002 t.csv:1:2 a carriage return stands alone\n");
}

TEST(csv_reader_test, limits) {
    EXPECT_EQ(read("a\n1\n2\n", {2, 5}), "a\n1\n2\n");
    EXPECT_EQ(read("a\n1\n2\n3\n", {2, 5}), "a\n1\n2\nL040 t.csv:4:1 the file has more than 2 rows\n");
    EXPECT_EQ(read("a,b\n", {2, 2}), "a|b\n");
    EXPECT_EQ(read("a,b\n1234,\"12\"\n", {2, 2, 4}), "a|b\n1234|12\n");
    EXPECT_EQ(read("a,b\n1,12345\n2,3\n", {2, 2, 4}), "a|b\nL022 t.csv:2:3 the cell has more than 4 bytes\n");
    EXPECT_EQ(read("a,b\n1,\"123\"\n", {2, 2, 4}), "a|b\nL022 t.csv:2:3 the cell has more than 4 bytes\n");
    EXPECT_EQ(read("a,b,c\n", {2, 2}), "L041 t.csv:1:5 the line has more than 2 cells\n");
}

TEST(csv_reader_test, a_million_rows_end_at_the_limit) {
    std::string text = "a\n";
    for (int i = 0; i < 1'000'000; ++i)
        text += "1\n";
    csv_file file(std::move(text));
    std::vector<csv_cell> record;
    while (file.reader.next(record)) {
    }
    EXPECT_EQ(file.reader.records(), 200'001U);
    ASSERT_EQ(file.found.items().size(), 1U);
    EXPECT_EQ(file.found.items()[0].code, diagnostic_code::L040);
}

}  // namespace
}  // namespace carefare::checked
