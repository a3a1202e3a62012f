// Functions of ranges and clock times: overlap, length, clock overlap, week start, month start and end, date and time,
// clock. Clock times and weekdays are literals: they decide what an operation is, not what it reads.
#include <algorithm>
#include <array>

#include "checked/lower_expr.hpp"

namespace carefare::checked {

using syntax::expr_kind;

namespace {

constexpr std::array<std::string_view, 7> weekdays{"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                   "Friday", "Saturday", "Sunday"};
constexpr std::int64_t minutes_of_day = 24 * 60;

/// Minutes since midnight of "HH:MM".
std::optional<std::int64_t> minutes_of(std::string_view text) {
    auto const digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9' ? text[i] - '0' : 99; };
    if (text.size() != 5 || text[2] != ':') return {};
    std::int64_t const hours = digit(0) * 10 + digit(1);
    std::int64_t const minutes = digit(3) * 10 + digit(4);
    if (hours > 24 || minutes > 59 || digit(4) > 9 || digit(1) > 9) return {};
    return hours * 60 + minutes;
}

}  // namespace

std::optional<std::uint32_t> lowering::literal_choice(syntax::node_id id, std::string_view what,
                                                      std::span<std::string_view const> words) {
    auto const& n = e_[id];
    auto const found = std::find(words.begin(), words.end(), n.text);
    if (n.kind == expr_kind::text && found != words.end())
        return static_cast<std::uint32_t>(found - words.begin());
    std::vector<std::string> const all(words.begin(), words.end());
    error(diagnostic_code::T047, n.where, written(n.where) + " is no " + std::string(what),
          n.kind == expr_kind::text ? did_you_mean(n.text, all, "Write one of " + choices(all) + ".")
                                    : "Write it in quotes: \"" + all.front() + "\".");
    return {};
}

lowering::result lowering::literal_clock(syntax::node_id id, bool whole_day) {
    auto const& n = e_[id];
    auto const minutes = n.kind == expr_kind::text ? minutes_of(n.text) : std::nullopt;
    if (!minutes || *minutes > minutes_of_day - (whole_day ? 0 : 1)) {
        error(diagnostic_code::T047, n.where, written(n.where) + " is no time of day",
              "Write hours and minutes in quotes, such as \"08:00\".");
        return {};
    }
    return add_literal(scalar_value{rational(*minutes)}, number_of(unit_minute), n.where, false);
}

lowering::result lowering::lower_clock(std::string_view name, ids arguments, location const& where) {
    std::string const function = quoted(name);
    auto first = lower(arguments[0]);
    if (!first) return {};
    type const day = simple(scalar::date);
    if (name == "overlap") {
        auto const second = lower(arguments[1]);
        if (!second) return {};
        std::array<operand, 2> both{*first, *second};
        for (operand const& o : both) {
            if (!is_kind(o, scalar::range, function)) return {};
        }
        auto const t = unify(both);
        if (!t) return {};
        return add(op::overlap, with_none(*t), where, std::array{both[0].node, both[1].node});
    }
    if (name == "length" || name == "clock overlap") {
        if (!is_kind(*first, scalar::range, function)) return {};
        bool const of_days = first->type_of.element == scalar::date;
        if (first->type_of.element == scalar::number || (of_days && name != "length")) {
            error(diagnostic_code::T012, first->where,
                  function + " needs a range of " + (name == "length" ? "dates or of " : "") + "dates and times, but " +
                      written(first->where) + " is " + g_.to_string(first->type_of),
                  "Write a value of that type.");
            return {};
        }
        type const t = number_of(of_days ? unit_day : unit_minute);
        if (name == "length") return add(op::length, t, where, std::array{first->node});
        auto const from = literal_clock(arguments[1], true);
        auto const to = literal_clock(arguments[2], true);
        if (!from || !to) return {};
        return add(op::clock_overlap, t, where, std::array{first->node, from->node, to->node});
    }
    if (name == "clock") {
        if (!is_kind(*first, scalar::date_time, function)) return {};
        return add(op::clock_of, number_of(unit_minute), where, std::array{first->node});
    }
    if (!is_kind(*first, scalar::date, function)) return {};
    if (name == "week start") {
        auto const on = literal_choice(arguments[1], "weekday", weekdays);
        if (!on) return {};
        return add(op::week_start, day, where, std::array{first->node}, *on + 1);
    }
    if (name == "month start") return add(op::month_start, day, where, std::array{first->node});
    if (name == "month end") return add(op::month_last, day, where, std::array{first->node});
    auto const minutes = literal_clock(arguments[1], false);
    if (!minutes) return {};
    return add(op::make_date_time, simple(scalar::date_time), where, std::array{first->node, minutes->node});
}

}  // namespace carefare::checked
