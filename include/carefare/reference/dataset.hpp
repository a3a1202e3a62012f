// Facts of linked entity tables: one row a key, each field a value or absent. What cases and callers hand in. Values
// are checked against the facts' ranges at the door (`check_dataset`).
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <carefare/base/date.hpp>
#include <carefare/base/source.hpp>
#include <carefare/checked/rule_graph.hpp>
#include <carefare/reference/state.hpp>

namespace carefare::reference {

using row_index = std::uint32_t;
inline constexpr row_index no_row = 0xffffffffU;

/// An override of a rule for one row.
struct override_record {
    checked::scalar_value value;
    std::string reason, authorizer;
    std::optional<date> recorded_on;
};

/// What of a row could not be read (a malformed cell): the row is faulty, like one with a value out of its range.
struct unread_field {
    std::string code, field, message;
    location where;
};

struct row {
    std::string key;
    std::string owner_key;                                      ///< empty at the top
    std::vector<std::optional<std::string>> link_keys;          ///< one a link of the entity; unset: absent
    std::map<checked::fact_id, checked::constant_value> facts;  ///< an absent fact has no entry; none is none_value
    std::map<checked::fact_id, open_result> open;               ///< of results of used programmes and stages: an open one
    std::map<checked::rule_id, override_record> overrides;
    std::vector<unread_field> unread;
    location where;
    // set by check_dataset
    row_index owner = no_row;
    std::vector<row_index> links;  ///< no_row: absent
};

/// The days for which a table is complete; an end that is unset is open.
struct window {
    std::optional<date> from, to;  ///< first and last day
};

/// What became of a row. Versions of a record that do not count are `used`, too: they were read.
enum class row_fate : std::uint8_t { used, set_aside, orphan };

/// What is wrong with a row: a code R001 to R008, R014 or R015, the field it is about (a fact, link or rule of the
/// row's entity; empty for the row itself) and why.
struct finding {
    std::string code, message;
    checked::entity_id entity = checked::no_id;
    std::string key;
    row_index row = no_row;
    std::string field;
};

struct dataset {
    std::vector<std::vector<row>> tables;  ///< by entity_id
    std::optional<date> known_on;
    std::map<checked::entity_id, window> windows;  ///< of tables with `dated_by`
    // set by check_dataset
    std::vector<std::vector<row_fate>> fates;  ///< by entity_id, row_index
    std::vector<finding> findings;             ///< faults and orphans, each with its row
    /// By entity_id, row_index: the finding that decided the fate of a row that is not used, as an index of `findings`;
    /// no_finding for a row that is used.
    std::vector<std::vector<std::size_t>> because;
};
inline constexpr std::size_t no_finding = static_cast<std::size_t>(-1);

struct row_counts {
    std::size_t used = 0, set_aside = 0, orphan = 0;
};

/// Resolves owners and links, checks kinds, ranges, steps, overrides, at_most and duplicate keys. A faulty row of a
/// partition (family) sets the whole partition aside; a faulty row of a shared table makes its facts missing; a row
/// without owner is an orphan, and so is what it owns. Every row ends in exactly one fate. May be called again.
void check_dataset(dataset& data, checked::rule_graph const& graph);

/// How many rows of an entity ended in which fate; the three add up to the rows of its table.
[[nodiscard]] row_counts count_fates(dataset const& data, checked::entity_id entity);

}  // namespace carefare::reference
