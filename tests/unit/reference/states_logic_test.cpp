// Section 4 of docs/language.md: and, or, not, if, otherwise, = none, in. The truth tables are checked against the
// page's sentences for every combination of operands, not against the code.
#include <gtest/gtest.h>

#include "state_sheet.hpp"

namespace carefare::reference {
namespace {

using namespace test;

class states_logic : public ::testing::Test {
protected:
    state_sheet s;

    /// t, f, p (missing fact p), q (missing fact q), x (a fault)
    node_id operand(char of) {
        switch (of) {
            case 't':
                return s.truth(true);
            case 'f':
                return s.truth(false);
            case 'x':
                return s.bad_truth();
            default:
                return s.missing(std::string(1, of), boolean);
        }
    }
    std::string combine(op what, std::string const& operands) {
        std::vector<node_id> nodes;
        for (char const c : operands)
            nodes.push_back(operand(c));
        return s.of(s.node(what, boolean, nodes));
    }
    static bool has(std::string const& operands, char c) { return operands.find(c) != std::string::npos; }
    /// "if any is pending: the union of needs of the pending operands"
    static std::string needs(std::string const& operands) {
        std::string all = "pending: ";
        if (has(operands, 'p')) all += "sheet.p[s]";
        if (has(operands, 'p') && has(operands, 'q')) all += "; ";
        if (has(operands, 'q')) all += "sheet.q[s]";
        return all;
    }
    static std::vector<std::string> all_operands() {
        std::vector<std::string> all;
        for (char const a : std::string("tfpqx")) {
            for (char const b : std::string("tfpqx")) {
                all.push_back({a, b});
                for (char const c : std::string("tfpqx"))
                    all.push_back({a, b, c});
            }
        }
        return all;
    }
};

TEST_F(states_logic, conjunction) {
    for (auto const& operands : all_operands()) {
        auto const expected = has(operands, 'f')                         ? "no"
                              : has(operands, 'x')                       ? "fault R009"
                              : has(operands, 'p') || has(operands, 'q') ? needs(operands)
                                                                         : "yes";
        EXPECT_EQ(combine(op::conjunction, operands), expected) << operands;
    }
}

TEST_F(states_logic, disjunction) {
    for (auto const& operands : all_operands()) {
        auto const expected = has(operands, 't')                         ? "yes"
                              : has(operands, 'x')                       ? "fault R009"
                              : has(operands, 'p') || has(operands, 'q') ? needs(operands)
                                                                         : "no";
        EXPECT_EQ(combine(op::disjunction, operands), expected) << operands;
    }
}

TEST_F(states_logic, negation) {
    EXPECT_EQ(combine(op::negation, "t"), "no");
    EXPECT_EQ(combine(op::negation, "f"), "yes");
    EXPECT_EQ(combine(op::negation, "p"), "pending: sheet.p[s]");
    EXPECT_EQ(combine(op::negation, "x"), "fault R009");
}

TEST_F(states_logic, conditional_looks_at_one_branch) {
    auto const choose = [&](char condition, node_id a, node_id b) {
        return s.of(op::conditional, or_none(number), {operand(condition), a, b});
    };
    EXPECT_EQ(choose('t', s.num(1), s.bad_number()), "1");
    EXPECT_EQ(choose('f', s.bad_number(), s.num(2)), "2");
    EXPECT_EQ(choose('t', s.missing("m"), s.num(2)), "pending: sheet.m[s]");
    EXPECT_EQ(choose('t', s.none(number), s.num(2)), "none");
    EXPECT_EQ(choose('f', s.num(1), s.bad_number()), "fault R009");
    EXPECT_EQ(choose('p', s.missing("m"), s.bad_number()), "pending: sheet.p[s]");
    EXPECT_EQ(choose('x', s.num(1), s.num(2)), "fault R009");
}

TEST_F(states_logic, otherwise) {
    auto const choose = [&](node_id a, node_id b) { return s.of(op::otherwise, or_none(number), {a, b}); };
    EXPECT_EQ(choose(s.num(1), s.bad_number()), "1");
    EXPECT_EQ(choose(s.none(number), s.num(2)), "2");
    EXPECT_EQ(choose(s.missing("m"), s.num(2)), "pending: sheet.m[s]");
    EXPECT_EQ(choose(s.missing("m"), s.bad_number()), "pending: sheet.m[s]");
    EXPECT_EQ(choose(s.none(number), s.missing("m")), "pending: sheet.m[s]");
    EXPECT_EQ(choose(s.none(number), s.none(number)), "none");
    EXPECT_EQ(choose(s.bad_number(), s.num(2)), "fault R009");
    EXPECT_EQ(choose(s.none(number), s.bad_number()), "fault R009");
}

TEST_F(states_logic, equals_none) {
    EXPECT_EQ(s.of(op::is_none, boolean, {s.num(1)}), "no");
    EXPECT_EQ(s.of(op::is_none, boolean, {s.none(number)}), "yes");
    EXPECT_EQ(s.of(op::is_none, boolean, {s.missing("m")}), "pending: sheet.m[s]");
    EXPECT_EQ(s.of(op::is_none, boolean, {s.bad_number()}), "fault R009");
}

TEST_F(states_logic, membership_and_open_ends) {
    auto const range = [&](node_id low, node_id high, std::uint32_t closed) {
        return s.node(op::make_range, range_of(checked::scalar::number), {low, high}, closed);
    };
    auto const in = [&](rational v, node_id r) { return s.of(op::in_interval, boolean, {s.num(std::move(v)), r}); };
    for (std::uint32_t closed = 0; closed < 4; ++closed) {
        auto const ten_to_twenty = [&] { return range(s.num(10), s.num(20), closed); };
        EXPECT_EQ(in(9, ten_to_twenty()), "no");
        EXPECT_EQ(in(10, ten_to_twenty()), (closed & 1U) != 0 ? "yes" : "no");
        EXPECT_EQ(in(15, ten_to_twenty()), "yes");
        EXPECT_EQ(in(20, ten_to_twenty()), (closed & 2U) != 0 ? "yes" : "no");
        EXPECT_EQ(in(21, ten_to_twenty()), "no");
        EXPECT_EQ(in(1000, range(s.num(10), s.none(number), closed)), "yes");
        EXPECT_EQ(in(-1000, range(no_id, s.num(20), closed)), "yes");
        EXPECT_EQ(in(21, range(no_id, s.num(20), closed)), "no");
        EXPECT_EQ(in(9, range(s.num(10), no_id, closed)), "no");
        EXPECT_EQ(in(0, range(s.none(number), no_id, closed)), "yes");
    }
    EXPECT_EQ(in(1, range(s.missing("m"), s.num(20), 3)), "pending: sheet.m[s]");
    EXPECT_EQ(in(1, range(s.missing("m"), s.bad_number(), 3)), "fault R009");
    EXPECT_EQ(s.of(op::in_interval, boolean, {s.missing("n"), range(s.missing("m"), no_id, 3)}),
              "pending: sheet.m[s]; sheet.n[s]");
    EXPECT_EQ(s.of(op::range_low, or_none(number), {range(s.num(10), no_id, 3)}), "10");
    EXPECT_EQ(s.of(op::range_high, or_none(number), {range(s.num(10), no_id, 3)}), "none");
    EXPECT_EQ(s.of(op::range_high, or_none(number), {range(s.num(10), s.num(12), 0)}), "12");
    EXPECT_EQ(s.of(op::range_low, or_none(number), {range(s.missing("m"), no_id, 3)}), "pending: sheet.m[s]");
}

}  // namespace
}  // namespace carefare::reference
