// What an explanation keeps of an evaluation.
#include "explain/recorder.hpp"

namespace carefare::explain {

using checked::op;

bool is_part_of_grant(op what) {
    return what == op::grant_unmet || what == op::grant_before || what == op::grant_left || what == op::grant_place || what == op::grant_bound_by;
}

void recorder::on_rule_begin(checked::rule_id rule, reference::row_index row) {
    records_[{rule, row}] = {};
    latest_.clear();
    choices_.clear();
}

void recorder::on_entry(checked::rule_id, reference::row_index, checked::node_id node, std::size_t entry, std::optional<date> dated_at,
                        bool clamped) {
    choices_[node].entry = entry;
    choices_[node].clamped = clamped;
    choices_[node].dated_at = dated_at;
}

void recorder::on_row(checked::rule_id, reference::row_index, checked::node_id node, std::size_t table_row) {
    choices_[node].table_row = table_row;
}

void recorder::on_node(checked::rule_id rule, reference::row_index row, checked::node_id node,
                       std::vector<reference::row_index> const& items, reference::outcome const& result) {
    auto const& n = graph_.nodes[node];
    auto const children = graph_.children_of(node);
    bool const rounds = n.what == op::round || n.what == op::floor || n.what == op::ceiling;
    bool const reads = n.what == op::fact || n.what == op::rule || n.what == op::slot || n.what == op::lookup || n.what == op::decide;
    bool const grants = is_part_of_grant(n.what);
    latest_[node] = result;
    if (!rounds && !reads && !grants) return;
    event seen;
    seen.node = node;
    seen.items = items;
    seen.result = result;
    if (rounds) seen.child = latest_[children[0]];
    if (rounds && children.size() > 1) seen.mode = latest_[children[1]];
    if ((n.what == op::fact || n.what == op::rule || grants) && !children.empty()) seen.read_row = latest_[children[0]].row;
    if (n.what == op::rule && children.empty()) seen.read_row = 0;
    if (auto const found = choices_.find(node); found != choices_.end()) {
        seen.entry = found->second.entry;
        seen.clamped = found->second.clamped;
        seen.dated_at = found->second.dated_at;
        seen.table_row = found->second.table_row;
        choices_.erase(found);
    }
    records_[{rule, row}].events.push_back(std::move(seen));
}

void recorder::on_rule_end(checked::rule_id rule, reference::row_index row, std::size_t version, reference::outcome const& computed,
                           reference::outcome const& result, reference::override_record const* replaced_by) {
    auto& record = records_[{rule, row}];
    record.version = version;
    record.computed = computed;
    record.result = result;
    record.replaced_by = replaced_by;
}

}  // namespace carefare::explain
