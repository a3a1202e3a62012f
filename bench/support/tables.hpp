// Columns that are handed to the engine, and read by the baselines as they stand.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <carefare/eval/host_tables.hpp>

#include "support/programme.hpp"
#include "support/random.hpp"

namespace carefare::bench {

class tables {
public:
    explicit tables(programme const& of);

    /// So many rows of the partition's entity.
    void add_partitions(std::string const& entity, std::size_t count);
    /// Rows below rows that were added: `rows_of` of each owner. Owners stand in order.
    void add_rows(std::string const& entity, std::function<std::size_t(std::size_t owner)> const& rows_of);
    /// The cells of a fact, of 1000 so many missing.
    void fill(std::string const& fact, unsigned missing_per_mille, std::function<std::int64_t(std::size_t row)> const& cell);
    /// A fact that is a range: closed at its ends as the flags say (1 low, 2 high).
    void fill_range(std::string const& fact, std::int64_t flags, std::function<std::pair<std::int64_t, std::int64_t>(std::size_t row)> const& ends);

    [[nodiscard]] eval::given_column const& column(std::string const& fact, std::size_t part = 0) const;
    [[nodiscard]] std::size_t size(std::string const& entity) const;
    /// The rows of an owner, from begins[owner] to begins[owner + 1].
    [[nodiscard]] std::vector<eval::row_number> begins(std::string const& entity) const;
    [[nodiscard]] eval::host_tables const& all() const { return all_; }

    bench::random random;

private:
    void give_keys(checked::entity_id e, std::size_t count);
    [[nodiscard]] eval::given_column& place(std::string const& fact, std::size_t part);

    programme const& of_;
    std::vector<std::uint32_t> columns_;
    eval::host_tables all_;
};

}  // namespace carefare::bench
