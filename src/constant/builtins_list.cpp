// List functions of FEEL. Positions count from 1, or from -1 at the end.
#include <algorithm>
#include <array>

#include "constant/builtin.hpp"
#include "constant/compare.hpp"
#include "constant/refusal.hpp"

namespace carefare::constant {
namespace {

/// The index from 0 that a position means; refuses one that is outside the list.
std::size_t index_at(builtin_call const& call, std::int64_t position, std::size_t size) {
    auto const count = static_cast<std::int64_t>(size);
    auto const index = position < 0 ? count + position : position - 1;
    if (position == 0 || index < 0 || index >= count)
        refuse(diagnostic_code::C010,
               call.name() + " finds no position " + std::to_string(position) + " in a list of " + std::to_string(size),
               "Count from 1 at the start, or from -1 at the end.");
    return static_cast<std::size_t>(index);
}

auto place(std::vector<value>& items, std::size_t index) { return items.begin() + static_cast<std::ptrdiff_t>(index); }

value list_contains(builtin_call const& call) {
    for (auto const& item : call.items(0))
        if (is_same(item, call.any(1), call.run())) return value{true};
    return value{false};
}

value count(builtin_call const& call) {
    return make_number(rational(static_cast<std::int64_t>(call.items(0).size())));
}

value sublist(builtin_call const& call) {
    auto items = call.items(0);
    auto const first = index_at(call, call.integer(1), items.size());
    auto last = items.size();
    if (call.has(2)) {
        auto const length = call.integer(2);
        if (length < 1 || static_cast<std::uint64_t>(length) > items.size() - first)
            refuse(diagnostic_code::C010,
                   std::to_string(length) + " items from position " + std::to_string(first + 1) + " of a list of " + std::to_string(items.size()),
                   "Ask for at least one item, and for no more than there are.");
        last = first + static_cast<std::size_t>(length);
    }
    return make_list({place(items, first), place(items, last)}, call.spent());
}

value append(builtin_call const& call) {
    auto items = call.items(0);
    for (std::size_t i = 1; i < call.size(); ++i) items.push_back(call.any(i));
    return make_list(std::move(items), call.spent());
}

value concatenate(builtin_call const& call) {
    list_builder made(call.spent());
    for (std::size_t i = 0; i < call.size(); ++i)
        for (auto& item : call.items(i)) made.add(std::move(item));
    return made.take();
}

value insert_before(builtin_call const& call) {
    auto items = call.items(0);
    auto const index = index_at(call, call.integer(1), items.size());
    items.insert(place(items, index), call.any(2));
    return make_list(std::move(items), call.spent());
}

value remove(builtin_call const& call) {
    auto items = call.items(0);
    items.erase(place(items, index_at(call, call.integer(1), items.size())));
    return make_list(std::move(items), call.spent());
}

value list_replace(builtin_call const& call) {
    auto items = call.items(0);
    items[index_at(call, call.integer(1), items.size())] = call.any(2);
    return make_list(std::move(items), call.spent());
}

value reverse(builtin_call const& call) {
    auto items = call.items(0);
    std::reverse(items.begin(), items.end());
    return make_list(std::move(items), call.spent());
}

value index_of(builtin_call const& call) {
    list_builder made(call.spent());
    std::int64_t position = 0;
    for (auto const& item : call.items(0)) {
        ++position;
        if (is_same(item, call.any(1), call.run())) made.add(make_number(rational(position)));
    }
    return made.take();
}

void add_if_new(std::vector<value>& found, value item, evaluation& run) {
    auto const is_old = [&](value const& old) { return is_same(old, item, run); };
    if (std::none_of(found.begin(), found.end(), is_old)) found.push_back(std::move(item));
}

value distinct(builtin_call const& call) {
    std::vector<value> found;
    for (std::size_t i = 0; i < call.size(); ++i)
        for (auto& item : call.items(i)) add_if_new(found, std::move(item), call.run());
    return make_list(std::move(found), call.spent());
}

void add_flat(value const& item, list_builder& made) {
    if (auto const* inner = std::get_if<list>(&item.held)) {
        for (auto const& each : inner->items) add_flat(each, made);
    } else {
        made.add(item);
    }
}

value flatten(builtin_call const& call) {
    list_builder made(call.spent());
    for (auto const& item : call.items(0)) add_flat(item, made);
    return made.take();
}

value sort(builtin_call const&) {
    refuse(diagnostic_code::C018, "'sort' needs a function, and functions are no values here",
           "Write the list in the order you need.");
}

constexpr std::array<builtin_row, 14> rows{{
    {"list contains", "list, element", list_contains},
    {"count", "list", count},
    {"sublist", "list, start position, length?", sublist},
    {"append", "list, item*", append},
    {"concatenate", "list*", concatenate},
    {"insert before", "list, position, newItem", insert_before},
    {"remove", "list, position", remove},
    {"list replace", "list, position, newItem", list_replace},
    {"reverse", "list", reverse},
    {"index of", "list, match", index_of},
    {"union", "list*", distinct},
    {"distinct values", "list", distinct},
    {"flatten", "list", flatten},
    {"sort", "list, precedes?", sort},
}};

}  // namespace

std::span<builtin_row const> list_builtins() { return rows; }

}  // namespace carefare::constant
