// What a run over a caseload came to, in counts. Those of blocks of partitions are added; nothing here grows with the rows.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <carefare/base/rational.hpp>
#include <carefare/checked/rule_graph.hpp>

namespace carefare::caseload {

/// States of results, in the order in which they are listed.
enum class result_state : std::uint8_t { value, none, pending, fault, incomplete };
inline constexpr std::array result_state_names{"value", "none", "pending", "fault", "incomplete"};
/// What becomes of a row that is to be handed to the next run.
enum class carried_state : std::uint8_t { written, pending, fault, incomplete };
inline constexpr std::array carried_state_names{"written", "pending", "fault", "incomplete"};

struct output_total {
    std::array<std::size_t, result_state_names.size()> states{};
    std::optional<rational> sum;                 ///< of an output of money: of its values
    std::size_t above = 0, zero = 0, below = 0;  ///< of an output of money: values above, at and below zero
};

/// The outputs of one entity; of rules without entity where `entity` is no_id.
struct result_total {
    checked::entity_id entity = checked::no_id;
    std::vector<checked::rule_id> outputs;
    std::vector<output_total> totals;            ///< one an output
    std::size_t rows = 0;                        ///< listed
    std::size_t context = 0;                     ///< that another run pays
};

struct table_counts {
    checked::entity_id entity = checked::no_id;
    std::size_t read = 0, used = 0, context = 0, set_aside = 0, orphan = 0;
};

struct totals {
    std::vector<table_counts> tables;            ///< of every table that was read
    std::vector<std::size_t> unpaid;             ///< by entity: used rows that turned out to stand for no day that is paid: context
    std::vector<result_total> results;
    std::vector<std::array<std::size_t, carried_state_names.size()>> carried;  ///< by index of the graph's carried tables
    std::size_t pending = 0;                     ///< results
    std::vector<std::size_t> undecided;          ///< by entity: rows of whose made rows not all are known
    std::vector<std::size_t> incomplete;         ///< by entity: groups that the window cuts
    std::map<std::string, std::size_t> waiting_for;  ///< results by what they wait for
    std::size_t findings = 0;
    std::map<std::string, std::size_t> findings_by_code;
    std::vector<std::string> shown;              ///< the first findings, as lines for people
    static constexpr std::size_t most_shown = 20;

    /// Of nothing yet: the tables of outputs, all counts zero.
    [[nodiscard]] static totals of(checked::rule_graph const& graph);
    /// Adds what another part of the same run came to, which stands behind this one.
    void add(totals const& other);
    [[nodiscard]] bool is_clear() const;         ///< nothing found, nothing pending
    [[nodiscard]] std::size_t undecided_rows() const;
    [[nodiscard]] std::size_t incomplete_groups() const;
};

}  // namespace carefare::caseload
