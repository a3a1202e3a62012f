// How an entity's rows are made: subset, each, group, merge.
#pragma once

#include <optional>

#include <carefare/syntax/programme_syntax.hpp>

#include "syntax/read_fields.hpp"

namespace carefare::syntax {

/// The maker that an entity names; empty for a table whose rows come from outside, and after a mistake that leaves the
/// maker open. Reports keys that do not go with it.
[[nodiscard]] std::optional<maker_syntax> read_maker(fields const& entity, reader& in);

}  // namespace carefare::syntax
