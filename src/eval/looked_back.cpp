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

looked_back looked_back_at(program::program const& of) {
    looked_back all;
    all.always.assign(of.frame_of.size(), false);
    std::vector<std::vector<program::reg>> beside(of.frame_of.size());
    for (auto const& one : of.code) {
        // Which rows there are, and whose turn it is, is asked of rows that no register has.
        bool const is_of_rows = one.what == code::make || one.what == code::allocate || one.what == code::granted;
        auto const look = [&](program::reg r) {
            if (is_of_rows)
                all.always[r] = true;
            else
                beside[r].push_back(one.out);
        };
        // What an instruction over items is over is asked by who reads them, not by itself.
        auto payload = one;
        payload.operands.clear();
        payload.of = 0;
        for (auto const r : program::uses_of(of, payload)) look(r);
        for (std::size_t i = 0; i < one.operands.size(); ++i) {
            if (one.operands[i] != program::no_reg && !is_seen_alone(of, one, i)) look(one.operands[i]);
        }
    }
    all.beside = lists(beside);
    return all;
}

}  // namespace carefare::eval
