// What counts when, what replaces what, where nothing is in force.
#include "checked/timeline.hpp"

#include "declare_fixture.hpp"

namespace carefare::checked {
namespace {

date day(std::string const& text) {
    return parse_date(text).value();
}

entry_time entry(std::string const& from, std::string const& until = {}, std::string const& known = {}) {
    entry_time result;
    result.from = day(from);
    if (!until.empty()) result.until = day(until);
    if (!known.empty()) result.known = day(known);
    return result;
}

std::string stretches(std::vector<entry_time> const& entries, std::optional<date> known_on = {}) {
    std::string result;
    for (auto const& each : stretches_of(entries, known_on)) {
        result += (result.empty() ? "" : ", ") + to_string(each.from) + " #" + std::to_string(each.entry);
    }
    return result;
}

TEST(timeline_test, a_decision_replaces_back_to_its_from) {
    std::vector<entry_time> const entries = {entry("2018-01-01"), entry("2019-07-01"),
                                             entry("2019-01-01", "", "2020-03-01"), entry("2021-01-01")};
    EXPECT_EQ(stretches(entries), "2018-01-01 #0, 2019-01-01 #2, 2021-01-01 #3");
    EXPECT_EQ(stretches(entries, day("2020-02-29")), "2018-01-01 #0, 2019-07-01 #1, 2021-01-01 #3");
    EXPECT_EQ(stretches(entries, day("2020-03-01")), "2018-01-01 #0, 2019-01-01 #2, 2021-01-01 #3");
}

TEST(timeline_test, order_of_writing_does_not_matter) {
    EXPECT_EQ(stretches({entry("2021-01-01"), entry("2018-01-01")}), "2018-01-01 #1, 2021-01-01 #0");
}

TEST(timeline_test, agrees_with_reading_day_by_day) {
    // Every choice of three entries over a small calendar, read by the definition of section 6.
    std::vector<std::string> const days = {"2019-01-01", "2019-01-02", "2019-01-03"};
    std::vector<entry_time> all;
    for (auto const& from : days) {
        all.push_back(entry(from));
        for (auto const& known : days)
            all.push_back(entry(from, "", known));
    }
    std::size_t looked_at = 0;
    for (auto const& a : all) {
        for (auto const& b : all) {
            for (auto const& c : all) {
                if (a.takes_hold() == b.takes_hold() || a.takes_hold() == c.takes_hold() ||
                    b.takes_hold() == c.takes_hold())
                    continue;
                std::vector<entry_time> const entries = {a, b, c};
                for (std::optional<date> known_on :
                     {std::optional<date>{}, std::optional(day("2019-01-01")), std::optional(day("2019-01-02"))}) {
                    auto const found = stretches_of(entries, known_on);
                    for (auto const& text : days) {
                        std::optional<std::size_t> expected, got;
                        for (std::size_t i = 0; i < 3; ++i) {
                            if (!entries[i].is_visible(known_on) || entries[i].from > day(text)) continue;
                            if (!expected || entries[i].takes_hold() > entries[*expected].takes_hold()) expected = i;
                        }
                        for (auto const& each : found) {
                            if (each.from <= day(text)) got = each.entry;
                        }
                        ASSERT_EQ(got, expected);
                        ++looked_at;
                    }
                }
            }
        }
    }
    EXPECT_GT(looked_at, 1000U);
}

std::string problems(std::string const& entries) {
    return declare_problems("parameters:\n  p:\n    type: boolean\n    cite: c\n    values:\n" + entries);
}

TEST(check_timelines_test, entries_alike) {
    EXPECT_EQ(
        problems(
            "      - { from: 2019-01-01, value: yes }\n      - { from: 2019-01-01, known: 2018-01-01, value: no }\n"),
        "P002 rules.yaml:7:9 two entries of parameter 'p' are effective from 2019-01-01 and take hold on 2019-01-01 | "
        "Keep one of "
        "them.\n  rules.yaml:6:9 the other entry\n");
    EXPECT_EQ(
        problems(
            "      - { from: 2019-01-01, known: 2020-01-01, value: yes }\n      - { from: 2020-01-01, value: no }\n"),
        "P003 rules.yaml:7:9 two entries of parameter 'p' take hold on 2020-01-01, and it is not said which replaces "
        "the other | "
        "Give the day on which each was decided as 'known'.\n  rules.yaml:6:9 the other entry\n");
    EXPECT_EQ(problems("      - { from: 2019-01-02, until: 2019-01-01, value: yes }\n"),
              "P001 rules.yaml:6:9 an entry of parameter 'p' is effective from 2019-01-02 until 2019-01-01 | Give the "
              "first and the last "
              "day, in this order.\n");
}

TEST(check_timelines_test, shadowed_entries_are_named) {
    declared in(
        "parameters:\n  p:\n    type: boolean\n    cite: c\n    values:\n      - { from: 2019-07-01, value: yes }\n"
        "      - { from: 2019-01-01, known: 2020-03-01, value: no }\n");
    EXPECT_FALSE(in.found.has_errors());
    EXPECT_EQ(in.problems(),
              "P004 rules.yaml:6:9 this entry of parameter 'p' no longer counts on any day: it is shadowed by a "
              "decision that took hold "
              "on 2020-03-01 and reaches back to 2019-01-01 | Keep it only if results as known before 2020-03-01 are "
              "wanted.\n"
              "  rules.yaml:7:9 the later decision\n");
}

TEST(check_timelines_test, holes) {
    EXPECT_EQ(
        problems(
            "      - { from: 2019-01-01, until: 2019-06-30, value: yes }\n      - { from: 2019-07-01, value: no }\n"),
        "");
    EXPECT_EQ(
        problems(
            "      - { from: 2019-01-01, until: 2019-06-30, value: yes }\n      - { from: 2019-07-02, value: no }\n"),
        "P005 rules.yaml:6:9 parameter 'p' has a hole: nothing is said from 2019-07-01 to 2019-07-01 | Fill it with an "
        "entry from "
        "2019-07-01, if need be with 'value: not known' and a reason.\n  rules.yaml:7:9 the next entry\n");
    EXPECT_EQ(
        problems(
            "      - { from: 2019-01-01, until: 2019-06-30, value: yes }\n"
            "      - { from: 2019-07-01, value: not known, reason: lost }\n      - { from: 2020-01-01, value: no }\n"),
        "");
    EXPECT_EQ(problems("      - { from: 2019-01-01, until: 2019-06-30, value: yes }\n"), "");
}

TEST(check_timelines_test, too_many_entries) {
    std::vector<entry_time> entries;
    for (std::size_t i = 0; i <= most_timeline_entries; ++i) {
        entries.push_back(entry("2019-01-01"));
        entries.back().from.days += static_cast<std::int32_t>(i);
    }
    diagnostics found;
    EXPECT_FALSE(check_timeline(entries, "parameter 'p'", found));
    ASSERT_EQ(found.items().size(), 1U);
    EXPECT_EQ(found.items()[0].code, diagnostic_code::L043);
    entries.pop_back();
    EXPECT_TRUE(check_timeline(entries, "parameter 'p'", found));
}

}  // namespace
}  // namespace carefare::checked
