// What the declaring passes share: citations with their parents', dates of entries, gaps with their reasons.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "checked/builder.hpp"

namespace carefare::checked {

[[nodiscard]] inline citation to_citation(syntax::citation_text const& cite) {
    return {cite.value, cite.where};
}

/// The place of a full name: from its entity, if it has one, to its end.
[[nodiscard]] location place_of(syntax::name_text const& entity, syntax::name_text const& name);

/// An entry's own citation, else its parent's, else none with a diagnostic. `what` names the entry in the message.
[[nodiscard]] citation cite_of(syntax::citation_text const& own, citation const& parent, std::string const& what,
                               location const& where, diagnostics& sink);
/// Asks for a citation of something that has no entries which bring their own.
void require_citation(citation const& cite, bool has_entries, std::string const& what, location const& where,
                      diagnostics& sink);
/// Why nothing is known; a diagnostic if nobody says.
[[nodiscard]] std::string gap_reason(syntax::name_text const& reason, std::string const& what, location const& where,
                                     diagnostics& sink);

template <class Entry, class Payload>
void copy_dates(Entry const& entry, dated<Payload>& out) {
    if (entry.from) out.from = entry.from->value;
    if (entry.until) out.until = entry.until->value;
    if (entry.known) out.known = entry.known->value;
    out.where = entry.where;
}

/// Entries of a parameter or a reading; `cite_needed` says whether each must have a citation.
[[nodiscard]] std::vector<value_entry> declare_values(builder& b, slot const& s,
                                                      std::vector<syntax::dated_value_syntax> const& values,
                                                      bool cite_needed);
/// The single entry of a slot that holds for all time.
[[nodiscard]] value_entry declare_constant(builder& b, slot const& s, syntax::expr const& value);
void declare_option(builder& b, syntax::option_syntax const& option);

/// Schedules of a table from their CSV files: one for each stretch of time that a file holds.
void declare_schedules(builder& b, syntax::table_syntax const& syntax, rate_table& table);
/// True if a lookup with keys of the key types can find no cell: it is none then.
[[nodiscard]] bool lookup_can_be_none(rate_table const& table, rule_graph const& graph);

/// A word of a list by its text.
[[nodiscard]] std::optional<word> find_word(word_list const& list, std::string_view text);

}  // namespace carefare::checked
