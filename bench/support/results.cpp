// Reads results through the public door, one by one.
#include "support/results.hpp"

#include "support/check.hpp"

namespace carefare::bench {

std::int64_t whole_number(checked::constant_value const& of, rational const& denominator) {
    auto const& value = std::get<checked::scalar_value>(of);
    if (auto const* number = std::get_if<rational>(&value)) return (*number * denominator).to_int64().value();
    if (auto const* truth = std::get_if<bool>(&value)) return *truth ? 1 : 0;
    if (auto const* word = std::get_if<checked::word>(&value)) return word->index;
    if (auto const* day = std::get_if<date>(&value)) return day->days;
    return std::get<date_time>(value).minutes;
}

std::size_t require_equal(programme const& of, eval::block const& block, std::size_t output, result_column const& wanted,
                          std::size_t first) {
    auto const& its = of.lowered().outputs[output];
    auto const& rule = of.graph().rules[its.rule];
    auto const rows = block.size(rule.owner);
    auto const name = of.graph().full_name(rule);
    require(first + rows <= wanted.cells.size(), name + ": more rows than wanted");
    std::size_t values = 0;
    for (eval::row_number row = 0; row < rows; ++row) {
        auto const at = first + row;
        auto const got = block.result(output, row);
        auto const is = wanted.states.empty() ? eval::state::value : wanted.states[at];
        require(got.is == is, name + ": row " + std::to_string(at) + " has the state " + std::to_string(static_cast<int>(got.is)) +
                                  ", by hand " + std::to_string(static_cast<int>(is)));
        if (is != eval::state::value) continue;
        ++values;
        auto const cell = whole_number(got.value, its.denominator);
        require(cell == wanted.cells[at], name + ": row " + std::to_string(at) + " is " + std::to_string(cell) + ", by hand " +
                                              std::to_string(wanted.cells[at]));
    }
    return values;
}

}  // namespace carefare::bench
