// Answers to options and hooks, as plans and cases give them.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <carefare/syntax/programme_syntax.hpp>

#include "syntax/read_fields.hpp"

namespace carefare::syntax {

/// How the dates of answers are meant.
enum class answer_dates : std::uint8_t {
    asked_for,  ///< an answer with a value needs a date of its own, or one of the plan
    without,    ///< an answer without a date holds for all time (cases)
};

/// What is answered: options by values, hooks by expressions with the words of the plan beside them. A case may leave the
/// words out.
enum class answer_kind : std::uint8_t { options, hooks };

/// Reads nested answers. `from` is the plan's date, copied into entries that have none. A name that stands there twice
/// is reported.
[[nodiscard]] std::vector<option_answer_syntax> read_answers(yaml_node const& section, answer_kind kind,
                                                             std::optional<located<date>> const& from,
                                                             answer_dates dates, reader& in);

}  // namespace carefare::syntax
