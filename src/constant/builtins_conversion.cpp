// Functions that make values from text and parts: number, string, range, date, time, date and time, durations.
#include <array>
#include <algorithm>

#include <carefare/syntax/parse_expr.hpp>

#include "constant/builtin.hpp"
#include "constant/calendar.hpp"
#include "constant/evaluator.hpp"
#include "constant/parse_temporal.hpp"
#include "constant/refusal.hpp"
#include "constant/temporal_parts.hpp"

namespace carefare::constant {
namespace {

[[noreturn]] void refuse_text(std::string const& text, std::string const& what, std::string const& form) {
    refuse(diagnostic_code::C011, "'" + text + "' is no " + what, "Write it as " + form + ".");
}

value make_date(builtin_call const& call) {
    if (call.size() == 3) return value{date_from_parts(call, 0)};
    if (auto const* day = call.as<wide_date>(0)) return value{*day};
    if (auto const* both = call.as<wide_date_time>(0)) return value{both->day};
    auto const* text = call.as<std::string>(0);
    if (text == nullptr) call.refuse_argument(0, "a string, a date or a date and time");
    auto const day = parse_wide_date(*text);
    if (!day) refuse_text(*text, "date", "2023-10-01");
    return value{*day};
}

value make_time(builtin_call const& call) {
    if (call.size() >= 3) return value{time_from_parts(call, 0)};
    if (auto const* time = call.as<time_of_day>(0)) return value{*time};
    if (auto const* both = call.as<wide_date_time>(0)) return value{both->time};
    if (call.as<wide_date>(0) != nullptr) return value{time_of_day{0, zone{0, {}}}};
    auto const* text = call.as<std::string>(0);
    if (text == nullptr) call.refuse_argument(0, "a string, a time, a date or a date and time");
    auto const time = parse_time(*text);
    if (!time) refuse_text(*text, "time", "10:15:00");
    call.run().zones.admit(time->where);
    return value{*time};
}

value join_date_and_time(builtin_call const& call) {
    wide_date_time made;
    auto const* both = call.as<wide_date_time>(0);
    auto const* day = call.as<wide_date>(0);
    if (both == nullptr && day == nullptr) call.refuse_argument(0, "a date or a date and time");
    made.day = both != nullptr ? both->day : *day;
    auto const* time = call.as<time_of_day>(1);
    if (time == nullptr) call.refuse_argument(1, "a time");
    made.time = *time;
    return value{made};
}

value make_date_and_time(builtin_call const& call) {
    if (call.size() == 2) return join_date_and_time(call);
    if (call.size() >= 6) return value{wide_date_time{date_from_parts(call, 0), time_from_parts(call, 3)}};
    if (auto const* both = call.as<wide_date_time>(0)) return value{*both};
    auto const* text = call.as<std::string>(0);
    if (text == nullptr) call.refuse_argument(0, "a string or a date and time");
    auto const both = parse_wide_date_time(*text);
    if (!both) refuse_text(*text, "date and time", "2023-10-01T10:15:00");
    call.run().zones.admit(both->time.where);
    return value{*both};
}

value make_duration(builtin_call const& call) {
    if (call.as<days_duration>(0) != nullptr || call.as<months_duration>(0) != nullptr) return call.any(0);
    auto const* text = call.as<std::string>(0);
    if (text == nullptr) call.refuse_argument(0, "a string");
    auto made = parse_duration(*text);
    if (!made) refuse_text(*text, "duration", "P1Y2M or P3DT4H");
    return std::move(*made);
}

wide_date day_of(builtin_call const& call, std::size_t place) {
    if (auto const* both = call.as<wide_date_time>(place)) return both->day;
    auto const* day = call.as<wide_date>(place);
    if (day == nullptr) call.refuse_argument(place, "a date or a date and time");
    return *day;
}

value months_between(builtin_call const& call) {
    return value{months_duration{whole_months_between(day_of(call, 0), day_of(call, 1))}};
}

value make_number_from_text(builtin_call const& call) {
    auto text = call.text(0);
    auto const& grouping = call.text(1);
    auto const& decimal = call.text(2);
    if (grouping != " " && grouping != "," && grouping != ".")
        refuse(diagnostic_code::C014, "'" + grouping + "' is no grouping separator", "Use a blank, a comma or a point.");
    if ((decimal != "," && decimal != ".") || decimal == grouping)
        refuse(diagnostic_code::C014, "'" + decimal + "' is no decimal separator here",
               "Use a comma or a point that is not the grouping separator too.");
    call.spent().admit_text(text.size());
    std::erase(text, grouping.front());
    std::replace(text.begin(), text.end(), decimal.front(), '.');
    auto const made = rational::from_decimal(text);
    if (!made || (decimal == "," && call.text(0).find('.') != std::string::npos && grouping != "."))
        refuse(diagnostic_code::C012, "'" + call.text(0) + "' is no number with these separators",
               "Give digits, with the separators that are named.");
    return make_number(call.spent().admit(*made));
}

value make_string(builtin_call const& call) {
    auto text = to_text(call.any(0));
    call.spent().admit_text(text.size());
    return value{std::move(text)};
}

bool is_literal_text_call(syntax::expr const& e, syntax::node_id id) {
    auto const& node = e[id];
    static constexpr std::array<std::string_view, 4> makers{"date", "time", "date and time", "duration"};
    return node.kind == syntax::expr_kind::call && node.child_count == 1 &&
           std::find(makers.begin(), makers.end(), node.text) != makers.end() &&
           e[e.children_of(id)[0]].kind == syntax::expr_kind::text;
}

/// An end of a range in text is a literal, or a date or duration function of one.
bool is_literal_end(syntax::expr const& e, syntax::node_id id) {
    using syntax::expr_kind;
    if (id == syntax::no_node) return true;
    auto const& node = e[id];
    if (node.kind == expr_kind::negate) return e[e.children_of(id)[0]].kind == expr_kind::number;
    return node.kind == expr_kind::number || node.kind == expr_kind::money || node.kind == expr_kind::percent ||
           node.kind == expr_kind::text || node.kind == expr_kind::at_literal || is_literal_text_call(e, id);
}

value make_range_from_text(builtin_call const& call) {
    auto const& text = call.text(0);
    call.spent().admit_text(16 * text.size());
    located_text const located{text, {}, {{0, 0}}, {0, static_cast<std::uint32_t>(text.size())}};
    diagnostics ignored(1);
    auto const parsed = syntax::parse_expr(located, ignored);
    bool const is_range = parsed && (*parsed)[parsed->root].kind == syntax::expr_kind::range;
    if (!is_range || !is_literal_end(*parsed, parsed->children_of(parsed->root)[0]) ||
        !is_literal_end(*parsed, parsed->children_of(parsed->root)[1]))
        refuse(diagnostic_code::C019, "'" + text + "' is no range", "Write two literals in brackets, as in [1..10).");
    try {
        return evaluator(*parsed, call.run()).eval(parsed->root);
    } catch (refusal& found) {
        found.where.reset();  // a place in the text is none in the expression
        throw;
    }
}

constexpr std::array<builtin_row, 8> rows{{
    {"date", "from|year, month, day", make_date},
    {"time", "from|hour, minute, second, offset?", make_time},
    {"date and time",
     "from|date, time|year, month, day, hour, minute, second, offset?|year, month, day, hour, minute, second, timezone",
     make_date_and_time},
    {"duration", "from", make_duration},
    {"years and months duration", "from, to", months_between},
    {"number", "from, grouping separator, decimal separator", make_number_from_text},
    {"string", "from", make_string},
    {"range", "from", make_range_from_text},
}};

}  // namespace

std::span<builtin_row const> conversion_builtins() { return rows; }

}  // namespace carefare::constant
