// What a row of a group hands on.
#include "caseload/closing_row.hpp"

#include "cases/caseload_text.hpp"
#include "reference/check_values.hpp"

namespace carefare::caseload {

using reference::state;

closing_row close(checked::carried_table const& table, reference::row_index row, reference::evaluator& evaluator, checked::rule_graph const& graph) {
    closing_row made;
    auto const worse = [&](carried_state is) {
        // A fault tells more than an incomplete row, and that more than a fact that is missing.
        if (made.is == carried_state::fault || (made.is == carried_state::incomplete && is != carried_state::fault)) return false;
        made.is = is;
        return true;
    };
    for (auto const& [id, value] : table.facts) {
        auto const& fact = graph.facts[id];
        auto const got = evaluator.value_of(value, table.from, row);
        auto const fault = [&](std::string code, std::string message) {
            if (made.is == carried_state::fault || !worse(carried_state::fault)) return;
            made.code = std::move(code);
            made.field = graph.entities[table.into].rows + "." + fact.name;
            made.message = std::move(message);
        };
        switch (got.is) {
            case state::fault: fault(got.fault_code, got.fault_message); break;
            case state::incomplete: worse(carried_state::incomplete); break;
            case state::pending:
                worse(carried_state::pending);
                made.needs.insert(got.needs.begin(), got.needs.end());
                break;
            case state::none: made.cells.emplace_back("none"); break;
            case state::value:
                if (auto const wrong = reference::fault_of_value(got.value, fact.type_of, fact.range, fact.step, graph)) {
                    fault(std::string(name_of(wrong->code)), wrong->message);
                } else {
                    made.cells.push_back(cases::cell_text(got.value, fact.type_of, graph));
                }
                break;
        }
    }
    return made;
}

std::string carried_key(std::string const& key, std::optional<date> last_day) {
    return key + (last_day ? ", to " + to_string(*last_day) : "");
}

}  // namespace carefare::caseload
