// Looking things up in the graph by name. A name that was declared twice is an error; the first is found.
#include <carefare/checked/rule_graph.hpp>

#include <algorithm>

namespace carefare::checked {

namespace {

template <class Item, class Predicate>
std::optional<std::uint32_t> find_first(std::vector<Item> const& items, Predicate const& matches) {
    auto const found = std::find_if(items.begin(), items.end(), matches);
    if (found == items.end()) return std::nullopt;
    return static_cast<std::uint32_t>(found - items.begin());
}

std::string qualified(rule_graph const& graph, entity_id owner, std::string const& name) {
    return owner == no_id ? name : graph.entities[owner].name + "." + name;
}

}  // namespace

std::optional<entity_id> rule_graph::find_entity(std::string_view wanted) const {
    return find_first(entities, [&](entity const& e) { return e.name == wanted; });
}

std::optional<fact_id> rule_graph::find_fact(entity_id owner, std::string_view wanted) const {
    return find_first(facts, [&](fact const& f) { return f.owner == owner && f.name == wanted; });
}

std::optional<rule_id> rule_graph::find_rule(entity_id owner, std::string_view wanted) const {
    return find_first(rules, [&](rule const& r) { return r.owner == owner && r.name == wanted; });
}

std::optional<slot_id> rule_graph::find_slot(slot_kind kind, std::string_view wanted) const {
    return find_first(slots, [&](slot const& s) { return s.kind == kind && s.name == wanted; });
}

std::optional<rule_id> rule_graph::find_hook(std::string_view wanted) const {
    return find_first(rules, [&](rule const& r) { return r.hook && full_name(r) == wanted; });
}

std::string rule_graph::full_name(fact const& f) const {
    return qualified(*this, f.owner, f.name);
}

std::string rule_graph::full_name(rule const& r) const {
    return qualified(*this, r.owner, r.name);
}

}  // namespace carefare::checked
