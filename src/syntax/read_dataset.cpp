// dataset.yaml of a caseload.
#include <utility>

#include <carefare/syntax/read_files.hpp>

#include "syntax/read_window.hpp"

namespace carefare::syntax {

namespace {

std::vector<dataset_syntax::table> read_tables_of(yaml_node const& node, reader& in) {
    std::vector<dataset_syntax::table> result;
    if (!expect_kind(node, yaml_kind::mapping, "'tables'", in)) return result;
    for (auto const& entry : node.entries) {
        fields const row(entry, "table", {"file", "window"}, in);
        if (!check_name(entry.key, name_form::simple, "a table", in) || !row) continue;
        dataset_syntax::table table;
        table.rows = {entry.key.text, entry.key.everything()};
        table.file = row.some_text("file").value_or(name_text{entry.key.text + ".csv", table.rows.where});
        if (auto const window = read_window(row, in)) {
            table.from = window->first;
            table.until = window->last;
        }
        if (check_path_below(table.file, in)) result.push_back(std::move(table));
    }
    return result;
}

}  // namespace

std::optional<dataset_syntax> read_dataset(yaml_node const& document, diagnostics& sink) {
    read_limits const limits;
    reader in{sink, limits};
    fields const head(document, document.where, "this dataset", {"programme", "known_on", "tables"}, in);
    if (!head) return {};
    dataset_syntax result;
    result.programme = head.some_name("programme", name_form::path);
    result.known_on = head.day("known_on");
    if (auto const* const tables = head.find("tables")) result.tables = read_tables_of(*tables, in);
    return result;
}

}  // namespace carefare::syntax
