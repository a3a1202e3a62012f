// Registers and frames: an instruction that is there already is not written again.
#include "program/lowering.hpp"

#include <carefare/program/optimise.hpp>

#include <algorithm>

namespace carefare::program {

namespace {

bool makes_something(code what) {
    return what == code::make || what == code::allocate;
}

std::string key_of(wide value) {
    bool const below = value < 0;
    std::string digits;
    do {
        auto const digit = static_cast<int>(value % 10);
        digits.insert(digits.begin(), static_cast<char>('0' + (digit < 0 ? -digit : digit)));
        value /= 10;
    } while (value != 0);
    return (below ? "-" : "") + digits;
}

wide wide_of(rational const& whole) {
    auto const limit = rational(std::int64_t{1} << 62);
    auto const high = (whole / limit).floor();
    auto const low = (whole - high * limit).to_int64();
    auto const upper = high.to_int64();
    if (!low || !upper) throw not_representable("a number of more than 127 bits");
    return static_cast<wide>(*upper) * (static_cast<wide>(1) << 62) + *low;
}

}  // namespace

lowering::lowering(checked::rule_graph const& graph, bool shares)
    : graph_(graph), shares_(shares), rules_(graph.rules.size()), placed_(graph.rules.size()) {
    out_.graph = &graph;
    out_.frames.push_back({});
    out_.rule_denominators.assign(graph.rules.size(), rational(1));
    for (auto const& fact : graph.facts) {
        out_.fact_denominators.push_back(fact.bounds ? fact.bounds->denominator : rational(1));
    }
    for (auto const& slot : graph.slots) {
        out_.slot_denominators.push_back(slot.carrier ? slot.carrier->denominator : rational(1));
    }
}

program lowering::finish() {
    for (auto const id : graph_.order) rule(id);
    // Rows that no rule reads are made, too: they are listed, and may put their partition at fault.
    for (entity_id e = 0; e < graph_.entities.size(); ++e) ensure_rows(e);
    list_outputs();
    return std::move(out_);
}

reg lowering::emit(code what, frame_id of, std::vector<reg> operands, lane in, std::uint32_t payload, std::uint32_t part,
                   lane result) {
    shape const key{what, of, operands, in, payload, part, result};
    if (shares_ && !makes_something(what)) {
        if (auto const found = known_.find(key); found != known_.end()) return found->second;
    }
    auto const made = static_cast<reg>(out_.frame_of.size());
    out_.frame_of.push_back(of);
    out_.lane_of.push_back(result);
    out_.code.push_back({what, in, of, made, std::move(operands), payload, part});
    if (shares_) known_.emplace(key, made);
    return made;
}

reg lowering::emit_at(code what, context const& in, int depth, std::vector<reg> operands, lane lane_in, std::uint32_t payload,
                      std::uint32_t part, lane result) {
    return emit(what, frame_at(in, depth), std::move(operands), lane_in, payload, part, result);
}

std::uint32_t lowering::constant_of(rational const& whole) {
    constant made;
    made.value = wide_of(whole);
    out_.constants.push_back(std::move(made));
    return static_cast<std::uint32_t>(out_.constants.size() - 1);
}

reg lowering::flat(constant value, lane in) {
    std::tuple<std::string, std::string> const key{
        value.incomplete ? "incomplete" : value.none ? "none" : value.is_text ? "text" : (in == lane::wide ? "w" : "c") + key_of(value.value), value.text};
    if (auto const found = flats_.find(key); found != flats_.end()) return found->second;
    out_.constants.push_back(std::move(value));
    auto const made = emit(code::flat, 0, {}, in, static_cast<std::uint32_t>(out_.constants.size() - 1), 0, in);
    if (shares_) flats_.emplace(key, made);
    return made;
}

reg lowering::flat_number(rational const& whole, lane in) {
    constant made;
    made.value = wide_of(whole);
    return flat(std::move(made), in);
}

frame_id lowering::frame_at(context const& in, int depth) const {
    return depth == flat_depth ? 0 : in.frames.at(static_cast<std::size_t>(depth));
}

frame_id lowering::add_frame(frame made) {
    out_.frames.push_back(std::move(made));
    return static_cast<frame_id>(out_.frames.size() - 1);
}

frame_id lowering::rows_frame(entity_id e) {
    bool const candidate = candidates_.contains(e);
    auto const [at, fresh] = rows_.emplace(std::pair{e, candidate}, 0);
    if (fresh) {
        frame made;
        made.what = candidate ? frame::kind::candidates : frame::kind::rows;
        made.entity = e;
        at->second = add_frame(std::move(made));
    }
    return at->second;
}

context lowering::context_of(entity_id e) {
    context made;
    if (e == no_id) {
        made.frames.push_back(0);
    } else {
        if (!candidates_.contains(e)) ensure_rows(e);
        made.frames.push_back(rows_frame(e));
    }
    return made;
}

reg lowering::bring(reg of, int from, int to, context const& in) {
    if (of == no_reg || out_.frame_of[of] == 0) return of;  // one value for all rows
    for (int depth = std::max(from, 0) + 1; depth <= to; ++depth)
        of = emit_at(code::spread, in, depth, {of}, lane::cell, 0, 0, out_.lane_of[of]);
    return of;
}

operand lowering::bring(operand of, int depth, context const& in) {
    if (of.depth >= depth) return of;
    of.value = bring(of.value, of.depth, depth, in);
    of.low = bring(of.low, of.depth, depth, in);
    of.high = bring(of.high, of.depth, depth, in);
    if (of.over) of.over = std::make_shared<operand const>(bring(*of.over, depth, in));
    of.depth = depth;
    return of;
}

context lowering::cut(context const& in, int depth) const {
    context made;
    auto const keep = static_cast<std::size_t>(std::max(depth, 0)) + 1;
    made.frames.assign(in.frames.begin(), in.frames.begin() + static_cast<std::ptrdiff_t>(std::min(keep, in.frames.size())));
    for (auto const& [level, at] : in.items) {
        if (at < static_cast<int>(keep)) made.items.emplace(level, at);
    }
    return made;
}

/// The deepest frame that a node depends on: what does not read the item of an aggregate is not computed for each.
int lowering::free_depth(checked::node_id id, context const& in) const {
    auto const& n = graph_.nodes[id];
    int depth = flat_depth;
    auto const see = [&](checked::node_id other) {
        if (other != no_id) depth = std::max(depth, free_depth(other, in));
    };
    if (n.what == checked::op::self) return 0;
    if (n.what == checked::op::item) {
        auto const found = in.items.find(n.payload);
        return found == in.items.end() ? flat_depth : found->second;
    }
    for (auto const child : graph_.children_of(id)) see(child);
    if (n.what == checked::op::best) {
        for (auto const& key : graph_.bests[n.payload].keys) see(key.key);
    }
    if (n.what == checked::op::decide) {
        auto const& table = graph_.decisions[n.payload];
        for (auto const input : table.inputs) see(input);
        for (auto const& row : table.rows) {
            for (auto const& test : row.tests) {
                for (auto const predicate : test.predicates) see(predicate);
            }
            see(row.output);
        }
        if (table.otherwise) see(*table.otherwise);
    }
    return depth;
}

program lower(checked::rule_graph const& graph, optimisations const& with) {
    auto made = lowering(graph, with.shared).finish();
    if (with.constants) made = fold_constants(made);
    if (with.results) made = skip_results(made);
    if (with.keys) made = compare_rows(made);
    if (with.hoisted) made = hoist_gathers(made);
    if (with.shared) made = share_subexpressions(made);
    // What was read as a result, or was two and is one, may fold; and what is folded be the same as something else.
    for (auto before = made.code.size() + 1; made.code.size() < before;) {
        before = made.code.size();
        if (with.constants) made = fold_constants(made);
        if (with.shared) made = share_subexpressions(made);
        if (with.unused) made = drop_unused(made);
    }
    if (with.guarded) made = guard_items(made);
    if (with.late) made = put_off(made);
    return with.slots ? assign_slots(std::move(made)) : made;
}

}  // namespace carefare::program
