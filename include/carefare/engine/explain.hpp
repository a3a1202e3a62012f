// Why a result is what it is: the steps, or sentences fit for a letter, of one result or of all of a partition.
#pragma once

#include <cstdint>
#include <string>

#include <carefare/engine/input.hpp>
#include <carefare/engine/plan.hpp>

namespace carefare::engine {

enum class explanation_style : std::uint8_t { steps, letter };
enum class explanation_format : std::uint8_t { text, markdown, json };

struct explanation_request {
    std::string result;      ///< "family_week[w1].share", "family.income_limit" of a table with one row; empty: every output
    std::string partition;   ///< key of the row that is decided with all it owns; may be empty where the rows are of one
    explanation_style style = explanation_style::steps;
    explanation_format format = explanation_format::json;
};

/// JSON is an array of explanations, as the command line prints it.
[[nodiscard]] std::string explain(plan const& under, input const& rows, explanation_request const& what);

}  // namespace carefare::engine
