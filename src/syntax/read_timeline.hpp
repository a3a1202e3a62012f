// Dated entries: from, until, known, and what they say.
#pragma once

#include <vector>

#include <carefare/syntax/programme_syntax.hpp>

#include "syntax/read_fields.hpp"
#include "syntax/read_value.hpp"

namespace carefare::syntax {

/// Calls `read(item)` for every item of a list of at least one.
template <class Read>
void for_each_item(yaml_node const& list, std::string_view what, reader& in, Read&& read) {
    if (!expect_kind(list, yaml_kind::sequence, what, in)) return;
    if (list.items.empty()) {
        in.error(diagnostic_code::K004, list.where, std::string(what) + " is an empty list",
                 "Write at least one item, or leave the key out.");
    }
    for (auto const& item : list.items)
        read(item);
}

/// Reads from, until and known into an entry. `from` is asked for unless the entry may do without.
template <class Entry>
void read_dates(fields const& entry, Entry& out, bool needs_from) {
    if (needs_from) static_cast<void>(entry.need("from"));
    out.from = entry.day("from");
    out.until = entry.day("until");
    out.known = entry.day("known");
}

/// Reads `value: not known` and `reason`, which go together.
template <class Entry>
void read_not_known(fields const& entry, Entry& out, reader& in) {
    auto const* const value = entry.find("value");
    out.not_known = value != nullptr && says_not_known(*value);
    out.reason = entry.text("reason");
    if (!out.not_known && value != nullptr && entry.has("reason")) {
        in.error(diagnostic_code::K017, out.reason.where, "'reason' says why a value is not known, and here is one",
                 "Leave the reason out, or write 'value: not known'.");
    }
}

/// `values:` of a parameter or a reading.
[[nodiscard]] std::vector<dated_value_syntax> read_values(yaml_node const& list, std::string const& owner, reader& in);

}  // namespace carefare::syntax
