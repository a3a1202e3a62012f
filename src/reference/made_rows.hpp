// The rows that the engine makes, beside those of the dataset: a table for each derived entity, filled owner by owner.
// Also which row of a dataset counts: of a record with versions, the latest that was known.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <carefare/reference/evaluate.hpp>

namespace carefare::reference {

struct made_row {
    std::string key;  ///< owner's key and the fields: "ann at sunny, 2019-06-10"
    row_index owner = no_row;
    std::vector<outcome> fields;   ///< values, rows (each row) or none (a `by`)
    row_index base = no_row;       ///< subset: the row it keeps
    std::vector<row_index> parts;  ///< group, merge: rows of the source
    std::vector<row_index> aside;  ///< partial group: rows of the source outside the window, which do not count
    bool incomplete = false;       ///< lies outside the window, or (group) some of its rows do
    bool outside = false;          ///< lies outside the window altogether
    bool began_before = false;     ///< group: has rows before the first day of the window
    bool stands = false;           ///< in its owner's table: not one that `where` drops
};

/// What a maker did for one row of the owner.
struct made_table {
    std::vector<row_index> rows;
    std::vector<outcome> open;                ///< why there may be more rows: pending, or a fault
    std::map<row_index, outcome> unplaced;    ///< group: rows of the source whose `by` is not known, and why
    std::map<row_index, row_index> group_of;  ///< group, merge: made row by row of the source
    /// Groups wholly outside the window: not made, but groups above them are cut by them.
    std::vector<row_index> outside;
    std::map<row_index, row_index> outside_of;  ///< the same by row of the source
};

class made_rows {
public:
    explicit made_rows(std::size_t entities) : rows_(entities), numbers_(entities), tables_(entities) {}
    [[nodiscard]] made_table const* find(checked::entity_id e, row_index owner) const {
        auto const found = tables_[e].find(owner);
        return found == tables_[e].end() ? nullptr : &found->second;
    }
    /// A row to be: its number stays the same however often it is made. It stands in no table yet.
    row_index number(checked::entity_id e, made_row made);
    /// Keeps the rows made for one owner, and `outside` those that are not; `table` says the rest.
    made_table const& keep(checked::entity_id e, row_index owner, std::vector<made_row> rows, made_table table,
                           std::vector<made_row> outside = {});
    [[nodiscard]] std::size_t count(checked::entity_id e) const { return rows_.at(e).size(); }
    [[nodiscard]] made_row const& at(checked::entity_id e, row_index r) const { return rows_.at(e).at(r); }

private:
    std::vector<std::vector<made_row>> rows_;
    std::vector<std::map<std::pair<row_index, std::string>, row_index>> numbers_;  ///< by owner and key
    std::vector<std::map<row_index, made_table>> tables_;
};

/// "of those with `by` not after `known_on` (all, without one) the latest counts, and none if its `void` fact is true"
class counting_versions {
public:
    counting_versions(checked::rule_graph const& graph, dataset const& data, std::optional<date> known_on);
    /// The version of the row's record that counts; without versions the row itself, or of rows set aside that have one key and
    /// one owner the first; no_row: none counts.
    [[nodiscard]] row_index of(checked::entity_id e, row_index r) const {
        return r == no_row || counts_[e].empty() ? r : counts_[e].at(r);
    }

private:
    std::vector<std::vector<row_index>> counts_;  ///< by entity and row; empty: each for itself
};

}  // namespace carefare::reference
