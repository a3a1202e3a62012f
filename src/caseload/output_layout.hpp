// The files that a run writes while it goes: which there are, their first lines, and the lines that more than one writer adds.
// In each file what stands outside all partitions comes first, then partition by partition in the order of their keys;
// within a partition rows stand in the order of their keys.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <carefare/caseload/totals.hpp>
#include <carefare/reference/evaluate.hpp>

namespace carefare::caseload {

/// What was added to each file, by its number.
using file_texts = std::vector<std::string>;

/// A row that is not used, or a result that is a fault.
struct reported {
    std::string code, entity, key, field, message;
};

class output_layout {
public:
    explicit output_layout(checked::rule_graph const& graph);

    struct file {
        std::string name, head;
    };
    [[nodiscard]] std::vector<file> const& files() const { return files_; }
    /// Results of the tables in `totals::results` stand in the first files; then come these.
    [[nodiscard]] std::size_t pending() const { return tables_; }
    [[nodiscard]] std::size_t incomplete() const { return tables_ + 1; }
    [[nodiscard]] std::size_t findings() const { return tables_ + 2; }
    [[nodiscard]] std::size_t carried(std::size_t number) const { return tables_ + 3 + number; }
    [[nodiscard]] checked::rule_graph const& graph() const { return graph_; }
    /// Counts of nothing yet.
    [[nodiscard]] totals const& nothing() const { return nothing_; }

    /// Adds a finding, and counts it; `place` is where it is shown to stand, empty for a result.
    void add_finding(reported const& found, std::string const& place, file_texts& texts, totals& counts) const;
    /// Adds a line for each thing that a result waits for.
    void add_needs(std::string_view entity, std::string_view key, std::string_view output, std::vector<reference::need> const& needs,
                   file_texts& texts) const;
    void add_need(std::string_view entity, std::string_view key, std::string_view output, reference::need const& need, std::string& into) const;
    /// What such a line says of one thing: the cells behind those of the result, with the end of the line.
    [[nodiscard]] std::string text_of(reference::need const& need) const;
    void add_incomplete(checked::entity_id entity, std::string_view key, std::string_view owner, file_texts& texts) const;

private:
    checked::rule_graph const& graph_;
    totals nothing_;
    std::size_t tables_ = 0;
    std::vector<file> files_;
    std::map<std::string, std::string> asks_;  ///< the question that a fact or option asks, what leaves a reading open
};

}  // namespace carefare::caseload
