// Random trees of every shape the grammar can give, for properties of printing and parsing.
#pragma once

#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <carefare/syntax/expr_syntax.hpp>

namespace carefare::syntax {

class random_expr {
public:
    explicit random_expr(std::uint32_t seed) : random_(seed) {}

    expr expression(unsigned depth) {
        e_ = {};
        e_.root = any(depth);
        return std::move(e_);
    }

    expr cell(unsigned depth) {
        e_ = {};
        e_.root = chance(8) ? add(expr_kind::any_test, {}) : add(expr_kind::list, tests(depth));
        return std::move(e_);
    }

private:
    std::uint32_t below(std::uint32_t bound) { return static_cast<std::uint32_t>(random_() % bound); }
    bool chance(std::uint32_t one_in) { return below(one_in) == 0; }

    template <typename T, std::size_t Size>
    T const& pick(std::array<T, Size> const& among) {
        return among[below(Size)];
    }

    node_id add(expr_kind kind, std::vector<node_id> const& children, std::string text = {},
                expr_op op = expr_op::none_) {
        expr_node n;
        n.kind = kind;
        n.op = op;
        n.text = std::move(text);
        n.first_child = static_cast<std::uint32_t>(e_.children.size());
        n.child_count = static_cast<std::uint32_t>(children.size());
        e_.children.insert(e_.children.end(), children.begin(), children.end());
        e_.nodes.push_back(std::move(n));
        return static_cast<node_id>(e_.nodes.size() - 1);
    }

    std::vector<node_id> some(unsigned depth, std::uint32_t least, std::uint32_t most) {
        std::vector<node_id> items;
        for (auto left = least + below(most - least + 1); left > 0; --left)
            items.push_back(any(depth));
        return items;
    }

    std::vector<node_id> named(unsigned depth, std::uint32_t least) {
        std::array<std::string, 3> const names{"n", "start position", "date"};
        std::vector<node_id> items;
        for (auto const& name : names) {
            if (items.size() < least || chance(3)) items.push_back(add(expr_kind::named_argument, {any(depth)}, name));
        }
        return items;
    }

    std::string name() {
        return pick(std::array<std::string, 8>{"a", "date", "time", "order", "x1", "years", "asc", "item"});
    }

    node_id leaf() {
        switch (below(8)) {
            case 0:
                return add(expr_kind::number, {}, pick(std::array<std::string, 4>{"12", ".872", "1.5", "1e-7"}));
            case 1:
                return add(expr_kind::money, {}, "12.50");
            case 2:
                return add(expr_kind::percent, {}, "27");
            case 3:
                return add(expr_kind::text, {},
                           pick(std::array<std::string, 4>{"", "a\"\\\n\t\x01", "\xC3\xA9", "//"}));
            case 4:
                return add(expr_kind::boolean, {}, {}, chance(2) ? expr_op::yes : expr_op::no);
            case 5:
                return add(expr_kind::at_literal, {}, "2023-10-01");
            case 6:
                return add(chance(2) ? expr_kind::none : expr_kind::null, {});
            default:
                return add(expr_kind::name, {}, name());
        }
    }

    /// What can be an end of a range: anything but the word none alone, which means that there is no end.
    node_id end(unsigned depth) {
        if (chance(4)) return no_node;
        return add(expr_kind::negate, {any(depth)});
    }

    node_id range(unsigned depth) {
        auto const low = end(depth);
        auto const id = add(expr_kind::range, {low, end(depth)});
        e_.nodes[id].low_closed = chance(2);
        e_.nodes[id].high_closed = chance(2);
        return id;
    }

    node_id iterator(unsigned depth) {
        bool const counts = chance(2);
        auto const domain = counts ? range(depth) : any(depth);
        if (counts) e_.nodes[domain].low_closed = e_.nodes[domain].high_closed = true;
        return add(expr_kind::iterator, {domain}, name(), counts ? expr_op::counting : expr_op::none_);
    }

