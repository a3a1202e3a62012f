// Fixed offsets, named zones, and the reading of compiled zone files.
#include "constant/zone_rules.hpp"
#include "unit/constant/outcome.hpp"

namespace carefare::constant {

TEST(zone, offsets_are_compared_as_instants) {
    expect_outcomes({{"@\"2002-04-02T12:00:00-01:00\" = @\"2002-04-02T17:00:00+04:00\"", "boolean true"},
                     {"@\"2002-04-02T12:00:00-01:00\" < @\"2002-04-02T12:00:00Z\"", "boolean false"},
                     {"@\"2002-04-02T12:00:00\" = @\"2002-04-02T12:00:00Z\"", "C022"},
                     {"@\"12:00:00Z\" = @\"13:00:00+01:00\"", "boolean true"},
                     {"@\"12:00:00Z\" = @\"12:00:00\"", "C022"},
                     {"@\"12:00:00Z\" = @\"12:00:00@Etc/UTC\"", "boolean true"},
                     {"@\"12:00:00@Europe/Paris\" = @\"12:00:00@Europe/Paris\"", "boolean true"},
                     {"@\"12:00:00@Europe/Paris\" = @\"12:00:00Z\"", "C022"}});
}

TEST(zone, names_move_with_their_clocks) {
    expect_outcomes({{"@\"2021-01-02T10:10:10+01:00\" - @\"2021-01-01T10:10:10@Europe/Paris\"", "duration P1D"},
                     {"@\"2021-07-01T12:00:00@Europe/Paris\" = @\"2021-07-01T10:00:00Z\"", "boolean true"},
                     {"@\"2021-01-01T12:00:00@Australia/Melbourne\" = @\"2021-01-01T01:00:00Z\"", "boolean true"},
                     {"@\"2021-03-28T01:30:00@Europe/Paris\" + @\"PT1H\"", "date and time 2021-03-28T03:30:00@Europe/Paris"},
                     {"@\"2021-10-31T02:30:00@Europe/Paris\" + @\"PT1H\"", "date and time 2021-10-31T02:30:00@Europe/Paris"},
                     {"@\"2021-02-28T02:30:00@Europe/Paris\" + @\"P1M\"", "date and time 2021-03-28T03:30:00@Europe/Paris"
                     },
                     {"@\"2021-07-01T12:00:00@Europe/Paris\".time offset", "duration PT2H"},
                     {"@\"2021-07-01T12:00:00@Europe/Paris\".timezone", "string Europe/Paris"},
                     {"date and time(2021, 7, 1, 12, 0, 0, \"Europe/Paris\")", "date and time 2021-07-01T12:00:00@Europe/Paris"},
                     {"@\"-2021-01-01T10:10:10@Australia/Melbourne\" + @\"P1Y\"",
                      "date and time -2020-01-01T10:10:10@Australia/Melbourne"}});
}

TEST(zone, unknown_names_are_refused) {
    expect_outcomes({{"@\"12:00:00@xyz/abc\"", "C024"},
                     {"time(\"12:00:00@Broken/Zone\")", "C024"},
                     {"time(\"12:00:00@../etc\")", "C011"},
                     {"time(\"12:00:00@Europe//Paris\")", "C011"},
                     {"time(\"12:00:00@\")", "C011"},
                     {"time(1, 2, 3, \"nowhere\")", "C024"}});
    diagnostics sink;
    source_map sources;
    auto const parsed = syntax::parse_expr(whole_source(sources, sources.add("x", "@\"12:00:00@Europe/Paris\"")), sink);
    ASSERT_TRUE(parsed);
    EXPECT_FALSE(evaluate_constant(*parsed, sink));
    ASSERT_EQ(sink.items().size(), 1U);
    EXPECT_EQ(sink.items().front().code, diagnostic_code::C024);
}

TEST(zone, footers_are_read_strictly) {
    for (auto const* good : {"UTC0", "<-03>3", "CET-1CEST,M3.5.0,M10.5.0/3", "IST-1GMT0,M10.5.0,M3.5.0/1",
                             "<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "EST5EDT,0/0,J365/25"})
        EXPECT_TRUE(parse_footer(good)) << good;
    for (auto const* bad : {"", "U", "UTC", "CET-1CEST", "CET-1CEST,M13.1.0,M1.1.0", "CET-1CEST,M3.5.0", "UTC0x",
                            "CET-1CEST,M3.6.0,M10.5.0", "<UTC0", "CET-1CEST,M3.5.0,M10.5.0/"})
        EXPECT_FALSE(parse_footer(bad)) << bad;
}

TEST(zone, footers_change_clocks_by_rule) {
    auto const north = *parse_footer("CET-1CEST,M3.5.0,M10.5.0/3");
    EXPECT_EQ(offset_by(north, 1616893199), 3600);  // one second before 2021-03-28T01:00Z
    EXPECT_EQ(offset_by(north, 1616893200), 7200);
    EXPECT_EQ(offset_by(north, 1635641999), 7200);
    EXPECT_EQ(offset_by(north, 1635642000), 3600);
    auto const south = *parse_footer("AEST-10AEDT,M10.1.0,M4.1.0/3");
    EXPECT_EQ(offset_by(south, 1609459200), 39600);  // January
    EXPECT_EQ(offset_by(south, 1625097600), 36000);  // July
    auto const days = *parse_footer("AAA0BBB,J60,J61");
    EXPECT_EQ(offset_by(days, 1583020800 + 7200), 3600);  // 2020-03-01T02:00Z is J60 in a leap year too
    EXPECT_EQ(offset_by(days, 1583020800 + 7199), 0);
}

TEST(zone, damaged_files_are_refused) {
    auto const whole = zone_file("UTC0");
    ASSERT_TRUE(zone_rules::parse(whole));
    for (std::size_t size = 0; size < 95; ++size) EXPECT_FALSE(zone_rules::parse(std::string_view(whole).substr(0, size))) << size;
    auto huge = whole;
    huge[44 + 20 + 3 * 4] = '\x7f';  // two thousand million transitions
    EXPECT_FALSE(zone_rules::parse(huge));
    auto old = whole;
    old[4] = '\0';
    EXPECT_FALSE(zone_rules::parse(old));
}

}  // namespace carefare::constant
