// Allocations: what each row asks, the limits that hold it, and the order and the common owner of the pass.
#include <algorithm>

#include "checked/lower_makers.hpp"
#include "checked/relation_way.hpp"

namespace carefare::checked {

namespace {

class allocation_lowering {
public:
    allocation_lowering(lower_context& context, syntax::allocation_syntax const& written, type const& asked)
        : c_(context), b_(context.b), written_(written), asked_(asked) {}

    std::optional<allocation> run() {
        if (!type_fits()) return {};
        allocation made;
        made.where = written_.where;
        made.whole = written_.whole;
        made.pending_skips = written_.pending.value == "skip";
        made.stops_when_full = written_.when_full.value == "stop";
        made.in_proportion = written_.in_proportion;
        bool good = written_.ask.has_value();
        if (good) made.ask = lowering(c_, *written_.ask).lower_as(asked_, "the ask of " + c_.subject);
        good = made.ask != no_id && good;
        for (auto const& limit : written_.limits)
            good = lower_limit(limit, made) && good;
        if (!good || made.limits.empty()) return {};
        made.partition = common_owner_of(made);
        if (made.partition == no_id) return {};
        made.order = lower_order(c_, written_.order, b_.graph.entities[c_.self].owner == made.partition);
        if (made.order.empty()) return {};
        return made;
    }

private:
    bool refuse(location const& where, std::string message, std::string advice) {
        b_.error(diagnostic_code::T049, where, std::move(message), std::move(advice));
        return false;
    }

    bool type_fits() {
        if (c_.self == no_id)
            return refuse(written_.where, c_.subject + " allocates, but is about no rows",
                          "Make it a rule of the entity whose rows ask.");
        if (asked_.kind == scalar::number) return true;
        return refuse(written_.where, c_.subject + " allocates " + b_.graph.to_string(asked_) + ", which is no number",
                      "Give the rule a type that can be shared out, such as days or money.");
    }

    bool lower_limit(syntax::allocation_limit_syntax const& limit, allocation& made) {
        allocation_limit out;
        out.name = limit.name.value;
        out.where = limit.where;
        std::string const what = "the limit " + quoted(out.name) + " of " + c_.subject;
        auto const within = lowering::row_named(c_, limit.within);
        bool good = within.has_value();
        if (within) {
            out.within = within->node;
        } else {
            b_.error(diagnostic_code::T048, limit.within.where,
                     what + " lies within " + quoted(limit.within.value) + ", to which no row of " +
                         quoted(b_.graph.entities[c_.self].name) + " belongs",
                     "Name an owner, a group or a computed link of " + quoted(b_.graph.entities[c_.self].name) + ".");
        }
        type amount = asked_;
        amount.optional = false;
        if (limit.up_to) out.up_to = lowering(c_, *limit.up_to).lower_as(with_none(amount), "'up_to' of " + what);
        good = out.up_to != no_id && good;
        if (limit.counts) {
            out.counts = lowering(c_, *limit.counts).lower_condition("'counts'");
            good = *out.counts != no_id && good;
        }
        if (limit.used_before) {
            out.used_before = lowering(c_, *limit.used_before).lower_as(amount, "'used_before' of " + what);
            good = *out.used_before != no_id && good;
        }
        if (good) made.limits.push_back(std::move(out));
        return good;
    }

    /// The nearest owner of the rows that is, or owns, what every limit lies within.
    entity_id common_owner_of(allocation const& made) {
        auto const& graph = b_.graph;
        auto const holds = [&](entity_id e) {
            return std::all_of(made.limits.begin(), made.limits.end(), [&](allocation_limit const& limit) {
                entity_id const within = graph.nodes[limit.within].type_of.entity;
                return e == within || owns(graph, e, within);
            });
        };
        entity_id at = graph.entities[c_.self].owner;
        while (at != no_id && !holds(at))
            at = graph.entities[at].owner;
        entity_id unbounded = no_id;
        if (at == no_id) {
            refuse(written_.where, "no row owns both the rows of " + quoted(graph.entities[c_.self].name) + " and all limits of " + c_.subject,
                   "Let every limit lie within rows of one owner.");
        } else if (!rows_below(graph, at, c_.self, unbounded)) {
            b_.error(diagnostic_code::T026, written_.where,
                     "nothing says how many rows of " + quoted(graph.entities[unbounded].name) + " their owner may have",
                     "Write at_most: at the entity " + quoted(graph.entities[unbounded].name) + ".");
            at = no_id;
        }
        return at;
    }

    lower_context& c_;
    builder& b_;
    syntax::allocation_syntax const& written_;
    type const asked_;
};

}  // namespace

std::optional<allocation> lower_allocation(lower_context& context, syntax::allocation_syntax const& written,
                                           type const& asked) {
    return allocation_lowering(context, written, asked).run();
}

}  // namespace carefare::checked
