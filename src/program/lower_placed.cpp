// Where a row lies: asked of rows outside the window, too, as far as no other rows are read.
#include <algorithm>

#include "program/lowering.hpp"

namespace carefare::program {

using checked::node_id;

operand lowering::incomplete(checked::type const& of) {
    constant held;
    held.incomplete = true;
    operand made;
    made.value = flat(std::move(held));
    made.is_number = of.kind == checked::scalar::number;
    made.is_range = of.kind == checked::scalar::range;
    if (made.is_range) made.low = made.high = made.value;
    return made;
}

operand lowering::placed(operand const& inside, operand const& outside, context const& in) {
    if (inside.value == outside.value && inside.low == outside.low) return inside;
    if (inside.over || outside.over) throw not_representable("a quotient that says where a row lies");
    std::vector<operand> both{inside, outside};
    bool const numbers = inside.is_number || outside.is_number;
    if (numbers) align(both, in);
    for (auto& one : both) one = bring(one, 0, in);
    auto made = both[0];
    made.is_number = numbers;
    made.is_range = inside.is_range || outside.is_range;
    made.least = std::min(both[0].least, both[1].least);
    made.most = std::max(both[0].most, both[1].most);
    made.depth = 0;
    auto const lanes = made.is_range ? lane::cell : made.in;
    made.value = emit_at(code::placed, in, 0, {both[0].value, both[1].value}, lanes, 0, 0, lanes);
    if (made.is_range) {
        made.low = emit_at(code::placed, in, 0, {both[0].low, both[1].low});
        made.high = emit_at(code::placed, in, 0, {both[0].high, both[1].high});
    }
    return made;
}

operand lowering::lower_placed(node_id id, context const& in) {
    bool const before = placing_;
    placing_ = false;
    auto const inside = lower(id, in);
    placing_ = true;
    auto const outside = lower(id, in);
    placing_ = before;
    return placed(inside, outside, in);
}

}  // namespace carefare::program
