// for, some, every and filters.
#include <optional>
#include <utility>

#include "constant/compare.hpp"
#include "constant/evaluator.hpp"
#include "constant/refusal.hpp"
#include "constant/undecided.hpp"

namespace carefare::constant {

using syntax::expr_kind;
using syntax::expr_op;

namespace {

[[noreturn]] void refuse_counting(value const& v) {
    refuse(diagnostic_code::C025, "a loop cannot count by " + with_article(v),
           "Count over whole numbers or dates, or repeat over a list.");
}

/// Where a whole number or a date stands on the line that a loop counts along.
std::int64_t counted(value const& v) {
    if (auto const* day = std::get_if<wide_date>(&v.held)) return day->days;
    auto const* n = std::get_if<number>(&v.held);
    auto const whole = n != nullptr && n->kind == number_kind::number ? n->amount.to_int64() : std::nullopt;
    constexpr std::int64_t most = std::int64_t{1} << 53U;
    if (n != nullptr && n->kind == number_kind::number && n->amount.is_integer() && (!whole || *whole > most || *whole < -most))
        refuse_limit(diagnostic_code::L021, "a loop that counts to a number beyond " + std::to_string(most), "Count over fewer numbers.");
    if (!whole) refuse_counting(v);
    return *whole;
}

value uncounted(std::int64_t at, bool is_day) {
    if (is_day) return value{wide_date{at}};
    return make_number(rational(at));
}

/// From first to last by steps of one, up or down.
template <typename Body>
bool count_through(value const& first, value const& last, bool skip_first, bool skip_last, Body const& body) {
    if (first.held.index() != last.held.index()) refuse_counting(last);
    bool const is_day = std::holds_alternative<wide_date>(first.held);
    auto const from = counted(first);
    auto const to = counted(last);
    std::int64_t const step = from <= to ? 1 : -1;
    for (auto at = from;; at += step) {
        bool const skipped = (skip_first && at == from) || (skip_last && at == to);
        if (!skipped && !body(uncounted(at, is_day))) return false;
        if (at == to) return true;
    }
}

}  // namespace

template <typename Body>
bool evaluator::each_value(syntax::node_id iterator, Body const& body) {
    auto const domain = e_.children_of(iterator)[0];
    if (e_[iterator].op == expr_op::counting) {
        auto const ends = e_.children_of(domain);
        if (ends[0] == syntax::no_node || ends[1] == syntax::no_node || e_[ends[0]].kind == expr_kind::none ||
            e_[ends[1]].kind == expr_kind::none)
            refuse(diagnostic_code::C025, "a loop cannot count without an end", "Write both ends.");
        auto const first = eval(ends[0]);
        return count_through(first, eval(ends[1]), false, false, body);
    }
    auto const over = eval(domain);
    if (auto const* several = std::get_if<list>(&over.held)) {
        for (auto const& item : several->items)
            if (!body(item)) return false;
        return true;
    }
    auto const* r = std::get_if<range>(&over.held);
    if (r == nullptr)
        refuse(diagnostic_code::C025, "a loop cannot repeat over " + with_article(over),
               "Repeat over a list, as in [1, 2], or a range, as in 1..2.");
    if (!r->low || !r->high || r->form == range_form::not_equal)
        refuse(diagnostic_code::C025, "a loop cannot count without an end", "Write both ends.");
    return count_through(*r->low, *r->high, !r->low_closed, !r->high_closed, body);
}

template <typename Body>
bool evaluator::each_combination(children iterators, Body const& body) {
    constexpr std::size_t most = 50;
    if (iterators.size() > most)
        refuse(diagnostic_code::C025, "a loop over more than 50 names", "Use fewer names.");
    if (iterators.empty()) return body();
    auto const iterator = iterators.front();
    return each_value(iterator, [&](value const& v) {
        run_.spent.spend(1);
        bindings_.push_back({e_[iterator].text, &v});
        bool const go_on = each_combination(iterators.subspan(1), body);
        bindings_.pop_back();
        return go_on;
    });
}

value evaluator::eval_for(syntax::node_id id) {
    auto const parts = e_.children_of(id);
    auto const outer = bindings_.size();
    list_builder made(run_.spent);
    try {
        each_combination(parts.first(parts.size() - 1), [&] {
            bindings_.push_back({"partial", &made.so_far()});
            auto item = eval(parts.back());
            bindings_.pop_back();
            made.add(std::move(item));
            return true;
        });
    } catch (refusal const&) {
        bindings_.resize(outer);  // an enclosing and, or or in may go on
        throw;
    }
    return made.take();
}

value evaluator::eval_quantified(syntax::node_id id) {
    auto const parts = e_.children_of(id);
    auto const outer = bindings_.size();
    bool const wants_some = e_[id].op == expr_op::some;
    undecided rest(run_.spent);
    bool decided = false;
    try {
        each_combination(parts.first(parts.size() - 1), [&] {
            auto const depth = bindings_.size();
            decided = rest.is(wants_some, [&] { return condition(parts.back(), "what some or every asks"); });
            bindings_.resize(depth);
            return !decided;
        });
    } catch (refusal const&) {
        bindings_.resize(outer);
        throw;
    }
    if (decided) return value{wants_some};
    rest.raise();
    return value{!wants_some};
}

bool evaluator::mentions_item(syntax::node_id id) {
    if (id == syntax::no_node) return false;
    if (mentions_item_.empty()) mentions_item_.resize(e_.nodes.size(), mention::unknown);
    auto& known = mentions_item_[id];
    if (known != mention::unknown) return known == mention::yes;
    auto const& node = e_[id];
    bool found = node.kind == expr_kind::name && node.text == "item";
    auto parts = e_.children_of(id);
    if (node.kind == expr_kind::filter) parts = parts.first(1);  // its condition has an item of its own
    for (auto const part : parts) found = found || mentions_item(part);
    known = found ? mention::yes : mention::no;
    return found;
}

namespace {

value item_at(std::vector<value> const& items, value const& position) {
    auto const& n = std::get<number>(position.held);
    auto const whole = n.kind == number_kind::number ? n.amount.to_int64() : std::nullopt;
    auto const size = static_cast<std::int64_t>(items.size());
    if (!whole || *whole == 0 || *whole > size || *whole < -size)
        refuse(diagnostic_code::C010, "there is no position " + to_text(position) + " in a list of " + std::to_string(size),
               "Count from 1 at the start, or from -1 at the end.");
    return items[static_cast<std::size_t>(*whole > 0 ? *whole - 1 : size + *whole)];
}

}  // namespace

value evaluator::eval_filter(syntax::node_id id) {
    auto const parts = e_.children_of(id);
    value holder, single;
    auto const* given = &view(parts[0], holder);
    if (!std::holds_alternative<list>(given->held)) {  // one value is the list of that value
        single = value{list{{*given}}};
        given = &single;
    }
    auto const& items = std::get<list>(given->held).items;
    if (!mentions_item(parts[1])) {
        auto const chosen = eval(parts[1]);
        if (std::holds_alternative<number>(chosen.held)) return item_at(items, chosen);
        auto const* all = std::get_if<bool>(&chosen.held);
        if (all == nullptr)
            refuse(diagnostic_code::C008, "a filter is " + with_article(chosen), "Write a position or a condition on item.");
        return *all ? make_list(items, run_.spent) : value{list{}};
    }
    list_builder made(run_.spent);
    auto const depth = bindings_.size();
    for (auto const& item : items) {
        bindings_.push_back({"item", &item});
        bool keep = false;
        try {
            keep = condition(parts[1], "the condition of a filter");
        } catch (refusal const&) {
            bindings_.resize(depth);
            throw;
        }
        bindings_.pop_back();
        if (keep) made.add(item);
    }
    return made.take();
}

}  // namespace carefare::constant
