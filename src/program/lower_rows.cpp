// Rows the engine makes, the ways between rows, and what runs over them.
#include <algorithm>

#include "program/lowering.hpp"

namespace carefare::program {

using checked::maker_kind;
using checked::node_id;
using checked::op;

namespace {

bool owns(checked::rule_graph const& graph, entity_id owner, entity_id owned) {
    for (auto at = graph.entities[owned].owner; at != no_id; at = graph.entities[at].owner) {
        if (at == owner) return true;
        if (at == graph.entities[at].owner) break;
    }
    return false;
}

}  // namespace

/// Down the owners where there is a way, else by groups and computed links in the fewest steps.
std::vector<way_step> lowering::way(entity_id from, entity_id to) {
    normally const inside(placing_);
    std::vector<way_step> steps;
    if (owns(graph_, from, to)) {
        for (auto at = to; at != from; at = graph_.entities[at].owner) {
            way_step step;
            step.how = way_step::kind::owned;
            step.from = graph_.entities[at].owner;
            step.to = at;
            steps.insert(steps.begin(), step);
        }
    } else {
        std::map<entity_id, way_step> reached_by;
        std::vector<entity_id> level{from};
        std::set<entity_id> seen{from};
        while (!level.empty() && !seen.contains(to)) {
            std::vector<entity_id> next;
            for (auto const here : level) {
                auto const reach_to = [&](entity_id there, way_step::kind how, std::uint32_t link) {
                    if (!seen.insert(there).second) return;
                    way_step step;
                    step.how = how;
                    step.from = here;
                    step.to = there;
                    step.link = link;
                    reached_by.emplace(there, step);
                    next.push_back(there);
                };
                for (entity_id e = 0; e < graph_.entities.size(); ++e) {
                    if (graph_.entities[e].owner == here) reach_to(e, way_step::kind::owned, 0);
                }
                if (graph_.entities[here].made.kind == maker_kind::group) reach_to(graph_.entities[here].made.source, way_step::kind::grouped, 0);
                for (entity_id e = 0; e < graph_.entities.size(); ++e) {
                    for (std::uint32_t l = 0; l < graph_.entities[e].computed.size(); ++l) {
                        if (graph_.entities[e].computed[l].to == here) reach_to(e, way_step::kind::linked, l);
                    }
                }
            }
            level = std::move(next);
        }
        if (!seen.contains(to)) throw not_representable("rows that no way leads to");
        for (auto at = to; at != from; at = reached_by.at(at).from) steps.insert(steps.begin(), reached_by.at(at));
    }
    for (auto& step : steps) {
        ensure_rows(step.to);
        auto const& entity = graph_.entities[step.to];
        if (step.how == way_step::kind::owned && entity.complete_by) {
            auto const in = context_of(step.from);
            step.complete = bring(lower(*entity.complete_by, in), 0, in).value;
        }
        if (step.how == way_step::kind::linked) {
            step.linked = linked(step.to, step.link);
            for (auto above = graph_.entities[step.from].owner; above != no_id && step.common == no_id; above = graph_.entities[above].owner) {
                if (owns(graph_, above, step.to)) step.common = above;
                if (above == graph_.entities[above].owner) break;
            }
            if (step.common == no_id) throw not_representable("a computed link without a common owner");
            auto const above = context_of(step.common);
            operand self;
            self.depth = 0;
            self.value = emit(code::row_number, above.frames.front(), {});
            step.candidates = items_of(self, step.common, step.to, reach::all, above);
        }
    }
    return steps;
}

frame_id lowering::items_of(operand const& start, entity_id from, entity_id items, reach how, context const& in) {
    auto const outer = frame_at(in, std::max(start.depth, 0));
    std::tuple const key{outer, start.value, from, items, how};
    if (auto const found = items_.find(key); found != items_.end()) return found->second;
    frame made;
    made.what = frame::kind::items;
    made.entity = items;
    made.outer = outer;
    made.start = start.value;
    made.from = from;
    made.how = how;
    if (how == reach::all) {
        made.way = way(from, items);
    } else {
        made.way = way(graph_.entities[from].owner, items);
        made.order = entity_order(items);
    }
    auto const id = add_frame(std::move(made));
    items_.emplace(key, id);
    return id;
}

operand lowering::aggregate(node_id id, context const& outer) {
    auto const& n = graph_.nodes[id];
    auto const in = cut(outer, free_depth(id, outer));
    auto const depth = static_cast<int>(in.frames.size()) - 1;
    auto const children = graph_.children_of(id);
    auto how = reach::all;
    if (n.what == op::previous) how = reach::previous;
    if (n.what == op::next) how = reach::next;
    bool const running = n.what == op::running_sum || n.what == op::running_count || n.what == op::running_min || n.what == op::running_max;
    if (running) how = reach::up_to;
    auto const start = bring(lower(children[0], in), depth, in);
    auto const from = graph_.nodes[children[0]].type_of.entity;
    auto const frame = items_of(start, from, n.payload, how, in);

    // The item is at the next free level: levels count from the outermost aggregate that encloses the node.
    auto inner = in;
    inner.frames.push_back(frame);
    std::uint32_t level = 0;
    for (auto const& [known, at] : outer.items) level = std::max(level, known + 1);
    inner.items[level] = depth + 1;

    auto const part = [&](std::size_t i) -> std::optional<operand> {
        if (i >= children.size() || children[i] == no_id) return std::nullopt;
        return bring(lower(children[i], inner), depth + 1, inner);
    };
    auto const filter = part(1);
    auto const body = part(2);
    operand made;
    made.depth = depth;
    code what = code::only;
    switch (n.what) {
        case op::sum:
        case op::running_sum: what = code::sum; break;
        case op::count:
        case op::running_count: what = code::count; break;
        case op::min_of:
        case op::running_min: what = code::least; break;
        case op::max_of:
        case op::running_max: what = code::greatest; break;
        case op::some: what = code::some; break;
        case op::every: what = code::every; break;
        default: break;
    }
    std::vector<reg> operands{filter ? filter->value : no_reg, body ? body->value : no_reg, start.value};
    if (body && (body->over || body->is_range)) throw not_representable("an aggregate of ranges or of quotients");
    if (what == code::count) {
        made = number(no_reg, depth, lane::cell, 1, 0, power(rational(2), 40));
    } else if (body && body->is_number) {
        made = *body;
        made.depth = depth;
        if (what == code::sum) {
            made.least = n.bounds ? n.bounds->low : rational(0);
            made.most = n.bounds ? n.bounds->high : rational(0);
            made.in = std::max(body->in, lane_for(made.least, made.most, made.denominator));
            if (made.in != body->in) operands[1] = in_lane(*body, made.in, inner).value;
        }
    }
    made.value = emit_at(what, in, depth, operands, made.in, frame, 0, made.in);
    return made.is_number ? bounded(made, id) : made;
}

std::uint32_t lowering::order_of(std::vector<checked::order_key> const& keys, entity_id e, context const& in, int depth) {
    order_plan plan;
    plan.entity = e;
    for (auto const& written : keys) {
        auto const& n = graph_.nodes[written.key];
        // Orders compare the key of a row without making it a text.
        bool const by_key = n.what == op::row_key;
        auto const key = bring(lower(by_key ? graph_.children_of(written.key)[0] : written.key, in), depth, in);
        order_plan::key made;
        made.value = key.value;
        made.descending = written.descending;
        made.is_wide = key.in == lane::wide;
        if (by_key) {
            made.key_text = true;
            made.rows = graph_.nodes[graph_.children_of(written.key)[0]].type_of.entity;
        } else if (n.type_of.kind == checked::scalar::link) {
            made.rows = n.type_of.entity;
        } else if (n.type_of.kind == checked::scalar::text) {
            made.is_text = true;
        }
        plan.keys.push_back(made);
    }
    // One order is sorted by once, however many read it.
    for (std::uint32_t known = 0; known < out_.orders.size(); ++known) {
        if (out_.orders[known] == plan) return known;
    }
    out_.orders.push_back(std::move(plan));
    return static_cast<std::uint32_t>(out_.orders.size() - 1);
}

std::uint32_t lowering::entity_order(entity_id e) {
    if (auto const found = orders_.find(e); found != orders_.end()) return found->second;
    normally const inside(placing_);
    auto const in = context_of(e);
    auto const made = order_of(graph_.entities[e].order, e, in, 0);
    orders_.emplace(e, made);
    return made;
}

operand lowering::best(node_id id, context const& outer) {
    auto const& n = graph_.nodes[id];
    auto const& order = graph_.bests[n.payload];
    auto const in = cut(outer, free_depth(id, outer));
    auto const depth = static_cast<int>(in.frames.size()) - 1;
    auto const children = graph_.children_of(id);
    auto const start = bring(lower(children[0], in), depth, in);
    auto const frame = items_of(start, graph_.nodes[children[0]].type_of.entity, order.items, reach::all, in);
    auto inner = in;
    inner.frames.push_back(frame);
    inner.items[order.level] = depth + 1;
    reg filter = no_reg;
    if (children.size() > 1 && children[1] != no_id) filter = bring(lower(children[1], inner), depth + 1, inner).value;
    auto const plan = order_of(order.keys, order.items, inner, depth + 1);
    std::vector<reg> operands{filter, no_reg, start.value};
    for (auto const& key : out_.orders[plan].keys) operands.push_back(key.value);
    operand made;
    made.depth = depth;
    made.value = emit_at(code::best, in, depth, operands, lane::cell, frame, plan);
    return made;
}

reg lowering::linked(entity_id e, std::uint32_t link) {
    if (auto const found = links_.find({e, link}); found != links_.end()) return found->second;
    normally const inside(placing_);
    auto const& declared = graph_.entities[e].computed[link];
    link_plan plan;
    plan.from = e;
    plan.to = declared.to;
    plan.link = link;
    for (auto above = graph_.entities[e].owner; above != no_id && plan.common == no_id; above = graph_.entities[above].owner) {
        if (owns(graph_, above, declared.to)) plan.common = above;
        if (above == graph_.entities[above].owner) break;
    }
    if (plan.common == no_id) throw not_representable("a computed link without a common owner");
    auto const in = context_of(e);
    auto const key = bring(lower(declared.key, in), 0, in);
    auto const field = field_column(declared.to, 0);
    if (key.in == lane::wide || (key.is_number && key.denominator != field.denominator))
        throw not_representable("a computed link by numbers of different steps");
    plan.key = key.value;
    plan.field = field.value;
    auto const above = context_of(plan.common);
    operand self;
    self.depth = 0;
    self.value = emit(code::row_number, above.frames.front(), {});
    plan.candidates = items_of(self, plan.common, plan.to, reach::all, above);
    out_.links.push_back(plan);
    auto const made = emit(code::linked_row, in.frames.front(), {plan.key, plan.field}, lane::cell,
                           static_cast<std::uint32_t>(out_.links.size() - 1));
    links_.emplace(std::pair{e, link}, made);
    return made;
}

void lowering::ensure_rows(entity_id e) {
    if (graph_.entities[e].made.kind == maker_kind::host || !made_.insert(e).second) return;
    make(e);
}

void lowering::make(entity_id e) {
    normally const inside(placing_);
    auto const& declared = graph_.entities[e];
    auto const& how = declared.made;
    maker_plan plan;
    plan.entity = e;
    plan.kind = how.kind;
    auto const owners = context_of(declared.owner);
    std::vector<reg> operands;
    auto const use = [&](reg of) {
        if (of != no_reg) operands.push_back(of);
        return of;
    };
    auto const self_of = [&](context const& in) {
        operand self;
        self.depth = 0;
        self.value = emit(code::row_number, in.frames.front(), {});
        return self;
    };
    auto const source_rows = [&](operand const& start, entity_id from) {
        plan.source = items_of(start, from, how.source, reach::all, owners);
        return context_of(how.source);
    };
    bool const range = how.kind == maker_kind::each_date || how.kind == maker_kind::each_number || how.kind == maker_kind::merge;
    if (range) {
        auto const in = how.kind == maker_kind::merge ? source_rows(self_of(owners), declared.owner) : owners;
        auto const over = bring(lower(*how.over, in), 0, in);
        plan.range_flags = use(over.value);
        plan.low = use(over.low);
        plan.high = use(over.high);
        plan.denominator = over.denominator;
        plan.moment = graph_.nodes[*how.over].type_of.element == checked::scalar::date_time;
    } else if (how.kind == maker_kind::each_row) {
        auto const start = bring(lower(*how.over, owners), 0, owners);
        source_rows(start, graph_.nodes[*how.over].type_of.entity);
        use(start.value);
    } else if (how.kind == maker_kind::subset || how.kind == maker_kind::group) {
        auto const in = source_rows(self_of(owners), declared.owner);
        if (how.kind == maker_kind::subset && how.where_true) plan.where_true = use(bring(lower(*how.where_true, in), 0, in).value);
        for (auto const by : how.by) {
            auto const value = bring(lower_placed(by, in), 0, in);
            if (value.in == lane::wide || value.is_range) throw not_representable("a group by a range or by a wide number");
            plan.by.push_back(use(value.value));
        }
        auto const& source = graph_.entities[how.source];
        if (how.kind == maker_kind::group && source.at) {
            plan.when = use(bring(lower_placed(*source.at, in), 0, in).value);
        } else if (how.kind == maker_kind::group && source.dated_by) {
            auto const fact = fact_column(*source.dated_by);
            plan.when = use(fact.value);
            plan.moment = graph_.facts[*source.dated_by].type_of.kind == checked::scalar::date_time;
        }
    }
    bool const marks = how.kind == maker_kind::each_date && declared.at;
    bool const narrows = how.where_true && how.kind != maker_kind::subset;
    plan.has_candidates = marks || narrows;
    out_.makers.push_back(plan);
    emit(code::make, owners.frames.front(), operands, lane::cell, static_cast<std::uint32_t>(out_.makers.size() - 1));
    if (!plan.has_candidates) return;
    candidates_.insert(e);
    context in;
    in.frames.push_back(rows_frame(e));
    auto const then = [&](maker_plan next, reg of) {
        next.entity = e;
        next.kind = how.kind;
        out_.makers.push_back(std::move(next));
        emit(code::make, owners.frames.front(), of == no_reg ? std::vector<reg>{} : std::vector<reg>{of}, lane::cell,
             static_cast<std::uint32_t>(out_.makers.size() - 1));
    };
    if (marks) {
        // Until it is known to lie inside, a row is asked as those outside are.
        maker_plan next;
        next.what = maker_plan::stage::marks;
        bool const before = placing_;
        placing_ = marking_ = true;
        next.when = bring(lower(*declared.at, in), 0, in).value;
        placing_ = before;
        marking_ = false;
        marked_rules_.clear();
        auto const when = next.when;
        then(std::move(next), when);
    }
    maker_plan last;
    last.what = maker_plan::stage::narrows;
    if (narrows) last.where_true = bring(lower_placed(*how.where_true, in), 0, in).value;
    candidates_.erase(e);
    candidate_rules_.clear();
    auto const where = last.where_true;
    then(std::move(last), where);
}

}  // namespace carefare::program
