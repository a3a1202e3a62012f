// The walk over the graph: which function evaluates which construct, and how a chain of rules of any length is followed
// without a stack of the same length.
#include "reference/evaluation.hpp"

#include "reference/outcomes.hpp"

namespace carefare::reference {

using checked::node_id;
using checked::op;

namespace {

/// A rule that is read this deep inside others is put off: it is settled first, on its own, and its reader starts
/// again. So the stack never holds more than this and one expression, however long a chain of rules is.
constexpr std::size_t too_deep_for_another_rule = 200;

class one_deeper {
public:
    explicit one_deeper(std::size_t& depth) : depth_(depth) { ++depth_; }
    ~one_deeper() { --depth_; }
    one_deeper(one_deeper const&) = delete;
    one_deeper& operator=(one_deeper const&) = delete;

private:
    std::size_t& depth_;
};

}  // namespace

outcome const& evaluation::settle(rule_row asked, bool placing) {
    std::vector<put_off> waiting{{asked, placing}};
    outcome const* last = nullptr;
    while (!waiting.empty()) {
        try {
            placing_is const as_asked(placing_, waiting.back().placing);
            last = &read(waiting.back().next);
            waiting.pop_back();
        } catch (put_off const& deeper) {
            waiting.push_back(deeper);
        }
    }
    return *last;
}

outcome const& evaluation::read(rule_row asked) {
    auto const owner = graph_.rules[asked.first].owner;
    bool const outside = placing_ && owner != checked::no_id && is_incomplete_row(owner, asked.second);
    auto& kept = outside ? placed_ : results_;
    auto const known = kept.find(asked);
    if (known != kept.end()) return known->second;
    if (depth_ > too_deep_for_another_rule) throw put_off{asked, outside};
    placing_is const of_this_row(placing_, outside);
    auto result = compute(asked).result;
    if (outside) return placed_.emplace(asked, std::move(result)).first->second;
    settled_.push_back(asked);
    return results_.emplace(asked, std::move(result)).first->second;
}

outcome evaluation::settle_node(node_id node, row_index self, listener* to) {
    auto result = settle_with([&] { return evaluate(node, at_maker(self)); });
    to_ = to;
    if (to_ != nullptr) evaluate(node, at_maker(self));
    to_ = nullptr;
    return result;
}

grant_record const& evaluation::grant_of(rule_row of) {
    return settle_with([&]() -> grant_record const& { return record_of(of); });
}

void evaluation::tell_everything(listener& to) {
    to_ = &to;
    for (auto const& of : settled_) {
        to.on_rule_begin(of.first, of.second);
        auto told = compute(of);
        if (auto fault = fault_across(of)) told.computed = told.result = std::move(*fault);
        to.on_rule_end(of.first, of.second, told.version, told.computed, told.result, told.replaced_by);
    }
    to_ = nullptr;
}

outcome evaluation::evaluate(node_id id, place const& at) {
    one_deeper const level(depth_);
    ++steps_;
    auto result = construct(id, at);
    if (to_ != nullptr) to_->on_node(at.of.first, at.of.second, id, at.items, result);
    return result;
}

std::vector<outcome> evaluation::children(node_id id, place const& at) {
    std::vector<outcome> results;
    for (auto const child : graph_.children_of(id)) {
        if (child != checked::no_id) results.push_back(evaluate(child, at));
    }
    return results;
}

/// What other rows say of a row outside the window may lack some of them.
static bool reads_other_rows(op what) {
    switch (what) {
        case op::sum:
        case op::count:
        case op::min_of:
        case op::max_of:
        case op::some:
        case op::every:
        case op::best:
        case op::previous:
        case op::next:
        case op::running_sum:
        case op::running_count:
        case op::running_min:
        case op::running_max:
        case op::grant_unmet:
        case op::grant_before:
        case op::grant_left:
        case op::grant_place:
        case op::grant_bound_by:
            return true;
        default:
            return false;
    }
}

outcome evaluation::place_of_row(node_id expression, checked::entity_id e, row_index r) {
    placing_is const of_this_row(placing_, is_incomplete_row(e, r));
    return evaluate(expression, at_maker(r));
}

outcome evaluation::construct(node_id id, place const& at) {
    if (placing_ && reads_other_rows(graph_.nodes[id].what)) return incomplete_outcome();
    switch (graph_.nodes[id].what) {
        case op::constant:
            return literal(graph_.nodes[id]);
        case op::self:
            return row_outcome(at.self);
        case op::item:
            return row_outcome(at.items.at(graph_.nodes[id].payload));
        case op::follow_owner:
            return owner_of(id, at);
        case op::follow_link:
            return link_of(id, at);
        case op::fact:
            return fact(id, at);
        case op::slot:
            return slot(id, at);
        case op::add:
        case op::subtract:
        case op::multiply:
        case op::divide:
        case op::negate:
        case op::absolute:
        case op::minimum:
        case op::maximum:
        case op::floor:
        case op::ceiling:
        case op::modulo:
        case op::round:
        case op::less:
        case op::less_equal:
        case op::equal:
        case op::not_equal:
        case op::date_of:
        case op::date_add_days:
        case op::date_add_months:
        case op::date_difference:
        case op::months_between:
        case op::year_of:
        case op::month_of:
        case op::day_of:
        case op::weekday_of:
        case op::make_date:
        case op::minutes_between:
        case op::make_range:
        case op::range_low:
        case op::range_high:
            return operation(id, at);
        case op::conjunction:
            return conjunction(id, at);
        case op::disjunction:
            return disjunction(id, at);
        case op::negation:
            return negation(id, at);
        case op::conditional:
            return conditional(id, at);
        case op::otherwise:
            return otherwise(id, at);
        case op::is_none:
            return equals_none(id, at);
        case op::in_interval:
            return membership(id, at);
        case op::lookup:
            return lookup(id, at);
        case op::sum:
            return sum(id, at);
        case op::count:
            return count(id, at);
        case op::min_of:
            return extreme(id, at, false);
        case op::max_of:
            return extreme(id, at, true);
        case op::some:
            return some(id, at);
        case op::every:
            return every(id, at);
        case op::rule:
            return rule(id, at);
        case op::decide:
            return decide(id, at);
        case op::overlap:
        case op::length:
        case op::clock_overlap:
        case op::week_start:
        case op::month_start:
        case op::month_last:
        case op::make_date_time:
        case op::clock_of:
            return clock_operation(id, at);
        case op::row_key:
            return key_text(id, at);
        case op::field:
            return field(id, at);
        case op::follow_group:
            return group_of(id, at);
        case op::follow_base:
            return base_of(id, at);
        case op::follow_computed:
            return computed_link_of(id, at);
        case op::best:
            return best(id, at);
        case op::previous:
            return neighbour(id, at, false);
        case op::next:
            return neighbour(id, at, true);
        case op::running_sum:
        case op::running_count:
        case op::running_min:
        case op::running_max:
            return so_far(id, at);
        case op::grant_unmet:
        case op::grant_before:
        case op::grant_left:
        case op::grant_place:
        case op::grant_bound_by:
            return grant_part(id, at);
    }
    return contradiction("an operation that does not exist");
}

std::string evaluation::name_of(checked::entity_id entity, std::string const& member) const {
    return entity == checked::no_id ? member : graph_.entities[entity].name + "." + member;
}

}  // namespace carefare::reference
