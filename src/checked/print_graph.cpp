// A checked graph as text.
#include <carefare/checked/print.hpp>

#include <vector>

namespace carefare::checked {

namespace {

std::string_view mode_name(rounding_mode mode) {
    switch (mode) {
        case rounding_mode::up:
            return "up";
        case rounding_mode::down:
            return "down";
        case rounding_mode::half_up:
            return "half up";
        case rounding_mode::half_down:
            return "half down";
        case rounding_mode::half_even:
            return "half even";
        case rounding_mode::floor:
            return "floor";
        case rounding_mode::ceiling:
            return "ceiling";
    }
    return "";
}

std::string_view prefix_of(slot_kind kind) {
    switch (kind) {
        case slot_kind::option:
            return "option.";
        case slot_kind::reading:
            return "reading.";
        case slot_kind::parameter:
            return "";
    }
    return "";
}

std::string_view policy_name(syntax::hit_policy policy) {
    switch (policy) {
        case syntax::hit_policy::unique:
            return "unique";
        case syntax::hit_policy::any:
            return "any";
        case syntax::hit_policy::first:
            return "first";
        case syntax::hit_policy::collect_sum:
            return "collect sum";
        case syntax::hit_policy::collect_count:
            return "collect count";
        case syntax::hit_policy::collect_min:
            return "collect min";
        case syntax::hit_policy::collect_max:
            return "collect max";
    }
    return "";
}

std::string_view maker_name(maker_kind kind) {
    switch (kind) {
        case maker_kind::host:
            return "host";
        case maker_kind::subset:
            return "subset";
        case maker_kind::each_date:
            return "each date";
        case maker_kind::each_number:
            return "each number";
        case maker_kind::each_word:
            return "each word";
        case maker_kind::each_row:
            return "each row";
        case maker_kind::group:
            return "group";
        case maker_kind::merge:
            return "merge";
    }
    return "";
}

class printer {
public:
    explicit printer(rule_graph const& graph) : graph_(graph) {}
    std::string text;

    void print_rule(rule const& r) {
        line(0, "rule " + graph_.full_name(r) + " : " + graph_.to_string(r.type_of));
        if (r.as_of) {
            line(1, "as_of");
            print_tree(*r.as_of, 2);
        }
        for (auto const& version : r.versions) {
            std::string head = version.from ? "from " + to_string(*version.from) : std::string("always");
            if (version.until) head += " until " + to_string(*version.until);
            if (version.known) head += " known " + to_string(*version.known);
            if (!version.payload) head += " not known: " + version.gap;
            line(1, head);
            if (version.payload) print_tree(*version.payload, 2);
        }
        if (r.allocate) print_allocation(graph_.allocations[*r.allocate]);
    }

    void print_tree(node_id id, unsigned indent) {
        if (id == no_id) {
            line(indent, "-");
            return;
        }
        node const& n = graph_.nodes[id];
        std::string const detail = detail_of(n);
        line(indent,
             std::string(name_of(n.what)) + (detail.empty() ? "" : " " + detail) + " : " + type_name(n.type_of));
        for (node_id const child : graph_.children_of(id))
            print_tree(child, indent + 1);
        if (n.what == op::decide) print_decision(graph_.decisions[n.payload], indent + 1);
        if (n.what == op::best) print_order("order", graph_.bests[n.payload].keys, indent + 1);
    }

    void print_entity(entity const& e) {
        print_maker(e);
        for (computed_link const& l : e.computed) {
            line(0, "entity " + e.name + " to " + l.name + " by key");
            print_tree(l.key, 1);
        }
        print_order("entity " + e.name + " order", e.order, 0);
        if (e.at) {
            line(0, "entity " + e.name + " at");
            print_tree(*e.at, 1);
        }
        if (e.pay_by) {
            line(0, "entity " + e.name + " pay_by");
            print_tree(*e.pay_by, 1);
        }
        if (e.complete_by) {
            line(0, "entity " + e.name + " complete_by");
            print_tree(*e.complete_by, 1);
        }
    }

private:
    void print_maker(entity const& e) {
        maker const& made = e.made;
        if (made.kind == maker_kind::host) return;
        std::string head = "entity " + e.name + " made as " + std::string(maker_name(made.kind));
        if (made.source != no_id) head += " of " + graph_.entities[made.source].name;
        if (made.words != no_id) head += " of " + graph_.word_lists[made.words].name;
        if (made.partial) head += ", partial";
        line(0, head);
        for (made_field const& field : made.fields)
            line(1, "field " + field.name + " : " + type_name(field.type_of));
        if (made.over) {
            line(1, "over");
            print_tree(*made.over, 2);
        }
        for (node_id const key : made.by) {
            line(1, "by");
            print_tree(key, 2);
        }
        if (made.where_true) {
            line(1, "where");
            print_tree(*made.where_true, 2);
        }
    }

