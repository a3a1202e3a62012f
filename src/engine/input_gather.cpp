// Rows put together and in order, as a caseload in files has them.
#include <algorithm>
#include <tuple>

#include "cases/row_parts.hpp"
#include "engine/input_inside.hpp"

namespace carefare::engine {

namespace {

using column_kind = cases::caseload_column::kind;

/// All parts of one range or one override of one row.
class part_reader {
public:
    part_reader(input_table const& table, checked::rule_graph const& graph, std::vector<reference::row>& rows)
        : table_(table), graph_(graph), rows_(rows) {}

    void read_all() {
        std::vector<row_part const*> parts;
        for (auto const& part : table_.parts) parts.push_back(&part);
        auto const key = [&](row_part const* part) { return std::tuple(part->row, is_range(*part), column(*part).id); };
        std::stable_sort(parts.begin(), parts.end(), [&](row_part const* a, row_part const* b) { return key(a) < key(b); });
        for (std::size_t from = 0; from < parts.size();) {
            auto to = from;
            while (to < parts.size() && key(parts[to]) == key(parts[from])) ++to;
            read({parts.begin() + static_cast<std::ptrdiff_t>(from), parts.begin() + static_cast<std::ptrdiff_t>(to)});
            from = to;
        }
    }

private:
    column_plan const& column(row_part const& part) const { return table_.columns[part.column]; }
    bool is_range(row_part const& part) const { return column(part).what == column_kind::range_from || column(part).what == column_kind::range_to; }

    static checked::scalar_value const* find(column_kind what, std::vector<row_part const*> const& parts, input_table const& in) {
        checked::scalar_value const* found = nullptr;
        for (auto const* part : parts) {
            if (in.columns[part->column].what == what) found = &part->value;
        }
        return found;
    }

    static bool is_refused(reference::row const& row, std::string const& field) {
        return std::any_of(row.unread.begin(), row.unread.end(), [&](reference::unread_field const& one) { return one.field == field; });
    }

    void read(std::vector<row_part const*> const& parts) {
        auto& row = rows_[parts.front()->row];
        auto const id = column(*parts.front()).id;
        if (is_range(*parts.front())) {
            auto const* from = find(column_kind::range_from, parts, table_);
            auto const* to = find(column_kind::range_to, parts, table_);
            auto const& name = graph_.facts[id].name;
            auto const missing = name + (from == nullptr ? "_from" : "_to");
            if (from != nullptr && to != nullptr)
                cases::put_range(row, id, *from, *to, graph_, {});
            else if (!is_refused(row, missing))
                cases::refuse_half_range(row, missing, {});
            return;
        }
        auto const* value = find(column_kind::override_value, parts, table_);
        auto const name = graph_.rules[id].name + ".override";
        if (value == nullptr || is_refused(row, name + "_recorded_on")) {
            if (value == nullptr && !is_refused(row, name)) cases::refuse_override_without_value(row, name, {});
            return;
        }
        auto const text = [&](column_kind what) {
            auto const* found = find(what, parts, table_);
            return found == nullptr ? std::string() : std::get<std::string>(*found);
        };
        reference::override_record record;
        record.value = *value;
        record.reason = text(column_kind::override_reason);
        record.authorizer = text(column_kind::override_authorizer);
        if (auto const* day = find(column_kind::override_recorded_on, parts, table_)) record.recorded_on = std::get<date>(*day);
        row.overrides[id] = std::move(record);
    }

    input_table const& table_;
    checked::rule_graph const& graph_;
    std::vector<reference::row>& rows_;
};

}  // namespace

reference::dataset input::inside::gathered() const {
    reference::dataset data;
    data.known_on = known_on;
    data.windows = windows;
    data.tables.resize(graph().entities.size());
    for (auto const& table : tables) {
        auto& rows = data.tables[table.entity];
        rows = table.rows;
        part_reader(table, graph(), rows).read_all();
        auto const by_key = [](reference::row const& a, reference::row const& b) { return a.key < b.key; };
        if (!std::is_sorted(rows.begin(), rows.end(), by_key)) std::stable_sort(rows.begin(), rows.end(), by_key);
    }
    return data;
}

}  // namespace carefare::engine
