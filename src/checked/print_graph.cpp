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
    }

private:
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
                return graph_.entities[graph_.nodes[graph_.children[n.first_child]].type_of.entity]
                    .links[n.payload]
                    .name;
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
                return graph_.entities[n.payload].name;
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
    switch (what) {
#define CAREFARE_NAME(name) \
    case op::name:          \
        return #name;
        CAREFARE_NAME(constant)
        CAREFARE_NAME(self) CAREFARE_NAME(follow_owner) CAREFARE_NAME(follow_link) CAREFARE_NAME(item)
            CAREFARE_NAME(fact) CAREFARE_NAME(rule) CAREFARE_NAME(slot) CAREFARE_NAME(lookup) CAREFARE_NAME(add)
                CAREFARE_NAME(subtract) CAREFARE_NAME(multiply) CAREFARE_NAME(divide) CAREFARE_NAME(negate)
                    CAREFARE_NAME(absolute) CAREFARE_NAME(minimum) CAREFARE_NAME(maximum) CAREFARE_NAME(floor)
                        CAREFARE_NAME(ceiling) CAREFARE_NAME(modulo) CAREFARE_NAME(round) CAREFARE_NAME(less)
                            CAREFARE_NAME(less_equal) CAREFARE_NAME(equal) CAREFARE_NAME(not_equal)
                                CAREFARE_NAME(in_interval) CAREFARE_NAME(conjunction) CAREFARE_NAME(disjunction)
                                    CAREFARE_NAME(negation) CAREFARE_NAME(conditional) CAREFARE_NAME(otherwise)
                                        CAREFARE_NAME(is_none) CAREFARE_NAME(date_of) CAREFARE_NAME(date_add_days)
                                            CAREFARE_NAME(date_add_months) CAREFARE_NAME(date_difference)
                                                CAREFARE_NAME(months_between) CAREFARE_NAME(year_of)
                                                    CAREFARE_NAME(month_of) CAREFARE_NAME(day_of)
                                                        CAREFARE_NAME(weekday_of) CAREFARE_NAME(make_date)
                                                            CAREFARE_NAME(minutes_between) CAREFARE_NAME(make_range)
                                                                CAREFARE_NAME(range_low) CAREFARE_NAME(range_high)
                                                                    CAREFARE_NAME(sum) CAREFARE_NAME(count)
                                                                        CAREFARE_NAME(min_of) CAREFARE_NAME(max_of)
                                                                            CAREFARE_NAME(some) CAREFARE_NAME(every)
                                                                                CAREFARE_NAME(decide)
#undef CAREFARE_NAME
    }
    return "";
}

std::string print(rule_graph const& graph, rule_id rule) {
    printer out(graph);
    out.print_rule(graph.rules[rule]);
    return out.text;
}

std::string print(rule_graph const& graph) {
    printer out(graph);
    for (entity const& e : graph.entities) {
        if (e.at) out.text += "entity " + e.name + " at\n" + print_node(graph, *e.at, 1);
        if (e.complete_by) out.text += "entity " + e.name + " complete_by\n" + print_node(graph, *e.complete_by, 1);
    }
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
