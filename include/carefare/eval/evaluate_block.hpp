// The columnar evaluator: a program under a binding over a block of partitions, column by column.
#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include <carefare/bind/binding.hpp>
#include <carefare/reference/dataset.hpp>
#include <carefare/reference/evaluate.hpp>

namespace carefare::eval {

using bind::state;
using row_number = std::uint32_t;
inline constexpr row_number no_row = 0xffffffffU;

/// A value of its type where the state is value; of a link the number of the row.
struct cell {
    state is = state::value;
    checked::constant_value value;
};

class machine;
class needs_walk;

/// All outputs of a program for a dataset that has been checked (`check_dataset`). Rows of partitions that are not used
/// do not stand here, and of a record the version that counts alone. The binding and the dataset must outlive it.
class block {
public:
    block(bind::binding const& with, reference::dataset const& data);
    ~block();
    block(block const&) = delete;
    block& operator=(block const&) = delete;

    /// Rows of an entity are numbered from zero, in the order of their owners; of groups some do not stand: they lie
    /// wholly outside the window.
    [[nodiscard]] std::size_t size(checked::entity_id entity) const;
    [[nodiscard]] bool stands(checked::entity_id entity, row_number row) const;
    [[nodiscard]] std::string key_of(checked::entity_id entity, row_number row) const;
    [[nodiscard]] row_number owner_of(checked::entity_id entity, row_number row) const;
    /// The row of the partition that a row belongs to; no_row outside.
    [[nodiscard]] row_number partition_of(checked::entity_id entity, row_number row) const;
    [[nodiscard]] bool is_incomplete(checked::entity_id entity, row_number row) const;
    /// Whether it is known which rows of a made entity a row owns: value, or why not.
    [[nodiscard]] state known_rows(checked::entity_id entity, row_number owner) const;
    /// A fault while rows of its partition are made is the result of all.
    [[nodiscard]] bool has_failed(checked::entity_id entity, row_number row) const;
    /// The row as it was handed in; null of made rows.
    [[nodiscard]] reference::row const* given(checked::entity_id entity, row_number row) const;

    /// The result of an output, by its number in the graph's list.
    [[nodiscard]] cell result(std::size_t output, row_number row) const;
    [[nodiscard]] state state_of(std::size_t output, row_number row) const;
    /// The day of `pay_by`, or of `at`, by the number of the entity in `program::paid_by`.
    struct day {
        state is = state::value;
        std::int64_t days = 0;
    };
    [[nodiscard]] day paid_by(std::size_t number, row_number row) const;
    [[nodiscard]] day at(std::size_t number, row_number row) const;
    /// A fact of a table that is handed to the next run, by the numbers of the table and of the fact.
    [[nodiscard]] cell carried(std::size_t table, std::size_t fact, row_number row) const;

    // What has to be known before a pending result is; nothing, of one that is not. One thread at a time.
    [[nodiscard]] std::set<reference::need> needs(std::size_t output, row_number row) const;
    [[nodiscard]] std::set<reference::need> needs_of_paid_by(std::size_t number, row_number row) const;
    [[nodiscard]] std::set<reference::need> needs_of_at(std::size_t number, row_number row) const;
    [[nodiscard]] std::set<reference::need> needs_of_carried(std::size_t table, std::size_t fact, row_number row) const;
    /// Before it is certain which rows of a made entity a row owns; nothing where that is certain, or a fault.
    [[nodiscard]] std::set<reference::need> needs_of_rows(checked::entity_id entity, row_number owner) const;

private:
    [[nodiscard]] needs_walk& walk() const;

    std::unique_ptr<machine> inside_;
    mutable std::unique_ptr<needs_walk> walk_;
};

}  // namespace carefare::eval
