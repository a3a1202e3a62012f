// The programmes that a case's programme uses, evaluated for it: their results become facts of its rows.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include <carefare/cases/run_case.hpp>

namespace carefare::cases {

/// The names of what a used result waits for, with the prefix of the programme before them.
[[nodiscard]] std::set<reference::need> prefixed(std::set<reference::need> const& needs, std::string const& prefix);

class used_cases {
public:
    /// Cases under prefixes that there are, each prepared and ready to be asked. What is wrong with one is in the sink.
    used_cases(syntax::case_syntax const& of, checked::rule_graph const& graph, workspace& in);
    /// Rows that stand only in results: key and owner. Before the door.
    void add_rows(reference::dataset& into) const;
    /// Results as facts of the rows. Behind the door: they were proven where they come from.
    void fill(reference::dataset& into) const;

private:
    struct used {
        std::uint32_t use = checked::no_id;
        location where;
        std::unique_ptr<prepared_case> ready;
        std::unique_ptr<reference::evaluator> evaluator;
    };
    /// The facts of a table under one prefix, and the table that they come from.
    struct source {
        checked::entity_id here = checked::no_id, there = checked::no_id;
        std::vector<checked::fact_id> facts;
    };
    [[nodiscard]] std::vector<source> sources_of(used const& one) const;
    void add(syntax::used_case_syntax const& of, workspace& in);
    void refuse_given(used const& one, reference::dataset const& data) const;
    [[nodiscard]] std::optional<reference::open_result> why_not_there(used const& one, reference::dataset const& data, checked::entity_id e,
                                                                      reference::row_index r) const;

    checked::rule_graph const& graph_;
    diagnostics& sink_;
    std::vector<used> used_;
};

}  // namespace carefare::cases
