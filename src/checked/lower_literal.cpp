// Constants: subexpressions of literals are folded by the constant evaluator, and its values become constants of the
// column profile. Ranges are built here, end by end, since an end may be none or depend on a row.
#include <array>

#include <carefare/base/date.hpp>
#include <carefare/constant/evaluate_constant.hpp>

#include "checked/lower_expr.hpp"

namespace carefare::checked {

using syntax::expr_kind;

namespace {

constexpr std::int64_t minutes_of_day = 24 * 60;
constexpr std::int64_t nanoseconds_of_minute = 60'000'000'000;

bool is_possible(constant::wide_date day) {
    return day.days >= first_date.days && day.days <= last_date.days;
}

date narrowed(constant::wide_date day) {
    return date{static_cast<std::int32_t>(day.days)};
}

bool is_infinite(syntax::expr const& e, syntax::node_id end) {
    return end == syntax::no_node || e[end].kind == expr_kind::none;
}

}  // namespace

lowering::result lowering::add_literal(constant_value v, type const& t, location const& where, bool literal) {
    auto made = add(op::constant, t, where, {}, b_.add_constant(std::move(v)));
    made.literal = literal;
    return made;
}

lowering::result lowering::fold(syntax::node_id id) {
    auto const v = constant::evaluate_constant(e_, b_.sink, id);
    if (!v) return {};
    auto const& n = e_[id];
    // @"PT24H" is 1440 minutes although it is as long as a day.
    return from_constant(*v, n.where, n.kind == expr_kind::at_literal && n.text.find('T') != std::string::npos);
}

lowering::result lowering::from_constant(constant::value const& v, location const& where, bool clock_unit) {
    auto const refuse_value = [&](std::string why, std::string advice) -> result {
        error(diagnostic_code::T042, where, written(where) + " " + why, std::move(advice));
        return {};
    };
    if (auto const* truth = std::get_if<bool>(&v.held))
        return add_literal(scalar_value{*truth}, simple(scalar::boolean), where, false);
    if (auto const* n = std::get_if<constant::number>(&v.held)) {
        type t = n->kind == constant::number_kind::money ? number_of(unit_money) : plain_number();
        t.percent = n->kind == constant::number_kind::percent;
        return add_literal(scalar_value{n->amount}, t, where, true);
    }
    if (auto const* text = std::get_if<std::string>(&v.held))
        return add_literal(scalar_value{*text}, simple(scalar::text), where, true);
    if (auto const* day = std::get_if<constant::wide_date>(&v.held)) {
        if (!is_possible(*day))
            return refuse_value("is outside the years 1 to 9999", "Write a date from 0001-01-01 to 9999-12-31.");
        return add_literal(scalar_value{narrowed(*day)}, simple(scalar::date), where, false);
    }
    if (auto const* moment = std::get_if<constant::wide_date_time>(&v.held)) {
        if (!is_possible(moment->day))
            return refuse_value("is outside the years 1 to 9999", "Write a date from 0001-01-01 to 9999-12-31.");
        if (moment->time.where.offset_seconds || !moment->time.where.name.empty()) {
            return refuse_value("names a time zone", "Write civil time without a zone, as rows do.");
        }
        if (moment->time.nanoseconds % nanoseconds_of_minute != 0) {
            return refuse_value("has seconds", "Write whole minutes: rows hold no seconds.");
        }
        date_time const held{moment->day.days * minutes_of_day + moment->time.nanoseconds / nanoseconds_of_minute};
        return add_literal(scalar_value{held}, simple(scalar::date_time), where, false);
    }
    if (auto const* length = std::get_if<constant::days_duration>(&v.held)) {
        rational const days = length->seconds / rational(minutes_of_day * 60);
        if (!clock_unit && days.is_integer()) return add_literal(scalar_value{days}, number_of(unit_day), where, false);
        return add_literal(scalar_value{length->seconds / rational(60)}, number_of(unit_minute), where, false);
    }
    if (auto const* length = std::get_if<constant::months_duration>(&v.held)) {
        return add_literal(scalar_value{rational(length->months)}, number_of(unit_month), where, false);
    }
    if (std::holds_alternative<constant::time_of_day>(v.held)) {
        return refuse_value("is a time of day, which no row holds", "Write a date and time, or minutes.");
    }
    if (std::holds_alternative<constant::list>(v.held)) {
        error(diagnostic_code::T008, where, written(where) + " is a list, where one value is needed",
              "Name its values after 'in', or write the one that is meant.");
        return {};
    }
    auto const& span = std::get<constant::range>(v.held);
    interval held;
    held.low_closed = span.low_closed;
    held.high_closed = span.high_closed;
    bool literal = true;
    std::vector<operand> present;
    for (auto const* end : {span.low.get(), span.high.get()}) {
        if (end == nullptr) continue;
        auto const made = from_constant(*end, where, clock_unit);
        if (!made) return {};
        present.push_back(*made);
        literal = literal && made->literal;
    }
    auto const element = unify(present);
    if (!element || !is_ordered(*element)) {
        return element ? refuse_value("is a range of " + g_.to_string(*element),
                                      "Ranges are of numbers, dates or dates and times.")
                       : result{};
    }
    std::size_t next = 0;
    if (span.low) held.low = literal_scalar(present[next++]);
    if (span.high) held.high = literal_scalar(present[next]);
    return add_literal(std::move(held), range_of(*element), where, literal);
}

std::optional<scalar_value> lowering::literal_scalar(operand const& o) const {
    node const& n = g_.nodes[o.node];
    if (n.what != op::constant) return {};
    auto const* v = std::get_if<scalar_value>(&g_.constants[n.payload]);
    return v == nullptr ? std::optional<scalar_value>{} : *v;
}

lowering::result lowering::lower_range(syntax::node_id id) {
    auto const& n = e_[id];
    auto const children = e_.children_of(id);
    std::vector<operand> present;
    bool good = true;
    for (syntax::node_id const end : children) {
        if (is_infinite(e_, end)) continue;
        auto const made = lower(end);
        if (made) present.push_back(*made);
        good = good && made.has_value();
    }
    if (!good) return {};
    if (present.empty()) {
        error(diagnostic_code::T022, n.where, "a range whose ends are both none holds everything",
              "Leave the test out, or give an end.");
        return {};
    }
    auto const element = unify(present);
    if (!element) return {};
    if (!is_ordered(*element) || present.front().bare_none) {
        error(diagnostic_code::T012, n.where, "a range of " + g_.to_string(*element),
              "Ranges are of numbers, dates or dates and times.");
        return {};
    }
    bool const has_low = !is_infinite(e_, children[0]);
    bool const has_high = !is_infinite(e_, children[1]);
    auto const low = has_low ? literal_scalar(present.front()) : std::nullopt;
    auto const high = has_high ? literal_scalar(present.back()) : std::nullopt;
    bool const constant_low = !has_low || low.has_value();
    bool const constant_high = !has_high || high.has_value();
    if (constant_low && constant_high) {
        if (low && high && *high < *low) {
            error(diagnostic_code::T042, n.where, written(n.where) + " ends before it begins",
                  "Write the lower end first.");
            return {};
        }
        bool literal = true;
        for (operand const& end : present)
            literal = literal && end.literal;
        return add_literal(interval{low, high, n.low_closed, n.high_closed}, range_of(*element), n.where, literal);
    }
    type t = range_of(with_none(*element, false));
    std::uint32_t const flags =
        (n.low_closed ? make_range_low_closed : 0U) | (n.high_closed ? make_range_high_closed : 0U);
    return add(op::make_range, t, n.where,
               std::array{has_low ? present.front().node : no_id, has_high ? present.back().node : no_id}, flags);
}

}  // namespace carefare::checked
