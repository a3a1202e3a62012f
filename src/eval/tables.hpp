// The rows of a block, entity by entity, in the order of their owners; rows that are made are added as they are made.
#pragma once

#include <cstdint>
#include <cstring>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <carefare/eval/host_tables.hpp>

#include "eval/column.hpp"

namespace carefare::eval {

/// Which rows of a list belong to each row of another: from begins[i] up to begins[i + 1].
struct segments {
    buffer<row_number> begins{0};
    buffer<row_number> rows;
};

using flags = buffer<std::uint8_t>;

/// What is not zero, in order; eight at a time where none is. Of bytes: flags, states.
template <class All, class Use>
void for_each_marked(All const& all, Use use) {
    static_assert(sizeof(*all.data()) == 1);
    for (std::size_t first = 0; first < all.size(); first += sizeof(std::uint64_t)) {
        auto const count = std::min(sizeof(std::uint64_t), all.size() - first);
        std::uint64_t some = 0;
        std::memcpy(&some, all.data() + first, count);
        for (std::size_t i = first; some != 0 && i < first + count; ++i) {
            if (static_cast<std::uint8_t>(all[i]) != 0) use(i);
        }
    }
}

struct table {
    std::size_t size = 0;
    buffer<row_number> owner;                     ///< no_row at the top
    buffer<row_number> begins;                    ///< by owner's row, and one more
    // host rows: part of the table that was handed in
    host_table const* given = nullptr;
    row_number first = 0;                         ///< its first row in it
    std::vector<buffer<row_number>> links;
    // made rows
    std::vector<column> fields;
    buffer<row_number> base;                      ///< subset
    segments parts;                               ///< group, merge
    std::map<checked::entity_id, column> group_of; ///< by entity of the group, over the rows of this table (its source)
    flags incomplete;                             ///< empty: none is
    flags outside, before, after;                 ///< outside the window altogether, and on which side
    flags gone;                                   ///< groups wholly outside the window: not made, but groups above are cut
    flags began_before;                           ///< groups with rows before the first day of the window
    flags cut;                                    ///< incomplete, or what it is made of or below is; empty: none is
    buffer<state> open;                           ///< by owner's row: whether its rows are known; empty: all are

    [[nodiscard]] bool used(row_number r) const { return given == nullptr || given->used.empty() || given->used[first + r] != 0; }
    [[nodiscard]] bool all_used() const { return given == nullptr || given->used.empty(); }
    /// No rows; the memory of those it had is kept.
    void clear();
};

/// The tables of some partitions, beside the shared ones; or those that stand outside all partitions.
class tables {
public:
    /// Which partitions; none of them: the shared tables.
    struct part {
        std::size_t first = 0, count = 0;
    };
    /// `rows`: the tables that `of` counts in, those given or some chosen. `spare`: tables that are no more, whose memory is
    /// used again.
    tables(checked::rule_graph const& graph, std::vector<bool> const& within, host_tables const& given, std::vector<host_table> const& rows,
           tables* shared, part of, std::vector<table> spare);

    [[nodiscard]] table& at(checked::entity_id e, bool candidates = false) { return *here_[e + (candidates ? count_ : 0)]; }
    [[nodiscard]] table const& at(checked::entity_id e, bool candidates = false) const { return *here_[e + (candidates ? count_ : 0)]; }
    [[nodiscard]] std::string key_of(checked::entity_id e, row_number r) const;
    /// Behind what the text holds already.
    void add_key(std::string& into, checked::entity_id e, row_number r) const;
    /// Below zero: the key of the first row stands before that of the second.
    [[nodiscard]] int compare_keys(checked::entity_id e, row_number a, row_number b) const;
    [[nodiscard]] row_number above(checked::entity_id e, row_number r, checked::entity_id owner) const;
    [[nodiscard]] bool is_incomplete(checked::entity_id e, row_number r) const { return !here_[e]->cut.empty() && here_[e]->cut[r] != 0; }
    /// The row itself or the one above it that lies outside the window altogether; no_id where there is none.
    [[nodiscard]] std::pair<checked::entity_id, row_number> outside(checked::entity_id e, row_number r) const;
    [[nodiscard]] bool is_gone(checked::entity_id e, row_number r) const { return !here_[e]->gone.empty() && here_[e]->gone[r] != 0; }
    /// Its rows are counted still, and that is all.
    void drop(checked::entity_id e);
    /// Once its rows are made: which of them give no result.
    void find_cut(checked::entity_id e);
    /// The row of the partition is at fault: what is wrong with the rows made below it is the result of all.
    void fail(checked::entity_id e, row_number r);
    [[nodiscard]] bool has_failed(checked::entity_id e, row_number r) const;
    [[nodiscard]] bool has_failures() const { return !failed_.empty() || (shared_ != nullptr && shared_->has_failures()); }
    [[nodiscard]] std::int64_t text(std::string const& of);
    [[nodiscard]] std::string const& text_of(std::int64_t number) const;
    [[nodiscard]] host_tables const& given() const { return given_; }
    /// Its tables are given up.
    [[nodiscard]] std::vector<table> take_apart() { return std::move(own_); }

private:
    [[nodiscard]] host_table const& rows_of(checked::entity_id e) const { return (within_[e] ? rows_ : given_.tables)[e]; }
    void load(checked::entity_id e, part of);
    void link(checked::entity_id e, part of);
    void add_field(std::string& into, checked::entity_id e, std::size_t field, row_number r) const;

    checked::rule_graph const& graph_;
    std::vector<bool> const& within_;
    host_tables const& given_;
    std::vector<host_table> const& rows_;
    tables* shared_;
    std::size_t count_;
    std::vector<table> own_;
    std::vector<table*> here_;                     ///< own, or shared
    std::map<std::pair<checked::entity_id, row_number>, bool> failed_;
    /// Texts that no row was handed in with: keys of rows.
    std::int64_t first_text_;
    std::unordered_map<std::string, std::int64_t> numbers_;
    std::vector<std::string> texts_;
};

}  // namespace carefare::eval