    void print_order(std::string const& head, std::vector<order_key> const& keys, unsigned indent) {
        if (keys.empty()) return;
        line(indent, head);
        for (order_key const& key : keys) {
            line(indent + 1, key.descending ? "desc" : "asc");
            print_tree(key.key, indent + 2);
        }
    }

    void print_optional(std::string const& head, std::optional<node_id> const& id, unsigned indent) {
        if (!id) return;
        line(indent, head);
        print_tree(*id, indent + 1);
    }

    void print_allocation(allocation const& a) {
        std::string head = "allocate";
        if (a.whole) head += " whole";
        if (a.in_proportion) head += " in proportion";
        if (a.pending_skips) head += ", pending skips";
        if (a.stops_when_full) head += ", stops when full";
        line(1, head + (a.partition == no_id ? "" : ", within " + graph_.entities[a.partition].name));
        print_optional("ask", a.ask, 2);
        print_order("order", a.order, 2);
        for (allocation_limit const& limit : a.limits) {
            line(2, "limit " + limit.name);
            print_optional("within", limit.within, 3);
            print_optional("up_to", limit.up_to, 3);
            print_optional("counts", limit.counts, 3);
            print_optional("used_before", limit.used_before, 3);
        }
    }

    entity const& row_entity(node const& n) const {
        return graph_.entities[graph_.nodes[graph_.children[n.first_child]].type_of.entity];
    }

    void line(unsigned indent, std::string const& content) {
        text.append(indent * std::size_t{2}, ' ');
        text += content;
        text += '\n';
    }

    std::string type_name(type const& t) const {
        return t.kind == scalar::link ? "row of " + graph_.entities[t.entity].name : graph_.to_string(t);
    }

    std::string constant_text(constant_value const& v, type const& t) const {
        if (auto const* one = std::get_if<scalar_value>(&v)) return graph_.to_string(*one, t);
        auto const& span = std::get<interval>(v);
        type element = t;
        element.kind = t.kind == scalar::range ? t.element : t.kind;
        std::string made = span.low && span.low_closed ? "[" : "(";
        if (span.low) made += graph_.to_string(*span.low, element);
        made += "..";
        if (span.high) made += graph_.to_string(*span.high, element);
        return made + (span.high && span.high_closed ? "]" : ")");
    }

    std::string detail_of(node const& n) const {
        switch (n.what) {
            case op::constant:
                return constant_text(graph_.constants[n.payload], n.type_of);
            case op::item:
                return std::to_string(n.payload);
            case op::follow_link:
                return row_entity(n).links[n.payload].name;
            case op::fact:
                return graph_.full_name(graph_.facts[n.payload]);
            case op::rule:
                return graph_.full_name(graph_.rules[n.payload]);
            case op::slot:
                return std::string(prefix_of(graph_.slots[n.payload].kind)) + graph_.slots[n.payload].name;
            case op::lookup:
                return graph_.tables[n.payload].name;
            case op::round: {
                rounding const& how = graph_.roundings[n.payload];
                return std::to_string(how.scale) + (how.mode ? " " + std::string(mode_name(*how.mode)) : "");
            }
            case op::make_range:
                return std::string((n.payload & 1U) != 0 ? "[" : "(") + ((n.payload & 2U) != 0 ? "]" : ")");
            case op::sum:
            case op::count:
            case op::min_of:
            case op::max_of:
            case op::some:
            case op::every:
            case op::follow_group:
            case op::previous:
            case op::next:
            case op::running_sum:
            case op::running_count:
            case op::running_min:
            case op::running_max:
                return graph_.entities[n.payload].name;
            case op::field:
                return row_entity(n).made.fields[n.payload].name;
            case op::follow_computed:
                return row_entity(n).computed[n.payload].name;
            case op::best:
                return graph_.entities[graph_.bests[n.payload].items].name;
            case op::week_start:
                return std::to_string(n.payload);
            case op::grant_unmet:
            case op::grant_before:
            case op::grant_left:
            case op::grant_place:
            case op::grant_bound_by:
                return graph_.full_name(graph_.rules[n.payload]);
            case op::decide:
                return std::string(policy_name(graph_.decisions[n.payload].policy));
            default:
                return {};
        }
    }

    void print_cell(cell_test const& cell, type const& input, unsigned indent) {
        std::string made = cell.negated ? "not" : "test";
        if (cell.any) made = "any";
        for (constant_value const& v : cell.values)
            made += " " + constant_text(v, input);
        line(indent, made);
        for (node_id const predicate : cell.predicates)
            print_tree(predicate, indent + 1);
    }

