// Rows that stand outside all partitions and in columns alone, as rows: those that others lead to.
#pragma once

#include <mutex>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "cases/column_rows.hpp"

namespace carefare::cases {

/// Of tables of which nothing is wrong with any shared row: no key stands twice, all are used.
class shared_rows {
public:
    /// Both must outlive it.
    shared_rows(eval::host_tables const& of, checked::rule_graph const& graph);

    /// Adds to the rows of a dataset the shared rows that they lead to: their links, with owners, owned rows and links. May be
    /// called from several threads at once.
    void add_to(reference::dataset& rows) const;
    /// Adds all of them.
    void add_all(reference::dataset& rows) const;

private:
    [[nodiscard]] eval::row_number find(checked::entity_id entity, std::string_view key) const;
    void find_keys() const;
    void add(checked::entity_id entity, std::vector<eval::row_number> rows, reference::dataset& into) const;

    eval::host_tables const& of_;
    checked::rule_graph const& graph_;
    column_rows rows_;
    std::vector<bool> within_;
    std::vector<std::vector<checked::entity_id>> below_;  ///< by entity: the shared entities whose rows it owns
    /// By entity the row of each key. Found when one is first asked for.
    mutable std::vector<std::unordered_map<std::string_view, eval::row_number>> keys_;
    mutable std::once_flag are_found_;
};

}  // namespace carefare::cases
