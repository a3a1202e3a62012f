// One line an operation, in the order of `code`.
#include "program/codes.hpp"

#include <array>

namespace carefare::program {

code_traits const& traits_of(code what) {
    static constexpr std::array all{
        code_traits{"flat", reading::source, none_when::maybe},
        code_traits{"row_number", reading::source, none_when::never},
        code_traits{"item_row", reading::source, none_when::never},
        code_traits{"spread", reading::others, none_when::of_first},
        code_traits{"fact", reading::source, none_when::maybe},
        code_traits{"owner", reading::source, none_when::never},
        code_traits{"link", reading::source, none_when::never},
        code_traits{"field", reading::source, none_when::maybe},
        code_traits{"group_of", reading::source, none_when::never},
        code_traits{"base", reading::source, none_when::never},
        code_traits{"gather", reading::others, none_when::of_all},
        code_traits{"linked_row", reading::others, none_when::maybe},
        code_traits{"key_text", reading::row, none_when::of_first},
        code_traits{"beside", reading::row, none_when::never},
        code_traits{"placed", reading::places, none_when::of_all},
        code_traits{"widen", reading::row, none_when::of_first},
        code_traits{"narrow", reading::row, none_when::of_first},
        code_traits{"add", reading::row, none_when::never, true},
        code_traits{"subtract", reading::row, none_when::never, true},
        code_traits{"multiply", reading::row, none_when::never, true},
        code_traits{"negate", reading::row, none_when::never, true},
        code_traits{"absolute", reading::row, none_when::never, true},
        code_traits{"minimum", reading::row, none_when::never, true},
        code_traits{"maximum", reading::row, none_when::never, true},
        code_traits{"scale", reading::row, none_when::of_first, true},
        code_traits{"divide_exactly", reading::row, none_when::of_first, true},
        code_traits{"floor_to", reading::row, none_when::never, true},
        code_traits{"ceiling_to", reading::row, none_when::never, true},
        code_traits{"modulo", reading::row, none_when::never, true},
        code_traits{"round", reading::row, none_when::never},
        code_traits{"less", reading::row, none_when::never, true},
        code_traits{"less_equal", reading::row, none_when::never, true},
        code_traits{"equal", reading::row, none_when::never, true},
        code_traits{"not_equal", reading::row, none_when::never, true},
        code_traits{"in_range", reading::row, none_when::never},
        code_traits{"in_spans", reading::row, none_when::never},
        code_traits{"conjunction", reading::row, none_when::never},
        code_traits{"disjunction", reading::row, none_when::never},
        code_traits{"negation", reading::row, none_when::never},
        code_traits{"select", reading::row, none_when::of_branches},
        code_traits{"otherwise", reading::row, none_when::of_second},
        code_traits{"is_none", reading::row, none_when::never},
        code_traits{"day_of_moment", reading::row, none_when::never},
        code_traits{"clock_of_moment", reading::row, none_when::never},
        code_traits{"moment", reading::row, none_when::never},
        code_traits{"add_days", reading::row, none_when::never},
        code_traits{"add_months", reading::row, none_when::never},
        code_traits{"months_between", reading::row, none_when::never},
        code_traits{"year_of", reading::row, none_when::never},
        code_traits{"month_of", reading::row, none_when::never},
        code_traits{"day_of_month", reading::row, none_when::never},
        code_traits{"weekday_of", reading::row, none_when::never},
        code_traits{"make_date", reading::row, none_when::never},
        code_traits{"week_start", reading::row, none_when::never},
        code_traits{"month_start", reading::row, none_when::never},
        code_traits{"month_last", reading::row, none_when::never},
        code_traits{"range_flags", reading::row, none_when::never},
        code_traits{"range_end", reading::row, none_when::maybe},
        code_traits{"overlap", reading::row, none_when::maybe},
        code_traits{"length", reading::row, none_when::never},
        code_traits{"clock_overlap", reading::row, none_when::never},
        code_traits{"era", reading::row, none_when::never},
        code_traits{"slot", reading::row, none_when::maybe},
        code_traits{"versions", reading::row, none_when::maybe},
        code_traits{"lookup", reading::row, none_when::maybe},
        code_traits{"decide", reading::row, none_when::maybe},
        code_traits{"sum", reading::others, none_when::of_third},
        code_traits{"count", reading::others, none_when::of_third},
        code_traits{"least", reading::others, none_when::maybe},
        code_traits{"greatest", reading::others, none_when::maybe},
        code_traits{"some", reading::others, none_when::of_third},
        code_traits{"every", reading::others, none_when::of_third},
        code_traits{"only", reading::others, none_when::maybe},
        code_traits{"best", reading::others, none_when::maybe},
        code_traits{"result", reading::places, none_when::maybe},
        code_traits{"make", reading::together, none_when::maybe},
        code_traits{"allocate", reading::together, none_when::maybe},
        code_traits{"granted", reading::source, none_when::maybe},
    };
    static_assert(all.size() == static_cast<std::size_t>(code::granted) + 1);
    return all.at(static_cast<std::size_t>(what));
}

bool stands_alone(code what) {
    return what == code::make || what == code::linked_row;
}

bool is_over_items(code what) {
    return what >= code::sum && what <= code::best;
}

}  // namespace carefare::program
