// Tables of the Arrow C data interface in and out: the same results as by setters.
#include <gtest/gtest.h>

#include <cstring>

#include "engine/arrow_builder.hpp"
#include "engine/arrow_view.hpp"
#include "unit/engine/one_family.hpp"

namespace carefare::engine {
namespace {

using namespace testing;

/// A table that is handed over, and released.
struct exported {
    ArrowSchema schema{};
    ArrowArray array{};
    explicit exported(std::unique_ptr<arrow_column> table) { hand_over(std::move(table), schema, array); }
    exported(results const& of, export_kind what, std::size_t number) { export_arrow(of, what, number, schema, array); }
    ~exported() { clear(); }
    void clear() {
        if (array.release != nullptr) array.release(&array);
        if (schema.release != nullptr) schema.release(&schema);
    }
    exported(exported const&) = delete;
    exported& operator=(exported const&) = delete;
    [[nodiscard]] arrow_view column(std::string const& name) const {
        for (std::int64_t c = 0; c < schema.n_children; ++c) {
            if (name == schema.children[c]->name) return {*schema.children[c], *array.children[c], array.offset, array.length};
        }
        throw std::runtime_error("no column " + name);
    }
};

std::unique_ptr<arrow_column> texts(char const* name, std::vector<char const*> const& all) {
    auto made = arrow_column::of_texts(name);
    for (auto const* text : all) text == nullptr ? made->add_null() : made->add_text(text);
    return made;
}

template <class Value>
std::unique_ptr<arrow_column> wholes(char const* name, char const* format, std::vector<std::optional<Value>> const& all) {
    auto made = arrow_column::of_values(name, format);
    for (auto const& one : all) {
        Value const value = one.value_or(77);
        made->add_bytes(&value, sizeof value);
        if (one) continue;
        // A null with something else than nothing in its place.
        auto const at = static_cast<std::size_t>(made->length - 1);
        made->validity[at / 8] = static_cast<std::uint8_t>(made->validity[at / 8] & ~(1U << (at % 8)));
        ++made->nulls;
    }
    return made;
}

std::unique_ptr<arrow_column> no_table() { return std::make_unique<arrow_column>(); }

std::unique_ptr<arrow_column> families(std::string const& income_format = "l") {
    auto table = no_table();
    table->length = 3;
    auto& columns = table->children;
    columns.push_back(texts("key", {"other", "rivera", "third"}));
    columns.push_back(wholes<std::int32_t>("determined_on", "tdD", {std::nullopt, parse_date("2019-06-20")->days, parse_date("2019-06-20")->days}));
    columns.push_back(wholes<std::int8_t>("size", "c", {std::nullopt, std::int8_t{3}, std::int8_t{2}}));
    if (income_format == "l") {
        columns.push_back(wholes<std::int64_t>("annual_gross_income", "l", {std::nullopt, 3'800'000, std::nullopt}));  // cents
    } else {
        columns.push_back(wholes<wide_number>("annual_gross_income", income_format.c_str(), {std::nullopt, wide_number{38'000'000'000}, std::nullopt}));
    }
    for (auto const* fact : {"in_eligibility_period", "public_assistance", "homeless", "foster_care", "protective_or_preventive"}) {
        auto made = arrow_column::of_values(fact, "b");
        for (int i = 0; i < 3; ++i) made->add_bits(false);
        columns.push_back(std::move(made));
    }
    auto words = arrow_column::of_words("children_only", {"yes", "no"});
    for (std::int32_t const index : {1, 1, 1}) words->add_bytes(&index, sizeof index);
    columns.push_back(std::move(words));
    return table;
}

std::unique_ptr<arrow_column> weeks() {
    auto table = no_table();
    table->length = 1;
    table->children.push_back(texts("start", {"2019-07-08"}));
    table->children.push_back(texts("family", {"rivera"}));
    table->children.push_back(texts("key", {"july"}));
    return table;
}

input rows_of(std::unique_ptr<arrow_column> table, std::int64_t first, std::int64_t count) {
    input rows(westchester());
    exported families_table(std::move(table)), weeks_table(weeks());
    families_table.array.offset = first;
    families_table.array.length = count;
    rows.add_arrow(rows.table("families"), families_table.schema, families_table.array);
    rows.add_arrow(rows.table("family_weeks"), weeks_table.schema, weeks_table.array);
    return rows;
}

TEST(arrow, a_slice_of_typed_columns_comes_to_what_setters_come_to) {
    auto const expected = evaluate(*westchester(), one_family()).to_json();
    EXPECT_EQ(evaluate(*westchester(), rows_of(families(), 1, 1)).to_json(), expected);
    EXPECT_EQ(evaluate(*westchester(), rows_of(families("d:38,6"), 1, 1)).to_json(), expected);
}

TEST(arrow, nulls_are_absent_whatever_stands_in_their_place) {
    auto const got = evaluate(*westchester(), rows_of(families(), 0, 3));
    ASSERT_EQ(got.tables().front().rows(), 3U);
    EXPECT_EQ(got.tables().front().key(0), "other");
    EXPECT_EQ(got.tables().front().state(0, 0), result_state::pending);
    EXPECT_EQ(text_of(got, "family_weeks", "july", "share"), "86.56");
    EXPECT_TRUE(got.findings().empty());
}

TEST(arrow, a_moment_at_midnight_is_a_date_and_no_other_is) {
    auto const share_with = [](std::int64_t minutes_of_day) {
        auto table = families();
        constexpr std::int64_t minute = 60, minutes_a_day = 1440;
        auto const moment = (parse_date("2019-06-20")->days * minutes_a_day + minutes_of_day) * minute;
        table->children[1] = wholes<std::int64_t>("determined_on", "tss:", {std::nullopt, moment, std::nullopt});
        return evaluate(*westchester(), rows_of(std::move(table), 1, 1));
    };
    EXPECT_EQ(text_of(share_with(0), "family_weeks", "july", "share"), "86.56");
    EXPECT_TRUE(share_with(0).findings().empty());
    for (std::int64_t const other : {1, 1439}) {
        auto const got = share_with(other);
        ASSERT_FALSE(got.findings().empty());
        EXPECT_EQ(got.findings().front().field, "determined_on");
    }
}

TEST(arrow, what_pending_results_wait_for_stands_beside_them) {
    auto const got = evaluate(*westchester(), rows_of(families(), 0, 3));
    exported table(got, export_kind::table, 0);
    table.clear();
    export_arrow_with_needs(got, 0, table.schema, table.array);
    EXPECT_TRUE(table.column("income_limit.needs").is_null(1));
    EXPECT_TRUE(table.column("income_limit.needs").text(0).starts_with("fact family."));
    EXPECT_NE(table.column("income_limit.needs").text(0).find(" of other"), std::string_view::npos);
    ArrowSchema schema{};
    ArrowArray array{};
    EXPECT_THROW(export_arrow_with_needs(got, 1000, schema, array), error);
}

TEST(arrow, results_are_typed_and_say_their_states) {
    auto rows = rows_of(families(), 0, 3);
    auto const got = evaluate(*westchester(), rows);
    exported const table(got, export_kind::table, 0);
    EXPECT_EQ(table.array.length, 3);
    EXPECT_EQ(table.column("key").text(1), "rivera");
    EXPECT_EQ(table.column("income_limit").decimal(1), rational(42660));
    EXPECT_TRUE(table.column("income_limit").is_null(0));
    EXPECT_EQ(table.column("income_limit.state").text(0), "pending");
    EXPECT_EQ(table.column("income_limit.state").text(1), "value");
    EXPECT_TRUE(table.column("income_eligible").boolean(1));
    exported const needs(got, export_kind::needs, 0);
    EXPECT_EQ(static_cast<std::size_t>(needs.array.length), got.needs().size());
    EXPECT_EQ(needs.column("needed").text(0), got.needs().front().name);
}

/// What a run hands out can be handed in again: no other test of both ends is as strict about the layout.
TEST(arrow, every_table_of_results_reads_back_as_it_was) {
    auto const got = evaluate(*westchester(), rows_of(families(), 0, 3));
    for (std::size_t t = 0; t < got.tables().size(); ++t) {
        auto const& from = got.tables()[t];
        exported const table(got, export_kind::table, t);
        check_arrow_struct(table.schema, table.array);
        ASSERT_EQ(static_cast<std::size_t>(table.array.length), from.rows());
        for (std::size_t c = 0; c < from.columns(); ++c) {
            auto const column = table.column(from.info().columns[c].name);
            for (std::size_t r = 0; r < from.rows(); ++r) {
                auto const row = static_cast<std::int64_t>(r);
                ASSERT_EQ(column.is_null(row), from.state(r, c) != result_state::value);
                if (column.is_null(row)) continue;
                if (column.what() == arrow_view::kind::text) {
                    EXPECT_EQ(column.text(row), from.text(r, c));
                }
                if (column.what() == arrow_view::kind::decimal && from.info().columns[c].kind == value_kind::money) {
                    EXPECT_EQ(column.decimal(row), rational::from_decimal(from.text(r, c)).value());
                }
                if (column.what() == arrow_view::kind::date) {
                    EXPECT_EQ(to_string(date{static_cast<std::int32_t>(*column.whole(row))}), from.text(r, c));
                }
            }
        }
    }
}

TEST(arrow, a_column_that_was_moved_out_outlives_the_table) {
    auto const got = evaluate(*westchester(), one_family());
    ArrowArray moved{};
    {
        exported table(got, export_kind::table, 0);
        moved = *table.array.children[0];
        table.array.children[0]->release = nullptr;
    }
    ASSERT_EQ(moved.length, 1);
    EXPECT_EQ(std::memcmp(moved.buffers[2], "rivera", 6), 0);
    moved.release(&moved);
    EXPECT_EQ(moved.release, nullptr);
}

struct amount {
    char const* text;
    unsigned decimals;
    std::int64_t parts;
    bool fits;
};
TEST(parts, are_whole_or_refused) {
    for (auto const& one : {amount{"86.56", 2, 8656, true}, amount{"86.56", 1, 0, false}, amount{"86.50", 1, 865, true}, amount{"-0.01", 2, -1, true}, amount{"27%", 2, 27, true}, amount{"27%", 1, 0, false}, amount{"10%", 1, 1, true}, amount{"-12.5%", 4, -1250, true},
                            amount{"5", 0, 5, true}, amount{"1/3", 2, 0, false}, amount{"", 2, 0, false}, amount{"yes", 2, 0, false}, amount{"-", 0, 0, false}, amount{"1.2.3", 2, 0, false}}) {
        auto const got = parts_of(one.text, one.decimals);
        ASSERT_EQ(got.has_value(), one.fits) << one.text;
        if (got) {
            EXPECT_EQ(static_cast<std::int64_t>(*got), one.parts) << one.text;
        }
    }
    EXPECT_FALSE(parts_of("200000000000000000000000000000000000000", 0));
}

}  // namespace
}  // namespace carefare::engine
