// A program as text, one instruction a line.
#include <array>

#include <carefare/program/program.hpp>

namespace carefare::program {

namespace {

std::string name_of(code what) {
    static constexpr std::array names{
        "flat", "row_number", "item_row", "spread", "fact", "owner", "link", "field", "group_of", "base", "gather", "linked_row", "key_text", "beside", "placed",
        "widen", "narrow", "add", "subtract", "multiply", "negate", "absolute", "minimum", "maximum", "scale", "divide_exactly", "floor_to",
        "ceiling_to", "modulo", "round", "less", "less_equal", "equal", "not_equal", "in_range", "in_spans", "conjunction", "disjunction",
        "negation", "select", "otherwise", "is_none", "day_of_moment", "clock_of_moment", "moment", "add_days", "add_months", "months_between",
        "year_of", "month_of", "day_of_month", "weekday_of", "make_date", "week_start", "month_start", "month_last", "range_flags", "range_end",
        "overlap", "length", "clock_overlap", "era", "slot", "versions", "lookup", "decide", "sum", "count", "least", "greatest", "some", "every",
        "only", "best", "result", "make", "allocate", "granted"};
    static_assert(names.size() == static_cast<std::size_t>(code::granted) + 1);
    return names.at(static_cast<std::size_t>(what));
}

std::string name_of(program const& of, frame_id id) {
    auto const& frame = of.frames[id];
    if (frame.what == frame::kind::single) return "all";
    auto const& entity = of.graph->entities[frame.entity].name;
    if (frame.what == frame::kind::items) return entity + " of " + name_of(of, frame.outer);
    return frame.what == frame::kind::candidates ? "candidates of " + entity : entity;
}

}  // namespace

std::string to_string(program const& of) {
    std::string text;
    for (auto const& one : of.code) {
        text += "r" + std::to_string(one.out) + (of.lane_of[one.out] == lane::wide ? " wide " : " ") + name_of(of, one.of) + " = " + name_of(one.what);
        if (one.payload != 0 || one.part != 0) text += " " + std::to_string(one.payload) + (one.part != 0 ? "." + std::to_string(one.part) : "");
        for (auto const operand : one.operands) text += operand == no_reg ? " -" : " r" + std::to_string(operand);
        text += '\n';
    }
    return text;
}

}  // namespace carefare::program
