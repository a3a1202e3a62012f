// Cells to facts, links and overrides. What cannot be read stays with its row; the row is judged at the door.
#include "cases/caseload_table.hpp"

#include <algorithm>
#include <utility>

#include <carefare/checked/check.hpp>

#include "cases/caseload_columns.hpp"
#include "cases/row_parts.hpp"

namespace carefare::cases {

namespace {

using checked::csv_cell;
using kind = caseload_column::kind;

class table_reader {
public:
    table_reader(std::vector<caseload_column> columns, checked::entity_id entity, checked::rule_graph const& graph,
                 checked::csv_reader const& file)
        : columns_(std::move(columns)), entity_(entity), graph_(graph), file_(file) {}

    reference::row read(std::vector<csv_cell> const& cells) {
        reference::row row;
        row.where = file_.place({cells.front().where.begin, cells.back().where.end});
        row.link_keys.resize(graph_.entities[entity_].links.size());
        for (std::size_t i = 0; i < cells.size(); ++i) read_cell(columns_[i], cells[i], cells, row);
        return row;
    }

private:
    static void refuse(reference::row& row, diagnostic_code code, std::string const& field, std::string message, location where) {
        row.unread.push_back({std::string(name_of(code)), field, std::move(message), where});
    }

    /// A value of the cell; what is wrong with it is kept with the row.
    std::optional<checked::scalar_value> value_of(csv_cell const& cell, checked::type const& asked, std::string const& field,
                                                  reference::row& row) {
        diagnostics found;
        auto value = checked::read_cell(file_.text_of(cell), asked, graph_, found);
        for (auto const& one : found.items()) {
            refuse(row, one.code, field, "cannot be read: " + one.message + (one.advice.empty() ? "" : ". " + one.advice), one.where);
        }
        return value;
    }

    void read_cell(caseload_column const& column, csv_cell const& cell, std::vector<csv_cell> const& all, reference::row& row) {
        if (column.what == kind::key) {
            row.key = cell.text;
            if (cell.text.empty()) refuse(row, diagnostic_code::W014, "key", "is empty", file_.place(cell.where));
            return;
        }
        if (cell.text.empty()) {
            // One end of a range alone says less than it seems to: an open end is written.
            if (column.what == kind::range_from) check_other_end(column, kind::range_to, all, cell, row);
            if (column.what == kind::range_to) check_other_end(column, kind::range_from, all, cell, row);
            if (column.what == kind::override_value) check_no_override(column, all, cell, row);
            return;
        }
        switch (column.what) {
            case kind::key: break;
            case kind::owner: row.owner_key = cell.text; break;
            case kind::link: row.link_keys[column.id] = cell.text; break;
            case kind::fact:
                if (auto value = value_of(cell, graph_.facts[column.id].type_of, column.name, row)) row.facts[column.id] = std::move(*value);
                break;
            case kind::range_from: read_range(column, cell, all, row); break;
            case kind::range_to: break;  // read with its begin
            case kind::override_value: read_override(column, cell, all, row); break;
            case kind::override_reason: case kind::override_authorizer: case kind::override_recorded_on: break;  // with the value
        }
    }

    csv_cell const* other(kind what, std::uint32_t id, std::vector<csv_cell> const& all) const {
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            if (columns_[i].what == what && columns_[i].id == id) return all[i].text.empty() ? nullptr : &all[i];
        }
        return nullptr;
    }

    void check_other_end(caseload_column const& column, kind end, std::vector<csv_cell> const& all, csv_cell const& cell,
                         reference::row& row) {
        if (other(end, column.id, all) == nullptr) return;
        refuse_half_range(row, column.name, file_.place(cell.where));
    }

    void check_no_override(caseload_column const& column, std::vector<csv_cell> const& all, csv_cell const& cell, reference::row& row) {
        for (auto const part : {kind::override_reason, kind::override_authorizer, kind::override_recorded_on}) {
            if (other(part, column.id, all) == nullptr) continue;
            refuse_override_without_value(row, column.name, file_.place(cell.where));
            return;
        }
    }

