// Golden cases run against a plan: rows read against the programme, results compared with what is expected, to the
// last digit.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <carefare/cases/workspace.hpp>
#include <carefare/reference/dataset.hpp>
#include <carefare/reference/evaluate.hpp>
#include <carefare/syntax/case_syntax.hpp>

namespace carefare::cases {

/// One expected result, resolved.
struct expectation {
    checked::rule_id rule = checked::no_id;
    reference::row_index row = reference::no_row;
    std::string key;                                   ///< of a row that the engine makes: found when the case runs
    std::string result;                                ///< as written
    syntax::expectation_syntax const* written = nullptr;
    std::optional<checked::constant_value> value;
};

/// A case ready to run. Points into the workspace and the case's syntax: both must outlive it.
struct prepared_case {
    syntax::case_syntax const* syntax = nullptr;
    workspace::loaded_plan const* plan = nullptr;
    reference::dataset data;
    reference::settings settings;
    std::vector<expectation> expected;
};

/// Reads a case against its plan and programme. Empty with diagnostics in the workspace's sink on failure.
/// `plan`, where given, stands in place of the plan that the case names.
[[nodiscard]] std::optional<prepared_case> prepare(syntax::case_syntax const& of, syntax::case_file_syntax const& file,
                                                   workspace& in, workspace::loaded_plan const* plan = nullptr);
/// The plan with what is assumed of its hooks (`--assume FILE`); the plan itself where nothing is. Null after a diagnostic.
[[nodiscard]] workspace::loaded_plan const* assume_hooks(std::vector<syntax::assumption_syntax> const& assumptions,
                                                         workspace::loaded_plan const& plan, workspace& in,
                                                         diagnostics& found);
/// Sets options for one run, within the law's bounds of the days on which they count; on other days the plan's answers stay.
/// Their state is `assumed`, so that explanations say so.
void assume(std::vector<syntax::assumption_syntax> const& assumptions, workspace::loaded_plan const& plan,
            reference::settings& into, diagnostics& sink);

/// The result a person named ("family_week[w1].share", "family.income_limit", "limit"), found in a case.
[[nodiscard]] std::optional<expectation> find_result(located_text const& name, checked::rule_graph const& graph,
                                                     reference::dataset const& data, diagnostics& sink);

/// One result that is not as expected.
struct difference {
    std::string result;
    std::string expected;
    std::string got;
    location where;
};

struct case_result {
    std::string name;
    location where;
    std::vector<difference> differences;
    std::size_t compared = 0;
    [[nodiscard]] bool passed() const { return differences.empty(); }
};

[[nodiscard]] case_result run(prepared_case const& of);

/// An outcome in one line: "$86.56", "none", "pending: family.size", "fault R012: ...".
[[nodiscard]] std::string describe(reference::outcome const& of, checked::type const& t, checked::rule_graph const& graph);

}  // namespace carefare::cases
