// Facts and overrides that stand in several cells: what they are together, and what is wrong with them.
#pragma once

#include <string>

#include <carefare/reference/dataset.hpp>

namespace carefare::cases {

/// One end of a range alone says less than it seems to: an open end is written. `field` is the end that is empty.
void refuse_half_range(reference::row& row, std::string const& field, location where);
void refuse_override_without_value(reference::row& row, std::string const& field, location where);
/// Both days of a range of dates and both ends of a range of numbers are part of it; of dates and times the end is not. An
/// end that is none is open.
void put_range(reference::row& row, checked::fact_id fact, checked::scalar_value const& low, checked::scalar_value const& high,
               checked::rule_graph const& graph, location where);

}  // namespace carefare::cases
