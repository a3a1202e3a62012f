// Beside `needs_walk`, which it must agree with: what that reads with `value`, or compares with `is`, stands here.
#include "eval/looked_back.hpp"

#include <carefare/program/optimise.hpp>

namespace carefare::eval {

namespace {

using program::code;

/// Is nothing asked of an operand but whether it is pending? As `needs_walk::list_cell` does it.
bool is_seen_alone(program::program const& of, program::instruction const& what, std::size_t operand) {
    switch (what.what) {
        case code::select:
        case code::otherwise:
        case code::range_end:
        case code::versions: return operand != 0;
        case code::slot: return false;
        case code::gather:
        case code::sum:
        case code::count:
        case code::least:
        case code::greatest:
        case code::only:
        case code::some:
        case code::every: return operand == 1;
        case code::lookup: return !of.lookups[what.payload].dated || operand + 1 < what.operands.size();
        case code::best:
        case code::group_of:
        case code::linked_row:
        case code::decide:
        case code::make:
        case code::allocate:
        case code::granted: return false;
        default: return true;
    }
}

}  // namespace

std::vector<bool> looked_back_at(program::program const& of) {
    std::vector<bool> all(of.frame_of.size(), false);
    for (auto const& one : of.code) {
        auto beside = one;
        beside.operands.clear();
        for (auto const r : program::uses_of(of, beside)) all[r] = true;
        for (std::size_t i = 0; i < one.operands.size(); ++i) {
            if (one.operands[i] != program::no_reg && !is_seen_alone(of, one, i)) all[one.operands[i]] = true;
        }
    }
    return all;
}

}  // namespace carefare::eval