    void read_range(caseload_column const& column, csv_cell const& from, std::vector<csv_cell> const& all, reference::row& row) {
        auto const& fact = graph_.facts[column.id];
        auto const* to = other(kind::range_to, column.id, all);
        if (to == nullptr) return;
        auto element = fact.type_of;
        element.kind = element.element;
        element.optional = true;  // none: open
        auto const low = value_of(from, element, fact.name + "_from", row);
        auto const high = value_of(*to, element, fact.name + "_to", row);
        if (!low || !high) return;
        put_range(row, column.id, *low, *high, graph_, file_.place(from.where));
    }

    void read_override(caseload_column const& column, csv_cell const& cell, std::vector<csv_cell> const& all, reference::row& row) {
        reference::override_record record;
        auto const& rule = graph_.rules[column.id];
        auto value = value_of(cell, rule.type_of, column.name, row);
        if (!value) return;
        record.value = std::move(*value);
        if (auto const* reason = other(kind::override_reason, column.id, all)) record.reason = reason->text;
        if (auto const* who = other(kind::override_authorizer, column.id, all)) record.authorizer = who->text;
        if (auto const* day = other(kind::override_recorded_on, column.id, all)) {
            checked::type asked;
            asked.kind = checked::scalar::date;
            auto const read = value_of(*day, asked, column.name + "_recorded_on", row);
            if (!read) return;
            record.recorded_on = std::get<date>(*read);
        }
        row.overrides[column.id] = std::move(record);
    }

    std::vector<caseload_column> columns_;
    checked::entity_id entity_;
    checked::rule_graph const& graph_;
    checked::csv_reader const& file_;
};

/// Rows of one key are told apart by their text, so that the order of the file's lines never matters.
void sort_rows(std::vector<reference::row>& rows, std::string_view text) {
    auto const line = [&](reference::row const& row) { return text.substr(row.where.where.begin, row.where.where.end - row.where.where.begin); };
    std::stable_sort(rows.begin(), rows.end(), [&](reference::row const& a, reference::row const& b) {
        return a.key != b.key ? a.key < b.key : line(a) < line(b);
    });
}

}  // namespace

bool read_table(caseload_folder const& folder, checked::entity_id entity, checked::rule_graph const& graph, workspace& in,
                std::vector<reference::row>& into) {
    auto const path = folder.path_of(folder.files[entity]);
    auto const errors = in.sink.error_count();
    // Whoever hands in a caseload need not be the one who runs it: no link in it leads to other files of the machine.
    auto const& text = folder.texts[entity];
    auto const id = text ? in.sources.add(path, text->text(), text) : syntax::file_access(folder.folder).open(path, in.sources, in.sink, {}, most_table_bytes);
    if (!id) return false;
    checked::csv_reader file(in.sources[*id], *id, in.sink, table_limits);
    std::vector<csv_cell> cells;
    if (!file.next(cells)) {
        if (in.sink.error_count() == errors) {
            in.sink.error(diagnostic_code::M001, {*id, {}}, "the file '" + path + "' is empty", "Begin it with a line of column names.");
        }
        return false;
    }
    auto columns = find_columns(cells, entity, graph, file, in.sink);
    if (!columns) return false;
    table_reader reader(std::move(*columns), entity, graph, file);
    while (file.next(cells)) into.push_back(reader.read(cells));
    sort_rows(into, in.sources[*id].text());
    return in.sink.error_count() == errors;
}

void read_rows_at(std::vector<std::uint32_t> const& begins, source_id id, checked::entity_id entity, checked::rule_graph const& graph,
                  workspace& in, std::vector<reference::row>& into) {
    diagnostics none;
    checked::csv_reader file(in.sources[id], id, none, table_limits, checked::csv_reader::known_text{});
    std::vector<csv_cell> cells;
    if (!file.next(cells)) return;
    auto columns = find_columns(cells, entity, graph, file, none);
    if (!columns) return;
    table_reader reader(std::move(*columns), entity, graph, file);
    for (auto const begin : begins) {
        file.go_to(begin);
        if (file.next(cells)) into.push_back(reader.read(cells));
    }
    sort_rows(into, in.sources[id].text());
}

}  // namespace carefare::cases
