// Declarations whose type could not be read. They stand in the graph so that their names are known, but what reads them
// has no type: it is left alone, since the mistake is reported where it was made.
#pragma once

#include <set>

#include "checked/builder.hpp"

namespace carefare::checked {

struct broken_declarations {
    std::set<fact_id> facts;
    std::set<rule_id> rules;
    std::set<slot_id> slots;
    std::set<table_id> tables;
};

/// Found by the errors so far that stand inside a declaration's type.
[[nodiscard]] broken_declarations find_broken_declarations(builder const& b);

}  // namespace carefare::checked
