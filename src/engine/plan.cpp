// A plan that is loaded.
#include <carefare/engine/plan.hpp>

#include <algorithm>

#include <carefare/cases/caseload.hpp>

#include "engine/plan_inside.hpp"

namespace carefare::engine {

plan::plan(std::shared_ptr<inside const> made) : inside_(std::move(made)) {}

std::string const& plan::name() const { return inside_->loaded->plan.name; }
std::string const& plan::programme() const { return inside_->graph().name; }
std::vector<table_info> const& plan::input_tables() const { return inside_->programme->input_tables; }
std::vector<table_info> const& plan::output_tables() const { return inside_->programme->output_tables; }
std::string plan::data_page() const { return cases::data_page(inside_->graph()); }

std::vector<slot_info> plan::slots() const {
    std::vector<slot_info> all;
    auto const& graph = inside_->graph();
    for (checked::slot_id id = 0; id < graph.slots.size(); ++id) {
        auto const& slot = graph.slots[id];
        if (slot.kind == checked::slot_kind::parameter) continue;
        slot_info made;
        made.name = slot.name;
        made.type = graph.to_string(slot.type_of);
        made.label = slot.label;
        made.ask = slot.ask;
        made.cite = slot.cite.text;
        made.is_reading = slot.kind == checked::slot_kind::reading;
        made.is_answered = made.is_reading ? !slot.entries.empty() || inside_->settings.readings.contains(id)
                                           : inside_->loaded->plan.answers.contains(id) || inside_->settings.options.contains(id);
        all.push_back(std::move(made));
    }
    return all;
}

std::shared_ptr<plan const> plan::with(overlay const& over) const {
    auto made = std::make_shared<inside>();
    made->from = inside_->from;
    made->as_written = inside_->as_written;
    std::unique_lock const alone(made->from->guard);
    lay_over(over, *made);
    return std::make_shared<plan>(std::move(made));
}

std::shared_ptr<plan::inside::bound_plan const> plan::inside::bound(std::optional<date> known) const {
    if (!programme->program) return nullptr;
    std::lock_guard const one(guard_);
    auto const found = std::find_if(bound_.begin(), bound_.end(), [&](auto const& kept) { return kept.first == known; });
    if (found != bound_.end()) {
        std::rotate(found, found + 1, bound_.end());
        return bound_.back().second;
    }
    std::shared_ptr<bound_plan const> made;
    try {
        auto fresh = std::make_shared<bound_plan>(bound_plan{bind::bind(*programme->program, loaded->plan, {settings.readings, settings.options}, known), nullptr});
        fresh->columns = std::make_shared<eval::bound_columns const>(fresh->binding, programme->how);
        made = std::move(fresh);
    } catch (program::not_representable const&) {
        // A value that the plan gives fits no column: it is evaluated row by row.
    }
    if (bound_.size() == most_kept) bound_.erase(bound_.begin());
    bound_.emplace_back(known, made);
    return made;
}

}  // namespace carefare::engine
