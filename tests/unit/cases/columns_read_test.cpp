// Columns from a folder are those that rows come to: of sampled caseloads, shuffled, damaged, and of hostile ones.
#include <algorithm>
#include <random>

#include <gtest/gtest.h>

#include "unit/cases/columns_lines.hpp"

namespace carefare::cases {

namespace {

std::vector<std::string> split(std::string const& text, char at) {
    std::vector<std::string> parts(1);
    for (auto const c : text) {
        if (c == at)
            parts.emplace_back();
        else
            parts.back() += c;
    }
    return parts;
}

std::string join(std::vector<std::string> const& parts, char with) {
    std::string text;
    for (std::size_t i = 0; i < parts.size(); ++i) text += (i > 0 ? std::string(1, with) : "") + parts[i];
    return text;
}

/// The first line that differs, with both sides.
void expect_same(both_ways const& got, std::string const& what) {
    for (std::size_t i = 0; i < std::max(got.columns.size(), got.rows.size()); ++i) {
        auto const columns = i < got.columns.size() ? got.columns[i] : "(no line)", rows = i < got.rows.size() ? got.rows[i] : "(no line)";
        if (columns == rows) continue;
        ADD_FAILURE() << what << ", line " << i << "\n  columns: " << columns << "\n  rows:    " << rows;
        return;
    }
}

void expect_same_without_shared_rows(both_ways const& got, std::string const& what) {
    both_ways turned;
    turned.columns = got.lean;
    turned.rows = got.full;
    expect_same(turned, what + ", shared rows in columns alone");
}

/// Draws from a sequence that is the same everywhere.
class dice {
public:
    explicit dice(std::uint64_t seed) : engine_(seed) {}
    std::size_t below(std::size_t n) { return static_cast<std::size_t>(engine_() % n); }

private:
    std::mt19937_64 engine_;
};

void shuffle_lines(std::string& text, dice& of) {
    auto lines = split(text, '\n');
    bool const ended = lines.back().empty();
    if (ended) lines.pop_back();
    for (std::size_t i = lines.size(); i > 2; --i) std::swap(lines[i - 1], lines[1 + of.below(i - 1)]);
    text = join(lines, '\n') + (ended ? "\n" : "");
}

void shuffle_columns(std::string& text, dice& of) {
    auto lines = split(text, '\n');
    auto const width = split(lines.front(), ',').size();
    std::vector<std::size_t> order(width);
    for (std::size_t i = 0; i < width; ++i) order[i] = i;
    for (std::size_t i = width; i > 1; --i) std::swap(order[i - 1], order[of.below(i)]);
    for (auto& line : lines) {
        auto const cells = split(line, ',');
        if (cells.size() != width) continue;
        std::vector<std::string> moved;
        for (auto const i : order) moved.push_back(cells[i]);
        line = join(moved, ',');
    }
    text = join(lines, '\n');
}

std::vector<std::string> const cells{"", "none", "x", "-1", "1e3", "1234.567", "$5", "$-5", "-$5.25", ".5", "5.", "007.00", "999999999999999999", "27%", "yes", "true", "no",
                                     "2019-02-30", "2019-06-05", "1850-01-01", "2019-06-05T08:00", "2019-06-05T08:00:00", "2019-06-05T24:00", "9999-12-31", "f1", "f1-m1",
                                     "f1-m1-a1", "p1-1", "\"quoted\"", "\"2019-06-05\"", "\"a,b\"", "\"two\"\"quotes\"", "K\xC3\xA4" "the", " yes", "daily", "routine"};

/// A key with doubled quotes goes the way of rows: it does not stand in the file as it is meant.
std::string cell_for(std::size_t column, dice& of) {
    auto const& cell = cells[of.below(cells.size())];
    return column == 0 && cell.find("\"\"") != std::string::npos ? "two quotes" : cell;
}

/// Damages a place or two of a caseload: most leave it a caseload, some do not.
void damage(folder_text& files, dice& of) {
    std::vector<std::string> names;
    for (auto const& [name, text] : files) {
        if (name.ends_with(".csv") && std::count(text.begin(), text.end(), '\n') > 2) names.push_back(name);
    }
    auto& text = files[names[of.below(names.size())]];
    auto lines = split(text, '\n');
    auto const line_of = [&] { return 1 + of.below(lines.size() - 2); };
    auto& line = lines[line_of()];
    auto parts = split(line, ',');
    auto const cell = of.below(parts.size());
    switch (of.below(14)) {
        case 0: lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(line_of()), std::string(line)); break;
        case 1: lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(line_of())); break;
        case 2:
        case 3: {
            // The cell of another row: a key, an owner, a date that is not its own.
            auto const other = split(lines[line_of()], ',');
            if (cell < other.size()) parts[cell] = other[cell];
            line = join(parts, ',');
            break;
        }
        case 4: {
            // Another version of a record, or a key that stands twice.
            auto copy = parts;
            auto const at = of.below(copy.size());
            copy[at] = cell_for(at, of);
            lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(line_of()), join(copy, ','));
            break;
        }
        case 5:
            if (of.below(12) == 0) line += ",";
            break;
        case 6:
            if (of.below(12) == 0) line = "\"" + line;
            break;
        case 7:
            if (of.below(4) == 0) parts[cell] = "\"" + parts[cell] + "\nx\"";
            line = join(parts, ',');
            break;
        case 8:
            if (of.below(4) == 0) line += "\r";
            break;
        case 9:
            if (of.below(12) == 0) line[of.below(line.size())] = static_cast<char>(of.below(256));
            break;
        case 10: {
            // The same key once more, directly behind.
            auto const at = static_cast<std::ptrdiff_t>(line_of());
            auto copy = split(lines[static_cast<std::size_t>(at)], ',');
            if (auto const changed = 1 + of.below(copy.size()); changed < copy.size()) copy[changed] = cell_for(changed, of);
            lines.insert(lines.begin() + at + 1, join(copy, ','));
            break;
        }
        default: parts[cell] = cell_for(cell, of); line = join(parts, ',');
    }
    text = join(lines, '\n');
}

