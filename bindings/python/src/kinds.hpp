// Names of kinds of values.
#pragma once

#include <array>
#include <cstddef>

#include <carefare/engine/plan.hpp>

namespace carefare::python {

[[nodiscard]] inline char const* name_of(engine::value_kind kind) {
    constexpr std::array names{"boolean", "number", "percent", "money", "word", "text", "date", "date_time", "range", "link"};
    return names[static_cast<std::size_t>(kind)];
}

}  // namespace carefare::python
