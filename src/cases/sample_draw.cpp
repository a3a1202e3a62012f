// What each recipe draws.
#include "cases/sample_draw.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include <carefare/base/date.hpp>

#include "checked/intervals.hpp"

namespace carefare::cases {

namespace {

using kind = checked::sample_recipe::kind;
using edge = checked::sample_moment::edge;

std::size_t pick(std::vector<std::uint64_t> const& weights, sample_random& with) {
    auto left = with.below(std::accumulate(weights.begin(), weights.end(), std::uint64_t{0}));
    std::size_t i = 0;
    while (left >= weights[i]) left -= weights[i++];
    return i;
}

checked::scalar_value const& scalar_of(sampled_cell const& cell) { return std::get<checked::scalar_value>(cell.value); }

}  // namespace

sample_random sample_draw::random(std::uint32_t table, std::string const& key, std::string_view field) const {
    return {seed, graph.entities[plan.tables[table].entity].name, key, field};
}

sampled_cell const& sample_draw::read(checked::sample_ref const& ref, sampled_row const& row) {
    auto const* at = &row;
    for (auto up = ref.up; up > 0; --up) at = at->owner;
    if (ref.link != checked::no_id) at = at->cells[ref.link].chosen;
    return at->cells[ref.field];
}

bool sample_draw::fill(sampled_row& row) {
    auto const& fields = plan.tables[row.table].fields;
    // Laid out cells are there already, and others may read what stands before them.
    row.cells.resize(fields.size());
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (fields[i].recipe == checked::no_id) continue;
        auto with = random(row.table, row.key, fields[i].name);
        auto cell = draw(fields[i].recipe, {with, row, &fields[i]});
        if (!cell) return false;
        row.cells[i] = std::move(*cell);
    }
    return true;
}

std::optional<std::uint64_t> sample_draw::number(std::uint32_t recipe, sampled_row const& row, sample_random& with) {
    auto const cell = draw(recipe, {with, row, nullptr});
    if (!cell) return std::nullopt;
    return static_cast<std::uint64_t>(std::get<rational>(scalar_of(*cell)).to_int64().value_or(0));
}

std::optional<date> sample_draw::moment(checked::sample_moment const& of, sampled_row const* row, sample_random& with) const {
    auto day = std::optional<date>(month);
    if (of.base && row != nullptr) {
        auto const& base = scalar_of(read(*of.base, *row));
        if (auto const* time = std::get_if<date_time>(&base)) {
            auto const minutes = time->minutes % 1440;
            day = date{static_cast<std::int32_t>((time->minutes - (minutes < 0 ? minutes + 1440 : minutes)) / 1440)};
        } else {
            day = std::get<date>(base);
        }
    }
    day = add_months(*day, with.between(of.months.low, of.months.high), month_end::clamp);
    if (!day) return day;
    if (of.of != edge::none) {
        auto civil = to_civil(*day);
        civil.day = 1;
        day = from_civil(civil);
        if (of.of == edge::last) {
            day = add_months(*day, 1, month_end::clamp);
            if (day) day = add_days(*day, -1);
        }
    }
    if (day && of.back_to != 0) day = add_days(*day, -static_cast<std::int64_t>((iso_weekday(*day) + 7 - of.back_to) % 7));
    if (day) day = add_days(*day, with.between(of.days.low, of.days.high));
    return day;
}

std::optional<sampled_cell> sample_draw::draw_date(checked::sample_recipe const& recipe, drawn const& of) {
    auto const day = moment(recipe.date, &of.row, of.with);
    auto const& range = graph.facts[of.field->id].range;
    if (day && (!range || checked::contains(*range, checked::scalar_value(*day)))) return sampled_cell{checked::scalar_value(*day), nullptr, false};
    sink.error(diagnostic_code::B009, recipe.where,
               "'" + of.field->name + "' of '" + of.row.key + "' would be " + (day ? to_string(*day) : std::string("a day outside the years 1 to 9999")) +
                   (day ? ", outside the range of the fact" : ""),
               "Ask for another month, or write fewer months and days.");
    return std::nullopt;
}

std::optional<sampled_cell> sample_draw::choose(checked::sample_recipe const& recipe, drawn const& of) {
    auto const& pool = pools[of.field->pool];
    std::vector<std::uint64_t> counts(recipe.values.size()), weights(recipe.values.size());
    for (auto const& row : pool) {
        for (std::size_t i = 0; i < recipe.values.size(); ++i) counts[i] += scalar_of(row.cells[recipe.source.field]) == recipe.values[i] ? 1U : 0U;
    }
    bool is_any = recipe.what == kind::any && !pool.empty();
    for (std::size_t i = 0; i < counts.size(); ++i) {
        weights[i] = counts[i] > 0 ? recipe.weights[i] : 0;
        is_any = is_any || weights[i] > 0;
    }
    if (!is_any) {
        sink.error(diagnostic_code::B010, recipe.where, "'" + of.field->name + "' of '" + of.row.key + "' finds no row to choose",
                   "Give the table more rows, or draw in it the words that are chosen here.");
        return std::nullopt;
    }
    if (recipe.what == kind::any) return sampled_cell{{}, &pool[of.with.below(pool.size())], false};
    auto const word = pick(weights, of.with);
    auto left = of.with.below(counts[word]);
    for (auto const& row : pool) {
        if (scalar_of(row.cells[recipe.source.field]) == recipe.values[word] && left-- == 0) return sampled_cell{{}, &row, false};
    }
    return std::nullopt;
}

std::optional<sampled_cell> sample_draw::draw(std::uint32_t recipe_id, drawn const& of) {
    auto const& recipe = plan.recipes[recipe_id];
    bool const is_empty = recipe.missing > 0 && of.with.below(1000) < recipe.missing;
    std::optional<sampled_cell> cell;
    switch (recipe.what) {
        case kind::weights: cell = sampled_cell{recipe.values[recipe.values.size() == 1 ? 0 : pick(recipe.weights, of.with)], nullptr, false}; break;
        case kind::turns: cell = sampled_cell{recipe.values[of.row.place % recipe.values.size()], nullptr, false}; break;
        case kind::uniform:
            cell = sampled_cell{checked::scalar_value(recipe.low + rational(static_cast<std::int64_t>(of.with.below(recipe.steps + 1))) * recipe.step), nullptr, false};
            break;
        case kind::date: cell = draw_date(recipe, of); break;
        case kind::dates: {
            auto const from = draw(recipe.parts[0], of), to = from ? draw(recipe.parts[1], of) : std::nullopt;
            if (!to) return std::nullopt;
            // A range that would end before it begins has one day.
            auto const first = std::get<date>(scalar_of(*from)), last = std::max(first, std::get<date>(scalar_of(*to)));
            cell = sampled_cell{checked::interval{checked::scalar_value(first), checked::scalar_value(last), true, true}, nullptr, false};
            break;
        }
        case kind::copy: cell = sampled_cell{read(recipe.source, of.row).value, nullptr, false}; break;
        case kind::any:
        case kind::choose: cell = choose(recipe, of); break;
        case kind::by: {
            auto const& value = scalar_of(read(recipe.source, of.row));
            auto const found = std::find(recipe.values.begin(), recipe.values.end(), value);
            cell = draw(found == recipe.values.end() ? recipe.otherwise : recipe.parts[static_cast<std::size_t>(found - recipe.values.begin())], of);
            break;
        }
    }
    if (cell && is_empty) cell->empty = true;
    return cell;
}

}  // namespace carefare::cases
