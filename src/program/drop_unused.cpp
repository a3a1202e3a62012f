// Backwards from what must stand: an instruction that nothing reads is left out, and its plans with it.
#include <carefare/program/optimise.hpp>

#include "program/codes.hpp"
#include "program/rewriting.hpp"

namespace carefare::program {

program drop_unused(program const& of) {
    std::vector<bool> read(of.code.size(), false);
    for (auto const one : kept_by(of)) read[one] = true;
    for (auto at = of.code.rbegin(); at != of.code.rend(); ++at) {
        if (stands_alone(at->what)) read[at->out] = true;
        if (!read[at->out]) continue;
        for (auto const one : uses_of(of, *at)) read[one] = true;
    }
    rewriting anew(of);
    for (auto const& one : of.code) {
        if (read[one.out]) anew.keep(one);
    }
    return anew.finish();
}

program needed_for(program const& of, std::vector<std::size_t> const& outputs) {
    auto chosen = of;
    chosen.last_use.clear();
    chosen.outputs.clear();
    chosen.paid_by.clear();
    chosen.carried_tables.clear();
    for (auto const one : outputs) chosen.outputs.push_back(of.outputs.at(one));
    // For fewer readers there are other orders.
    auto made = put_off(drop_unused(chosen));
    return of.last_use.empty() ? made : assign_slots(std::move(made));
}

}  // namespace carefare::program
