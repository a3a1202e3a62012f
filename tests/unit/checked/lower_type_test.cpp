// Types and units of expressions: what goes together, what does not, and what comes out.
#include "unit/checked/lower_fixture.hpp"

namespace carefare::checked {
namespace {

TEST(lower_type, arithmetic_keeps_or_combines_units) {
    expect_types({
        {"family", "family.income + family.income", "money per year"},
        {"family", "family.income / weeks_per_year", "money per week"},
        {"family", "family.income / weeks_per_year / days_per_week", "money per day"},
        {"family", "family.income / family.income", "number"},
        {"family", "family.share_of_cost * family.income", "money per year"},
        {"family", "family.share_of_cost + family.share_of_cost", "number"},
        {"family", "family.size ** 2", "number"},
        {"family", "-family.income", "money per year"},
        {"visit", "visit.rate * visit.hours", "money"},
        {"visit", "visit.hours + visit.minutes", "T013"},
        {"family", "family.income + family.size", "T013"},
        {"family", "family.income * family.income", "T014"},
        {"family", "family.size / family.income / family.income", "T014"},
        {"family", "family.colour + 1", "T012"},
        {"family", "family.note + family.note", "T012"},
        {"family", "family.size ** family.size", "T033"},
        {"family", "family.size ** 17", "T033"},
        {"family", "family.fee + $1", "T020"},
        {"family", "-family.colour", "T012"},
    });
}

TEST(lower_type, functions_of_numbers) {
    expect_types({
        {"family", "abs(family.income)", "money per year"},
        {"family", "min(family.size, 3, 7)", "number"},
        {"family", "max(family.decided_on, @\"2020-01-01\")", "date"},
        {"family", "min(family.size, family.income)", "T013"},
        {"family", "modulo(family.size, 2)", "number"},
        {"family", "floor(family.income)", "money per year"},
        {"family", "round half up(family.income, 2)", "money per year"},
        {"family", "round half up(scale: 2, n: family.income)", "money per year"},
        {"family", "round(family.income, 2, \"half even\")", "money per year"},
        {"family", "round(family.income, 2, reading.mode)", "money per year"},
        {"family", "round(family.income, 2, \"half evn\")", "T015"},
        {"family", "round(family.income, 2, family.colour)", "T028"},
        {"family", "round half up(family.income, family.size)", "T034"},
        {"family", "round half up(family.income, 2.5)", "T034"},
        {"family", "round half up(family.income)", "T010"},
        {"family", "round half up(number: family.income, scale: 2)", "T011"},
        {"family", "flor(family.size)", "T006"},
        {"family", "today() > family.decided_on", "C018"},
        {"family", "string length(family.note)", "T007"},
    });
}

TEST(lower_type, comparison_and_membership) {
    expect_types({
        {"family", "family.income > family.income", "boolean"},
        {"family", "family.size > family.income", "T013"},
        {"family", "family.colour = family.colour", "boolean"},
        {"family", "family.colour < family.colour", "T012"},
        {"visit", "visit.period = family.colour", "T016"},
        {"family", "family.note = \"abc\"", "boolean"},
        {"family", "family.colour = \"gren\"", "T015"},
        {"family", "family.decided_on = \"2019-01-01\"", "T017"},
        {"family", "family.size in (1, 3, [5..7])", "boolean"},
        {"family", "family.colour in (\"red\", \"green\")", "boolean"},
        {"family", "family.colour in (\"red\", \"blue\")", "T015"},
        {"family", "family.size in (family.size, 3)", "T035"},
        {"family", "family.size in [1..family.size]", "boolean"},
        {"family", "family.decided_on in family.stay", "boolean"},
        {"family", "family.size in family.stay", "T017"},
        {"family", "family.size between 1 and 3", "boolean"},
        {"family", "family.decided_on between @\"2019-01-01\" and family.moved_on", "boolean"},
        {"family", "family.colour between \"red\" and \"green\"", "T012"},
        {"family", "family.size not in (1, 2)", "S003"},
    });
}

TEST(lower_type, none_must_be_met) {
    expect_types({
        {"family", "family.fee otherwise $0", "money per week"},
        {"family", "family.fee otherwise none", "money per week or none"},
        {"family", "family.income otherwise $0", "T021"},
        {"family", "family.fee = none", "boolean"},
        {"family", "none != family.moved_on", "boolean"},
        {"family", "family.income = none", "T021"},
        {"family", "none = none", "T022"},
        {"family", "family.fee > none", "T020"},
        {"family", "if family.size > 3 then family.income else none", "money per year or none"},
        {"family", "if family.fee = none then $1 else family.fee", "money per week or none"},
        {"family", "family.fee < $3 and true", "T020"},
    });
}

TEST(lower_type, logic_and_branches) {
    expect_types({
        {"family", "family.members_complete and not(family.members_complete)", "boolean"},
        {"family", "family.members_complete or family.size", "T023"},
        {"family", "if family.size then 1 else 2", "T023"},
        {"family", "not(family.colour)", "T023"},
        {"family", "if family.members_complete then family.income else family.size", "T013"},
        {"family", "if family.members_complete then family.colour else family.note", "T017"},
        {"family", "if unknown then also_unknown else 3", "T001 T001"},
        {"family", "null", "T009"},
        {"family", "[family.size, 2]", "T008"},
        {"family", "for m in member return m.age", "T008"},
    });
}

TEST(lower_type, dates_and_durations) {
    expect_types({
        {"family", "family.decided_on - family.decided_on", "days"},
        {"family", "family.decided_on + family.decided_on", "T012"},
        {"family", "family.decided_on + @\"P10D\"", "date"},
        {"family", "@\"P1D\" * 3 + family.decided_on", "date"},
        {"family", "family.decided_on - @\"P10D\"", "date"},
        {"family", "family.decided_on + 10", "T013"},
        {"family", "family.decided_on + @\"P3M\"", "T024"},
        {"family", "add months(family.decided_on, 3, \"clamp\")", "date"},
        {"family", "add months(family.decided_on, @\"P3M\", \"carry\")", "date"},
        {"family", "add months(family.decided_on, 3)", "T010"},
        {"family", "add months(family.decided_on, 3, \"end\")", "T015"},
        {"member", "months between(member.born_on, family.decided_on, \"clamp\")", "months"},
        {"family", "family.decided_on.year", "number"},
        {"family", "family.decided_on.yeer", "T005"},
        {"family", "weekday(family.decided_on) = 1", "boolean"},
        {"visit", "minutes between(visit.began, visit.ended)", "minutes"},
        {"visit", "date(visit.began)", "date"},
        {"visit", "visit.began.year", "T005"},
        {"visit", "visit.minutes > @\"PT24H\"", "boolean"},
        {"family", "date(family.size, 1, 31)", "date"},
        {"family", "family.stay.start otherwise family.decided_on", "date"},
        {"family", "family.decided_on > @\"2019-01-01T08:00:00Z\"", "T042"},
        {"family", "@\"08:00:00\" = @\"08:00:00\"", "boolean"},
    });
}

}  // namespace
}  // namespace carefare::checked
