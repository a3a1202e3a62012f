// What callers see of types.
#pragma once

#include <carefare/checked/type.hpp>
#include <carefare/engine/plan.hpp>

namespace carefare::engine {

[[nodiscard]] value_kind kind_of(checked::type const& t);

}  // namespace carefare::engine
