// See row_parts.hpp.
#include "cases/row_parts.hpp"

#include <utility>

#include <carefare/base/diagnostic.hpp>

namespace carefare::cases {

namespace {

void refuse(reference::row& row, diagnostic_code code, std::string const& field, std::string message, location where) {
    row.unread.push_back({std::string(name_of(code)), field, std::move(message), where});
}

}  // namespace

void refuse_half_range(reference::row& row, std::string const& field, location where) {
    refuse(row, diagnostic_code::W015, field, "is empty and the other end of the range is not. Write none for an open end.", where);
}

void refuse_override_without_value(reference::row& row, std::string const& field, location where) {
    refuse(row, diagnostic_code::W016, field, "has no value, and a reason, an authorizer or a date for one", where);
}

void put_range(reference::row& row, checked::fact_id id, checked::scalar_value const& low, checked::scalar_value const& high,
               checked::rule_graph const& graph, location where) {
    auto const& fact = graph.facts[id];
    checked::interval range;
    if (!std::holds_alternative<checked::none_value>(low)) range.low = low;
    if (!std::holds_alternative<checked::none_value>(high)) range.high = high;
    range.high_closed = fact.type_of.element != checked::scalar::date_time;
    if (range.low && range.high && *range.high < *range.low) {
        refuse(row, diagnostic_code::F008, fact.name + "_from", "lies after the end of the range", where);
        return;
    }
    row.facts[id] = std::move(range);
}

}  // namespace carefare::cases