TEST(columns_read, sampled_caseloads) {
    for (std::uint64_t const seed : {1U, 2U, 3U}) {
        auto const files = sample(40, seed);
        for (auto const known : {std::optional<date>{}, parse_date("2019-06-12")}) {
            auto const got = read_both(new_york, files, known, {2, 10'000});
            EXPECT_GT(got.clean, 30U);
            expect_same(got, "seed " + std::to_string(seed));
            expect_same_without_shared_rows(got, "seed " + std::to_string(seed));
            EXPECT_TRUE(got.shared_in_columns);
        }
    }
}

TEST(columns_read, lines_and_columns_in_any_order) {
    auto files = sample(30, 7);
    auto const before = read_both(new_york, files, {}, {1});
    dice of(5);
    for (auto& [name, text] : files) {
        if (name.ends_with(".csv")) shuffle_lines(text, of), shuffle_columns(text, of);
    }
    auto const after = read_both(new_york, files, {}, {2, 5'000});
    expect_same(after, "shuffled");
    expect_same_without_shared_rows(after, "shuffled");
    auto const clean = [](std::vector<std::string> lines) {
        std::erase_if(lines, [](std::string const& line) { return line.starts_with("rest") || line.starts_with("finding"); });
        return lines;
    };
    EXPECT_EQ(clean(before.columns), clean(after.columns));
}

TEST(columns_read, the_folder_of_the_tests) {
    auto const got = read_both(new_york, read_files(std::string(CAREFARE_SOURCE_DIR) + "/tests/caseload/ny"), {}, {1});
    EXPECT_FALSE(got.refused);
    expect_same(got, "tests/caseload/ny");
}

void check_damaged(char const* programme, folder_text const& whole, std::size_t seeds) {
    std::size_t refused = 0, with_findings = 0, with_rest_of_columns = 0;
    for (std::uint64_t seed = 1; seed <= seeds && !testing::Test::HasFailure(); ++seed) {
        dice of(seed);
        auto files = whole;
        for (std::size_t i = 0, times = 1 + of.below(6); i < times; ++i) damage(files, of);
        auto const known = of.below(3) == 0 ? parse_date("2019-06-12") : std::nullopt;
        auto const got = read_both(programme, files, known, {1 + static_cast<unsigned>(of.below(2)), of.below(2) == 0 ? std::size_t{700} : std::size_t{100'000}});
        refused += got.refused ? 1 : 0;
        with_findings += got.findings > 0 ? 1 : 0;
        with_rest_of_columns += got.findings > 0 && got.shared_in_columns ? 1 : 0;
        expect_same(got, "seed " + std::to_string(seed));
        expect_same_without_shared_rows(got, "seed " + std::to_string(seed));
    }
    EXPECT_GT(with_rest_of_columns, seeds / 8);
    EXPECT_GT(with_findings, seeds / 4);
    EXPECT_LT(refused, seeds / 2);
}

std::size_t seeds_or(std::size_t usual) {
    auto const* said = std::getenv("COLUMNS_SEEDS");
    return said == nullptr ? usual : std::stoul(said);
}

TEST(columns_read, damaged_caseloads) {
    check_damaged(new_york, sample(12, 3), seeds_or(100));
}

TEST(columns_read, damaged_tables_of_all_kinds) {
    check_damaged(all_kinds, tables_of_all_kinds(), seeds_or(400));
}

TEST(columns_read, tables_of_all_kinds) {
    auto const got = read_both(all_kinds, tables_of_all_kinds(), {}, {1});
    EXPECT_FALSE(got.refused) << got.rows.front();
    EXPECT_EQ(got.findings, 0U) << got.rows.back();
    EXPECT_EQ(got.clean, 6U);
    expect_same(got, "all kinds");
}

/// Minutes since 1970 that do not fit four bytes: of a table that is read in pieces, and of one with a line break inside quotes.
TEST(columns_read, values_that_need_eight_bytes) {
    auto files = tables_of_all_kinds();
    auto const replace = [&](char const* name, std::string const& what, std::string const& with) {
        auto& text = files[name];
        auto const at = text.find(what);
        ASSERT_NE(at, std::string::npos) << name;
        text.replace(at, what.size(), with);
    };
    replace("stamps.csv", "f5t1,f5,,,2019-06-02T00:00", "f5t1,f5,,,9990-06-02T00:00");
    replace("members.csv", "2019-06-01T08:00,2019-06-01T17:30", "2019-06-01T08:00,9999-12-31T23:59");
    replace("notes.csv", "\"a, text\"", "\"a\ntext\"");
    replace("notes.csv", "2019-06-02T08:15", "9000-06-02T08:15");
    for (unsigned const threads : {1U, 2U}) {
        auto const got = read_both(all_kinds, files, {}, {threads, 300});
        EXPECT_FALSE(got.refused) << got.rows.front();
        EXPECT_EQ(got.findings, 0U) << got.rows.back();
        EXPECT_EQ(got.clean, 6U);
        expect_same(got, "eight bytes");
        expect_same_without_shared_rows(got, "eight bytes");
        auto const minutes = std::to_string(parse_date_time("9990-06-02T00:00")->minutes);
        EXPECT_TRUE(std::any_of(got.columns.begin(), got.columns.end(), [&](std::string const& line) { return line.find(minutes) != std::string::npos; }));
    }
}

}  // namespace

}  // namespace carefare::cases
