// Section 12: groups and merged ranges; section 13: which groups the window cuts.
#include <algorithm>

#include "reference/evaluation.hpp"
#include "reference/outcomes.hpp"

namespace carefare::reference {

using checked::entity_id;
using checked::scalar_value;

namespace {

std::int64_t day_count(scalar_value const& v) {
    if (auto const* day = std::get_if<date>(&v)) return day->days;
    auto const minutes = rational(std::get<date_time>(v).minutes);
    return (minutes / rational(24 * 60)).floor().to_int64().value_or(0);
}

/// One row to be merged. Dates are days, so their ranges end on a last day however the brackets are written; moments
/// have no neighbours, so theirs end where they end.
struct stretch {
    row_index row;
    std::string key;
    scalar_value low, high;
    rational first, last;
};

stretch stretch_of(row_index row, std::string key, checked::interval const& range) {
    stretch made{row, std::move(key), *range.low, *range.high, {}, {}};
    if (auto const* day = std::get_if<date>(&made.low)) {
        made.first = rational(day->days + (range.low_closed ? 0 : 1));
        made.last = rational(std::get<date>(made.high).days - (range.high_closed ? 0 : 1));
    } else {
        made.first = rational(std::get<date_time>(made.low).minutes);
        made.last = rational(std::get<date_time>(made.high).minutes);
    }
    return made;
}

/// Days between the last day and the first of the next, or minutes from one end to the next start.
rational gap_between(rational const& last, stretch const& next) {
    return std::holds_alternative<date>(next.low) ? next.first - last - rational(1) : next.first - last;
}

}  // namespace

/// "makes a row for every distinct value of the `by` expressions over the rows of a table that has the same owner (or,
/// with `of` an owner further up, over all rows below that owner). Key: owner's key and the values."
evaluation::making evaluation::make_groups(entity_id e, row_index owner) {
    auto const& declared = graph_.entities[e];
    auto const& maker = declared.made;
    auto source = reach(declared.owner, owner, maker.source, at_maker(owner));
    auto const outside = groups_outside(maker.source, declared.owner, owner);
    source.rows.insert(source.rows.end(), outside.begin(), outside.end());
    making made;
    made.table.open = source.open;
    struct group {
        made_row row;
        bool any_inside = false, any_outside = false, any_cut = false, began_before = false;
    };
    std::map<std::string, group> groups;
    for (auto const r : source.rows) {
        std::vector<outcome> values;
        for (auto const by : maker.by)
            values.push_back(place_of_row(by, maker.source, r));
        auto const lies = place_in_window(maker.source, r);
        auto known = values;
        known.push_back(lies.is);
        if (auto stopped = fault_or_pending(known)) {
            made.table.open.push_back(*stopped);
            made.table.unplaced.emplace(r, std::move(*stopped));
            continue;
        }
        auto row = new_row(e, owner, values, values.size());
        auto& its = groups[row.key];
        row.parts = std::move(its.row.parts);
        row.aside = std::move(its.row.aside);
        bool const is_outside = lies.before || lies.after;
        (maker.partial && is_outside ? row.aside : row.parts).push_back(r);
        its.row = std::move(row);
        (is_outside ? its.any_outside : its.any_inside) = true;
        its.any_cut = its.any_cut || (!is_outside_row(maker.source, r) && is_incomplete_row(maker.source, r));
        its.began_before = its.began_before || lies.before;
    }
    for (auto& [key, its] : groups) {
        its.row.outside = !its.any_inside && !its.any_cut;  // "a group wholly outside is not made"
        its.row.began_before = its.began_before;
        its.row.incomplete = its.row.outside || its.any_cut || (its.any_outside && !maker.partial);
        if (maker.partial) its.row.fields.push_back(outcome_of(its.began_before));
        (its.row.outside ? made.outside : made.rows).push_back(std::move(its.row));
    }
    return made;
}

/// Groups of a table below one row of `above` that lie wholly outside the window.
std::vector<row_index> evaluation::groups_outside(entity_id source, entity_id above, row_index owner) {
    std::vector<row_index> all;
    auto const& groups = graph_.entities[source];
    if (groups.made.kind != checked::maker_kind::group) return all;
    std::vector<row_index> owners{owner};
    if (groups.owner != above) owners = reach(above, owner, groups.owner, at_maker(owner)).rows;
    for (auto const r : owners) {
        auto const& outside = table_of(source, r).outside;
        all.insert(all.end(), outside.begin(), outside.end());
    }
    return all;
}

/// "The window of a derived table with `at` is what the windows of all dated tables have in common." A host table
/// without `at` lies where its `dated_by` says; a row without a date lies inside.
evaluation::window_place evaluation::place_in_window(entity_id e, row_index r) {
    if (in_.data.windows.empty()) return {outcome_of(true)};
    auto const& declared = graph_.entities[e];
    if (auto const above = outside_row(e, r); !declared.at && above && *above != std::pair{e, r})
        return place_in_window(above->first, above->second);
    outcome when = none_outcome();
    if (declared.at) {
        when = place_of_row(*declared.at, e, r);
    } else if (declared.dated_by) {
        auto const given = row_at(e, r).facts.find(*declared.dated_by);
        if (given != row_at(e, r).facts.end()) when = outcome_of(given->second);
    }
    if (is_none(when)) return {outcome_of(true)};
    if (!is_value(when)) return {when};
    auto const day = day_count(scalar_of(when));
    window_place lies{outcome_of(true)};
    for (auto const& [table, complete] : in_.data.windows) {
        lies.before = lies.before || (complete.from && day < complete.from->days);
        lies.after = lies.after || (complete.to && day > complete.to->days);
    }
    return lies;
}

/// "A row made by `each` over dates whose `at` lies outside the window is incomplete." Where that is not known the row
/// is not made.
void evaluation::mark_outside(entity_id e, making& made) {
    if (in_.data.windows.empty() || !graph_.entities[e].at) return;
    std::vector<made_row> kept;
    for (auto& one : made.rows) {
        one.incomplete = true;  // until it is known to lie inside
        auto const lies = place_in_window(e, in_.made.number(e, one));
        if (auto stopped = fault_or_pending(std::span(&lies.is, 1))) {
            made.table.open.push_back(std::move(*stopped));
            continue;
        }
        one.outside = one.incomplete = lies.before || lies.after;
        kept.push_back(std::move(one));
    }
    made.rows = std::move(kept);
}

/// "joins rows of a table with the same owner whose ranges overlap or lie within `gap` of each other, in order of their
/// starts; fields `from`, `to` are the ends of the union, `parts` the number of rows joined. Key: owner's key and
/// `from`."
evaluation::making evaluation::make_merged(entity_id e, row_index owner) {
    auto const& declared = graph_.entities[e];
    auto const& maker = declared.made;
    auto const source = reach(declared.owner, owner, maker.source, at_maker(owner));
    making made;
    made.table.open = source.open;
    std::vector<stretch> all;
    for (auto const r : source.rows) {
        auto const given = evaluate(*maker.over, at_maker(r));
        if (is_none(given)) continue;  // "A range that is none makes no row."
        auto const name = [&] { return graph_.entities[maker.source].name + " '" + key_of(maker.source, r) + "': "; };
        if (!is_value(given)) {
            made.table.open.push_back(given);
        } else if (auto const& range = range_of(given); !range.low || !range.high) {
            made.table.open.push_back(fault_of(diagnostic_code::R016, name() + "the range has no end"));
        } else if (is_less(*range.high, *range.low)) {
            made.table.open.push_back(fault_of(diagnostic_code::R017, name() + "the range ends before it starts"));
        } else {
            all.push_back(stretch_of(r, key_of(maker.source, r), range));
        }
    }
    std::sort(all.begin(), all.end(), [](stretch const& a, stretch const& b) {
        return std::tie(a.first, a.last, a.key) < std::tie(b.first, b.last, b.key);
    });
    struct merged {
        scalar_value from, to;
        rational last;
        std::vector<row_index> parts;
    };
    std::vector<merged> unions;
    for (auto const& next : all) {
        if (unions.empty() || gap_between(unions.back().last, next) > maker.gap) {
            unions.push_back({next.low, next.high, next.last, {next.row}});
            continue;
        }
        auto& joined = unions.back();
        if (is_less(next.low, joined.from)) joined.from = next.low;
        if (is_less(joined.to, next.high)) joined.to = next.high;
        joined.last = std::max(joined.last, next.last);
        joined.parts.push_back(next.row);
    }
    for (auto const& one : unions) {
        auto const parts = rational(static_cast<std::int64_t>(one.parts.size()));
        auto row = new_row(e, owner, {outcome_of(one.from), outcome_of(one.to), outcome_of(parts)}, 1);
        row.parts = one.parts;
        made.rows.push_back(std::move(row));
    }
    return made;
}

}  // namespace carefare::reference
