// Which version of a rule counts: by the era of its date.
#include <algorithm>

#include "program/lowering.hpp"

namespace carefare::program {

using checked::no_id;
using checked::rule_id;

/// Of a rule of which no version says anything: what pending results stand in, until a plan answers.
operand lowering::unanswered(rule_id id) {
    auto const& r = graph_.rules[id];
    auto const carrier = r.hook ? r.hook->carrier : std::nullopt;
    operand made;
    made.is_range = r.type_of.kind == checked::scalar::range;
    if (r.type_of.kind != checked::scalar::number) return made;
    made.is_number = true;
    if (!carrier) return made;
    made.denominator = carrier->denominator;
    made.least = carrier->low;
    made.most = carrier->high;
    made.in = lane_for(made.least, made.most, made.denominator);
    return made;
}

operand lowering::versions_of(rule_id id, context const& in) {
    auto const& r = graph_.rules[id];
    std::vector<operand> versions;
    for (auto const& version : r.versions) {
        if (version.payload) versions.push_back(lower(*version.payload, in));
    }
    auto const any = [&](auto const& is) { return std::any_of(r.versions.begin(), r.versions.end(), is); };
    bool const dated = any([](auto const& v) { return v.from || v.until; });
    bool const is_chosen = dated || any([](auto const& v) { return v.known.has_value(); }) || versions.size() != r.versions.size();
    if (!is_chosen && !versions.empty()) return versions.front();

    auto const date_node = !dated ? std::nullopt : r.as_of ? r.as_of : r.owner != no_id ? graph_.entities[r.owner].at : std::nullopt;
    operand era;
    if (date_node) era = era_of(lower(*date_node, in), in);
    bool const numbers = std::any_of(versions.begin(), versions.end(), [](operand const& one) { return one.is_number; });
    for (auto const& one : versions) {
        if (one.over) throw not_representable("a rule that is a quotient");
    }
    if (numbers) align(versions, in);
    if (!versions.empty() && versions.front().is_range) align_ranges(versions, in);
    operand made = versions.empty() ? unanswered(id) : versions.front();
    made.depth = era.depth;
    for (auto const& one : versions) {
        made.depth = std::max(made.depth, one.depth);
        made.least = std::min(made.least, one.least);
        made.most = std::max(made.most, one.most);
        made.is_number = numbers;
    }
    auto const part = [&](reg operand::*of) {
        std::vector<reg> operands{date_node ? bring(era, made.depth, in).value : no_reg};
        for (auto const& one : versions) operands.push_back(bring(one, made.depth, in).*of);
        return emit_at(code::versions, in, made.depth, operands, made.in, id, of == &operand::value ? 0U : 1U, made.in);
    };
    auto const value = part(&operand::value);
    if (made.is_range) {
        made.low = part(&operand::low);
        made.high = part(&operand::high);
    }
    made.value = value;
    return made;
}

}  // namespace carefare::program
