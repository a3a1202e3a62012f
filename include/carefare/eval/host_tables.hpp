// Rows as they are handed in, as columns: what the columnar evaluator reads. Values are whole numbers over the denominators
// of a program, so the tables belong to it; of a record with versions only the one that counts stands here.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <carefare/bind/binding.hpp>
#include <carefare/reference/dataset.hpp>

namespace carefare::eval {

using bind::state;
using row_number = std::uint32_t;
inline constexpr row_number no_row = 0xffffffffU;

/// A value and a state in each row. Values stand in one of three lists, in as few bytes as all of them need.
struct given_column {
    std::vector<std::int64_t> cells;
    std::vector<std::int32_t> narrow;
    std::vector<std::int8_t> tiny;
    std::vector<state> states;            ///< empty: a value in every row; pending: absent

    [[nodiscard]] std::size_t size() const { return cells.size() + narrow.size() + tiny.size(); }
    [[nodiscard]] std::int64_t cell(std::size_t row) const { return !tiny.empty() ? tiny[row] : !narrow.empty() ? narrow[row] : cells[row]; }
    /// False, with nothing done, where the value needs more bytes than there are.
    [[nodiscard]] bool put(std::size_t row, std::int64_t value);
    /// With eight bytes for each.
    void widen();
};

/// Texts that stand somewhere else (a file in memory, a store): eight bytes each.
class text_refs {
public:
    static constexpr std::size_t longest = 0xffff;
    text_refs() = default;
    explicit text_refs(char const* base) : base_(base) {}
    /// Of each text where it begins behind the base, and its length in the lowest 16 bits.
    text_refs(char const* base, std::vector<std::uint64_t> refs) : base_(base), refs_(std::move(refs)) {}
    /// `text` lies behind the base, at most 2^48 bytes away, and is at most `longest` long.
    void push_back(std::string_view text) {
        refs_.push_back((static_cast<std::uint64_t>(text.data() - base_) << 16U) | text.size());
    }
    void reserve(std::size_t rows) { refs_.reserve(rows); }
    /// Of other texts.
    void begin_again(char const* base) {
        base_ = base;
        refs_.clear();
    }
    [[nodiscard]] std::size_t size() const { return refs_.size(); }
    [[nodiscard]] std::string_view operator[](std::size_t row) const { return {base_ + (refs_[row] >> 16U), refs_[row] & 0xffffU}; }
    /// In the order of the row numbers in `order`.
    void reorder(std::vector<row_number> const& order);
    /// Adds rows of texts that stand behind the same base.
    void add(text_refs const& of, row_number first, row_number last) {
        base_ = of.base_;
        refs_.insert(refs_.end(), of.refs_.begin() + first, of.refs_.begin() + last);
    }

private:
    char const* base_ = nullptr;
    std::vector<std::uint64_t> refs_;
};

/// An override of a rule for one row: its value as a cell over the rule's denominator.
struct given_override {
    checked::rule_id rule = checked::no_id;
    row_number row = no_row;
    state is = state::value;              ///< or none
    program::wide value = 0;
};

/// The rows of one entity that come from outside. Below a partition they stand in the order of the partitions, then of their
/// owners, then of their keys; else in the order of owners and keys.
struct host_table {
    std::size_t size = 0;
    text_refs keys;
    std::vector<row_number> owner;                ///< row of the owner's table, no_row without; empty at the top
    std::vector<std::vector<row_number>> links;   ///< by link of the entity; no_row: absent
    /// By number in `host_tables::columns`: a fact, or of a range its flags (1 low closed, 2 high closed), low and high end.
    std::vector<given_column> facts;
    std::vector<std::uint8_t> used;               ///< 0: a shared row that was set aside, its facts are missing; empty: all are used
    std::vector<given_override> overrides;        ///< by row, then rule
    /// Of results of used programmes and stages those that are open; their columns have the state.
    std::map<std::pair<checked::fact_id, row_number>, reference::open_result> open;
    std::vector<row_number> begins;               ///< below a partition: the first row of each partition, and one more
};

/// All tables of a caseload, or of one family.
struct host_tables {
    program::program const* of = nullptr;
    std::vector<host_table> tables;               ///< by entity; empty of entities that the engine makes
    std::vector<std::string> texts;               ///< the first as bound (binding::texts), then those of the rows
    std::unordered_map<std::string, std::int64_t> text_numbers;
    /// The number of a text, a new one for a new text.
    std::int64_t number_of(std::string const& text);
    std::optional<date> known_on;
    std::map<checked::entity_id, reference::window> windows;
    std::size_t partitions = 0;
    std::shared_ptr<void const> stored;           ///< what the keys stand in

    /// Where the columns of a fact stand in the table of its owner: the first of one, or of three for a range.
    [[nodiscard]] static std::vector<std::uint32_t> columns_of(checked::rule_graph const& graph);
};

/// The tables of some partitions alone, one behind the other, by entity; empty of what stands outside of partitions.
[[nodiscard]] std::vector<host_table> choose_partitions(host_tables const& of, std::vector<std::size_t> const& partitions);

/// The rows of a checked dataset that are used, and shared rows that were set aside. The versions that count on `known_on`.
/// The binding must be the one that evaluates. Keys longer than text_refs::longest are refused (std::length_error).
[[nodiscard]] host_tables to_host_tables(bind::binding const& with, reference::dataset const& data, std::optional<date> known_on);

}  // namespace carefare::eval
