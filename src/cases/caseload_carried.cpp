// Closing balances: a row of a host table for each row of a group, in the columns the next run reads.
#include "cases/caseload_carried.hpp"

#include "cases/caseload_columns.hpp"
#include "cases/caseload_text.hpp"
#include "reference/check_values.hpp"

namespace carefare::cases {

using checked::entity_id;
using reference::outcome;
using reference::state;

namespace {

/// What one row of the group comes to: its cells, or why it has none.
struct closing {
    std::string is = "written";
    std::vector<std::string> cells;
    std::set<reference::need> needs;
    std::string code, field, message;
};

closing close(checked::carried_table const& table, reference::row_index row, reference::evaluator& evaluator, checked::rule_graph const& graph) {
    closing made;
    auto const worse = [&](char const* is) {
        // A fault tells more than an incomplete row, and that more than a fact that is missing.
        if (made.is == "fault" || (made.is == "incomplete" && std::string_view(is) != "fault")) return false;
        made.is = is;
        return true;
    };
    for (auto const& [id, value] : table.facts) {
        auto const& fact = graph.facts[id];
        auto const got = evaluator.value_of(value, table.from, row);
        auto const fault = [&](std::string code, std::string message) {
            if (made.is == "fault" || !worse("fault")) return;
            made.code = std::move(code);
            made.field = graph.entities[table.into].rows + "." + fact.name;
            made.message = std::move(message);
        };
        switch (got.is) {
            case state::fault: fault(got.fault_code, got.fault_message); break;
            case state::incomplete: worse("incomplete"); break;
            case state::pending:
                worse("pending");
                made.needs.insert(got.needs.begin(), got.needs.end());
                break;
            case state::none: made.cells.emplace_back("none"); break;
            case state::value:
                if (auto const wrong = reference::fault_of_value(got.value, fact.type_of, fact.range, fact.step, graph)) {
                    fault(std::string(name_of(wrong->code)), wrong->message);
                } else {
                    made.cells.push_back(cell_text(got.value, fact.type_of, graph));
                }
                break;
        }
    }
    return made;
}

}  // namespace

void carry(std::size_t number, reference::evaluator& evaluator, checked::rule_graph const& graph, std::optional<date> last_day,
           caseload_result& out) {
    auto const& table = graph.carried[number];
    auto& into = out.carried[number];
    auto const& group = graph.entities[table.from];
    for (auto const r : evaluator.rows(table.from)) {
        auto made = close(table, r, evaluator, graph);
        ++into.states[made.is];
        auto const key = evaluator.key_of(table.from, r);
        if (made.is == "written") {
            into.rows.push_back({key + (last_day ? ", to " + to_string(*last_day) : ""),
                                 evaluator.key_of(group.owner, evaluator.owner_of(table.from, r)), std::move(made.cells)});
        } else if (made.is == "pending") {
            into.waiting.push_back({key, {made.needs.begin(), made.needs.end()}});
        } else if (made.is == "fault") {
            out.findings.push_back({made.code, group.name, key, made.field, made.message, {}});
        }
    }
}

std::string carried_file(carried_rows const& rows, checked::carried_table const& table, checked::rule_graph const& graph) {
    std::string text;
    add_cell(text, "key");
    add_cell(text, graph.entities[graph.entities[table.into].owner].name);
    for (auto const& [fact, value] : table.facts) add_cell(text, graph.facts[fact].name);
    text += '\n';
    for (auto const& row : rows.rows) {
        add_cell(text, row.key);
        add_cell(text, row.owner_key);
        for (auto const& cell : row.cells) add_cell(text, cell);
        text += '\n';
    }
    return text;
}

}  // namespace carefare::cases
