// The rows of a block, entity by entity, in the order of their owners; rows that are made are added as they are made.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <carefare/eval/evaluate_block.hpp>
#include <carefare/reference/dataset.hpp>

#include "eval/column.hpp"

namespace carefare::eval {

/// Which rows of a list belong to each row of another: from begins[i] up to begins[i + 1].
struct segments {
    std::vector<row_number> begins{0};
    std::vector<row_number> rows;
};

struct table {
    std::size_t size = 0;
    std::vector<row_number> owner;                ///< no_row at the top
    std::vector<reference::row const*> given;     ///< host rows
    std::vector<bool> used;                       ///< host rows; empty: all
    std::vector<std::vector<row_number>> links;   ///< host rows
    std::vector<row_number> begins;               ///< by owner's row, and one more
    // made rows
    std::vector<column> fields;
    std::vector<row_number> base;                 ///< subset
    segments parts;                               ///< group, merge
    std::vector<column> group_of;                 ///< by entity of the group, over the rows of this table (its source)
    std::vector<bool> incomplete;                 ///< empty: none is
    std::vector<bool> outside, before, after;     ///< outside the window altogether, and on which side
    std::vector<bool> gone;                       ///< groups wholly outside the window: not made, but groups above are cut
    std::vector<bool> began_before;               ///< groups with rows before the first day of the window
    std::vector<state> open;                      ///< by owner's row: whether its rows are known; empty: all are
};

class tables {
public:
    tables(checked::rule_graph const& graph, reference::dataset const& data, std::optional<date> known_on);

    [[nodiscard]] table& at(checked::entity_id e, bool candidates = false) { return all_[e + (candidates ? count_ : 0)]; }
    [[nodiscard]] table const& at(checked::entity_id e, bool candidates = false) const { return all_[e + (candidates ? count_ : 0)]; }
    [[nodiscard]] std::string key_of(checked::entity_id e, row_number r) const;
    [[nodiscard]] row_number above(checked::entity_id e, row_number r, checked::entity_id owner) const;
    [[nodiscard]] bool is_incomplete(checked::entity_id e, row_number r) const;
    /// The row itself or the one above it that lies outside the window altogether; no_id where there is none.
    [[nodiscard]] std::pair<checked::entity_id, row_number> outside(checked::entity_id e, row_number r) const;
    [[nodiscard]] bool is_gone(checked::entity_id e, row_number r) const { return !all_[e].gone.empty() && all_[e].gone[r]; }
    /// The row of the partition is at fault: what is wrong with the rows made below it is the result of all.
    void fail(checked::entity_id e, row_number r);
    [[nodiscard]] bool has_failed(checked::entity_id e, row_number r) const;
    [[nodiscard]] std::int64_t text(std::string const& of);
    [[nodiscard]] std::string const& text_of(std::int64_t number) const { return texts_.at(static_cast<std::size_t>(number)); }
    void add_texts(std::map<std::string, std::int64_t> const& known);
    [[nodiscard]] std::vector<std::string> const& texts() const { return texts_; }

private:
    void load(checked::entity_id e, reference::dataset const& data, std::optional<date> known_on);
    [[nodiscard]] std::string field_text(checked::entity_id e, std::size_t field, row_number r) const;

    checked::rule_graph const& graph_;
    std::size_t count_;
    std::vector<table> all_;
    std::vector<std::vector<row_number>> place_;   ///< of the rows of the dataset: their rows here
    std::map<std::pair<checked::entity_id, row_number>, bool> failed_;
    std::map<std::string, std::int64_t> numbers_;
    std::vector<std::string> texts_;
};

}  // namespace carefare::eval
