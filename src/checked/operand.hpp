// What lowering knows of a lowered subexpression: its node, its type, and whether it is a literal that still takes the
// type of what stands beside it. Types are compared here, too.
#pragma once

#include <string_view>

#include <carefare/base/source.hpp>
#include <carefare/checked/rule_graph.hpp>

namespace carefare::checked {

/// `literal`: built of literals only (a constant, or a conditional whose branches are), so it adapts. `bare_none`: the
/// word none, or a conditional of nothing else, which has no type before it meets one.
struct operand {
    node_id node = no_id;
    type type_of;
    bool literal = false;
    bool bare_none = false;
    location where;
};

/// Payload of op::make_range.
inline constexpr std::uint32_t make_range_low_closed = 1;
inline constexpr std::uint32_t make_range_high_closed = 2;

[[nodiscard]] inline bool is_row(type const& t) {
    return t.kind == scalar::link;
}
[[nodiscard]] inline bool is_ordered(type const& t) {
    return t.kind == scalar::number || t.kind == scalar::date || t.kind == scalar::date_time;
}
/// The same but for percent (a percent is a number) and whether none is possible.
[[nodiscard]] bool same_kind(type const& a, type const& b);

[[nodiscard]] type plain_number();
[[nodiscard]] type number_of(unit measure);
[[nodiscard]] type number_of(std::uint32_t base);
[[nodiscard]] type simple(scalar kind);
[[nodiscard]] type word_of(word_list_id words);
[[nodiscard]] type row_of(entity_id entity);
/// Range whose ends are of type `element`.
[[nodiscard]] type range_of(type const& element);
/// Type of an end of a range.
[[nodiscard]] type element_of(type const& range);
[[nodiscard]] type with_none(type t, bool optional = true);
/// Exponent of money in a unit.
[[nodiscard]] int money_power(unit const& measure);
/// unit ** n for n >= 0
[[nodiscard]] unit power(unit const& measure, unsigned exponent);

}  // namespace carefare::checked
