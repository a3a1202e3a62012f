// Cutting inputs into atoms and walking the product of their classes.
#include "checked/table_regions.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "checked/bounds.hpp"

namespace carefare::checked {

namespace {

/// One value, or an open stretch between two neighbouring values, of an input.
struct atom {
    scalar_value example;
    std::optional<rational> low, high;  ///< ordered inputs: the stretch, equal where it is one value
    bool single = true;
    std::vector<hit> rows;
};

bool is_ordered(scalar kind) { return kind == scalar::number || kind == scalar::date || kind == scalar::date_time; }

std::optional<rational> position(scalar_value const& v) {
    if (auto const* number = std::get_if<rational>(&v)) return *number;
    if (auto const* day = std::get_if<date>(&v)) return rational(day->days);
    if (auto const* time = std::get_if<date_time>(&v)) return rational(time->minutes);
    return std::nullopt;
}

scalar_value at_position(rational const& where, scalar kind) {
    if (kind == scalar::date) return date{static_cast<std::int32_t>(where.to_int64().value_or(0))};
    if (kind == scalar::date_time) return date_time{where.to_int64().value_or(0)};
    return where;
}

bool inside(scalar_value const& v, constant_value const& test) {
    if (auto const* single = std::get_if<scalar_value>(&test)) return *single == v;
    auto const& range = std::get<interval>(test);
    auto const where = position(v);
    if (!where) return false;
    if (range.low) {
        auto const low = position(*range.low);
        if (!low || *where < *low || (*where == *low && !range.low_closed)) return false;
    }
    if (range.high) {
        auto const high = position(*range.high);
        if (!high || *where > *high || (*where == *high && !range.high_closed)) return false;
    }
    return true;
}

/// A none input matches `none` and `-` only.
hit match(cell_test const& test, scalar_value const& v) {
    if (test.any) return hit::certain;
    bool const found = std::any_of(test.values.begin(), test.values.end(), [&](constant_value const& t) { return inside(v, t); });
    if (std::holds_alternative<none_value>(v)) return found && !test.negated ? hit::certain : hit::out;
    if (!test.predicates.empty() && !found) return hit::maybe;
    return found != test.negated ? hit::certain : hit::out;
}

std::vector<scalar_value> named_values(decision_table const& table, std::size_t column) {
    std::vector<scalar_value> out;
    for (auto const& row : table.rows) {
        for (auto const& value : row.tests[column].values) {
            if (auto const* single = std::get_if<scalar_value>(&value)) {
                out.push_back(*single);
            } else {
                auto const& range = std::get<interval>(value);
                if (range.low) out.push_back(*range.low);
                if (range.high) out.push_back(*range.high);
            }
        }
    }
    return out;
}

/// Cuts an ordered input at every value its cells name, within what the input can be.
std::vector<atom> ordered_atoms(rule_graph const& graph, decision_table const& table, std::size_t column) {
    node const& input = graph.nodes[table.inputs[column]];
    auto const kind = input.type_of.kind;
    std::optional<rational> low, high, step;
    if (kind == scalar::number && input.bounds) {
        low = input.bounds->low;
        high = input.bounds->high;
        if (!input.bounds->ratio) step = rational(1) / input.bounds->denominator;
    } else if (kind != scalar::number) {
        step = rational(1);
        rational const scale = kind == scalar::date ? 1 : 1440;
        low = rational(-719162) * scale;                       // 0001-01-01
        high = rational(2932896 + 1) * scale - 1;              // 9999-12-31
    }
    std::set<rational> cuts;
    for (auto const& value : named_values(table, column)) {
        auto const where = position(value);
        if (where && (!low || *where >= *low) && (!high || *where <= *high)) cuts.insert(*where);
    }
    if (low) cuts.insert(*low);
    if (high) cuts.insert(*high);

    std::vector<atom> atoms;
    auto const add_stretch = [&](std::optional<rational> const& a, std::optional<rational> const& b) {
        rational example;
        if (a && step) {
            example = ((*a / *step).floor() + 1) * *step;
            if (b && example >= *b) return;  // no value lies between
        } else if (a && b) {
            example = (*a + *b) / 2;
        } else {
            example = a ? *a + 1 : (b ? *b - 1 : rational(0));
        }
        atoms.push_back({at_position(example, kind), a, b, false, {}});
    };
    std::optional<rational> previous;
    if (!low) add_stretch(std::nullopt, cuts.empty() ? std::nullopt : std::optional(*cuts.begin()));
    for (auto const& cut : cuts) {
        if (previous) add_stretch(previous, cut);
        if (!step || (cut / *step).is_integer()) atoms.push_back({at_position(cut, kind), cut, cut, true, {}});
        previous = cut;
    }
    if (!high && previous) add_stretch(previous, std::nullopt);
    return atoms;
}

std::vector<atom> discrete_atoms(rule_graph const& graph, decision_table const& table, std::size_t column) {
    type const& t = graph.nodes[table.inputs[column]].type_of;
    std::vector<atom> atoms;
    if (t.kind == scalar::boolean) {
        atoms.push_back({true, {}, {}, true, {}});
        atoms.push_back({false, {}, {}, true, {}});
    } else if (t.kind == scalar::word) {
        for (std::uint32_t i = 0; i < graph.word_lists[t.words].words.size(); ++i) atoms.push_back({word{i}, {}, {}, true, {}});
    } else {
        for (auto const& value : named_values(table, column)) {
            bool const known = std::any_of(atoms.begin(), atoms.end(), [&](atom const& a) { return a.example == value; });
            if (!known && !std::holds_alternative<none_value>(value)) atoms.push_back({value, {}, {}, true, {}});
        }
        atoms.push_back({std::string("(any other text)"), {}, {}, true, {}});
    }
    return atoms;
}

std::string words_for(std::vector<atom const*> const& atoms, rule_graph const& graph, type const& t) {
    auto const show = [&](rational const& where) { return graph.to_string(at_position(where, t.kind), t); };
    std::string text;
    auto const append = [&](std::string const& piece) { text += (text.empty() ? "" : " or ") + piece; };
    for (std::size_t i = 0; i < atoms.size();) {
        if (!atoms[i]->low && !atoms[i]->high) {
            append("= " + graph.to_string(atoms[i]->example, t));
            ++i;
            continue;
        }
        std::size_t last = i;
        while (last + 1 < atoms.size() && atoms[last]->high && atoms[last + 1]->low && *atoms[last]->high == *atoms[last + 1]->low) ++last;
        atom const& a = *atoms[i];
        atom const& z = *atoms[last];
        if (i == last && a.single) {
            append("= " + show(*a.low));
        } else {
            append(std::string("in ") + (a.low && a.single ? "[" : "(") + (a.low ? show(*a.low) : "") + ".." +
                   (z.high ? show(*z.high) : "") + (z.high && z.single ? "]" : ")"));
        }
        i = last + 1;
    }
    return text;
}

}  // namespace

std::optional<std::vector<value_class>> classes_of(rule_graph const& graph, decision_table const& table, std::size_t column,
                                                   std::uint64_t& steps, std::uint64_t max_steps) {
    type const& t = graph.nodes[table.inputs[column]].type_of;
    auto atoms = is_ordered(t.kind) ? ordered_atoms(graph, table, column) : discrete_atoms(graph, table, column);
    if (t.optional) atoms.push_back({none_value{}, {}, {}, true, {}});
    steps += atoms.size() * table.rows.size();
    if (steps > max_steps) return std::nullopt;
    std::map<std::vector<hit>, std::vector<atom const*>> merged;
    std::vector<std::vector<hit>> order;
    for (auto& one : atoms) {
        for (auto const& row : table.rows) one.rows.push_back(match(row.tests[column], one.example));
        auto const [place, fresh] = merged.try_emplace(one.rows);
        if (fresh) order.push_back(one.rows);
        place->second.push_back(&one);
    }
    std::vector<value_class> out;
    for (auto const& key : order) {
        auto const& members = merged[key];
        bool const everything = members.size() == atoms.size();
        out.push_back({everything ? "" : words_for(members, graph, t), graph.to_string(members.front()->example, t), key});
    }
    return out;
}

namespace {

struct walker {
    decision_table const& table;
    std::vector<std::vector<value_class>> const& columns;
    std::uint64_t& steps;
    std::uint64_t max_steps;
    std::function<void(region const&)> const& visit;
    region here;

