// Rules that read each other in a circle, and the order in which rules can be worked out. Edges are between rules,
// whatever rows they are read of, and from every version: a circle through one row of many is a circle.
#include <algorithm>
#include <map>
#include <set>

#include "checked/builder.hpp"
#include "checked/wording.hpp"

namespace carefare::checked {

namespace {

/// Circles reported of one tangle: enough to see it, and a bound on the work.
constexpr std::size_t most_circles = 20;

/// Rules read by a rule, each with the first place where it is read.
using reads = std::map<rule_id, location>;

class reader {
public:
    explicit reader(rule_graph const& graph) : graph_(graph), seen_(graph.nodes.size(), no_id) {}

    reads of(rule_id id) {
        rule const& r = graph_.rules[id];
        reads found;
        mark_ = id;
        bool dated_versions = false;
        for (auto const& version : r.versions) {
            push(version.payload);
            dated_versions = dated_versions || version.from.has_value();
        }
        push(r.as_of);
        if (dated_versions && !r.as_of && r.owner != no_id) push(graph_.entities[r.owner].at);
        while (!open_.empty()) {
            node_id const at = open_.back();
            open_.pop_back();
            visit(at, found);
        }
        return found;
    }

private:
    void push(std::optional<node_id> id) {
        if (!id || *id == no_id || seen_[*id] == mark_) return;
        seen_[*id] = mark_;
        open_.push_back(*id);
    }

    void visit(node_id id, reads& found) {
        node const& n = graph_.nodes[id];
        if (n.what == op::rule) found.emplace(n.payload, n.where);
        for (node_id const child : graph_.children_of(id))
            push(child);
        if (n.what != op::decide) return;
        decision_table const& table = graph_.decisions[n.payload];
        for (node_id const input : table.inputs)
            push(input);
        for (decision_row const& row : table.rows) {
            for (cell_test const& cell : row.tests) {
                for (node_id const predicate : cell.predicates)
                    push(predicate);
            }
            push(row.output);
        }
        push(table.otherwise);
    }

    rule_graph const& graph_;
    std::vector<rule_id> seen_;  ///< by node: the last rule it was visited for
    rule_id mark_ = no_id;
    std::vector<node_id> open_;
};

/// Strongly connected components, each after those it reads (Tarjan, with a stack of its own: chains may be long).
class components {
public:
    explicit components(std::vector<reads> const& edges) : edges_(edges), state_(edges.size()) {
        for (rule_id id = 0; id < edges.size(); ++id) {
            if (state_[id].index == no_id) walk(id);
        }
    }
    std::vector<std::vector<rule_id>> found;

private:
    struct vertex {
        std::uint32_t index = no_id, low = no_id;
        bool open = false;
    };
    struct frame {
        rule_id at;
        reads::const_iterator next;
    };

    void enter(rule_id id) {
        state_[id] = {count_, count_, true};
        ++count_;
        path_.push_back(id);
        frames_.push_back({id, edges_[id].begin()});
    }

    void walk(rule_id start) {
        enter(start);
        while (!frames_.empty()) {
            frame& top = frames_.back();
            if (top.next == edges_[top.at].end()) {
                leave();
                continue;
            }
            rule_id const to = (top.next++)->first;
            if (state_[to].index == no_id) {
                enter(to);
            } else if (state_[to].open) {
                state_[top.at].low = std::min(state_[top.at].low, state_[to].index);
            }
        }
    }

    void leave() {
        rule_id const id = frames_.back().at;
        frames_.pop_back();
        if (!frames_.empty()) state_[frames_.back().at].low = std::min(state_[frames_.back().at].low, state_[id].low);
        if (state_[id].low != state_[id].index) return;
        auto const first = std::find(path_.rbegin(), path_.rend(), id).base() - 1;
        for (auto member = first; member != path_.end(); ++member)
            state_[*member].open = false;
        found.emplace_back(first, path_.end());
        path_.erase(first, path_.end());
    }

    std::vector<reads> const& edges_;
    std::vector<vertex> state_;
    std::vector<rule_id> path_;
    std::vector<frame> frames_;
    std::uint32_t count_ = 0;
};

/// A shortest way from `start` back to itself inside `members`.
std::vector<rule_id> shortest_cycle(std::vector<reads> const& edges, std::set<rule_id> const& members, rule_id start) {
    std::map<rule_id, rule_id> from;
    std::vector<rule_id> queue{start};
    for (std::size_t i = 0; i < queue.size(); ++i) {
        for (auto const& [to, where] : edges[queue[i]]) {
            if (to == start) {
                std::vector<rule_id> cycle{queue[i]};
                while (cycle.back() != start)
                    cycle.push_back(from.at(cycle.back()));
                std::reverse(cycle.begin(), cycle.end());
                return cycle;
            }
            if (members.contains(to) && from.emplace(to, queue[i]).second) queue.push_back(to);
        }
    }
    return {};
}

void report(builder& b, std::vector<reads> const& edges, std::vector<rule_id> const& cycle, bool last) {
    rule_graph const& graph = b.graph;
    diagnostic said;
    said.code = diagnostic_code::G001;
    said.where = graph.rules[cycle.front()].where;
    for (std::size_t i = 0; i < cycle.size(); ++i) {
        rule_id const reader_of = cycle[i];
        rule_id const read = cycle[(i + 1) % cycle.size()];
        std::string const from = quoted(graph.full_name(graph.rules[reader_of]));
        std::string const to = quoted(graph.full_name(graph.rules[read]));
        said.message += (i == 0 ? from : "") + (i == 0 ? " reads " : ", which reads ") +
                        (i + 1 == cycle.size() && i > 0 ? to + " again" : to);
        said.labels.push_back({edges[reader_of].at(read), from + " reads " + to + " here"});
    }
    if (last) said.message += "; more circles run through the same rules";
    said.advice = "Break the circle: let one of them read facts in place of the next rule.";
    b.sink.add(std::move(said));
}

}  // namespace

void find_cycles(builder& b) {
    reader find(b.graph);
    std::vector<reads> edges;
    for (rule_id id = 0; id < b.graph.rules.size(); ++id)
        edges.push_back(find.of(id));
    components const all(edges);
    b.graph.order.clear();
    for (std::vector<rule_id> const& part : all.found) {
        b.graph.order.insert(b.graph.order.end(), part.begin(), part.end());
        if (part.size() == 1 && !edges[part.front()].contains(part.front())) continue;
        // Every rule of the tangle stands in at least one circle that is reported.
        std::set<rule_id> const members(part.begin(), part.end());
        std::set<rule_id> named;
        std::size_t circles = 0;
        for (rule_id const start : members) {
            if (named.contains(start) || circles == most_circles) continue;
            auto const cycle = shortest_cycle(edges, members, start);
            named.insert(cycle.begin(), cycle.end());
            report(b, edges, cycle, ++circles == most_circles && named.size() < members.size());
        }
    }
}

}  // namespace carefare::checked
