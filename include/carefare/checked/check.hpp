// From syntax to the checked graph: names, types, units, tables, timelines, cycles, exactness, in the order of the
// pass list in src/checked/check.cpp. Every pass adds diagnostics and goes on where it can.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <carefare/base/diagnostic.hpp>
#include <carefare/checked/rule_graph.hpp>
#include <carefare/syntax/read_files.hpp>

namespace carefare::checked {

struct check_limits {
    std::uint32_t table_rows = 200'000;      ///< rows of one CSV
    std::uint32_t table_columns = 100;       ///< of one CSV
    std::uint64_t table_cells = 8'000'000;   ///< of all CSVs together
    std::uint64_t csv_bytes = 16 * 1024 * 1024;
    std::uint32_t nodes = 1'000'000;         ///< of the graph
    std::uint64_t region_steps = 2'000'000;  ///< work of the gap and overlap analysis of one table
};

struct check_counters { std::uint64_t table_cells = 0; std::uint64_t region_steps = 0; std::uint64_t nodes = 0; };

/// Finds a programme that another one uses, by its name, which stands at `asked_for`; null after a diagnostic. What it gives
/// must outlive every graph that uses it.
using programme_finder = std::function<rule_graph const*(std::string const& name, location const& asked_for)>;

/// Checks a programme. Empty if any error was added.
[[nodiscard]] std::optional<rule_graph> check(syntax::programme_syntax const& programme, syntax::file_access const& files,
                                              source_map& sources, diagnostics& sink, check_limits const& limits = {},
                                              check_counters* counters = nullptr, programme_finder const& find = {});

/// Checks a plan against its programme: names, types, bounds for every part of the time an answer is in force,
/// required choices, shadowed and overlapping entries. Empty if any error was added.
[[nodiscard]] std::optional<plan> check_plan(syntax::plan_syntax const& syntax, rule_graph const& graph, diagnostics& sink);

/// The programme as a plan has it: each hook that is answered with the answers as its versions, in place of those it had.
/// `source` cites those that say nothing of their own. Answers are checked as rules of the programme are; one that gives
/// what its hook cannot hold, or that reads what reads the hook, is an error. Empty if any was added.
[[nodiscard]] std::optional<rule_graph> with_answers(rule_graph const& programme,
                                                     std::span<syntax::hook_answer_syntax const> answers,
                                                     citation const& source, syntax::file_access const& files,
                                                     source_map& sources, diagnostics& sink,
                                                     check_limits const& limits = {});

/// Reads a constant of a given type from a literal expression ("$38000" where money per year is asked, 2017-03-01 where
/// a date is). Used for plans, cases, facts and cells alike. A literal takes the unit asked for; percent must be
/// written with % where the type says percent; money needs its $.
[[nodiscard]] std::optional<constant_value> read_constant(syntax::expr const& e, type const& asked, rule_graph const& graph,
                                                          diagnostics& sink);
/// The same from the text of a CSV cell or plain YAML scalar (money "12.50" or "$12.50", percent "27%", date, word, yes/no).
[[nodiscard]] std::optional<scalar_value> read_cell(located_text const& text, type const& asked, rule_graph const& graph,
                                                    diagnostics& sink);
/// Is `value` inside `range` and a multiple of `step`? Adds a diagnostic that names `what` if not.
bool check_value(scalar_value const& value, type const& t, std::optional<interval> const& range,
                 std::optional<rational> const& step, std::string_view what, location const& where,
                 rule_graph const& graph, diagnostics& sink);

/// The same for a value that may be a range: both ends.
bool check_value(constant_value const& value, type const& t, std::optional<interval> const& range,
                 std::optional<rational> const& step, std::string_view what, location const& where,
                 rule_graph const& graph, diagnostics& sink);

/// The answers to one option, as a plan, a case or an assumption gives them: typed, and within the option's bounds for
/// every part of the time they are in force, with everything known and as of each date something became known. Entries
/// without `from` hold for all time. `source` cites those that say nothing of their own. Empty if an error was added.
[[nodiscard]] std::optional<std::vector<value_entry>> check_answers(syntax::option_answer_syntax const& answers,
                                                                    slot const& option, citation const& source,
                                                                    rule_graph const& graph, diagnostics& sink);

}  // namespace carefare::checked
