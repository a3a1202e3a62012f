// See typed_rows.hpp.
#include "engine/typed_rows.hpp"

#include <algorithm>

namespace carefare::engine {

text_place typed_rows::add(std::string_view text) {
    if (texts.size() + text.size() > largest_) {
        std::string const held(text);  // it may stand among them
        compact();
        largest_ = std::max(largest_, 2 * (texts.size() + held.size()));
        return add(held);
    }
    auto const made = (static_cast<text_place>(texts.size()) << bits_of_length) | text.size();
    texts += text;
    return made;
}

void typed_rows::put(typed_cell& into, std::string_view text) {
    // `add` may move the texts of all cells, this one's among them.
    into.is = typed_cell::kind::absent;
    into.value = static_cast<std::int64_t>(add(text));
    into.is = typed_cell::kind::text;
}

void typed_rows::put(typed_cell& into, checked::scalar_value value) {
    if (into.is == typed_cell::kind::other) {
        others[static_cast<std::size_t>(into.value)] = std::move(value);
        return;
    }
    into.value = static_cast<std::int64_t>(others.size());
    others.push_back(std::move(value));
    into.is = typed_cell::kind::other;
}

void typed_rows::clear() {
    for (auto& table : tables) {
        table.keys.clear();
        table.owners.clear();
        table.cells.clear();
        table.unread.clear();
    }
    others.clear();
    texts.clear();
    windows.clear();
    known_on.reset();
}

void typed_rows::compact() {
    std::string kept;
    auto const move = [&](text_place at) {
        auto const place = (static_cast<text_place>(kept.size()) << bits_of_length) | (at & ((1U << bits_of_length) - 1));
        kept += text(at);
        return place;
    };
    for (auto& table : tables) {
        for (auto& key : table.keys) key = move(key);
        for (auto& owner : table.owners) owner = move(owner);
        for (auto& cell : table.cells) {
            if (cell.is == typed_cell::kind::text) cell.value = static_cast<std::int64_t>(move(static_cast<text_place>(cell.value)));
        }
    }
    texts = std::move(kept);
}

}  // namespace carefare::engine
