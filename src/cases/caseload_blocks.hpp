// A dataset taken apart: the rows of some partitions with those that stand outside all of them. What one partition
// results in cannot depend on another that is not there.
#pragma once

#include <set>
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
    /// A dataset of `count` partitions from the one numbered `first` and what they lead to outside, checked; with none, of
    /// all that stands outside alone. Of the partitions only those whose keys are named, if any are.
    [[nodiscard]] reference::dataset const& take(std::size_t first, std::size_t count, std::set<std::string> const* only = nullptr);

private:
    void number_partitions();
    void find_shared();
    void take_shared();
    void reach(checked::entity_id entity, reference::row_index row);

    reference::dataset const& data_;
    checked::rule_graph const& graph_;
    std::vector<bool> within_;
    std::vector<reference::row_index> partitions_;
    /// Used rows of each table within, by the number of their partition.
    std::vector<std::vector<std::vector<reference::row_index>>> members_;
    /// Outside: what each row owns, by the entity of the owner and its row; and the rows that a block has led to so far.
    std::vector<std::vector<std::vector<std::pair<checked::entity_id, reference::row_index>>>> owned_;
    std::vector<std::vector<bool>> is_reached_;
    std::vector<std::pair<checked::entity_id, reference::row_index>> reached_;
    reference::dataset block_;
};

}  // namespace carefare::cases
