// Ranges as values, ranges from text, and the relations between points and ranges (DMN 1.5, table 78).
#include "unit/constant/outcome.hpp"

namespace carefare::constant {

TEST(range, values) {
    expect_outcomes({{"[1..5]", "range [1..5]"},
                     {"(1..5)", "range (1..5)"},
                     {"[\"a\"..\"c\"]", "range [\"a\"..\"c\"]"},
                     {"[none..5)", "range (<5)"},
                     {"(> 5)", "range (>5)"},
                     {"(!= 5)", "range (!=5)"},
                     {"[2..1]", "C019"},
                     {"[1..\"b\"]", "C007"},
                     {"[true..true]", "C007"},
                     {"(< [1])", "C007"},
                     {"[$1..2]", "C023"}});
}

TEST(range, from_text) {
    expect_outcomes({{"range(\"[18..21)\")", "range [18..21)"},
                     {"range(\"[-5..$3]\")", "C023"},
                     {"range(\"[@\\\"P1D\\\"..duration(\\\"P2D\\\")]\")", "range [P1D..P2D]"},
                     {"range(\"[1+1..3]\")", "C019"},
                     {"range(\"[string(1)..\\\"b\\\"]\")", "C019"},
                     {"range(\"1\")", "C019"},
                     {"range(\"\")", "C019"},
                     {"range(\"[2..1]\")", "C019"},
                     {"range(1)", "C005"},
                     {"range(fron: \"[1..3]\")", "C004"}});
}

TEST(range, points_and_ranges) {
    expect_outcomes({{"before(1, 10)", "boolean true"},
                     {"before(1, [1..10])", "boolean false"},
                     {"before(1, (1..10])", "boolean true"},
                     {"before([1..10), 10)", "boolean true"},
                     {"after([1..10], 12)", "boolean false"},
                     {"after(12, [1..10])", "boolean true"},
                     {"after([11..20], [1..11))", "boolean true"},
                     {"before((< 5), 5)", "boolean true"},
                     {"before((> 5), 9)", "boolean false"},
                     {"finishes(10, [1..10])", "boolean true"},
                     {"finishes(10, [1..10))", "boolean false"},
                     {"finished by([1..10], 10)", "boolean true"},
                     {"starts(1, [1..10])", "boolean true"},
                     {"starts(1, (1..10])", "boolean false"},
                     {"started by([1..10], 1)", "boolean true"},
                     {"includes([1..10], 10)", "boolean true"},
                     {"includes([1..10), 10)", "boolean false"},
                     {"during(5, [1..10])", "boolean true"},
                     {"coincides(5, 5)", "boolean true"},
                     {"starts([1..2], 1)", "C005"},
                     {"meets(1, [1..2])", "C005"},
                     {"coincides(1, [1..1])", "C005"},
                     {"before(1, \"a\")", "C007"}});
}

TEST(range, two_ranges) {
    expect_outcomes({{"before([1..5], [6..10])", "boolean true"},
                     {"before([1..5), [5..10])", "boolean true"},
                     {"meets([1..5], [5..10])", "boolean true"},
                     {"meets([1..5), [5..10])", "boolean false"},
                     {"met by([5..10], [1..5])", "boolean true"},
                     {"overlaps([1..5], [3..8])", "boolean true"},
                     {"overlaps([1..5], [5..8])", "boolean true"},
                     {"overlaps([1..5], (5..8])", "boolean false"},
                     {"overlaps([1..8], [3..5])", "boolean true"},
                     {"overlaps before([1..5], [3..8])", "boolean true"},
                     {"overlaps before([1..5), (3..5])", "boolean true"},
                     {"overlaps before([1..5], (1..5])", "boolean true"},
                     {"overlaps before([1..5], [1..5])", "boolean false"},
                     {"overlaps before([1..10], [3..8])", "boolean false"},
                     {"overlaps after([3..8], [1..5])", "boolean true"},
                     {"overlaps after((1..5], [1..5))", "boolean true"},
                     {"overlaps after([1..5], [1..5)", "S002"},
                     {"finishes([5..10], [1..10])", "boolean true"},
                     {"finishes([5..10), [1..10])", "boolean false"},
                     {"finishes([1..10], (1..10])", "boolean false"},
                     {"finished by([1..10], [5..10])", "boolean true"},
                     {"starts([1..5], [1..10])", "boolean true"},
                     {"starts((1..5], [1..5])", "boolean false"},
                     {"started by([1..10), [1..10))", "boolean true"},
                     {"includes([1..10], (1..10))", "boolean true"},
                     {"includes((1..10), [1..10])", "boolean false"},
                     {"during([4..6], [1..10])", "boolean true"},
                     {"coincides([1..5], [1..5])", "boolean true"},
                     {"coincides([1..5], [1..5))", "boolean false"}});
}

}  // namespace carefare::constant
