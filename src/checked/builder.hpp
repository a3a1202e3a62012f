// The rule graph while it is being built: what every pass of the checker shares. Passes run in the order of check.cpp:
// declare_* (names of everything, then their contents), lower_* (expressions to nodes), find_cycles, analyse_*.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <carefare/base/diagnostic.hpp>
#include <carefare/checked/check.hpp>
#include <carefare/checked/rule_graph.hpp>
#include <carefare/syntax/programme_syntax.hpp>

namespace carefare::checked {

struct builder {
    syntax::programme_syntax const& programme;
    syntax::file_access const& files;
    source_map& sources;
    diagnostics& sink;
    check_limits const& limits;
    check_counters& counters;
    programme_finder const& find_programme;
    rule_graph graph;

    // Owner names as written, by id of the graph's vectors, so that later passes find the syntax of what they lower.
    std::vector<syntax::entity_syntax const*> entity_syntax;
    std::vector<syntax::rule_syntax const*> rule_syntax;

    /// How far what expressions need of an entity is lowered: the types of its fields, its `at`. See lower_makers.cpp.
    enum class progress : std::uint8_t { untouched, open, done, failed };
    std::vector<progress> fields_lowered = {}, at_lowered = {};
    std::vector<entity_id> open_makers = {};  ///< makers being lowered, each for the next
    std::vector<std::uint32_t> vertex_order = {};  ///< rules, and makers behind all rules, each after what it reads (dependences.hpp)

    // What is written of something, whether it is lowered already or not. A graph that is done has no syntax any more.
    [[nodiscard]] bool allocates(rule_id id) const {
        return graph.rules[id].allocate || (id < rule_syntax.size() && rule_syntax[id]->allocate);
    }
    [[nodiscard]] bool has_order(entity_id id) const {
        return !graph.entities[id].order.empty() || (id < entity_syntax.size() && !entity_syntax[id]->order.empty());
    }
    [[nodiscard]] bool names_owner(entity_id id) const { return id < entity_syntax.size() && entity_syntax[id]->owner; }
    [[nodiscard]] bool has_maker(entity_id id) const { return id < entity_syntax.size() && entity_syntax[id]->maker; }

    node_id add_node(op what, type const& t, location where, std::span<std::uint32_t const> children = {},
                     std::uint32_t payload = no_id);
    std::uint32_t add_constant(constant_value value);
    void error(diagnostic_code code, location where, std::string message, std::string advice) {
        sink.error(code, where, std::move(message), std::move(advice));
    }
};

// declare_*.cpp: fill the graph with everything but nodes. A declaration that is wrong is left in place with what is
// known of it (so that uses of its name do not fail again) and reported once.
void declare_word_lists_and_units(builder& b);   ///< built-in lists rounding_mode, month_end and base units first
void declare_uses(builder& b);                   ///< programmes that are used, with the words and units of their results
void declare_entities(builder& b);               ///< names, owners, links, at_most, partition; not `at`, not `complete_by`
void connect_stages(builder& b);                 ///< their entities, which own each other
void declare_makers(builder& b);                 ///< kinds, sources and field names of derived entities; owners of subsets
void check_makers(builder& b);                   ///< owners and bounds of derived entities; computed links
void declare_facts(builder& b);
void declare_used_facts(builder& b);             ///< results of programmes that are used
void declare_slots(builder& b);                  ///< parameters, options, readings with their entries and bounds
void declare_tables(builder& b);                 ///< rate tables with schedules read from CSV
void declare_rules(builder& b);                  ///< names, owners, types, citations, overrides; versions without nodes
void check_name_clashes(builder& b);             ///< section 3 of docs/language.md: no name is ever two things
void check_timelines(builder& b);                ///< order, alike entries, shadowed ones, holes, missing citations

/// Reads a type as written in a file ("money per week or none"). Empty with a diagnostic on failure.
[[nodiscard]] std::optional<type> read_type(located_text const& text, builder& b);
[[nodiscard]] std::optional<type> read_type(syntax::name_text const& text, builder& b);

// lower_*.cpp: expressions to nodes.
void lower_entities(builder& b);                 ///< at, complete_by, makers, computed links, orders, dated facts
void lower_rules(builder& b);                    ///< as_of, versions, decision tables, allocations
void lower_sentences(builder& b);                ///< what letters say of rows and results
void resolve_outputs(builder& b);
void lower_carried(builder& b);                  ///< tables that a run hands to the next
void find_cycles(builder& b);                    ///< of rules and makers, with every member; fills the graph's orders
void assign_stages(builder& b);                  ///< where each rule stands, if the programme has stages
void check_stages_of_answers(builder& b);        ///< answers to hooks stand where their hooks do

void check_sampling(builder& b);                 ///< the section `sampling`: recipes against the facts they draw

// analyse_*.cpp: proofs.
void analyse_numbers(builder& b);                ///< intervals and denominators of every node; bits; divisors; ratios; whole cents
void analyse_decisions(builder& b);              ///< gaps, overlaps, unreachable rows
void analyse_tables(builder& b);                 ///< every cell of every schedule's blocks has one row

}  // namespace carefare::checked
