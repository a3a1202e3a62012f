// Counting of steps, items, bytes and bits; see budget.hpp.
#include "constant/budget.hpp"

#include <algorithm>
#include <string>

#include "constant/refusal.hpp"

namespace carefare::constant {
namespace {

struct weight {
    std::uint64_t items = 1;
    std::uint64_t bytes = 0;
    std::uint64_t depth = 0;
};

weight weigh(value const& v) {
    weight w;
    if (auto const* text = std::get_if<std::string>(&v.held)) w.bytes = text->size();
    if (auto const* n = std::get_if<number>(&v.held)) w.bytes = n->amount.bits() / 8;
    if (auto const* l = std::get_if<list>(&v.held)) {
        for (auto const& item : l->items) {
            auto const inner = weigh(item);
            w.items += inner.items;
            w.bytes += inner.bytes;
            w.depth = std::max(w.depth, inner.depth);
        }
        w.depth += 1;
    }
    return w;
}

}  // namespace

void budget::spend(std::uint64_t steps) {
    steps_ += steps;
    if (steps_ > limits_.steps)
        refuse_limit(diagnostic_code::L020,
                     "the expression needs more than " + std::to_string(limits_.steps) + " steps",
                     "Repeat over fewer items or compute the value outside the expression.");
}

void budget::bound_text(std::uint64_t bytes) const {
    if (bytes > limits_.text_bytes)
        refuse_limit(diagnostic_code::L022, "a text of more than " + std::to_string(limits_.text_bytes) + " bytes",
                     "Build a shorter text.");
}

void budget::admit_text(std::uint64_t bytes) {
    bound_text(bytes);
    spend(1 + bytes / 64);
}

rational budget::admit(rational made) {
    auto const bits = made.bits();
    if (bits > limits_.number_bits)
        refuse_limit(diagnostic_code::L023, "a number of more than " + std::to_string(limits_.number_bits) + " bits",
                     "Use smaller numbers or round earlier.");
    if (bits > 128) {
        auto const words = bits / 64;
        spend(words * words / 16);
    }
    return made;
}

void list_builder::add(value item) {
    auto const w = weigh(item);
    auto const& limits = spent_.limits();
    items_ += w.items;
    bytes_ += w.bytes;
    spent_.spend(w.items + w.bytes / 64);
    if (items_ > limits.list_items)
        refuse_limit(diagnostic_code::L021, "a list of more than " + std::to_string(limits.list_items) + " items",
                     "Build a shorter list.");
    if (bytes_ > limits.text_bytes)
        refuse_limit(diagnostic_code::L022,
                     "a list with more than " + std::to_string(limits.text_bytes) + " bytes of text",
                     "Build a shorter list or shorter texts.");
    if (w.depth >= limits.list_depth)
        refuse_limit(diagnostic_code::L025,
                     "lists nested more than " + std::to_string(limits.list_depth) + " deep",
                     "Use a flat list.");
    std::get<list>(made_.held).items.push_back(std::move(item));
}

value make_list(std::vector<value> items, budget& spent) {
    list_builder made(spent);
    for (auto& item : items) made.add(std::move(item));
    return made.take();
}

}  // namespace carefare::constant
