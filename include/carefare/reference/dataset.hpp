// Facts of linked entity tables: one row a key, each field a value or absent. What cases and callers hand in. Values
// are checked against the facts' ranges at the door (`check_dataset`).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <carefare/base/diagnostic.hpp>
#include <carefare/checked/rule_graph.hpp>

namespace carefare::reference {

using row_index = std::uint32_t;
inline constexpr row_index no_row = 0xffffffffU;

/// An override of a rule for one row.
struct override_record {
    checked::scalar_value value;
    std::string reason, authorizer;
    std::optional<date> recorded_on;
};

struct row {
    std::string key;
    std::string owner_key;                                        ///< empty at the top
    std::vector<std::optional<std::string>> link_keys;            ///< one a link of the entity; unset: absent
    std::map<checked::fact_id, checked::constant_value> facts;    ///< an absent fact has no entry; none is none_value
    std::map<checked::rule_id, override_record> overrides;
    location where;
    // set by check_dataset
    row_index owner = no_row;
    std::vector<row_index> links;                                 ///< no_row: absent
};

/// What became of a row.
enum class row_fate : std::uint8_t { used, set_aside, orphan };

struct finding { std::string code, message; checked::entity_id entity = checked::no_id; std::string key; };

struct dataset {
    std::vector<std::vector<row>> tables;                         ///< by entity_id
    std::optional<date> known_on;
    // set by check_dataset
    std::vector<std::vector<row_fate>> fates;                     ///< by entity_id, row_index
    std::vector<finding> findings;                                ///< faults and orphans, each with its row
};

/// Resolves owners and links, checks ranges, steps, at_most and duplicate keys. A faulty row of a partition (family)
/// sets the whole partition aside; a faulty row of a shared table makes its facts missing; a row without owner is an
/// orphan. Every row ends in exactly one fate.
void check_dataset(dataset& data, checked::rule_graph const& graph);

}  // namespace carefare::reference
