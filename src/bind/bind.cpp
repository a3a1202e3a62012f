// Timelines to eras, era by era.
#include <algorithm>
#include <utility>

#include <carefare/bind/binding.hpp>
#include <carefare/bind/cell_of.hpp>

#include "bind/eras.hpp"
#include "bind/rate_index.hpp"

namespace carefare::bind {

using checked::scalar_value;
using program::not_representable;

namespace {

class binder {
public:
    binder(program::program const& of, checked::plan const& plan, replaced_values const& with, std::optional<date> known_on,
           std::map<std::string, std::int64_t> texts)
        : graph_(*of.graph), plan_(plan), with_(with), known_on_(known_on) {
        out_.texts = std::move(texts);
        out_.of = &of;
        out_.known_on = known_on;
    }

    binding make() {
        number_texts();
        cut();
        bind_slots();
        bind_versions();
        bind_lookups();
        return std::move(out_);
    }

private:
    void number_texts() {
        auto const add = [&](std::string const& text) { out_.texts.emplace(text, static_cast<std::int64_t>(out_.texts.size())); };
        for (auto const& constant : out_.of->constants) {
            if (constant.is_text) add(constant.text);
        }
        for (auto const& allocation : graph_.allocations) {
            for (auto const& limit : allocation.limits) add(limit.name);
        }
    }

    std::vector<checked::value_entry> const& entries_of(checked::slot_id id) const {
        static std::vector<checked::value_entry> const nothing;
        auto const& slot = graph_.slots[id];
        auto const in = [&](auto const& map) -> std::vector<checked::value_entry> const* {
            auto const found = map.find(id);
            return found == map.end() ? nullptr : &found->second;
        };
        if (slot.kind == checked::slot_kind::reading) {
            auto const* set = in(with_.readings);
            return set != nullptr ? *set : slot.entries;
        }
        if (slot.kind == checked::slot_kind::option) {
            if (auto const* set = in(with_.options)) return *set;
            auto const* answers = in(plan_.answers);
            return answers != nullptr ? *answers : nothing;
        }
        return slot.entries;
    }

    void cut() {
        std::set<std::int32_t> days{INT32_MIN};
        for (checked::slot_id id = 0; id < graph_.slots.size(); ++id) {
            cut_at(entries_of(id), days);
            cut_at(graph_.slots[id].limits, days);
        }
        for (auto const& rule : graph_.rules) cut_at(rule.versions, days);
        for (auto const& table : graph_.tables) cut_at(table.entries, days);
        out_.starts.assign(days.begin(), days.end());
    }

    std::int64_t cell(scalar_value const& value, rational const& denominator) {
        if (auto const* text = std::get_if<std::string>(&value))
            return out_.texts.emplace(*text, static_cast<std::int64_t>(out_.texts.size())).first->second;
        auto const whole = cell_of(value, denominator);
        auto const* number = std::get_if<rational>(&value);
        if (!whole && number != nullptr) throw not_representable("a value outside its steps: " + number->to_string());
        return whole.value_or(0);
    }

    slot_value value_of(checked::constant_value const& value, rational const& denominator) {
        slot_value made;
        made.is = state::value;
        if (auto const* one = std::get_if<scalar_value>(&value)) {
            if (std::holds_alternative<checked::none_value>(*one)) made.is = state::none;
            made.part[0] = cell(*one, denominator);
            return made;
        }
        auto const& range = std::get<checked::interval>(value);
        made.part[0] = (range.low_closed ? 1 : 0) | (range.high_closed ? 2 : 0);
        auto const open = [](auto const& end) { return !end || std::holds_alternative<checked::none_value>(*end); };
        made.low_open = open(range.low);
        made.high_open = open(range.high);
        if (!made.low_open) made.part[1] = cell(*range.low, denominator);
        if (!made.high_open) made.part[2] = cell(*range.high, denominator);
        return made;
    }

    /// A bound that says `clamp` makes the nearest of its ends the value.
    slot_value slot_on(checked::slot_id id, std::optional<std::int32_t> day) {
        auto const& slot = graph_.slots[id];
        auto const& entries = entries_of(id);
        auto const& denominator = out_.of->slot_denominators[id];
        auto const counting = entry_on(entries, day, known_on_);
        slot_value made;
        if (counting.tie) made.is = state::fault;
        if (!counting.index || counting.tie) return made;
        made = value_of(*entries[*counting.index].payload, denominator);
        if (made.is != state::value) return made;
        auto const limit = entry_on(slot.limits, day, known_on_);
        if (limit.tie) made.is = state::fault;
        if (!limit.index || limit.tie) return made;
        auto const& bound = *slot.limits[*limit.index].payload;
        if (!bound.clamp || !bound.range) return made;
        auto const& range = *bound.range;
        if (range.low) made.part[0] = std::max(made.part[0], cell(*range.low, denominator));
        if (range.high) made.part[0] = std::min(made.part[0], cell(*range.high, denominator));
        return made;
    }