    void print_decision(decision_table const& table, unsigned indent) {
        for (node_id const input : table.inputs) {
            line(indent, "input");
            print_tree(input, indent + 1);
        }
        for (decision_row const& row : table.rows) {
            line(indent, "row");
            for (std::size_t i = 0; i < row.tests.size(); ++i)
                print_cell(row.tests[i], graph_.nodes[table.inputs[i]].type_of, indent + 1);
            print_tree(row.output, indent + 1);
        }
        if (!table.otherwise) return;
        line(indent, "otherwise");
        print_tree(*table.otherwise, indent + 1);
    }

    rule_graph const& graph_;
};

}  // namespace

std::string_view name_of(op what) {
    // clang-format off
    switch (what) {
#define CAREFARE_NAME(name) case op::name: return #name;
        CAREFARE_NAME(constant) CAREFARE_NAME(self) CAREFARE_NAME(follow_owner) CAREFARE_NAME(follow_link)
        CAREFARE_NAME(item) CAREFARE_NAME(fact) CAREFARE_NAME(rule) CAREFARE_NAME(slot) CAREFARE_NAME(lookup)
        CAREFARE_NAME(add) CAREFARE_NAME(subtract) CAREFARE_NAME(multiply) CAREFARE_NAME(divide) CAREFARE_NAME(negate)
        CAREFARE_NAME(absolute) CAREFARE_NAME(minimum) CAREFARE_NAME(maximum) CAREFARE_NAME(floor)
        CAREFARE_NAME(ceiling) CAREFARE_NAME(modulo) CAREFARE_NAME(round) CAREFARE_NAME(less)
        CAREFARE_NAME(less_equal) CAREFARE_NAME(equal) CAREFARE_NAME(not_equal) CAREFARE_NAME(in_interval)
        CAREFARE_NAME(conjunction) CAREFARE_NAME(disjunction) CAREFARE_NAME(negation) CAREFARE_NAME(conditional)
        CAREFARE_NAME(otherwise) CAREFARE_NAME(is_none) CAREFARE_NAME(date_of) CAREFARE_NAME(date_add_days)
        CAREFARE_NAME(date_add_months) CAREFARE_NAME(date_difference) CAREFARE_NAME(months_between)
        CAREFARE_NAME(year_of) CAREFARE_NAME(month_of) CAREFARE_NAME(day_of) CAREFARE_NAME(weekday_of)
        CAREFARE_NAME(make_date) CAREFARE_NAME(minutes_between) CAREFARE_NAME(make_range) CAREFARE_NAME(range_low)
        CAREFARE_NAME(range_high) CAREFARE_NAME(sum) CAREFARE_NAME(count) CAREFARE_NAME(min_of) CAREFARE_NAME(max_of)
        CAREFARE_NAME(some) CAREFARE_NAME(every) CAREFARE_NAME(decide) CAREFARE_NAME(field)
        CAREFARE_NAME(follow_group) CAREFARE_NAME(follow_base) CAREFARE_NAME(follow_computed) CAREFARE_NAME(best)
        CAREFARE_NAME(previous) CAREFARE_NAME(next) CAREFARE_NAME(running_sum) CAREFARE_NAME(running_count)
        CAREFARE_NAME(running_min) CAREFARE_NAME(running_max) CAREFARE_NAME(overlap) CAREFARE_NAME(length)
        CAREFARE_NAME(clock_overlap) CAREFARE_NAME(week_start) CAREFARE_NAME(month_start) CAREFARE_NAME(month_last)
        CAREFARE_NAME(make_date_time) CAREFARE_NAME(clock_of) CAREFARE_NAME(row_key) CAREFARE_NAME(grant_unmet)
        CAREFARE_NAME(grant_before) CAREFARE_NAME(grant_left) CAREFARE_NAME(grant_place) CAREFARE_NAME(grant_bound_by)
#undef CAREFARE_NAME
    }
    // clang-format on
    return "";
}

std::string print(rule_graph const& graph, rule_id rule) {
    printer out(graph);
    out.print_rule(graph.rules[rule]);
    return out.text;
}

std::string print(rule_graph const& graph) {
    printer out(graph);
    for (entity const& e : graph.entities)
        out.print_entity(e);
    for (rule const& r : graph.rules)
        out.print_rule(r);
    return out.text;
}

std::string print_node(rule_graph const& graph, node_id node, unsigned indent) {
    printer out(graph);
    out.print_tree(node, indent);
    return out.text;
}

}  // namespace carefare::checked
