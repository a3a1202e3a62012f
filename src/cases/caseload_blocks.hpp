// A dataset taken apart: the rows of some partitions with those that stand outside all of them. What one partition
// results in cannot depend on another that is not there.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <carefare/reference/dataset.hpp>

namespace carefare::cases {

/// Checks a dataset at the door, links that lead into another partition included: they set the row aside.
void check_with_links(reference::dataset& data, checked::rule_graph const& graph);

class blocks {
public:
    blocks(reference::dataset const& data, checked::rule_graph const& graph);

    /// Rows of the partition entity that are used, in order of the table.
    [[nodiscard]] std::vector<reference::row_index> const& partitions() const { return partitions_; }
    /// Is a row's table one that a partition owns?
    [[nodiscard]] bool is_within(checked::entity_id entity) const { return within_[entity]; }
    /// The key of a partition, by its number.
    [[nodiscard]] std::string const& key(std::size_t partition) const;
    /// How many rows a partition has in a table.
    [[nodiscard]] std::size_t rows_of(checked::entity_id entity, std::size_t partition) const { return is_within(entity) ? members_[entity][partition].size() : 0; }
    /// A dataset of the partitions with these numbers and what they lead to outside, checked; with none, of all that
    /// stands outside alone. May be called from several threads at once.
    [[nodiscard]] reference::dataset take(std::vector<std::size_t> const& partitions) const;
    /// The rows outside all partitions that the rows of a dataset lead to.
    void add_shared(reference::dataset& block) const;

private:
    void number_partitions();
    void find_shared();

    reference::dataset const& data_;
    checked::rule_graph const& graph_;
    std::vector<bool> within_;
    std::vector<reference::row_index> partitions_;
    /// Used rows of each table within, by the number of their partition.
    std::vector<std::vector<std::vector<reference::row_index>>> members_;
    /// Outside: what each row owns, by the entity of the owner and its row.
    std::vector<std::vector<std::vector<std::pair<checked::entity_id, reference::row_index>>>> owned_;
    checked::entity_id partition_ = checked::no_id;
};

}  // namespace carefare::cases
