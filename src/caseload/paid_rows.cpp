// Which rows a run pays: by the date of `pay_by`. A row of a dated table goes with the made date it stands for.
#include "caseload/paid_rows.hpp"

namespace carefare::caseload {

using checked::entity_id;
using reference::row_index;
using reference::state;

bool is_context(checked::entity const& table, reference::dataset const& data, entity_id entity, reference::row const& row) {
    auto const window = data.windows.find(entity);
    auto const day = day_of_row(table, row);
    if (window == data.windows.end() || !day) return false;
    return (window->second.from && *day < *window->second.from) || (window->second.to && *window->second.to < *day);
}

bool paid_rows::is_paid(entity_id entity, row_index row) {
    if (!span_ || entity == checked::no_id || !graph_.entities[entity].pay_by) return true;
    auto const day = evaluator_.place_of(*graph_.entities[entity].pay_by, entity, row);
    if (day.is != state::value) return true;
    auto const by = day_of_value(day.value);
    return !by || !(*by < span_->first || span_->last < *by);
}

bool paid_rows::is_unpaid_day(entity_id entity, reference::row const& row) {
    auto const day = day_of_row(graph_.entities[entity], row);
    if (!span_ || !day || row.owner == reference::no_row) return false;
    bool any = false;
    for (entity_id made = 0; made < graph_.entities.size(); ++made) {
        auto const& e = graph_.entities[made];
        if (e.made.kind != checked::maker_kind::each_date || e.owner != graph_.entities[entity].owner || !e.at || !e.pay_by) continue;
        auto const& paid = days_of(made, row.owner);
        if (!paid || paid->contains(day->days)) return false;
        any = true;
    }
    return any;
}

paid_rows::days const& paid_rows::days_of(entity_id made, row_index owner) {
    auto const known = days_.find({made, owner});
    if (known != days_.end()) return known->second;
    if (days_.empty()) {
        // Every table at once: rows are found through the whole table.
        for (entity_id e = 0; e < graph_.entities.size(); ++e) {
            auto const& declared = graph_.entities[e];
            if (declared.made.kind != checked::maker_kind::each_date || !declared.at || !declared.pay_by) continue;
            for (auto const r : evaluator_.rows(e)) {
                auto& its = days_.try_emplace({e, evaluator_.owner_of(e, r)}, days{std::in_place}).first->second;
                auto const at = evaluator_.place_of(*declared.at, e, r);
                auto const day = at.is == state::value ? day_of_value(at.value) : std::nullopt;
                if (!day) its.reset();
                if (its && day && is_paid(e, r)) its->insert(day->days);
            }
        }
    }
    auto& its = days_.try_emplace({made, owner}, days{std::in_place}).first->second;
    bool const is_open = !evaluator_.undecided(made, owner).empty() ||
                         evaluator_.fault_of_partition(graph_.entities[made].owner, owner) != nullptr;
    if (is_open) its.reset();
    return its;
}

}  // namespace carefare::caseload
