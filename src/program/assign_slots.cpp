// After which instruction each register is free. What partitions share is computed once for all blocks, and stays.
#include <carefare/program/optimise.hpp>

namespace carefare::program {

namespace {

/// Rows that belong to no partition, or to none yet: single values, eras, shared tables.
bool is_shared(program const& of, frame_id id) {
    auto const& frame = of.frames[id];
    if (frame.what == frame::kind::items) return is_shared(of, frame.outer);
    if (frame.what == frame::kind::single || frame.what == frame::kind::eras) return true;
    for (auto e = frame.entity; e != no_id; e = of.graph->entities[e].owner) {
        if (of.graph->entities[e].partition) return false;
        if (e == of.graph->entities[e].owner) break;
    }
    return true;
}

}  // namespace

program assign_slots(program of) {
    std::vector<std::size_t> last(of.code.size());
    std::vector<bool> stays(of.code.size(), false);
    for (auto const one : kept_by(of)) stays[one] = true;
    for (std::size_t i = 0; i < of.code.size(); ++i) {
        last[i] = i;
        stays[i] = stays[i] || is_shared(of, of.code[i].of);
        for (auto const one : uses_of(of, of.code[i])) last[one] = i;
    }
    of.last_use.assign(of.code.size(), {});
    for (reg one = 0; one < of.code.size(); ++one) {
        if (!stays[one]) of.last_use[last[one]].push_back(one);
    }
    return of;
}

}  // namespace carefare::program
