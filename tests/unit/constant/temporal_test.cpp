// Dates, times, dates and times, durations: reading, printing, properties, arithmetic.
#include "unit/constant/outcome.hpp"

namespace carefare::constant {

TEST(temporal, dates_are_read_strictly) {
    expect_outcomes({{"@\"2017-12-31\"", "date 2017-12-31"},
                     {"date(\"-2017-01-01\")", "date -2017-01-01"},
                     {"date(\"999999999-12-31\")", "date 999999999-12-31"},
                     {"date(2012, 12, 25)", "date 2012-12-25"},
                     {"date(-2017, 1, 1)", "date -2017-01-01"},
                     {"date(date and time(\"2012-12-25T11:00:00Z\"))", "date 2012-12-25"},
                     {"date(\"2100-02-29\")", "C011"},
                     {"date(\"2012-1-02\")", "C011"},
                     {"date(\"+2012-12-02\")", "C011"},
                     {"date(\"02012-12-02\")", "C011"},
                     {"date(\"-0000-12-02\")", "C011"},
                     {"date(\"9999999999-12-25\")", "C011"},
                     {"date(\"2012-12-25T\")", "C011"},
                     {"date(2017, 2, 29)", "C021"},
                     {"date(2017, 1.5, 2)", "C021"},
                     {"date(1)", "C005"},
                     {"@\"2017\"", "C011"}});
}

TEST(temporal, times_are_read_strictly) {
    expect_outcomes({{"@\"10:30:11.500\"", "time 10:30:11.5"},
                     {"@\"10:30:11-00:00\"", "time 10:30:11Z"},
                     {"time(\"13:20:00-05:00\")", "time 13:20:00-05:00"},
                     {"time(11, 59, 45.25, @\"PT2H45M55S\")", "time 11:59:45.25+02:45:55"},
                     {"time(11, 59, 0)", "time 11:59:00"},
                     {"time(@\"2017-08-10\")", "time 00:00:00Z"},
                     {"time(@\"2017-08-10T10:20:00-01:00\")", "time 10:20:00-01:00"},
                     {"time(\"24:00:00\")", "C011"},
                     {"time(\"10:60:00\")", "C011"},
                     {"time(\"10:00:60\")", "C011"},
                     {"time(\"10:00\")", "C011"},
                     {"time(\"10:00:00.\")", "C011"},
                     {"time(\"10:00:00.1234567890\")", "C011"},
                     {"time(\"13:20:00+19:00\")", "C011"},
                     {"time(\"13:20:00+18:01\")", "C011"},
                     {"time(\"13:20:00+5\")", "C011"},
                     {"time(24, 0, 0)", "C021"},
                     {"time(1, 2, 60)", "C021"},
                     {"time(1, 2, 3, @\"PT19H\")", "C021"}});
}

TEST(temporal, dates_with_times) {
    expect_outcomes({{"@\"2012-12-24T23:59:00\" + @\"PT1M\"", "date and time 2012-12-25T00:00:00"},
                     {"@\"2021-01-01T24:00:00\"", "date and time 2021-01-02T00:00:00"},
                     {"date and time(\"2018-12-08\")", "date and time 2018-12-08T00:00:00"},
                     {"date and time(@\"2017-01-01T01:00:00Z\", @\"23:59:01+02:00\")", "date and time 2017-01-01T23:59:01+02:00"},
                     {"date and time(2021, 2, 3, 4, 5, 6)", "date and time 2021-02-03T04:05:06"},
                     {"date and time(2021, 2, 3, 4, 5, 6, @\"PT1H\")", "date and time 2021-02-03T04:05:06+01:00"},
                     {"date and time(\"11:00:00\")", "C011"},
                     {"date and time(\"2017-12-31T24:00:01\")", "C011"},
                     {"date and time(\"2017-12-31T13:20:00+02:00@Europe/Paris\")", "C011"}});
}

TEST(temporal, durations) {
    expect_outcomes({{"duration(\"P26M\")", "duration P2Y2M"},
                     {"duration(\"PT1000M0.999999999S\")", "duration PT16H40M0.999999999S"},
                     {"duration(\"-P1DT36H\")", "duration -P2DT12H"},
                     {"duration(\"P1Y1D\")", "C011"},
                     {"duration(\"P\")", "C011"},
                     {"duration(\"P1DT\")", "C011"},
                     {"duration(\"PT1.S\")", "C011"},
                     {"duration(\"P1.5D\")", "C011"},
                     {"duration(\"1D\")", "C011"},
                     {"duration([])", "C005"},
                     {"years and months duration(@\"2011-12-22\", @\"2013-08-24\")", "duration P1Y8M"},
                     {"years and months duration(@\"2016-01-21\", @\"2015-01-21\")", "duration -P1Y"},
                     {"years and months duration(@\"2020-01-31\", @\"2020-02-29\")", "duration P0M"},
                     {"years and months duration(@\"-2016-01-30\", @\"-2017-02-28\")", "duration -P11M"}});
}

TEST(temporal, properties) {
    expect_outcomes({{"@\"2018-12-10\".year", "number 2018"},
                     {"@\"2018-12-10\".weekday", "number 1"},
                     {"@\"2018-12-10T10:30:01.5\".second", "number 1.5"},
                     {"@\"10:30:00+05:00\".time offset", "duration PT5H"},
                     {"@\"10:30:00\".time offset", "C017"},
                     {"@\"10:30:00\".timezone", "C017"},
                     {"@\"-P1Y2M\".months", "number -2"},
                     {"@\"-P1DT2H\".hours", "number -2"},
                     {"@\"P1D\".hours", "number 0"},
                     {"@\"P1D\".years", "C017"},
                     {"[1..5).end included", "boolean false"},
                     {"(< 10).end", "number 10"},
                     {"(< 10).start", "C017"},
                     {"(= 10).start included", "boolean true"},
                     {"(!= 10).start", "C017"}});
}

TEST(temporal, arithmetic_clamps_months_and_counts_days) {
    expect_outcomes({{"@\"2020-01-31\" + @\"P1M\"", "date 2020-02-29"},
                     {"@\"2020-03-31\" - @\"P1M\"", "date 2020-02-29"},
                     {"@\"2021-01-01\" + @\"PT36H\"", "date 2021-01-02"},
                     {"@\"2021-01-02\" - @\"PT1M\"", "date 2021-01-01"},
                     {"@\"P1D\" + @\"2021-01-01\"", "date 2021-01-02"},
                     {"@\"2021-01-02\" - @\"1995-01-01\"", "duration P9498D"},
                     {"@\"10:15:00\" - @\"PT11H\"", "time 23:15:00"},
                     {"@\"10:15:00\" + @\"P1D\"", "time 10:15:00"},
                     {"@\"10:10:10+11:00\" - @\"09:10:10Z\"", "duration -PT10H"},
                     {"@\"2012-12-24T23:59:00\" - @\"2012-12-22T03:45:00\"", "duration P2DT20H14M"},
                     {"@\"2021-01-02T00:00:00Z\" - @\"2021-01-01\"", "duration P1D"},
                     {"@\"2021-01-02T00:00:00\" - @\"2021-01-01\"", "C022"},
                     {"@\"2021-01-02T00:00:00Z\" - @\"2021-01-01T00:00:00\"", "C022"},
                     {"@\"2021-01-01\" + @\"2021-01-01\"", "C006"},
                     {"@\"P1D\" - @\"2021-01-01\"", "C006"},
                     {"@\"10:10:10\" + @\"P1M\"", "C006"},
                     {"@\"2021-01-01\" + 1", "C006"},
                     {"@\"999999999-12-31\" + @\"P1D\"", "C021"},
                     {"@\"2021-01-01\" + @\"P999999999999M\"", "C021"},
                     {"@\"2021-01-01\" + @\"P1D\" / 7", "C013"},
                     {"@\"10:00:00\" + @\"PT1S\" / 7", "C013"}});
}

TEST(temporal, calendar_functions) {
    expect_outcomes({{"day of year(@\"2019-09-17\")", "number 260"},
                     {"day of year(@\"2020-12-31T10:00:00\")", "number 366"},
                     {"day of week(@\"2019-09-17\")", "string Tuesday"},
                     {"month of year(@\"2019-09-17\")", "string September"},
                     {"week of year(@\"2019-09-17\")", "number 38"},
                     {"week of year(@\"2003-12-29\")", "number 1"},
                     {"week of year(@\"2005-01-01\")", "number 53"},
                     {"week of year(@\"2005-01-09\")", "number 1"},
                     {"week of year(@\"999999999-12-31\")", "number 52"},
                     {"day of year(value: @\"1970-01-01\")", "C004"}});
}

TEST(temporal, times_within_a_second_have_no_equality) {
    expect_outcomes({{"@\"10:30:00.0000\" = @\"10:30:00\"", "boolean true"},
                     {"@\"10:30:00.5\" = @\"10:30:00\"", "C013"},
                     {"@\"10:30:00.5\" = @\"10:30:01\"", "boolean false"},
                     {"@\"10:30:00.5\" > @\"10:30:00\"", "boolean true"},
                     {"is(@\"10:30:00.5\", @\"10:30:00\")", "boolean false"}});
}

}  // namespace carefare::constant
