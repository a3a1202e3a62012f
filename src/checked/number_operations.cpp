// What each operation does to intervals and denominators.
#include "checked/number_pass.hpp"
#include "checked/relation_way.hpp"

namespace carefare::checked {

namespace {

constexpr std::int64_t days_of_calendar = 3652058;  // 0001-01-01 to 9999-12-31

template <class Operation>
std::optional<numeric_bounds> fold(std::vector<std::optional<numeric_bounds>> const& values, Operation operation) {
    std::optional<numeric_bounds> all = values.empty() ? std::nullopt : values[0];
    for (std::size_t i = 1; i < values.size() && all; ++i) {
        all = values[i] ? std::optional(operation(*all, *values[i])) : std::nullopt;
    }
    return all;
}

template <class Operation>
std::optional<numeric_bounds> map(std::vector<std::optional<numeric_bounds>> const& values, Operation operation) {
    if (values.empty() || !values[0]) return std::nullopt;
    return operation(*values[0]);
}

}  // namespace

number_pass::result number_pass::read(node const& n) {
    switch (n.what) {
        case op::constant: {
            auto const* held = std::get_if<scalar_value>(&graph_.constants[n.payload]);
            auto const* number = held != nullptr ? std::get_if<rational>(held) : nullptr;
            return number != nullptr ? result(exactly(*number)) : std::nullopt;
        }
        case op::fact: return graph_.facts[n.payload].bounds;
        case op::rule: {
            evaluate_rule(n.payload);
            auto const found = rules_.find(n.payload);
            return found == rules_.end() ? std::nullopt : found->second;
        }
        case op::slot: return graph_.slots[n.payload].carrier;
        case op::lookup: return graph_.tables[n.payload].carrier;
        default: return std::nullopt;
    }
}

number_pass::result number_pass::compute(node_id id) {
    auto const ids = child_ids(id);
    node const n = graph_.nodes[id];  // a copy: evaluating children may not move nodes, but must not depend on it
    if (n.what == op::decide) return decide(n);
    std::vector<result> values;
    values.reserve(ids.size());
    for (auto const child : ids) values.push_back(evaluate(child));
    switch (n.what) {
        case op::add: return fold(values, add);
        case op::subtract: return fold(values, [](auto const& x, auto const& y) { return add(x, carefare::checked::negate(y)); });
        case op::multiply: return fold(values, multiply);
        case op::divide: return divide(ids, values);
        case op::negate: return map(values, carefare::checked::negate);
        case op::absolute: return map(values, absolute);
        case op::minimum: return fold(values, minimum);
        case op::maximum: return fold(values, maximum);
        case op::floor:
        case op::ceiling: return map(values, [](auto const& x) { return rounded(x, 0); });
        case op::round:
            return map(values, [&](auto const& x) { return rounded(x, graph_.roundings[n.payload].scale); });
        case op::modulo:
            if (values[1] && contains_zero(*values[1])) {
                refuse_zero(ids[1], *values[1]);
                return std::nullopt;
            }
            return fold(values, [](auto const& x, auto const& y) { return carefare::checked::modulo(x, y); });
        case op::otherwise: return fold(values, hull);
        case op::lookup: hold_keys(n, ids, values); return read(n);
        case op::date_difference: return between(-days_of_calendar, days_of_calendar);
        case op::months_between: return between(-119988, 119988);
        case op::year_of: return between(1, 9999);
        case op::month_of: return between(1, 12);
        case op::day_of: return between(1, 31);
        case op::weekday_of: return between(1, 7);
        case op::minutes_between: return between(-days_of_calendar * 1440, days_of_calendar * 1440);
        case op::range_low: return range_end(ids[0], true);
        case op::range_high: return range_end(ids[0], false);
        case op::sum:
        case op::count:
        case op::min_of:
        case op::max_of: return aggregate(n, ids, values);
        case op::field: return field(id, n);
        case op::best:
            for (std::size_t k = 0; k < graph_.bests[n.payload].keys.size(); ++k) evaluate(graph_.bests[n.payload].keys[k].key);
            return std::nullopt;
        case op::previous:
        case op::next: return values[2];
        case op::running_sum:
        case op::running_count:
        case op::running_min:
        case op::running_max: return running(n, ids, values);
        case op::length:
            return between(0, graph_.nodes[ids[0]].type_of.element == scalar::date ? days_of_calendar + 1
                                                                                   : days_of_calendar * 1440 + 1440);
        case op::clock_overlap: return between(0, days_of_calendar * 1440 + 1440);
        case op::clock_of: return between(0, 1439);
        case op::grant_unmet:
        case op::grant_before:
        case op::grant_left:
        case op::grant_place: return grant(n);
        default: return read(n);
    }
}

void number_pass::refuse_zero(node_id divisor, numeric_bounds const& bounds) {
    b_.error(diagnostic_code::X001, graph_.nodes[divisor].where, "this divisor may be zero: " + describe(bounds),
             "Test it in an if before dividing, or narrow the range it comes from.");
}

void number_pass::hold_keys(node const& n, std::vector<std::uint32_t> const& ids, std::vector<result> const& values) {
    auto const& table = graph_.tables[n.payload];
    for (std::size_t k = 0; k < table.keys.size() && k < values.size(); ++k) {
        auto const& range = table.keys[k].range;
        if (!range || !values[k]) continue;
        auto const& low = std::get<rational>(*range->low);
        auto const& high = std::get<rational>(*range->high);
        if (!values[k]->ratio && values[k]->low >= low && values[k]->high <= high &&
            values[k]->denominator == rational(1)) {
            continue;
        }
        b_.error(diagnostic_code::X005, graph_.nodes[ids[k]].where,
                 "key '" + table.keys[k].name + "' may lie outside the table: it is a number in " + describe(*values[k]) +
                     ", and '" + table.name + "' has the whole numbers " + low.to_string() + " to " + high.to_string(),
                 "Bound it, for example with min(..., " + high.to_string() + "), or test it in an if.");
    }
}

std::vector<rational> number_pass::constant_values(node_id id) const {
    node const& n = graph_.nodes[id];
    std::vector<rational> values;
    if (n.what == op::constant) {
        auto const* held = std::get_if<scalar_value>(&graph_.constants[n.payload]);
        if (auto const* number = held != nullptr ? std::get_if<rational>(held) : nullptr) values.push_back(*number);
    } else if (n.what == op::slot && graph_.slots[n.payload].divisor) {
        for (auto const& entry : graph_.slots[n.payload].entries) {
            auto const* held = entry.payload ? std::get_if<scalar_value>(&*entry.payload) : nullptr;
            if (auto const* number = held != nullptr ? std::get_if<rational>(held) : nullptr) values.push_back(*number);
        }
    }
    return values;
}

number_pass::result number_pass::divide(std::vector<std::uint32_t> const& ids, std::vector<result> const& values) {
    if (!values[0] || !values[1]) return std::nullopt;
    auto const constants = constant_values(ids[1]);
    result all;
    for (auto const& divisor : constants) {
        if (divisor.is_zero()) {
            refuse_zero(ids[1], *values[1]);
            return std::nullopt;
        }
        auto const quotient = multiply(*values[0], exactly(rational(1) / divisor));
        all = all ? hull(*all, quotient) : quotient;
    }
    if (all) return all;
    if (contains_zero(*values[1])) {
        refuse_zero(ids[1], *values[1]);
        return std::nullopt;
    }
    return ratio(*values[0], *values[1]);
}

number_pass::result number_pass::range_end(node_id range, bool low) const {
    node const& n = graph_.nodes[range];
    if (n.what == op::fact) return graph_.facts[n.payload].bounds;
    if (n.what == op::make_range) {
        auto const child = graph_.children_of(range)[low ? 0 : 1];
        return child == no_id ? std::nullopt : graph_.nodes[child].bounds;
    }
    return std::nullopt;
}

number_pass::result number_pass::field(node_id id, node const& n) {
    entity_id const holder = graph_.nodes[graph_.children_of(id)[0]].type_of.entity;
    evaluate_maker(holder);
    return graph_.entities[holder].made.fields[n.payload].bounds;
}

rational number_pass::rows_of(entity_id from, entity_id items) const {
    entity_id unbounded = no_id;
    return rows_of_way(graph_, find_way(graph_, from, items), unbounded).value_or(rational(0));
}

number_pass::result number_pass::running(node const& n, std::vector<std::uint32_t> const& ids,
                                         std::vector<result> const& values) {
    rational const rows = static_cast<std::int64_t>(graph_.entities[n.payload].at_most.value_or(0));
    if (n.what == op::running_count) return between(0, rows);
    if (!values[2]) return std::nullopt;
    if (values[2]->ratio) {
        b_.error(diagnostic_code::X003, graph_.nodes[ids[2]].where,
                 "an aggregate of quotients by a value that varies has no fixed step",
                 "Round each row's value first, where the law says so.");
        return std::nullopt;
    }
    return n.what == op::running_sum ? sum_of(*values[2], rows) : *values[2];
}

number_pass::result number_pass::grant(node const& n) {
    evaluate_rule(n.payload);
    rule const& of = graph_.rules[n.payload];
    allocation const& a = graph_.allocations[*of.allocate];
    if (n.what == op::grant_place) {
        entity_id unbounded = no_id;
        return between(1, rows_below(graph_, a.partition, of.owner, unbounded).value_or(rational(1)));
    }
    auto const given = rules_.find(n.payload);
    if (given == rules_.end() || !given->second) return std::nullopt;
    auto bounds = *given->second;
    if (n.what == op::grant_unmet) return bounds;
    // What was granted before, and what is left, is counted in the limit that bound.
    for (auto const& limit : a.limits) {
        auto const& up_to = graph_.nodes[limit.up_to].bounds;
        if (up_to) bounds = hull(bounds, *up_to);
        auto const& used = limit.used_before ? graph_.nodes[*limit.used_before].bounds : std::nullopt;
        if (used) bounds = hull(bounds, add(*used, sum_of(*given->second, rows_of(a.partition, of.owner))));
    }
    return hull(bounds, sum_of(*given->second, rows_of(a.partition, of.owner)));
}

number_pass::result number_pass::aggregate(node const& n, std::vector<std::uint32_t> const& ids,
                                           std::vector<result> const& values) {
    rational const rows = rows_of(graph_.nodes[ids[0]].type_of.entity, n.payload);
    if (n.what == op::count) return between(0, rows);
    if (values.size() < 3 || !values[2]) return std::nullopt;
    if (values[2]->ratio) {
        b_.error(diagnostic_code::X003, graph_.nodes[ids[2]].where,
                 "an aggregate of quotients by a value that varies has no fixed step",
                 "Round each row's value first, where the law says so.");
        return std::nullopt;
    }
    return n.what == op::sum ? sum_of(*values[2], rows) : *values[2];
}

number_pass::result number_pass::decide(node const& n) {
    decision_table const& table = graph_.decisions[n.payload];
    for (auto const input : table.inputs) evaluate(input);
    result all;
    auto const take = [&](result const& output) {
        if (output) all = all ? hull(*all, *output) : *output;
    };
    for (auto const& row : table.rows) {
        for (auto const& test : row.tests) {
            for (auto const predicate : test.predicates) evaluate(predicate);
        }
        take(evaluate(row.output));
    }
    if (table.otherwise) take(evaluate(*table.otherwise));
    rational const rows = static_cast<std::int64_t>(table.rows.size());
    if (table.policy == syntax::hit_policy::collect_count) return between(0, rows);
    if (table.policy == syntax::hit_policy::collect_sum && all) return sum_of(*all, rows);
    return all;
}

}  // namespace carefare::checked
