// See explain.hpp and explaining.hpp.
#include <carefare/checked/partition.hpp>
#include <carefare/engine/explain.hpp>

#include <nlohmann/json.hpp>

#include <carefare/cases/caseload.hpp>
#include <carefare/explain/explanation.hpp>
#include <carefare/explain/letter.hpp>

#include "cases/caseload_blocks.hpp"
#include "engine/explaining.hpp"
#include "engine/input_inside.hpp"
#include "engine/problems.hpp"

namespace carefare::engine {

namespace {

using format = explanation_format;

std::string one_result(explained const& with, cases::expectation const& of, explanation_style style, format as) {
    if (style == explanation_style::letter) {
        auto const written = explain::write_letter(with.graph, with.plan, with.settings, with.data, of.rule, of.row);
        return as == format::json ? explain::to_json(written) : as == format::markdown ? explain::to_markdown(written) : explain::to_text(written);
    }
    auto const told = explain::explain(with.graph, with.plan, with.settings, with.data, with.sources, of.rule, of.row);
    return as == format::json ? explain::to_json(told) : as == format::markdown ? explain::to_markdown(told) : explain::to_text(told);
}

reference::dataset rows_of(input const& rows, std::string const& partition) {
    cases::caseload load;
    load.data = rows.in().gathered();
    cases::check_with_links(load.data, rows.in().graph());
    if (partition.empty()) return std::move(load.data);
    auto found = cases::one_partition(load, rows.in().graph(), partition);
    if (!found) throw error(call_code::no_such_row, "there is no used row '" + partition + "' of the programme's partition", "The findings of an evaluation say which rows were set aside.");
    // Stages put all of them together.
    return rows.in().graph().stages.empty() ? std::move(*found) : std::move(load.data);
}

/// Does a row belong to the partition of that key?
bool is_of_partition(checked::rule_graph const& graph, reference::evaluator const& evaluator, checked::entity_id entity, reference::row_index row, std::string const& key) {
    for (; entity != checked::no_id && row != reference::no_row; entity = graph.entities[entity].owner) {
        if (graph.entities[entity].partition && evaluator.key_of(entity, row) == key) return true;
        row = evaluator.owner_of(entity, row);
    }
    return false;
}

}  // namespace

std::vector<cases::expectation> every_output(checked::rule_graph const& graph, reference::evaluator& evaluator, std::string const& partition) {
    std::vector<cases::expectation> results;
    // Rows of tables outside the partition are there because they may be linked to.
    auto const within = checked::entities_within(graph);
    for (auto const rule : graph.outputs) {
        auto const entity = graph.rules[rule].owner;
        if (entity == checked::no_id || !within[entity]) continue;
        for (reference::row_index r = 0; r < evaluator.row_count(entity); ++r) {
            if (!evaluator.is_row(entity, r) || (!partition.empty() && !is_of_partition(graph, evaluator, entity, r, partition))) continue;
            cases::expectation one;
            one.rule = rule;
            one.row = r;
            results.push_back(std::move(one));
        }
    }
    return results;
}

bool find_made_row(cases::expectation& of, checked::rule_graph const& graph, reference::evaluator& evaluator, diagnostics& sink) {
    auto const entity = graph.rules[of.rule].owner;
    if (auto const row = evaluator.find_row(entity, of.key)) {
        of.row = *row;
        return true;
    }
    std::vector<std::string> keys;
    for (auto const row : evaluator.rows(entity)) keys.push_back(evaluator.key_of(entity, row));
    auto const near = nearest_name(of.key, keys);
    sink.error(diagnostic_code::W006, {}, "there is no row '" + of.key + "' of '" + graph.entities[entity].name + "'",
               near.empty() ? "Use the key of a row as results name it: the owner's key, then its fields." : "Did you mean '" + near + "'?");
    return false;
}

std::string explain_results(explained const& with, std::vector<cases::expectation> const& results, explanation_style style, explanation_format as) {
    auto all = nlohmann::ordered_json::array();
    std::string text;
    for (auto const& one : results) {
        auto const made = one_result(with, one, style, as);
        if (as == format::json) {
            all.push_back(nlohmann::ordered_json::parse(made));
        } else {
            text += (text.empty() ? "" : "\n") + made;
        }
    }
    return as == format::json ? all.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n' : text;
}

std::string explain(plan const& under, input const& rows, explanation_request const& what) {
    auto const& in = under.in();
    check_same_programme(under, rows);
    auto const data = rows_of(rows, what.partition);
    reference::evaluator evaluator(in.graph(), in.loaded->plan, in.settings, data);
    std::vector<cases::expectation> results;
    if (what.result.empty()) {
        results = every_output(in.graph(), evaluator, what.partition);
    } else {
        source_map names;
        diagnostics sink;
        auto found = cases::find_result(whole_source(names, names.add("result", what.result)), in.graph(), data, sink);
        if (found && !found->key.empty()) (void)find_made_row(*found, in.graph(), evaluator, sink);
        if (sink.has_errors()) throw_problems(sink, names);
        results.push_back(std::move(*found));
    }
    std::shared_lock const reading(in.from->guard);
    return explain_results({in.graph(), in.loaded->plan, in.settings, data, in.from->work.sources}, results, what.style, what.format);
}

}  // namespace carefare::engine