    node_id loop(expr_kind kind, unsigned depth, expr_op op) {
        std::vector<node_id> parts{iterator(depth)};
        if (chance(3)) parts.push_back(iterator(depth));
        parts.push_back(any(depth));
        return add(kind, parts, {}, op);
    }

    node_id unary_test(unsigned depth) { return add(expr_kind::unary_test, {any(depth)}, {}, comparison()); }

    expr_op comparison() {
        return pick(std::array{expr_op::less, expr_op::less_equal, expr_op::greater, expr_op::greater_equal,
                               expr_op::equal, expr_op::not_equal});
    }

    std::vector<node_id> tests(unsigned depth) {
        std::vector<node_id> items;
        for (auto left = 1 + below(3); left > 0; --left) {
            switch (below(4)) {
                case 0:
                    items.push_back(unary_test(depth));
                    break;
                case 1:
                    items.push_back(add(expr_kind::not_test, {any(depth), unary_test(depth)}));
                    break;
                default:
                    items.push_back(value_test(depth));
            }
        }
        return items;
    }

    /// A call of `not` as a test is a negation of tests, never a call.
    node_id value_test(unsigned depth) { return add(expr_kind::binary, {any(depth), any(depth)}, {}, expr_op::add); }

    node_id call(unsigned depth) {
        auto const callee = pick(std::array<std::string, 6>{"f", "a.b.f", "time", "date and time", "round half up",
                                                            "years and months duration"});
        if (chance(3)) return add(expr_kind::call, named(depth, 0), callee);
        auto arguments = some(depth, 0, 3);
        for (auto& argument : arguments) {
            if (!chance(4)) continue;
            argument = add(expr_kind::ordering, {argument}, {}, chance(2) ? expr_op::ascending : expr_op::descending);
        }
        return add(expr_kind::call, arguments, callee);
    }

    node_id any(unsigned depth) {
        if (depth == 0) return leaf();
        --depth;
        switch (below(20)) {
            case 0:
                return add(expr_kind::member, {any(depth)}, chance(3) ? "time offset" : name());
            case 1:
            case 2:
                return call(depth);
            case 3: {
                std::vector<node_id> parts{add(expr_kind::text, {}, "abs")};
                for (auto const argument : some(depth, 0, 2))
                    parts.push_back(argument);
                return add(expr_kind::invoke, parts);
            }
            case 4:
                return add(expr_kind::lookup, named(depth, 1), chance(2) ? "t" : "t.u");
            case 5:
                return add(expr_kind::list, some(depth, 0, 3));
            case 6:
                return range(depth);
            case 7:
                return unary_test(depth);
            case 8:
                return add(expr_kind::negate, {any(depth)});
            case 9:
                return add(expr_kind::binary, {any(depth), any(depth)}, {}, comparison());
            case 10:
                return add(expr_kind::logic, some(depth, 2, 4), {}, expr_op::conjunction);
            case 11:
                return add(expr_kind::logic, some(depth, 2, 4), {}, expr_op::disjunction);
            case 12:
                return add(expr_kind::between, some(depth, 3, 3));
            case 13: {
                std::vector<node_id> parts{any(depth)};
                for (auto const test : tests(depth))
                    parts.push_back(test);
                return add(expr_kind::in, parts);
            }
            case 14:
                return add(expr_kind::conditional, some(depth, 3, 3));
            case 15:
                return loop(expr_kind::for_loop, depth, expr_op::none_);
            case 16:
                return loop(expr_kind::quantified, depth, chance(2) ? expr_op::some : expr_op::every);
            case 17:
                return add(expr_kind::filter, some(depth, 2, 2));
            case 18:
                return add(expr_kind::otherwise, some(depth, 2, 2));
            default:
                return add(expr_kind::binary, some(depth, 2, 2), {},
                           pick(std::array{expr_op::add, expr_op::subtract, expr_op::multiply, expr_op::divide,
                                           expr_op::power}));
        }
    }

    std::mt19937 random_;
    expr e_;
};

}  // namespace carefare::syntax
