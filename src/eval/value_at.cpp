// A cell of a result back to a value of its type.
#include <stdexcept>

#include <carefare/eval/evaluate_block.hpp>

namespace carefare::eval {

namespace {

rational rational_of(program::wide value) {
    auto const limit = static_cast<program::wide>(1) << 62;
    auto const high = static_cast<std::int64_t>(value / limit), low = static_cast<std::int64_t>(value % limit);
    return rational(high) * rational(std::int64_t{1} << 62) + rational(low);
}

checked::scalar_value scalar(block_result const& of, program::wide value, checked::scalar kind, rational const& denominator) {
    auto const cell = static_cast<std::int64_t>(value);
    switch (kind) {
        case checked::scalar::boolean: return cell != 0;
        case checked::scalar::number: return rational_of(value) / denominator;
        case checked::scalar::word: return checked::word{static_cast<std::uint32_t>(cell)};
        case checked::scalar::text: return of.texts.at(static_cast<std::size_t>(cell));
        case checked::scalar::date: return date{static_cast<std::int32_t>(cell)};
        case checked::scalar::date_time: return date_time{cell};
        default: return rational(cell);  // the number of a row
    }
}

}  // namespace

checked::constant_value value_at(block_result const& of, result_column const& column, std::size_t row,
                                 checked::rule_graph const& graph) {
    auto const& type = graph.rules[column.rule].type_of;
    if (type.kind != checked::scalar::range) return scalar(of, column.values[row], type.kind, column.denominator);
    checked::interval range;
    auto const flags = static_cast<std::int64_t>(column.values[row]);
    range.low_closed = (flags & 1) != 0;
    range.high_closed = (flags & 2) != 0;
    if (!column.low_open[row]) range.low = scalar(of, column.low[row], type.element, column.denominator);
    if (!column.high_open[row]) range.high = scalar(of, column.high[row], type.element, column.denominator);
    return range;
}

}  // namespace carefare::eval