    std::optional<std::int32_t> day_of(std::size_t era) const {
        return day_in(out_.starts[era]);
    }

    /// "an option that the plan does not name is `not stated`", and one that it answers without a value is what it says.
    std::string why_pending(checked::slot_id id, std::optional<std::int32_t> day) const {
        using syntax::answer_state;
        auto const& entries = entries_of(id);
        bool const option = graph_.slots[id].kind == checked::slot_kind::option;
        if (option && entries.empty()) return "not stated";
        if (auto const last = last_on(entries, day, known_on_); option && last.index) {
            switch (entries[*last.index].state) {
                case answer_state::not_stated: return "not stated";
                case answer_state::details_missing: return "details missing";
                case answer_state::not_asked: return "not asked";
                case answer_state::determination: return "determination";
                case answer_state::stated:
                case answer_state::inferred:
                case answer_state::assumed: break;
            }
        }
        return why_unknown(entries, day, known_on_);
    }

    void bind_slots() {
        for (checked::slot_id id = 0; id < graph_.slots.size(); ++id) {
            auto& by_era = out_.slots.emplace_back();
            auto const add = [&](std::optional<std::int32_t> day) {
                by_era.push_back(slot_on(id, day));
                if (by_era.back().is == state::pending) out_.slot_gaps.emplace(std::pair{id, by_era.size() - 1}, why_pending(id, day));
            };
            for (std::size_t era = 0; era < out_.starts.size(); ++era) add(day_of(era));
            add(std::nullopt);  // read without a date
        }
    }

    void bind_versions() {
        for (auto const& rule : graph_.rules) {
            std::vector<std::int32_t> number;
            std::int32_t said = 0;
            for (auto const& version : rule.versions) number.push_back(version.payload ? said++ : -1);
            auto& by_era = out_.versions.emplace_back();
            auto const on = [&](std::optional<std::int32_t> day) {
                auto const counting = entry_on(rule.versions, day, known_on_);
                return counting.tie ? -2 : counting.index ? number[*counting.index] : -1;
            };
            for (std::size_t era = 0; era < out_.starts.size(); ++era) by_era.push_back(on(day_of(era)));
            by_era.push_back(on(std::nullopt));
        }
    }

    void bind_lookups() {
        for (auto const& lookup : out_.of->lookups) {
            auto const& table = graph_.tables[lookup.table];
            std::vector<rate_index const*> made;
            auto& by_era = out_.lookups.emplace_back();
            std::map<std::size_t, rate_index const*> known;
            auto const on = [&](std::optional<std::int32_t> day) -> rate_index const* {
                auto const counting = entry_on(table.entries, day, known_on_);
                if (!counting.index || counting.tie) return nullptr;
                auto const [at, fresh] = known.emplace(*counting.index, nullptr);
                if (fresh) {
                    out_.schedules.push_back(std::make_unique<rate_index>(
                        index_of(table, *table.entries[*counting.index].payload, lookup, graph_,
                                 [&](scalar_value const& value) { return cell(value, lookup.denominator); })));
                    at->second = out_.schedules.back().get();
                }
                return at->second;
            };
            for (std::size_t era = 0; era < out_.starts.size(); ++era) by_era.push_back(on(day_of(era)));
            by_era.push_back(on(std::nullopt));
        }
    }

    checked::rule_graph const& graph_;
    checked::plan const& plan_;
    replaced_values const& with_;
    std::optional<date> known_on_;
    binding out_;
};

}  // namespace

std::size_t binding::era_of(std::int64_t day) const {
    auto const after = std::upper_bound(starts.begin(), starts.end(), day);
    return static_cast<std::size_t>(after - starts.begin()) - 1;
}

binding bind(program::program const& of, checked::plan const& plan, replaced_values const& with, std::optional<date> known_on,
             std::map<std::string, std::int64_t> texts) {
    return binder(of, plan, with, known_on, std::move(texts)).make();
}

}  // namespace carefare::bind
