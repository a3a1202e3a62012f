// Calls: the functions of the column profile, their parameters by place or by name. Calls of constants never come here.
#include <algorithm>
#include <array>

#include "checked/lower_expr.hpp"

namespace carefare::checked {

using syntax::expr_kind;

namespace {

enum class callee : std::uint8_t { number, extreme, aggregate, truth, modulo, round, date, clock, best, neighbour };

struct signature {
    std::string_view name;
    callee kind;
    op what;                                     ///< where one operation says it all
    std::array<std::string_view, 3> parameters;  ///< empty names at the end: not there
};

constexpr std::array signatures{
    signature{"abs", callee::number, op::absolute, {"n"}},
    signature{"floor", callee::number, op::floor, {"n"}},
    signature{"ceiling", callee::number, op::ceiling, {"n"}},
    signature{"modulo", callee::modulo, op::modulo, {"dividend", "divisor"}},
    signature{"min", callee::extreme, op::minimum, {}},
    signature{"max", callee::extreme, op::maximum, {}},
    signature{"sum", callee::aggregate, op::sum, {}},
    signature{"count", callee::aggregate, op::count, {}},
    signature{"not", callee::truth, op::negation, {"negand"}},
    signature{"round up", callee::round, op::round, {"n", "scale"}},
    signature{"round down", callee::round, op::round, {"n", "scale"}},
    signature{"round half up", callee::round, op::round, {"n", "scale"}},
    signature{"round half down", callee::round, op::round, {"n", "scale"}},
    signature{"round half even", callee::round, op::round, {"n", "scale"}},
    signature{"round", callee::round, op::round, {"n", "scale", "mode"}},
    signature{"date", callee::date, op::make_date, {"year", "month", "day"}},
    signature{"add months", callee::date, op::date_add_months, {"date", "months", "month_end"}},
    signature{"months between", callee::date, op::months_between, {"from", "to", "month_end"}},
    signature{"weekday", callee::date, op::weekday_of, {"date"}},
    signature{"minutes between", callee::date, op::minutes_between, {"from", "to"}},
    signature{"overlap", callee::clock, op::overlap, {"range1", "range2"}},
    signature{"length", callee::clock, op::length, {"range"}},
    signature{"clock overlap", callee::clock, op::clock_overlap, {"range", "from", "to"}},
    signature{"week start", callee::clock, op::week_start, {"date", "weekday"}},
    signature{"month start", callee::clock, op::month_start, {"date"}},
    signature{"month end", callee::clock, op::month_last, {"date"}},
    signature{"date and time", callee::clock, op::make_date_time, {"date", "time"}},
    signature{"clock", callee::clock, op::clock_of, {"from"}},
    signature{"best", callee::best, op::best, {}},
    signature{"previous", callee::neighbour, op::previous, {}},
    signature{"next", callee::neighbour, op::next, {}},
    signature{"sum so far", callee::neighbour, op::running_sum, {}},
    signature{"count so far", callee::neighbour, op::running_count, {}},
    signature{"max so far", callee::neighbour, op::running_max, {}},
    signature{"min so far", callee::neighbour, op::running_min, {}},
};

/// Functions of the constant profile that rows cannot use.
constexpr std::array constant_only{"string",
                                   "number",
                                   "substring",
                                   "string length",
                                   "upper case",
                                   "lower case",
                                   "substring before",
                                   "substring after",
                                   "replace",
                                   "contains",
                                   "starts with",
                                   "ends with",
                                   "matches",
                                   "split",
                                   "string join",
                                   "list contains",
                                   "mean",
                                   "all",
                                   "any",
                                   "sublist",
                                   "append",
                                   "concatenate",
                                   "insert before",
                                   "remove",
                                   "list replace",
                                   "reverse",
                                   "index of",
                                   "union",
                                   "distinct values",
                                   "flatten",
                                   "product",
                                   "median",
                                   "stddev",
                                   "mode",
                                   "decimal",
                                   "sqrt",
                                   "log",
                                   "exp",
                                   "odd",
                                   "even",
                                   "before",
                                   "after",
                                   "meets",
                                   "met by",
                                   "overlaps",
                                   "overlaps before",
                                   "overlaps after",
                                   "finishes",
                                   "finished by",
                                   "includes",
                                   "during",
                                   "starts",
                                   "started by",
                                   "coincides",
                                   "day of year",
                                   "day of week",
                                   "month of year",
                                   "week of year",
                                   "time",
                                   "duration",
                                   "years and months duration",
                                   "range",
                                   "is",
                                   "sort",
                                   "get value",
                                   "get entries",
                                   "context",
                                   "context put",
                                   "context merge"};

std::size_t parameter_count(signature const& s) {
    return static_cast<std::size_t>(std::find(s.parameters.begin(), s.parameters.end(), std::string_view{}) -
                                    s.parameters.begin());
}

}  // namespace

std::optional<std::vector<syntax::node_id>> lowering::arguments_of(syntax::node_id id,
                                                                   std::span<std::string_view const> names) {
    auto const& n = e_[id];
    auto const given = e_.children_of(id);
    std::string expected = n.text + "(";
    for (std::size_t i = 0; i < names.size(); ++i)
        expected += (i == 0 ? "" : ", ") + std::string(names[i]);
    expected += ")";
    if (given.size() != names.size()) {
        error(diagnostic_code::T010, n.where,
              "'" + n.text + "' has " + std::to_string(given.size()) + (given.size() == 1 ? " argument" : " arguments"),
              "Write " + expected + ".");
        return {};
    }
    std::vector<syntax::node_id> ordered(names.size(), syntax::no_node);
    for (std::size_t i = 0; i < given.size(); ++i) {
        auto const& argument = e_[given[i]];
        if (argument.kind != expr_kind::named_argument) {
            ordered[i] = given[i];
            continue;
        }
        auto const place =
            static_cast<std::size_t>(std::find(names.begin(), names.end(), argument.text) - names.begin());
        if (place == names.size() || ordered[place] != syntax::no_node) {
            error(diagnostic_code::T011, argument.where,
                  "'" + argument.text + "' is " + (place == names.size() ? "no parameter" : "given twice") + " of '" +
                      n.text + "'",
                  "Write " + expected + ".");
            return {};
        }
        ordered[place] = e_.children_of(given[i])[0];
    }
    return ordered;
}

std::optional<std::vector<operand>> lowering::lower_all(ids arguments) {
    std::vector<operand> made;
    for (syntax::node_id const argument : arguments) {
        if (auto const o = lower(argument)) made.push_back(*o);
    }
    if (made.size() != arguments.size()) return {};
    return made;
}

lowering::result lowering::lower_call(syntax::node_id id) {
    auto const& n = e_[id];
    auto const given = e_.children_of(id);
    auto const found =
        std::find_if(signatures.begin(), signatures.end(), [&](signature const& s) { return s.name == n.text; });
    if (found == signatures.end()) {
        if (n.text == "today" || n.text == "now") {
            error(diagnostic_code::T006, n.where, "'" + n.text + "' needs a clock, which an evaluation does not have",
                  "Name a fact that holds the date.");
        } else if (std::find(constant_only.begin(), constant_only.end(), n.text) != constant_only.end()) {
            error(diagnostic_code::T007, n.where,
                  "'" + n.text + "' is for constants, but its arguments depend on a row",
                  "Use a comparison, arithmetic or an aggregate in its place.");
        } else {
            std::vector<std::string> names;
            for (signature const& s : signatures)
                names.emplace_back(s.name);
            error(diagnostic_code::T006, n.where, "unknown function '" + n.text + "'",
                  did_you_mean(n.text, names, "Name a function of the language, or make it a rule."));
        }
        return {};
    }
    if (found->kind == callee::aggregate || (found->kind == callee::extreme && given.size() == 1)) {
        bool failed = given.size() == 1 && e_[given[0]].kind == expr_kind::named_argument;
        std::optional<relation> const rows =
            given.size() == 1 && !failed ? relation_of(given[0], failed) : std::nullopt;
        if (rows) {
            bool const least = found->what == op::minimum;
            return lower_aggregate(found->kind == callee::aggregate ? found->what : (least ? op::min_of : op::max_of),
                                   *rows, n.where);
        }
        if (failed && e_[given[0]].kind != expr_kind::named_argument) return {};
        if (given.size() == 1 && (e_[given[0]].kind == expr_kind::for_loop || e_[given[0]].kind == expr_kind::list))
            return refuse(given[0]);
        std::string const example =
            found->what == op::count ? "count(member), count(member[role = \"child\"])" : n.text + "(member.income)";
        error(diagnostic_code::T004, n.where, "'" + n.text + "' is given no rows that " + c_.subject + " owns",
              "Name the rows by their entity, as in " + example + ".");
        return {};
    }
    if (found->kind == callee::best) return lower_best(id);
    if (found->kind == callee::neighbour) return lower_neighbour(found->what, id);
    if (found->kind == callee::extreme) return lower_extreme(found->what, given, n.where);
    if (found->name == "date" && given.size() == 1) {
        auto const arguments = arguments_of(id, std::array<std::string_view, 1>{"from"});
        auto const o = arguments ? lower(arguments->front()) : result{};
        if (!o || !is_kind(*o, scalar::date_time, "date(t)")) return {};
        return add(op::date_of, simple(scalar::date), n.where, std::array{o->node});
    }
    auto const arguments = arguments_of(id, std::span(found->parameters).first(parameter_count(*found)));
    if (!arguments) return {};
    if (found->kind == callee::round) return lower_round(found->name, *arguments, n.where);
    if (found->kind == callee::clock) return lower_clock(found->name, *arguments, n.where);
    if (found->kind == callee::date) return lower_date_call(found->name, *arguments, n.where);
    if (found->kind == callee::truth) {
        auto const o = lower_boolean(arguments->front(), "the operand of 'not'");
        if (!o) return {};
        return add(op::negation, simple(scalar::boolean), n.where, std::array{o->node});
    }
    auto all = lower_all(*arguments);
    if (!all) return {};
    for (operand const& o : *all) {
        if (!is_number(o, "'" + n.text + "'")) return {};
    }
    auto t = unify(*all);
    if (!t) return {};
    t->percent = false;
    std::vector<node_id> children;
    for (operand const& o : *all)
        children.push_back(o.node);
    return add(found->what, *t, n.where, children);
}

lowering::result lowering::lower_extreme(op what, ids arguments, location const& where) {
    std::string const name = what == op::minimum ? "'min'" : "'max'";
    if (arguments.empty()) {
        error(diagnostic_code::T010, where, name + " has no arguments",
              "Write two values or more, or rows to aggregate.");
        return {};
    }
    bool good = true;
    for (syntax::node_id const argument : arguments) {
        if (e_[argument].kind != expr_kind::named_argument) continue;
        error(diagnostic_code::T011, e_[argument].where, name + " has no parameter '" + e_[argument].text + "'",
              "Write the values, separated by commas.");
        good = false;
    }
    auto all = good ? lower_all(arguments) : std::nullopt;
    if (!all) return {};
    for (operand const& o : *all) {
        bool const day = o.type_of.kind == scalar::date || o.type_of.kind == scalar::date_time;
        if (day ? !is_value(o) : !is_number(o, name)) return {};
    }
    auto const t = unify(*all);
    if (!t) return {};
    std::vector<node_id> children;
    for (operand const& o : *all)
        children.push_back(o.node);
    return add(what, *t, where, children);
}

}  // namespace carefare::checked
