// Both evaluators over every golden case of the tree: the same value or state for every rule of every row.
#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>

#include <carefare/cases/run_case.hpp>
#include <carefare/cases/workspace.hpp>
#include <carefare/eval/evaluate_block.hpp>
#include <carefare/reference/evaluate.hpp>
#include <carefare/base/render_diagnostic.hpp>

namespace carefare {

namespace {

char const* name_of(eval::state is) {
    switch (is) {
        case eval::state::value: return "value";
        case eval::state::none: return "none";
        case eval::state::pending: return "pending";
        case eval::state::incomplete: return "incomplete";
        case eval::state::fault: return "fault";
    }
    return "";
}

char const* name_of(reference::state is) {
    switch (is) {
        case reference::state::value: return "value";
        case reference::state::none: return "none";
        case reference::state::pending: return "pending";
        case reference::state::incomplete: return "incomplete";
        case reference::state::fault: return "fault";
    }
    return "";
}

std::string shown(checked::constant_value const& value, checked::type const& type, checked::rule_graph const& graph) {
    if (auto const* one = std::get_if<checked::scalar_value>(&value)) return graph.to_string(*one, type);
    return graph.to_string(std::get<checked::interval>(value), type);
}

std::size_t compared = 0, differ = 0;

void compare(cases::prepared_case const& of, checked::rule_graph const& graph, program::program const& program) {
    bind::replaced_values with{of.settings.readings, of.settings.options};
    auto const known_on = of.settings.known_on ? of.settings.known_on : of.data.known_on;
    auto const binding = bind::bind(program, of.plan->plan, with, known_on);
    auto data = of.data;
    data.known_on = known_on;
    eval::block const got(binding, data);
    reference::evaluator evaluator(graph, of.plan->plan, of.settings, of.data);
    std::map<checked::entity_id, std::map<std::string, eval::row_number>> places;
    for (std::size_t i = 0; i < graph.outputs.size(); ++i) {
        auto const& rule = graph.rules[graph.outputs[i]];
        auto const e = rule.owner;
        auto const [place, fresh] = places.emplace(e, std::map<std::string, eval::row_number>{});
        if (fresh) {
            for (eval::row_number r = 0; r < got.size(e); ++r) {
                if (got.stands(e, r)) place->second.emplace(got.key_of(e, r), r);
            }
        }
        std::vector<reference::row_index> rows{0};
        if (e != checked::no_id) {
            rows.clear();
            for (auto const r : evaluator.rows(e)) {
                bool const host = graph.entities[e].made.kind == checked::maker_kind::host;
                if (!host || of.data.fates[e][r] == reference::row_fate::used) rows.push_back(r);
            }
        }
        if (fresh && e != checked::no_id && graph.entities[e].made.kind != checked::maker_kind::host) {
            ++compared;
            if (rows.size() != place->second.size() && ++differ < 40)
                std::cout << of.syntax->name.value << ": " << place->second.size() << " rows of " << graph.entities[e].name << ", wanted " << rows.size() << '\n';
        }
        for (auto const r : rows) {
            auto const key = e == checked::no_id ? std::string() : evaluator.key_of(e, r);
            auto const& wanted = evaluator.result(graph.outputs[i], r);
            ++compared;
            auto const where = of.syntax->name.value + ": " + graph.full_name(rule) + " [" + key + "] ";
            auto const found = place->second.find(key);
            if (found == place->second.end()) {
                if (++differ < 40) std::cout << where << "no such row; wanted " << name_of(wanted.is) << '\n';
                continue;
            }
            auto const result = got.result(i, found->second);
            std::string a = name_of(result.is), b = name_of(wanted.is);
            if (a == b && result.is == eval::state::value) {
                bool const link = rule.type_of.kind == checked::scalar::link;
                auto const row = [&] { return static_cast<eval::row_number>(*std::get<rational>(std::get<checked::scalar_value>(result.value)).to_int64()); };
                a = link ? got.key_of(rule.type_of.entity, row()) : shown(result.value, rule.type_of, graph);
                b = link ? evaluator.key_of(rule.type_of.entity, wanted.row) : shown(wanted.value, rule.type_of, graph);
            }
            if (a != b && ++differ < 40) std::cout << where << "got " << a << ", wanted " << b << ' ' << wanted.fault_message << '\n';
        }
    }
}

}  // namespace

TEST(differential, every_case_of_the_tree) {
    std::vector<std::string> const paths{std::string(CAREFARE_SOURCE_DIR) + "/rules", std::string(CAREFARE_SOURCE_DIR) + "/plans"};
    cases::workspace tree(paths);
    auto const found = tree.find(paths);
    for (auto const& folder : found.programmes) tree.programme_in(folder);
    for (auto const& path : found.plans) tree.plan_in(path);
    std::map<checked::rule_graph const*, checked::rule_graph> every_rule;
    std::map<checked::rule_graph const*, program::program> programs;
    std::size_t count = 0;
    char const* only = std::getenv("ONLY");
    for (auto const& path : found.case_files) {
        auto const* document = tree.document(path, {});
        auto const file = syntax::read_cases(*document, tree.sink);
        if (!file) continue;
        for (auto const& one : file->cases) {
            if (only != nullptr && one.name.value.find(only) == std::string::npos) continue;
            auto ready = cases::prepare(one, *file, tree);
            if (!ready) continue;
            auto const* graph = ready->plan->programme;
            auto [at, fresh] = every_rule.emplace(graph, *graph);
            if (fresh) {
                // Every rule is an output here.
                at->second.outputs.clear();
                for (checked::rule_id r = 0; r < graph->rules.size(); ++r) at->second.outputs.push_back(r);
                programs.emplace(graph, program::lower(at->second));
                std::cout << programs.at(graph).code.size() << " instructions\n";
                for (auto const& wrong : program::verify(programs.at(graph))) std::cout << wrong << std::endl;
                if (std::getenv("PRINT") != nullptr) std::cout << program::to_string(programs.at(graph));
            }
            compare(*ready, at->second, programs.at(graph));
            ++count;
        }
    }
    std::cout << count << " cases, " << compared << " results, " << differ << " differ\n";
    std::cout << render_all(tree.sink, tree.sources);
    EXPECT_GT(count, 300U);
    EXPECT_EQ(differ, 0U);
}

}  // namespace carefare
