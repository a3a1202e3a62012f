// allocate: what the rows of a table ask for, and the limits that they share.
#include "syntax/read_allocation.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "syntax/read_order.hpp"
#include "syntax/read_timeline.hpp"

namespace carefare::syntax {

namespace {

/// One of a few words; empty after a mistake.
located<std::string> read_way(fields const& from, std::string_view key, fields::keys const& ways, reader& in) {
    auto text = from.some_text(key);
    if (!text) return {};
    if (std::find(ways.begin(), ways.end(), text->value) != ways.end()) return std::move(*text);
    in.error(diagnostic_code::K035, text->where, in_quotes(key) + " cannot be " + in_quotes(text->value),
             suggestion(text->value, ways));
    return {};
}

allocation_limit_syntax read_limit(yaml_node const& item, std::string const& owner, reader& in) {
    allocation_limit_syntax limit;
    limit.where = item.where;
    fields const row(item, item.where, "a limit of " + owner, {"within", "up_to", "counts", "used_before", "name"}, in);
    if (!row) return limit;
    limit.within = row.need_name("within", name_form::simple);
    static_cast<void>(row.need("up_to"));
    limit.up_to = row.expression("up_to");
    limit.counts = row.expression("counts");
    limit.used_before = row.expression("used_before");
    limit.name = row.need_text("name");
    return limit;
}

void read_limits_of(fields const& row, std::string const& owner, allocation_syntax& out, reader& in) {
    auto const* const list = row.need("limits");
    if (list == nullptr) return;
    std::unordered_map<std::string, location> names;
    for_each_item(*list, "'limits'", in, [&](yaml_node const& item) {
        auto limit = read_limit(item, owner, in);
        auto const [first, is_new] = names.emplace(limit.name.value, limit.name.where);
        // What bound a grant is told by this name alone.
        if (!is_new && !limit.name.value.empty()) report_twice(limit.name, first->second, "the limits of " + owner, in);
        out.limits.push_back(std::move(limit));
    });
}

/// Shares need one limit, and neither pass over a row nor refuse it whole.
void check_shares(fields const& row, allocation_syntax const& out, reader& in) {
    row.exclude("whole", "split", "Leave it out: a share is a part of what was asked.");
    row.exclude("when_full", "split", "Leave it out: every row gets its share.");
    if (out.limits.size() < 2) return;
    in.error(diagnostic_code::K036, out.limits[1].where, "only one limit can be shared in proportion",
             "Keep one limit, or leave 'split' out.");
}

}  // namespace

std::optional<allocation_syntax> read_allocation(yaml_node const& node, std::string const& owner, reader& in) {
    fields const row(node, node.where, "the allocation of " + owner,
                     {"ask", "whole", "order", "pending", "when_full", "split", "limits"}, in);
    if (!row) return {};
    allocation_syntax out;
    out.where = node.where;
    static_cast<void>(row.need("ask"));
    out.ask = row.expression("ask");
    out.whole = row.yes("whole");
    if (auto const* const order = row.need("order")) out.order = read_order(*order, in);
    out.pending = row.has("pending") ? read_way(row, "pending", {"block", "skip"}, in)
                                     : located<std::string>{"block", node.where};
    read_limits_of(row, owner, out, in);
    out.in_proportion = row.has("split");
    if (out.in_proportion) {
        static_cast<void>(read_way(row, "split", {"in proportion"}, in));
        check_shares(row, out, in);
    } else {
        static_cast<void>(row.need("when_full"));
    }
    out.when_full = read_way(row, "when_full", {"skip", "stop"}, in);
    return out;
}

}  // namespace carefare::syntax
