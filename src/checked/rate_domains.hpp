// Domains of rate table keys: which cells the blocks of a schedule say there are.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "checked/builder.hpp"

namespace carefare::checked {

/// Reads the domain of a key: words of its list (and none), or whole numbers. Empty with a diagnostic.
[[nodiscard]] std::optional<key_domain> read_domain(builder& b, syntax::table_key_syntax const& written,
                                                    table_key const& key);
/// Values of a domain by their place in it; words as the block lists them, numbers ascending.
class domain_index {
public:
    explicit domain_index(key_domain const& domain);
    [[nodiscard]] std::optional<std::int64_t> place_of(scalar_value const& value) const;
    [[nodiscard]] std::int64_t size() const { return size_; }

private:
    std::vector<std::pair<std::uint32_t, std::int64_t>> words_;  ///< ascending by word
    std::optional<std::int64_t> none_;
    std::optional<std::int64_t> low_;  ///< of a range
    std::int64_t size_ = 0;
};

/// The blocks of a schedule, to find the one that has a cell.
using block_index = std::vector<std::vector<domain_index>>;
[[nodiscard]] block_index index_blocks(schedule const& content);

[[nodiscard]] bool contains(key_domain const& domain, scalar_value const& value);
[[nodiscard]] bool overlap(key_domain const& a, key_domain const& b);
[[nodiscard]] bool overlap(std::vector<key_domain> const& a, std::vector<key_domain> const& b);
/// Number of values; a range counts its whole numbers.
[[nodiscard]] rational size_of(key_domain const& domain);
[[nodiscard]] rational size_of(std::vector<key_domain> const& block);
/// Reports blocks of one schedule that overlap, each pair by the places in `places`.
void check_blocks_disjoint(builder& b, std::vector<std::vector<key_domain>> const& blocks, std::string const& table,
                           location const& where, std::vector<location> const& places);

}  // namespace carefare::checked
