// Rows that are handed in as the tables of the evaluator, where nothing is wrong with any of them and no record has several
// versions: what the door, the dataset and `to_columns` come to for such rows. The memory of one filling serves the next.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <carefare/bind/binding.hpp>
#include <carefare/eval/host_tables.hpp>

#include "engine/clean_partitions.hpp"
#include "engine/direct_plan.hpp"
#include "engine/key_index.hpp"
#include "engine/typed_rows.hpp"

namespace carefare::engine {

class direct_tables {
public:
    /// False where rows have to go the way of all others; then the tables are none. They look into `rows`. Of some rows alone, as
    /// `find_clean` chose them, it is always true.
    [[nodiscard]] bool fill(typed_rows const& rows, direct_plan const& plan, std::shared_ptr<bind::binding const> const& with, std::optional<date> known_on,
                            chosen_rows const* chosen = nullptr);
    [[nodiscard]] eval::host_tables const& tables() const { return out_; }
    /// The tables, for good.
    [[nodiscard]] eval::host_tables take() { return std::move(out_); }

private:
    struct placed {
        key_index index;
        std::vector<eval::row_number> owner;      ///< by row as given: place of the owner's
        std::vector<eval::row_number> place;      ///< by row as given
        std::vector<eval::row_number> order;      ///< by place: row as given
        std::vector<std::uint32_t> partition;     ///< by place, below partitions
    };
    /// What rows are put in order by: the owner's place and the first bytes of the key.
    struct sorted {
        std::uint64_t first = 0;
        eval::row_number owner = 0, row = 0;
    };

    void take_binding(std::shared_ptr<bind::binding const> const& with);
    [[nodiscard]] bool is_ordinary(direct_plan::table const& its, typed_table const& from, std::optional<date> known_on) const;
    [[nodiscard]] bool find_owners(std::uint32_t t);
    void put_in_order(std::uint32_t t);
    void take_keys(std::uint32_t t);
    [[nodiscard]] bool take_links(std::uint32_t t);
    [[nodiscard]] bool take_facts(std::uint32_t t);
    void take_fact(direct_plan::fact const& fact, typed_table const& from, std::vector<eval::row_number> const& order, eval::host_table& into);
    [[nodiscard]] std::string_view key(std::uint32_t table, std::size_t row) const { return rows_->text(rows_->tables[table].keys[row]); }

    /// Does a row stand in the tables?
    [[nodiscard]] bool stands(std::uint32_t t, std::size_t row) const { return chosen_ == nullptr || (*chosen_)[t][row] != 0; }

    typed_rows const* rows_ = nullptr;
    chosen_rows const* chosen_ = nullptr;
    direct_plan const* plan_ = nullptr;
    std::shared_ptr<bind::binding const> with_;
    std::size_t bound_texts_ = 0;
    eval::host_tables out_;
    std::vector<placed> placed_;
    std::vector<sorted> sorted_;
    std::vector<std::int64_t> counts_;
};

}  // namespace carefare::engine
