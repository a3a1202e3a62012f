// What a plan and the tree it comes from hold.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <utility>
#include <vector>

#include <carefare/bind/binding.hpp>
#include <carefare/cases/workspace.hpp>
#include <carefare/engine/plan.hpp>
#include <carefare/reference/evaluate.hpp>

#include "caseload/column_families.hpp"
#include "caseload/output_layout.hpp"
#include "engine/direct_bench.hpp"
#include "engine/direct_plan.hpp"
#include "engine/input_columns.hpp"

namespace carefare::engine {

/// A programme, compiled; nothing of it depends on a plan.
struct compiled {
    explicit compiled(checked::rule_graph const& of);

    checked::rule_graph const& graph;
    std::shared_ptr<program::program const> program;   ///< null: what it computes fits no column, and it runs row by row
    caseload::output_layout layout;
    std::shared_ptr<eval::run_plan const> how;         ///< of the program
    std::shared_ptr<caseload::column_plan const> listed;
    std::vector<table_info> input_tables, output_tables;
    std::vector<input_table> inputs;                   ///< by input table
    direct_plan direct;
};

/// Files read once. Who reads a place in a source holds the lock shared; who loads holds it alone.
struct tree {
    explicit tree(std::vector<std::string> const& paths) : work(paths) {}
    std::shared_mutex guard;
    cases::workspace work;
    std::map<checked::rule_graph const*, std::shared_ptr<compiled const>> programmes;
    std::map<std::string, source_id> assumption_texts;
};

struct plan::inside {
    std::shared_ptr<tree> from;
    cases::workspace::loaded_plan const* as_written = nullptr;
    cases::workspace::loaded_plan const* loaded = nullptr;  ///< as written, or with what is assumed of its hooks
    std::unique_ptr<cases::workspace::loaded_plan const> own;  ///< where parameters or tables have other values: then `loaded`
    std::shared_ptr<compiled const> programme;
    reference::settings settings;
    std::size_t assumptions = 0;
    mutable direct_benches benches;

    [[nodiscard]] checked::rule_graph const& graph() const { return programme->graph; }
    /// What counts: said with the plan, or with the data.
    [[nodiscard]] std::optional<date> known_on(std::optional<date> of_data) const { return settings.known_on ? settings.known_on : of_data; }
    /// A binding with what follows from it alone.
    struct bound_plan {
        bind::binding binding;
        std::shared_ptr<eval::bound_columns const> columns;  ///< of the binding, which outlives them
    };
    /// Of what is known on a day; null where the programme fits no column. The last few are kept.
    [[nodiscard]] std::shared_ptr<bound_plan const> bound(std::optional<date> known_on) const;

private:
    static constexpr std::size_t most_kept = 8;
    mutable std::mutex guard_;
    mutable std::vector<std::pair<std::optional<date>, std::shared_ptr<bound_plan const>>> bound_;  ///< the last used behind
};

/// Lays settings over those of a plan as it is written, and compiles it; the tree is held alone. Throws `error`.
void lay_over(overlay const& over, plan::inside& into);
/// One value, for all time or some days. Throws `error`.
void put_setting(setting const& of, checked::slot_kind kind, plan::inside const& under, reference::settings& into);
/// By name. Throws W008.
[[nodiscard]] checked::slot_id find_slot(checked::slot_kind kind, std::string const& name, checked::rule_graph const& graph);
[[nodiscard]] std::size_t find_table(std::string const& name, checked::rule_graph const& graph);
/// A value as the slot would hold it. Throws `error`.
[[nodiscard]] checked::value_entry read_setting(setting const& of, checked::slot const& slot, checked::rule_graph const& graph);
/// Throws P006 where a bound that is in force on a day of the setting does not allow the value, and does not clamp it.
void hold_to_bounds(setting const& of, checked::constant_value const& value, checked::slot const& option, checked::rule_graph const& graph,
                    std::optional<date> known_on);
/// Parameters and cells: makes the plan's programme its own. Throws `error`.
void lay_over_programme(overlay const& over, plan::inside& into);
/// Throws W008: there is no `what` of that name.
[[noreturn]] void refuse_name(std::string const& what, std::string_view name, std::vector<std::string> const& names, std::string advice);

}  // namespace carefare::engine
