// Whether tables are those of a binding.
#pragma once

#include "eval/machine.hpp"

namespace carefare::eval {

/// Throws std::invalid_argument where the texts of the tables are numbered otherwise than those of the binding.
void check_texts(bind::binding const& binding, host_tables const& given);

}  // namespace carefare::eval
