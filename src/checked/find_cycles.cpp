// Rules and makers of rows that read each other in a circle, and the orders in which they can be worked out. Edges are
// between rules, whatever rows they are read of, and from every version: a circle through one row of many is a circle.
#include <algorithm>
#include <map>
#include <set>

#include "checked/builder.hpp"
#include "checked/dependences.hpp"
#include "checked/relation_way.hpp"
#include "checked/wording.hpp"

namespace carefare::checked {

namespace {

/// Circles reported of one tangle: enough to see it, and a bound on the work.
constexpr std::size_t most_circles = 20;

/// Strongly connected components, each after those it reads (Tarjan, with a stack of its own: chains may be long).
class components {
public:
    explicit components(std::vector<reads> const& edges) : edges_(edges), state_(edges.size()) {
        for (vertex_id id = 0; id < edges.size(); ++id) {
            if (state_[id].index == no_id) walk(id);
        }
    }
    std::vector<std::vector<vertex_id>> found;

private:
    struct vertex {
        std::uint32_t index = no_id, low = no_id;
        bool open = false;
    };
    struct frame {
        vertex_id at;
        reads::const_iterator next;
    };

    void enter(vertex_id id) {
        state_[id] = {count_, count_, true};
        ++count_;
        path_.push_back(id);
        frames_.push_back({id, edges_[id].begin()});
    }

    void walk(vertex_id start) {
        enter(start);
        while (!frames_.empty()) {
            frame& top = frames_.back();
            if (top.next == edges_[top.at].end()) {
                leave();
                continue;
            }
            vertex_id const to = (top.next++)->first;
            if (state_[to].index == no_id) {
                enter(to);
            } else if (state_[to].open) {
                state_[top.at].low = std::min(state_[top.at].low, state_[to].index);
            }
        }
    }

    void leave() {
        vertex_id const id = frames_.back().at;
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
    std::vector<vertex_id> path_;
    std::vector<frame> frames_;
    std::uint32_t count_ = 0;
};

/// A shortest way from `start` back to itself inside `members`.
std::vector<vertex_id> shortest_cycle(std::vector<reads> const& edges, std::set<vertex_id> const& members, vertex_id start) {
    std::map<vertex_id, vertex_id> from;
    std::vector<vertex_id> queue{start};
    for (std::size_t i = 0; i < queue.size(); ++i) {
        for (auto const& [to, where] : edges[queue[i]]) {
            if (to == start) {
                std::vector<vertex_id> cycle{queue[i]};
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

/// "'family.share'" or "the rows of 'day'".
std::string name_of(rule_graph const& graph, vertex_id id) {
    if (id < graph.rules.size()) return quoted(graph.full_name(graph.rules[id]));
    return "the rows of " + quoted(graph.entities[id - graph.rules.size()].name);
}

void report(builder& b, std::vector<reads> const& edges, std::vector<vertex_id> cycle, bool last) {
    rule_graph const& graph = b.graph;
    diagnostic said;
    said.code = diagnostic_code::G001;
    // The programme alone has no circle: what a plan answers closes it, and is told of first.
    auto const is_answered = [&](vertex_id v) {
        return v < graph.rules.size() && graph.rules[v].hook && !graph.rules[v].versions.empty();
    };
    auto const answer = std::find_if(cycle.begin(), cycle.end(), is_answered);
    bool const by_plan = answer != cycle.end();
    if (by_plan) std::rotate(cycle.begin(), answer, cycle.end());
    bool const has_rows = std::any_of(cycle.begin(), cycle.end(), [&](vertex_id v) { return v >= graph.rules.size(); });
    said.where = cycle.front() < graph.rules.size() ? graph.rules[cycle.front()].where
                                                    : graph.entities[cycle.front() - graph.rules.size()].where;
    if (by_plan) said.where = edges[cycle.front()].at(cycle[1 % cycle.size()]);
    for (std::size_t i = 0; i < cycle.size(); ++i) {
        vertex_id const reader_of = cycle[i];
        vertex_id const read = cycle[(i + 1) % cycle.size()];
        std::string const from = name_of(graph, reader_of);
        std::string const to = name_of(graph, read);
        std::string const verb = reader_of < graph.rules.size() ? " reads " : " come from ";
        said.message += (i == 0 ? from + verb : ", which" + verb) +
                        (i + 1 == cycle.size() && i > 0 ? to + " again" : to);
        if (!by_plan || i > 0) said.labels.push_back({edges[reader_of].at(read), from + verb + to + " here"});
    }
    if (last) said.message += "; more circles run through the same rules";
    said.advice = by_plan    ? "Let the plan's answer read facts in place of what reads its hook."
                  : has_rows ? "Break the circle: make the rows from facts, or let one rule read facts in place of the next."
                           : "Break the circle: let one of them read facts in place of the next rule.";
    b.sink.add(std::move(said));
}

}  // namespace

void find_cycles(builder& b) {
    dependences find(b.graph);
    std::vector<reads> edges;
    for (rule_id id = 0; id < b.graph.rules.size(); ++id)
        edges.push_back(find.of_rule(id).of);
    for (entity_id id = 0; id < b.graph.entities.size(); ++id)
        edges.push_back(find.of_maker(id).of);
    components const all(edges);
    b.graph.order.clear();
    b.graph.making_order.clear();
    for (std::vector<vertex_id> const& part : all.found) {
        for (vertex_id const member : part) {
            b.vertex_order.push_back(member);
            if (member < b.graph.rules.size()) {
                b.graph.order.push_back(member);
                continue;
            }
            auto const made = static_cast<entity_id>(member - b.graph.rules.size());
            if (is_made(b.graph.entities[made])) b.graph.making_order.push_back(made);
        }
        if (part.size() == 1 && !edges[part.front()].contains(part.front())) continue;
        // Everything in the tangle stands in at least one circle that is reported.
        std::set<vertex_id> const members(part.begin(), part.end());
        std::set<vertex_id> named;
        std::size_t circles = 0;
        for (vertex_id const start : members) {
            if (named.contains(start) || circles == most_circles) continue;
            auto const cycle = shortest_cycle(edges, members, start);
            named.insert(cycle.begin(), cycle.end());
            report(b, edges, cycle, ++circles == most_circles && named.size() < members.size());
        }
    }
}

}  // namespace carefare::checked
