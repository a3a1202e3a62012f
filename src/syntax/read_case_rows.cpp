// Rows of cases and their merging.
#include "syntax/read_case_rows.hpp"

#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace carefare::syntax {

std::uint64_t count_nodes(yaml_node const& node) {
    std::uint64_t count = 1;
    for (auto const& item : node.items)
        count += count_nodes(item);
    for (auto const& entry : node.entries)
        count += count_nodes(entry.value);
    return count;
}

void refuse_empty(yaml_node const& node, reader& in) {
    for (auto const& item : node.items) {
        if (item.kind == yaml_kind::null) expect_kind(item, yaml_kind::scalar, "an item of this list", in);
        refuse_empty(item, in);
    }
    for (auto const& entry : node.entries) {
        if (entry.value.kind == yaml_kind::null) {
            in.error(diagnostic_code::K004, entry.key.everything(), in_quotes(entry.key.text) + " has no value",
                     "Write its value, or leave the key out where the fact is absent; a row without facts is {}.");
        }
        refuse_empty(entry.value, in);
    }
}

std::vector<yaml_entry> merge_entries(std::vector<yaml_entry> base, std::vector<yaml_entry> const& changes) {
    // The map holds copies of the keys: those of `base` move when it grows.
    std::unordered_map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < base.size(); ++i)
        places.emplace(base[i].key.text, i);
    for (auto const& change : changes) {
        auto const found = places.find(change.key.text);
        if (found == places.end()) {
            base.push_back(change);
            continue;
        }
        auto& old = base[found->second];
        if (old.value.is_mapping() && change.value.is_mapping()) {
            old.value.entries = merge_entries(std::move(old.value.entries), change.value.entries);
        } else {
            old = change;
        }
    }
    return base;
}

}  // namespace carefare::syntax
