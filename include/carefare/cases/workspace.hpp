// What one run works on: the tree of rules and plans below a root, its programmes and plans loaded once and kept, and
// everything that was wrong with them in one sink.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <carefare/base/diagnostic.hpp>
#include <carefare/base/source.hpp>
#include <carefare/checked/check.hpp>
#include <carefare/checked/messages.hpp>
#include <carefare/checked/rule_graph.hpp>
#include <carefare/syntax/read_files.hpp>

namespace carefare::cases {

/// The folder that names are looked up in (programme a/b in rules/a/b, plan a/c in
/// plans/a/c.yaml): the nearest folder at or above `path` that holds `rules` and `plans`; without one the
/// nearest that holds programme.yaml, else the folder of `path` itself.
[[nodiscard]] std::string find_root(std::string const& path);
/// The nearest folder at or above all of them.
[[nodiscard]] std::string common_folder(std::vector<std::string> const& folders);

/// Files of the paths asked for, by what they are.
struct inventory {
    std::vector<std::string> programmes;  ///< folders
    std::vector<std::string> plans;
    std::vector<std::string> case_files;
    std::vector<std::string> messages;
};

class workspace {
public:
    /// Works on the paths named on a command line: files may be read below the nearest folder above all of them, names
    /// are looked up below the root of each. `rules`, where it is not empty, is a tree of rules and plans beside them: its
    /// files may be read, too, and names are looked up there last: before it, for a path that lies in no tree of rules itself,
    /// in the nearest folder above it that has plans.
    explicit workspace(std::vector<std::string> const& paths, std::string const& rules = {});

    source_map sources;
    diagnostics sink;

    /// Sorts files and folders by what they are, walking folders in order of name. Everything but .yaml, .csv and README.md
    /// that lies in a folder of rules or plans is reported.
    [[nodiscard]] inventory find(std::vector<std::string> const& paths);

    /// Reads the programmes and plans of an inventory, then each case of its case files, in order: programmes and plans
    /// that were named come first, so that cases find them by name. A case file with errors is left out.
    void each_case(inventory const& of,
                   std::function<void(syntax::case_syntax const&, syntax::case_file_syntax const&)> const& use);

    /// A programme by folder; checked once. Null if it has errors (they are in the sink once).
    checked::rule_graph const* programme_in(std::string const& folder);
    /// A programme by name: one loaded from a folder already, else rules/NAME below the root. `asked_for` is where the
    /// name stands.
    checked::rule_graph const* programme_named(std::string const& name, location const& asked_for);

    struct loaded_plan {
        checked::rule_graph const* programme = nullptr;  ///< with the plan's answers to its hooks
        checked::plan plan;
        std::string path;
        std::unique_ptr<checked::rule_graph const> answered;  ///< keeps a programme that is the plan's own
    };
    loaded_plan const* plan_in(std::string const& path);
    /// A plan by name: one loaded from a path already, else plans/NAME.yaml below the root. One that was found to be wrong
    /// is null without a further word.
    loaded_plan const* plan_named(std::string const& name, location const& asked_for);

    /// A plan with other answers to some hooks, which come from `source`; the same again for answers that stand in the same
    /// place. Null, with diagnostics in `found`, if something is wrong with them.
    loaded_plan const* with_hooks(loaded_plan const& plan, std::vector<syntax::hook_answer_syntax> const& answers,
                                  std::string const& source, diagnostics& found);

    /// What a programme tells in the language of a file of messages; empty with diagnostics if it cannot be read.
    std::optional<checked::messages> messages_in(std::string const& path);

    /// A YAML file parsed once; null with diagnostics if it cannot be read.
    syntax::yaml_node const* document(std::string const& path, location const& asked_for);

    [[nodiscard]] checked::check_counters const& counters() const { return counters_; }
    [[nodiscard]] syntax::file_access const& files() const { return files_; }

private:
    void walk(std::string const& folder, inventory& into, unsigned depth);
    void sort_file(std::string const& path, inventory& into);
    [[nodiscard]] std::string key_of(std::string const& path) const;

    /// A plan as it is read, against its programme; null after a diagnostic.
    [[nodiscard]] std::unique_ptr<loaded_plan> check_plan(syntax::plan_syntax const& read, std::string const& path);
    /// The programme with answers to its hooks; null after a diagnostic.
    [[nodiscard]] std::unique_ptr<checked::rule_graph const> answer(checked::rule_graph const& programme,
                                                                    std::vector<syntax::hook_answer_syntax> const& answers,
                                                                    std::string const& source, location const& where,
                                                                    diagnostics& found);
    /// No other plan has its name, and a plan below plans/ is named by its path; a diagnostic if not.
    bool has_own_name(syntax::plan_syntax const& plan, std::string const& path);
    /// A programme that another one uses; a circle is reported.
    checked::rule_graph const* used_programme(std::string const& name, location const& asked_for);
    /// `folder`/`name` below the first root that has it; empty if none has.
    [[nodiscard]] std::string find_below_roots(std::string const& folder, std::string const& name) const;

    std::vector<std::string> roots_;        ///< of the paths that were named, then of the rules beside them
    std::vector<std::string> name_roots_;   ///< where names are looked up, in that order: before the rules, folders with plans above paths that have none
    syntax::file_access files_;
    checked::check_counters counters_;
    std::map<std::string, std::unique_ptr<checked::rule_graph>> programmes_;  ///< by identity of the folder
    std::vector<std::string> open_programmes_;  ///< names of those that are being checked, each used by the one before
    std::map<std::string, std::unique_ptr<loaded_plan>> plans_;               ///< by identity of the file
    std::set<std::string> broken_plans_;                                      ///< names of plans with errors, which were told
    /// With other answers, by the plan and the places of these.
    std::map<std::pair<loaded_plan const*, std::string>, std::unique_ptr<loaded_plan>> varied_plans_;
    std::map<std::string, std::unique_ptr<syntax::yaml_node>> documents_;
};

}  // namespace carefare::cases