    bool settled(std::size_t column) const {
        std::size_t left = 0;
        for (std::size_t r = 0; r < here.rows.size(); ++r) {
            if (here.rows[r] == hit::out) continue;
            ++left;
            if (here.rows[r] == hit::maybe) return false;
            for (std::size_t c = column; c < columns.size(); ++c) {
                if (!table.rows[r].tests[c].any) return false;
            }
        }
        return left <= 1;
    }

    bool walk(std::size_t column) {
        if (++steps > max_steps) return false;
        if (column == columns.size() || settled(column)) {
            visit(here);
            return true;
        }
        auto const before = here.rows;
        for (auto const& choice : columns[column]) {
            here.chosen.push_back(&choice);
            for (std::size_t r = 0; r < before.size(); ++r) here.rows[r] = std::min(before[r], choice.rows[r]);
            bool const done = walk(column + 1);
            here.chosen.pop_back();
            here.rows = before;
            if (!done) return false;
        }
        return true;
    }
};

}  // namespace

bool walk_regions(decision_table const& table, std::vector<std::vector<value_class>> const& columns, std::uint64_t& steps,
                  std::uint64_t max_steps, std::function<void(region const&)> const& visit) {
    walker w{table, columns, steps, max_steps, visit, {{}, std::vector<hit>(table.rows.size(), hit::certain)}};
    return w.walk(0);
}

std::string describe(region const& of, decision_table const& table) {
    std::string text, example, single;
    for (std::size_t c = 0; c < of.chosen.size(); ++c) {
        if (!of.chosen[c]->words.empty()) single += (single.empty() ? "" : ", ") + table.input_texts[c] + " " + of.chosen[c]->words;
        if (!of.chosen[c]->words.empty()) text += (text.empty() ? "" : " and ") + table.input_texts[c] + " " + of.chosen[c]->words;
        example += (example.empty() ? "" : ", ") + table.input_texts[c] + " = " + of.chosen[c]->example;
    }
    if (text.empty()) text = "any input";
    // A region of single values is its own example.
    return example.empty() || example == single ? text : text + " (for example " + example + ")";
}

}  // namespace carefare::checked
