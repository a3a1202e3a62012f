// A program as text, one instruction a line, then the registers that are free after it.
#include <carefare/program/program.hpp>

#include "program/codes.hpp"

namespace carefare::program {

namespace {

std::string name_of(program const& of, frame_id id) {
    auto const& frame = of.frames[id];
    if (frame.what == frame::kind::single) return "all";
    if (frame.what == frame::kind::eras) return "eras";
    auto const& entity = of.graph->entities[frame.entity].name;
    if (frame.what == frame::kind::items)
        return entity + (frame.guard == no_reg ? "" : " where r" + std::to_string(frame.guard)) + " of " + name_of(of, frame.outer);
    return frame.what == frame::kind::candidates ? "candidates of " + entity : entity;
}

std::string text_of(constant const& of) {
    if (of.none) return "none";
    if (of.incomplete) return "incomplete";
    if (of.is_text) return '"' + of.text + '"';
    if (of.value >= INT64_MIN && of.value <= INT64_MAX) return std::to_string(static_cast<std::int64_t>(of.value));
    return "a number of more than 63 bits";
}

bool has_constant(code what) {
    return what == code::flat || what == code::scale || what == code::divide_exactly || what == code::floor_to || what == code::ceiling_to;
}

}  // namespace

std::string to_string(program const& of) {
    std::string text;
    for (auto const& one : of.code) {
        text += "r" + std::to_string(one.out) + (of.lane_of[one.out] == lane::wide ? " wide " : " ") + name_of(of, one.of) + " = ";
        text += traits_of(one.what).name;
        if (has_constant(one.what)) {
            text += " " + text_of(of.constants[one.payload]);
        } else if (one.what == code::gather) {
            text += one.payload == no_id ? " eras" : " " + of.graph->entities[one.payload].name;
        } else if (one.payload != 0 || one.part != 0) {
            text += " " + std::to_string(one.payload) + (one.part != 0 ? "." + std::to_string(one.part) : "");
        }
        for (auto const operand : one.operands) text += operand == no_reg ? " -" : " r" + std::to_string(operand);
        if (one.out < of.last_use.size() && !of.last_use[one.out].empty()) {
            text += "   free:";
            for (auto const free : of.last_use[one.out]) text += " r" + std::to_string(free);
        }
        text += '\n';
    }
    return text;
}

}  // namespace carefare::program
