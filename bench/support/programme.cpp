// Compiles through the same door as the command line.
#include "support/programme.hpp"

#include <stdexcept>

#include <carefare/base/render_diagnostic.hpp>

namespace carefare::bench {

std::string in_tree(std::string const& path) { return std::string(CAREFARE_SOURCE_DIR) + "/" + path; }

programme::programme(std::string const& name, std::vector<std::string> const& outputs) {
    auto const path = in_tree("bench/plans/" + name + ".yaml");
    tree_ = std::make_unique<cases::workspace>(std::vector<std::string>{path});
    plan_ = tree_->plan_in(path);
    if (plan_ == nullptr) throw std::runtime_error(render_all(tree_->sink, tree_->sources));
    graph_ = *plan_->programme;
    if (!outputs.empty()) graph_.outputs.clear();
    for (auto const& wanted : outputs) {
        for (checked::rule_id r = 0; r < graph_.rules.size(); ++r) {
            if (graph_.full_name(graph_.rules[r]) == wanted) graph_.outputs.push_back(r);
        }
    }
    if (!outputs.empty() && graph_.outputs.size() != outputs.size()) throw std::runtime_error(name + ": no such rule");
    lowered_ = std::make_unique<program::program>(program::lower(graph_));
    bound_ = std::make_unique<bind::binding>(bind::bind(*lowered_, plan_->plan, {}, {}));
}

checked::entity_id programme::entity(std::string const& name) const {
    auto const found = graph_.find_entity(name);
    if (!found) throw std::runtime_error("no entity " + name);
    return *found;
}

checked::fact_id programme::fact(std::string const& name) const {
    for (checked::fact_id f = 0; f < graph_.facts.size(); ++f) {
        if (graph_.full_name(graph_.facts[f]) == name) return f;
    }
    throw std::runtime_error("no fact " + name);
}

}  // namespace carefare::bench
