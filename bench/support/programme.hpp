// A programme of bench/rules, compiled and bound: what the subjects run.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <carefare/bind/binding.hpp>
#include <carefare/cases/workspace.hpp>
#include <carefare/program/program.hpp>

namespace carefare::bench {

class programme {
public:
    /// The programme and the plan of one name, bench/rules/NAME and bench/plans/NAME.yaml; with these rules as outputs
    /// ("entity.rule") in place of its own.
    explicit programme(std::string const& name, std::vector<std::string> const& outputs = {});

    [[nodiscard]] checked::rule_graph const& graph() const { return graph_; }
    [[nodiscard]] checked::plan const& plan() const { return plan_->plan; }
    [[nodiscard]] program::program const& lowered() const { return *lowered_; }
    [[nodiscard]] bind::binding const& bound() const { return *bound_; }
    [[nodiscard]] checked::entity_id entity(std::string const& name) const;
    /// By its full name.
    [[nodiscard]] checked::fact_id fact(std::string const& name) const;

private:
    std::unique_ptr<cases::workspace> tree_;
    cases::workspace::loaded_plan const* plan_ = nullptr;
    checked::rule_graph graph_;
    std::unique_ptr<program::program> lowered_;
    std::unique_ptr<bind::binding> bound_;
};

/// A folder or file of the source tree.
[[nodiscard]] std::string in_tree(std::string const& path);

}  // namespace carefare::bench
