// What is read: facts and fields of rows, slots and rate tables at an era.
#include <algorithm>

#include "program/lowering.hpp"

namespace carefare::program {

using checked::node_id;

namespace {

rational far_number() {
    return power(rational(2), 61);
}

bool is_numeric(checked::type const& of) {
    return of.kind == checked::scalar::number || (of.kind == checked::scalar::range && of.element == checked::scalar::number);
}

}  // namespace

operand lowering::fact_column(checked::fact_id id) {
    auto const& declared = graph_.facts[id];
    auto const of = context_of(declared.owner).frames.front();
    operand made;
    made.depth = 0;
    if (is_numeric(declared.type_of)) {
        made.denominator = out_.fact_denominators[id];
        made.least = declared.bounds ? declared.bounds->low : -far_number();
        made.most = declared.bounds ? declared.bounds->high : far_number();
        made.in = lane_for(made.least, made.most, made.denominator);
        if (made.in == lane::wide) throw not_representable("a fact of more than 63 bits: " + declared.name);
        made.is_number = declared.type_of.kind == checked::scalar::number;
    }
    made.value = emit(code::fact, of, {}, lane::cell, id, 0);
    if (declared.type_of.kind == checked::scalar::range) {
        made.is_range = true;
        made.low = emit(code::fact, of, {}, lane::cell, id, 1);
        made.high = emit(code::fact, of, {}, lane::cell, id, 2);
    }
    return made;
}

operand lowering::fact(node_id id, context const& in) {
    auto const& n = graph_.nodes[id];
    auto const row = lower(graph_.children_of(id)[0], in);
    auto made = gather(row, fact_column(n.payload), graph_.facts[n.payload].owner, in);
    return made.is_number ? bounded(made, id) : made;
}

operand lowering::field_column(entity_id e, std::uint32_t index) {
    auto const& declared = graph_.entities[e].made.fields[index];
    auto const of = context_of(e).frames.front();
    operand made;
    made.depth = 0;
    if (declared.type_of.kind == checked::scalar::number) {
        made.denominator = declared.bounds ? declared.bounds->denominator : rational(1);
        made.least = declared.bounds ? declared.bounds->low : -far_number();
        made.most = declared.bounds ? declared.bounds->high : far_number();
        if (lane_for(made.least, made.most, made.denominator) == lane::wide)
            throw not_representable("a field of more than 63 bits: " + declared.name);
        made.is_number = true;
    }
    made.value = emit(code::field, of, {}, lane::cell, index);
    if (declared.type_of.kind == checked::scalar::range) throw not_representable("a field that is a range: " + declared.name);
    return made;
}

operand lowering::field(node_id id, context const& in) {
    auto const& n = graph_.nodes[id];
    auto const child = graph_.children_of(id)[0];
    auto row = lower(child, in);
    auto e = graph_.nodes[child].type_of.entity;
    // A kept row reads what its base row reads.
    while (graph_.entities[e].made.kind == checked::maker_kind::subset) {
        operand base;
        base.depth = 0;
        base.value = emit(code::base, context_of(e).frames.front(), {});
        row = gather(row, base, e, in);
        e = graph_.entities[e].made.source;
    }
    auto made = gather(row, field_column(e, n.payload), e, in);
    return made.is_number ? bounded(made, id) : made;
}

operand lowering::era_of(operand const& date, context const& in) {
    operand made;
    made.depth = date.depth;
    made.value = emit_at(code::era, in, date.depth, {date.value});
    return made;
}

operand lowering::slot(node_id id, context const& in) {
    auto const& n = graph_.nodes[id];
    auto const& declared = graph_.slots[n.payload];
    std::vector<reg> operands;
    operand made;
    if (n.child_count > 0) {
        auto const era = era_of(lower(graph_.children_of(id)[0], in), in);
        made.depth = era.depth;
        operands = {era.value};
    }
    if (is_numeric(declared.type_of)) {
        made.denominator = out_.slot_denominators[n.payload];
        auto const bounds = n.bounds ? n.bounds : declared.carrier;
        made.least = bounds ? bounds->low : -far_number();
        made.most = bounds ? bounds->high : far_number();
        if (lane_for(made.least, made.most, made.denominator) == lane::wide)
            throw not_representable("a value of more than 63 bits: " + declared.name);
        made.is_number = declared.type_of.kind == checked::scalar::number;
    }
    made.value = emit_at(code::slot, in, made.depth, operands, lane::cell, n.payload, 0);
    if (declared.type_of.kind == checked::scalar::range) {
        made.is_range = true;
        made.low = emit_at(code::slot, in, made.depth, operands, lane::cell, n.payload, 1);
        made.high = emit_at(code::slot, in, made.depth, operands, lane::cell, n.payload, 2);
    }
    return made;
}

operand lowering::lookup(node_id id, context const& in) {
    auto const& n = graph_.nodes[id];
    auto const& table = graph_.tables[n.payload];
    auto const children = graph_.children_of(id);
    lookup_plan plan;
    plan.table = n.payload;
    plan.dated = children.size() > table.keys.size();
    std::vector<operand> all;
    int depth = flat_depth;
    for (std::size_t i = 0; i < children.size(); ++i) {
        auto one = lower(children[i], in);
        if (i < table.keys.size()) plan.key_denominators.push_back(one.denominator);
        if (one.in == lane::wide) throw not_representable("a key of more than 63 bits");
        if (i == table.keys.size()) one = era_of(one, in);
        depth = std::max(depth, one.depth);
        all.push_back(std::move(one));
    }
    std::vector<reg> operands;
    for (auto const& one : all) operands.push_back(bring(one, depth, in).value);
    operand made;
    made.depth = depth;
    if (is_numeric(table.type_of)) {
        auto const& bounds = table.carrier ? table.carrier : n.bounds;
        plan.denominator = bounds ? bounds->denominator : rational(1);
        made.denominator = plan.denominator;
        made.least = bounds ? bounds->low : -far_number();
        made.most = bounds ? bounds->high : far_number();
        if (lane_for(made.least, made.most, made.denominator) == lane::wide)
            throw not_representable("cells of more than 63 bits: " + table.name);
        made.is_number = true;
    }
    out_.lookups.push_back(plan);
    made.value = emit_at(code::lookup, in, depth, operands, lane::cell, static_cast<std::uint32_t>(out_.lookups.size() - 1));
    return made;
}

}  // namespace carefare::program
