// By the operation, and where it passes a state on, by its operands.
#include "program/can_be_none.hpp"

#include <algorithm>

#include "program/codes.hpp"

namespace carefare::program {

bool can_be_none(program const& of, instruction const& what, std::vector<bool> const& known) {
    auto const operand = [&](std::size_t i) { return what.operands[i] == no_reg || known[what.operands[i]]; };
    switch (what.what) {
        case code::flat: return of.constants[what.payload].none;
        case code::fact: {
            auto const& fact = of.graph->facts[what.payload];
            return what.part != 0 || fact.type_of.optional || (fact.absent && std::holds_alternative<checked::none_value>(*fact.absent));
        }
        case code::result: return of.graph->rules[what.payload].overridable || operand(0);
        default: break;
    }
    switch (traits_of(what.what).none) {
        case none_when::never: return false;
        case none_when::maybe: return true;
        case none_when::of_first: return operand(0);
        case none_when::of_second: return operand(1);
        case none_when::of_third: return operand(2);
        case none_when::of_branches: return operand(1) || operand(2);
        case none_when::of_all: break;
    }
    for (std::size_t i = 0; i < what.operands.size(); ++i) {
        if (operand(i)) return true;
    }
    return false;
}

}  // namespace carefare::program
