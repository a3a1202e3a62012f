// See gathered_input.hpp.
#include "engine/gathered_input.hpp"

#include <algorithm>

#include "cases/row_parts.hpp"

namespace carefare::engine {

namespace {

using column_kind = cases::caseload_column::kind;
using cell_kind = typed_cell::kind;

/// One row of a table.
class row_reader {
public:
    row_reader(typed_rows const& all, typed_table const& from, input_table const& its, checked::rule_graph const& graph)
        : all_(all), from_(from), its_(its), graph_(graph) {}

    void read(std::size_t number, reference::row& row) {
        number_ = number;
        row.key = all_.text(from_.keys[number]);
        row.owner_key = all_.text(from_.owners[number]);
        row.link_keys.resize(graph_.entities[its_.entity].links.size());
        for (std::uint32_t c = 0; c < its_.columns.size(); ++c) {
            auto const& column = its_.columns[c];
            if (cell(c).is == cell_kind::absent) continue;
            if (column.what == column_kind::link) row.link_keys[column.id] = std::get<std::string>(*value(c));
            if (column.what == column_kind::fact) row.facts.emplace(column.id, *value(c));
        }
        // What stands in several columns, once all that could not be read is known.
        for (auto const& one : its_.replacements) read(one, row);
        for (auto const& one : its_.ranges) read(one, row);
    }

private:
    typed_cell const& cell(std::uint32_t column) const { return from_.at(number_, column); }

    std::optional<checked::scalar_value> value(std::uint32_t column) const {
        auto const& held = cell(column);
        switch (held.is) {
            case cell_kind::absent: break;
            case cell_kind::none: return checked::none_value{};
            case cell_kind::whole: return its_.columns[column].value_of(held.value);
            case cell_kind::text: return std::string(all_.text(static_cast<text_place>(held.value)));
            case cell_kind::other: return all_.others[static_cast<std::size_t>(held.value)];
        }
        return std::nullopt;
    }

    static bool is_refused(reference::row const& row, std::string const& field) {
        return std::any_of(row.unread.begin(), row.unread.end(), [&](reference::unread_field const& one) { return one.field == field; });
    }

    void read(input_table::range const& parts, reference::row& row) {
        auto const from = value(parts.from), to = value(parts.to);
        if (!from && !to) return;
        if (from && to) return cases::put_range(row, parts.fact, *from, *to, graph_, {});
        auto const missing = graph_.facts[parts.fact].name + (from ? "_to" : "_from");
        if (!is_refused(row, missing)) cases::refuse_half_range(row, missing, {});
    }

    void read(input_table::replacement const& parts, reference::row& row) {
        auto const given = value(parts.value), reason = value(parts.reason), authorizer = value(parts.authorizer), day = value(parts.recorded_on);
        if (!given && !reason && !authorizer && !day) return;
        auto const name = graph_.rules[parts.rule].name + ".override";
        if (!given || is_refused(row, name + "_recorded_on")) {
            if (!given && !is_refused(row, name)) cases::refuse_override_without_value(row, name, {});
            return;
        }
        reference::override_record record;
        record.value = *given;
        if (reason) record.reason = std::get<std::string>(*reason);
        if (authorizer) record.authorizer = std::get<std::string>(*authorizer);
        if (day) record.recorded_on = std::get<date>(*day);
        row.overrides[parts.rule] = std::move(record);
    }

    typed_rows const& all_;
    typed_table const& from_;
    input_table const& its_;
    checked::rule_graph const& graph_;
    std::size_t number_ = 0;
};

}  // namespace

reference::dataset gathered(typed_rows const& of, std::vector<input_table> const& tables, checked::rule_graph const& graph, chosen_rows const* but) {
    reference::dataset data;
    data.known_on = of.known_on;
    data.windows = of.windows;
    data.tables.resize(graph.entities.size());
    for (std::size_t t = 0; t < tables.size(); ++t) {
        auto const& from = of.tables[t];
        auto& rows = data.tables[tables[t].entity];
        std::vector<std::size_t> taken;
        for (std::size_t r = 0; r < from.rows(); ++r) {
            if (but == nullptr || (*but)[t][r] == 0) taken.push_back(r);
        }
        rows.resize(taken.size());
        for (auto const& [row, field] : from.unread) {
            auto const at = std::lower_bound(taken.begin(), taken.end(), row);
            if (at != taken.end() && *at == row) rows[static_cast<std::size_t>(at - taken.begin())].unread.push_back(field);
        }
        row_reader reader(of, from, tables[t], graph);
        for (std::size_t r = 0; r < rows.size(); ++r) reader.read(taken[r], rows[r]);
        auto const by_key = [](reference::row const& a, reference::row const& b) { return a.key < b.key; };
        if (!std::is_sorted(rows.begin(), rows.end(), by_key)) std::stable_sort(rows.begin(), rows.end(), by_key);
    }
    return data;
}

}  // namespace carefare::engine
