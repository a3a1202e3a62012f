// The cells of one schedule, dense by their keys.
#pragma once

#include <functional>

#include <carefare/bind/binding.hpp>

namespace carefare::bind {

[[nodiscard]] rate_index index_of(checked::rate_table const& table, checked::schedule const& rates,
                                  program::lookup_plan const& how, checked::rule_graph const& graph,
                                  std::function<std::int64_t(checked::scalar_value const&)> const& cell);

}  // namespace carefare::bind
