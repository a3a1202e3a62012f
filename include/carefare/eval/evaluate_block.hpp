// The columnar evaluator: a program under a binding over partitions, block by block and column by column.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <set>
#include <string>

#include <carefare/bind/binding.hpp>
#include <carefare/eval/host_tables.hpp>
#include <carefare/reference/evaluate.hpp>

namespace carefare::eval {

/// A value of its type where the state is value; of a link the number of the row.
struct cell {
    state is = state::value;
    checked::constant_value value;
};

class machine;
class needs_walk;

/// All outputs of a program for some partitions, beside those of the shared rows. Of a record the version that counts
/// alone stands here.
class block {
public:
    explicit block(std::unique_ptr<machine> inside);
    ~block();
    block(block&&) noexcept;
    block& operator=(block&&) noexcept;

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
    /// Value below every row.
    [[nodiscard]] bool knows_all_rows(checked::entity_id entity) const;
    /// A fault while rows of its partition are made is the result of all.
    [[nodiscard]] bool has_failed(checked::entity_id entity, row_number row) const;
    /// Has any?
    [[nodiscard]] bool has_failures() const;
    /// The first row that a row owns; of an owner behind the last, one behind the last.
    [[nodiscard]] row_number first_below(checked::entity_id entity, row_number owner) const;
    /// Of a row that was handed in its number in `host_tables`; in a block of chosen partitions, among those.
    [[nodiscard]] row_number given(checked::entity_id entity, row_number row) const;

    /// The result of an output, by its number in the graph's list.
    [[nodiscard]] cell result(std::size_t output, row_number row) const;
    [[nodiscard]] state state_of(std::size_t output, row_number row) const;
    /// The results of an output as they stand: whole numbers over its denominator, words, days, minutes, numbers of rows, for
    /// all rows but those whose partition has failed. Good as long as the block.
    struct whole_column {
        std::int64_t const* cells = nullptr;  ///< or, of the wide lane
        program::wide const* wides = nullptr;
        state const* states = nullptr;        ///< null: a value in every row
        bool flat = false;                    ///< one value for all rows
        [[nodiscard]] state is(row_number row) const { return states == nullptr ? state::value : states[flat ? 0 : row]; }
        [[nodiscard]] program::wide operator[](row_number row) const { return wides == nullptr ? cells[flat ? 0 : row] : wides[flat ? 0 : row]; }
    };
    [[nodiscard]] whole_column column_of(std::size_t output) const;
    /// The days of `pay_by` likewise, by the number of the entity in `program::paid_by`, and the facts of tables that are handed to the
    /// next run; of an incomplete row these are incomplete, whatever stands there.
    [[nodiscard]] whole_column column_of_paid_by(std::size_t number) const;
    [[nodiscard]] whole_column column_of_carried(std::size_t table, std::size_t fact) const;
    /// Adds the key of a row to a text.
    void add_key(std::string& into, checked::entity_id entity, row_number row) const;
    /// The day of `pay_by`, or of `at`, by the number of the entity in `program::paid_by`.
    struct day {
        state is = state::value;
        std::int64_t days = 0;
    };
    [[nodiscard]] day paid_by(std::size_t number, row_number row) const;
    [[nodiscard]] day at(std::size_t number, row_number row) const;
    /// A fact of a table that is handed to the next run, by the numbers of the table and of the fact.
    [[nodiscard]] cell carried(std::size_t table, std::size_t fact, row_number row) const;
    [[nodiscard]] state state_of_carried(std::size_t table, std::size_t fact, row_number row) const;

    // What has to be known before a pending result is; nothing, of one that is not. Of blocks that kept their registers
    // (layout). One thread at a time.
    [[nodiscard]] std::set<reference::need> needs(std::size_t output, row_number row) const;
    /// The same in two steps: results that wait for the same have the same number, unless they have come to it on different ways.
    [[nodiscard]] std::uint32_t number_of_needs(std::size_t output, row_number row) const;
    [[nodiscard]] std::set<reference::need> needs_of(std::uint32_t number) const;
    [[nodiscard]] std::set<reference::need> needs_of_paid_by(std::size_t number, row_number row) const;
    [[nodiscard]] std::set<reference::need> needs_of_at(std::size_t number, row_number row) const;
    [[nodiscard]] std::set<reference::need> needs_of_carried(std::size_t table, std::size_t fact, row_number row) const;
    /// Before it is certain which rows of a made entity a row owns; nothing where that is certain, or a fault.
    [[nodiscard]] std::set<reference::need> needs_of_rows(checked::entity_id entity, row_number owner) const;

private:
    friend class session;
    [[nodiscard]] needs_walk& walk() const;

    std::unique_ptr<machine> inside_;
    mutable std::unique_ptr<needs_walk> walk_;
};

/// How a run is laid out; no result depends on it.
struct layout {
    bool keep_registers = false;  ///< to the end of a block every column that those who look back from a pending result read
};

/// Which instructions of a program run once and which for every block, and who reads what.
struct run_plan;
/// Worked out once a program, for whoever evaluates it again and again. The program must outlive it. Throws
/// program::not_representable where rows of partitions are aggregated outside of them.
[[nodiscard]] std::shared_ptr<run_plan const> plan_run(program::program const& of);

/// What follows from a binding alone, computed once for all the tables that are evaluated under it: slots, versions and rates
/// by era. Several threads may share it. The binding must outlive it.
class bound_columns {
public:
    /// `how`: of the program; worked out where it is null. Throws as `plan_run`.
    explicit bound_columns(bind::binding const& with, std::shared_ptr<run_plan const> how = {});
    ~bound_columns();
    bound_columns(bound_columns const&) = delete;
    bound_columns& operator=(bound_columns const&) = delete;

private:
    friend class evaluation;
    struct implementation;
    std::unique_ptr<implementation> inside_;
};

/// Tables under a binding. What stands outside all partitions is computed once, here. The binding and the tables must
/// outlive it, and it must outlive all its blocks.
class evaluation {
public:
    /// `how`: of the program; worked out where it is null. Throws as `plan_run`, and std::invalid_argument where the texts of
    /// the tables are numbered otherwise than those of the binding.
    evaluation(bind::binding const& with, host_tables const& given, std::shared_ptr<run_plan const> how = {});
    /// The same, again and again: what the binding decides alone is not computed once more.
    evaluation(std::shared_ptr<bound_columns const> with, host_tables const& given);
    ~evaluation();
    evaluation(evaluation const&) = delete;
    evaluation& operator=(evaluation const&) = delete;

    /// Some partitions, by their numbers in the tables. May be called from several threads at once.
    [[nodiscard]] block run(std::size_t first, std::size_t count, layout how = {}) const;
    /// Partitions that need not stand one behind the other, in the order given: rows of them are copied.
    [[nodiscard]] block run(std::vector<std::size_t> const& partitions, layout how = {}) const;
    [[nodiscard]] std::size_t partitions() const;
    /// Instructions that run for every block, and those that ran once.
    struct counts {
        std::size_t of_blocks = 0, once = 0;
    };
    [[nodiscard]] counts instructions() const;

private:
    struct implementation;
    [[nodiscard]] block run(std::unique_ptr<machine> made, layout how) const;
    std::unique_ptr<implementation> inside_;
};

}  // namespace carefare::eval
