// Why a result is what it is: the tree of rules used, each with what it read, values before and after rounding, the
// entry of the plan or the law that counted, the table row that hit, and the citation. Built by evaluating the result
// again with a listener; the evaluation itself is not changed by it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <carefare/base/source.hpp>
#include <carefare/checked/rule_graph.hpp>
#include <carefare/reference/dataset.hpp>
#include <carefare/reference/evaluate.hpp>

namespace carefare::explain {

enum class step_kind : std::uint8_t {
    rule,       ///< a result of another rule (its own steps below, told once)
    fact,
    option,
    parameter,
    reading,
    lookup,     ///< a cell of a rate table
    decision,   ///< the row of a decision table that hit
    rounding,   ///< a number before and after
    overridden, ///< a value that a person set in place of the computed one
};

/// One line of an explanation.
struct step {
    step_kind what{};
    std::string name;       ///< "bill.total", "option.discount_percent", "price"
    std::string row;        ///< key of the row it belongs to; empty for what belongs to none
    std::string label;      ///< words for people; the name where the programme has none
    std::string value;      ///< "$86.56", "pending: ...", "none"
    std::string before;     ///< rounding: the value before; overridden: the computed one
    std::string formula;    ///< rule: the expression as written
    std::string in_force;   ///< "from 2019-01-01", "from 2021-04-16, known 2021-07-27", "clamped to the bound in force"
    std::string note;       ///< state of an answer and its ground, gap, keys of a lookup, reason of a reading or override
    std::string citation;
    std::string place;      ///< file:line:column of the entry, row or rule
    bool told_before = false;  ///< rule: its steps stand above
    std::vector<step> steps;
};

/// Explains a rule for a row. `sources` are those of the programme and plan.
[[nodiscard]] step explain(checked::rule_graph const& graph, checked::plan const& plan, reference::settings const& with,
                           reference::dataset const& data, source_map const& sources, checked::rule_id rule,
                           reference::row_index row);

/// Indented text for people.
[[nodiscard]] std::string to_text(step const& root);
/// The same as a nested list.
[[nodiscard]] std::string to_markdown(step const& root);
/// One JSON document, keys as the fields above, empty ones left out.
[[nodiscard]] std::string to_json(step const& root);

}  // namespace carefare::explain
