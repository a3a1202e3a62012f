// Functions that draw one value from a list: min, max, sum, mean, median, mode, stddev, product, all, any.
#include <algorithm>
#include <array>

#include "constant/arithmetic.hpp"
#include "constant/builtin.hpp"
#include "constant/compare.hpp"
#include "constant/exact_root.hpp"
#include "constant/refusal.hpp"

namespace carefare::constant {
namespace {

using syntax::expr_op;

/// The items; refuses fewer than `least`.
std::vector<value> enough_items(builtin_call const& call, std::size_t least) {
    auto items = call.items(0);
    if (items.size() < least)
        refuse(diagnostic_code::C015,
               call.name() + " has no value for a list of " + std::to_string(items.size()) + (items.size() == 1 ? " item" : " items"),
               "Give at least " + std::to_string(least) + (least == 1 ? " item." : " items."));
    return items;
}

/// The items, all of them numbers.
std::vector<value> enough_numbers(builtin_call const& call, std::size_t least) {
    auto items = enough_items(call, least);
    for (auto const& item : items)
        if (!std::holds_alternative<number>(item.held)) call.refuse_item(0, "a list of numbers", item);
    return items;
}

value combined(builtin_call const& call, expr_op op) {
    auto const items = enough_numbers(call, 1);
    auto total = items.front();
    for (std::size_t i = 1; i < items.size(); ++i) {
        call.spent().spend(1);
        total = calculate(op, total, items[i], call.run());
    }
    return total;
}

value divided(value const& total, std::size_t count, evaluation& run) {
    return calculate(expr_op::divide, total, make_number(rational(static_cast<std::int64_t>(count))), run);
}

value extreme(builtin_call const& call, bool greatest) {
    auto const items = enough_items(call, 1);
    auto const* best = &items.front();
    for (auto const& item : items) {
        call.spent().spend(1);
        auto const side = order(item, *best, call.run());
        if (greatest ? side > 0 : side < 0) best = &item;
    }
    return *best;
}

value minimum(builtin_call const& call) { return extreme(call, false); }
value maximum(builtin_call const& call) { return extreme(call, true); }
value sum(builtin_call const& call) { return combined(call, expr_op::add); }
value product(builtin_call const& call) { return combined(call, expr_op::multiply); }
value mean(builtin_call const& call) { return divided(combined(call, expr_op::add), call.items(0).size(), call.run()); }

std::vector<value> sorted(std::vector<value> items, builtin_call const& call) {
    std::sort(items.begin(), items.end(), [&](value const& a, value const& b) {
        call.spent().spend(1);
        return order(a, b, call.run()) < 0;
    });
    return items;
}

value median(builtin_call const& call) {
    auto const items = sorted(enough_numbers(call, 1), call);
    auto const middle = items.size() / 2;
    if (items.size() % 2 == 1) return items[middle];
    return divided(calculate(expr_op::add, items[middle - 1], items[middle], call.run()), 2, call.run());
}

value mode(builtin_call const& call) {
    auto const items = sorted(enough_numbers(call, 0), call);
    std::size_t most = 0;
    std::vector<value> found;
    for (std::size_t begin = 0, end = 0; begin < items.size(); begin = end) {
        while (end < items.size() && is_same(items[begin], items[end], call.run())) ++end;
        if (end - begin > most) found.clear();
        if (end - begin >= most) found.push_back(items[begin]);
        most = std::max(most, end - begin);
    }
    return make_list(std::move(found), call.spent());
}

value standard_deviation(builtin_call const& call) {
    auto const items = enough_numbers(call, 2);
    rational total, squares;
    for (auto const& item : items) {
        auto const& n = std::get<number>(item.held);
        if (n.kind == number_kind::money) call.refuse_item(0, "a list of numbers", item);
        total = call.spent().admit(total + n.amount);
        squares = call.spent().admit(squares + n.amount * n.amount);
    }
    rational const count(static_cast<std::int64_t>(items.size()));
    auto const variance = (squares - total * total / count) / (count - rational(1));
    auto const root = exact_root(variance, 2, call.spent());
    if (!root)
        refuse(diagnostic_code::C013, "the standard deviation is the square root of " + variance.to_string() + ", which has no exact value",
               "Carefare never rounds by itself: write the rounded value.");
    return make_number(*root);
}

/// True if an item equals `decisive`; else the opposite, provided every item is a boolean.
value decided(builtin_call const& call, bool decisive) {
    auto const items = call.items(0);
    auto const is_decisive = [&](value const& item) {
        auto const* b = std::get_if<bool>(&item.held);
        return b != nullptr && *b == decisive;
    };
    if (std::any_of(items.begin(), items.end(), is_decisive)) return value{decisive};
    for (auto const& item : items)
        if (!std::holds_alternative<bool>(item.held)) call.refuse_item(0, "a list of booleans", item);
    return value{!decisive};
}

value all(builtin_call const& call) { return decided(call, false); }
value any(builtin_call const& call) { return decided(call, true); }

constexpr std::array<builtin_row, 10> rows{{
    {"min", "list+", minimum},
    {"max", "list+", maximum},
    {"sum", "list+", sum},
    {"product", "list+", product},
    {"mean", "list+", mean},
    {"median", "list+", median},
    {"mode", "list+", mode},
    {"stddev", "list+", standard_deviation},
    {"all", "list+", all},
    {"any", "list+", any},
}};

}  // namespace

std::span<builtin_row const> statistic_builtins() { return rows; }

}  // namespace carefare::constant
