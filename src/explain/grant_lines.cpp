// What held an allocation back.
#include "explain/grant_lines.hpp"

#include <algorithm>
#include <vector>

#include "explain/plain_words.hpp"

namespace carefare::explain {

namespace {

using reference::grant_record;

rational const* number_of(reference::outcome const& of) {
    auto const* scalar = of.is == reference::state::value ? std::get_if<checked::scalar_value>(&of.value) : nullptr;
    return scalar == nullptr ? nullptr : std::get_if<rational>(scalar);
}

bool counts(grant_record::limit const& limit) {
    auto const* scalar = std::get_if<checked::scalar_value>(&limit.counts.value);
    auto const* truth = scalar == nullptr ? nullptr : std::get_if<bool>(scalar);
    return limit.counts.is == reference::state::value && truth != nullptr && *truth;
}

/// The limit that `bound_by` names.
grant_record::limit const* binding_limit(checked::allocation const& how, grant_record const& record) {
    auto const* scalar = std::get_if<checked::scalar_value>(&record.bound_by.value);
    auto const* name = scalar == nullptr ? nullptr : std::get_if<std::string>(scalar);
    if (record.bound_by.is != reference::state::value || name == nullptr) return nullptr;
    for (auto const& limit : record.limits) {
        if (how.limits[limit.index].name == *name) return &limit;
    }
    return nullptr;
}

struct use {
    rational place, granted;
    reference::row_index row;
};

/// Rows that took from the same limit before `of`, in their order.
std::vector<use> uses_before(grant_record const& of, grant_record::limit const& limit, reference::evaluator& rows,
                             checked::rule const& rule, checked::rule_id id) {
    std::vector<use> uses;
    auto const* own_place = number_of(of.place);
    if (own_place == nullptr) return uses;
    for (auto const row : rows.rows(rule.owner)) {
        if (rows.is_incomplete(rule.owner, row)) continue;
        auto const* other = rows.grant(id, row);
        auto const* place = other == nullptr ? nullptr : number_of(other->place);
        auto const* granted = other == nullptr ? nullptr : number_of(other->grant);
        if (place == nullptr || granted == nullptr || granted->is_zero() || !(*place < *own_place)) continue;
        bool const same = std::any_of(other->limits.begin(), other->limits.end(), [&](grant_record::limit const& its) {
            return its.index == limit.index && counts(its) && its.within.is == reference::state::value &&
                   its.within.row == limit.within.row;
        });
        if (same) uses.push_back({*place, *granted, row});
    }
    std::sort(uses.begin(), uses.end(), [](use const& a, use const& b) { return a.place < b.place; });
    return uses;
}

}  // namespace

std::string grant_line(checked::rule_graph const& graph, reference::evaluator& rows, checked::rule_id id,
                       reference::row_index row,
                       std::function<std::string(checked::entity_id, reference::row_index)> const& tell_row) {
    auto const& rule = graph.rules[id];
    auto const& how = graph.allocations[*rule.allocate];
    auto const* record = rows.grant(id, row);
    auto const* limit = record == nullptr ? nullptr : binding_limit(how, *record);
    if (limit == nullptr) return {};
    auto const* before = number_of(limit->before);
    auto const* allowed = number_of(limit->up_to);
    if (before == nullptr || allowed == nullptr || before->is_zero()) return {};
    auto const amount = [&](rational const& of) {
        return plain_scalar(graph, checked::scalar_value{of}, rule.type_of);
    };

    auto const uses = uses_before(*record, *limit, rows, rule, id);
    rational taken;
    std::vector<std::string> users;
    bool const alike =
        std::all_of(uses.begin(), uses.end(), [&](use const& one) { return one.granted == uses.front().granted; });
    for (auto const& one : uses) {
        taken += one.granted;
        users.push_back(tell_row(rule.owner, one.row) +
                        (alike && uses.size() > 1 ? "" : " (" + amount(one.granted) + ")"));
    }
    rational const earlier = *before - taken;
    auto text = "Of the " + how.limits[limit->index].name + ", " + amount(*allowed) + ", " + amount(*before) +
                " had been used before";
    // A letter to one whose case is decided apart does not say who the others are.
    if (graph.entities[rule.owner].partition)
        text += uses.empty() ? "" : uses.size() == 1 ? ", by one other" : ", by " + std::to_string(uses.size()) + " others";
    else if (!users.empty())
        text += ": " + plain_list(users);
    if (earlier.sign() > 0 && !users.empty()) text += "; and " + amount(earlier) + " before these records";
    return text + ".";
}

}  // namespace carefare::explain
