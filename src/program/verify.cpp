// What must hold of every program: registers are made before they are read, operands are over the frame of the result
// (or flat), and numbers meet in one lane.
#include <algorithm>

#include <carefare/program/program.hpp>

namespace carefare::program {

namespace {

bool takes_other_frames(code what) {
    switch (what) {
        case code::spread:
        case code::gather:
        case code::linked_row:
        case code::sum:
        case code::count:
        case code::least:
        case code::greatest:
        case code::some:
        case code::every:
        case code::only:
        case code::best:
        case code::make:
        case code::allocate: return true;
        default: return false;
    }
}

bool is_arithmetic(code what) {
    switch (what) {
        case code::add:
        case code::subtract:
        case code::multiply:
        case code::negate:
        case code::absolute:
        case code::minimum:
        case code::maximum:
        case code::scale:
        case code::divide_exactly:
        case code::floor_to:
        case code::ceiling_to:
        case code::modulo:
        case code::less:
        case code::less_equal:
        case code::equal:
        case code::not_equal: return true;
        default: return false;
    }
}

}  // namespace

std::vector<std::string> verify(program const& of) {
    std::vector<std::string> wrong;
    for (std::size_t i = 0; i < of.code.size(); ++i) {
        auto const& one = of.code[i];
        auto const say = [&](std::string const& what) { wrong.push_back("r" + std::to_string(one.out) + ": " + what); };
        if (one.out != i) say("is not its own number");
        for (auto const operand : one.operands) {
            if (operand == no_reg) continue;
            if (operand >= i) {
                say("reads r" + std::to_string(operand) + ", which comes later");
                continue;
            }
            if (of.frame_of[operand] != 0 && one.what != code::make && of.frame_of[operand] != one.of && !takes_other_frames(one.what))
                say("reads r" + std::to_string(operand) + " over another frame");
            if (is_arithmetic(one.what) && of.lane_of[operand] != one.in) say("reads r" + std::to_string(operand) + " of another lane");
        }
    }
    return wrong;
}

}  // namespace carefare::program
