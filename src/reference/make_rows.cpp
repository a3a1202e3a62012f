// Section 12: making the rows of a derived table for one owner. Subsets and `each`; what all makers share: keys,
// bounds, and what a row that cannot be decided does to its table.
#include <algorithm>
#include <deque>

#include "reference/calendar.hpp"
#include "reference/evaluation.hpp"
#include "reference/outcomes.hpp"

namespace carefare::reference {

using checked::entity_id;
using checked::maker_kind;
using checked::no_id;
using checked::scalar_value;

namespace {

/// Marks a table that is being made, so that one which needs itself is found.
class marked {
public:
    using mark = std::pair<entity_id, row_index>;
    marked(std::set<mark>& all, mark const& one) : all_(all), one_(one) { all_.insert(one_); }
    ~marked() { all_.erase(one_); }
    marked(marked const&) = delete;
    marked& operator=(marked const&) = delete;

private:
    std::set<mark>& all_;
    mark one_;
};

}  // namespace

made_table const& evaluation::table_of(entity_id e, row_index owner) {
    if (auto const* known = in_.made.find(e, owner)) return *known;
    making made;
    if (being_made_.count({e, owner}) > 0) {
        made.table.open.push_back(contradiction("the rows of '" + graph_.entities[e].name + "' depend on themselves"));
        return in_.made.keep(e, owner, {}, std::move(made.table));
    }
    marked const one(being_made_, {e, owner});
    auto* const told = to_;
    to_ = nullptr;
    placing_is const of_no_row(placing_, false);
    stage_is const of_rows(stage_, in_.stages.of_makers.empty() ? no_id : in_.stages.of_makers[e]);
    made = make(e, owner);
    to_ = told;
    return in_.made.keep(e, owner, std::move(made.rows), std::move(made.table), std::move(made.outside));
}

/// "a bound that is checked while rows are made: one more is a fault of the partition". A table at fault has no rows.
evaluation::making evaluation::make(entity_id e, row_index owner) {
    auto const& declared = graph_.entities[e];
    making made;
    switch (declared.made.kind) {
        case maker_kind::subset:
            made = make_subset(e, owner);
            break;
        case maker_kind::group:
            made = make_groups(e, owner);
            break;
        case maker_kind::merge:
            made = make_merged(e, owner);
            break;
        case maker_kind::each_date:
        case maker_kind::each_number:
        case maker_kind::each_word:
        case maker_kind::each_row:
            made = make_each(e, owner);
            break;
        case maker_kind::host:
            break;
    }
    if (declared.at_most && made.rows.size() > *declared.at_most) {
        made.table.open.push_back(fault_of(
            diagnostic_code::R004, declared.name + " '" + made.rows[*declared.at_most].key + "': is number " +
                                       std::to_string(*declared.at_most + 1) + " of " +
                                       graph_.entities[declared.owner].name + " '" + key_of(declared.owner, owner) +
                                       "', which may have " + std::to_string(*declared.at_most)));
    }
    auto const fault = std::find_if(made.table.open.begin(), made.table.open.end(), is_fault);
    if (fault != made.table.open.end()) made = making{{}, made_table{{}, {*fault}, {}, {}, {}, {}}};
    return made;
}

/// "keeps the rows of a table for which `where` is true. Key: that of the base row."
evaluation::making evaluation::make_subset(entity_id e, row_index owner) {
    auto const& maker = graph_.entities[e].made;
    auto const source = reach(graph_.entities[e].owner, owner, maker.source, at_maker(owner));
    making made;
    made.table.open = source.open;
    for (auto const r : source.rows) {
        auto const kept = maker.where_true ? evaluate(*maker.where_true, at_maker(r)) : outcome_of(true);
        if (is_none(kept)) made.table.open.push_back(contradiction("none where a condition is needed"));
        if (is_fault(kept) || is_undecided(kept)) made.table.open.push_back(kept);
        if (!is_true(kept)) continue;
        made_row row;
        row.key = key_of(maker.source, r);
        row.owner = owner_row_of(maker.source, r);
        row.base = r;
        made.rows.push_back(std::move(row));
    }
    return made;
}

/// "makes a row for every date of a range, every whole number of a constant range, every word of a list, or every row
/// of a relation of the owner. `where` (optional) drops rows. Key: owner's key and the field."
evaluation::making evaluation::make_each(entity_id e, row_index owner) {
    making made;
    for (auto const& element : elements_of(e, owner, made))
        made.rows.push_back(new_row(e, owner, {element}, 1));
    if (graph_.entities[e].made.kind == maker_kind::each_date) mark_outside(e, made);
    if (graph_.entities[e].made.where_true) keep_where_true(e, made);
    return made;
}

std::vector<outcome> evaluation::elements_of(entity_id e, row_index owner, making& made) {
    auto const& declared = graph_.entities[e];
    auto const& maker = declared.made;
    std::vector<outcome> elements;
    if (maker.kind == maker_kind::each_word) {
        auto const count = graph_.word_lists[maker.words].words.size();
        for (std::uint32_t i = 0; i < count; ++i)
            elements.push_back(outcome_of(scalar_value{checked::word{i}}));
        return elements;
    }
    auto const over = evaluate(*maker.over, at_maker(owner));
    if (is_none(over)) return elements;  // "A range that is none makes no row."
    if (!is_value(over)) {
        made.table.open.push_back(over);
        return elements;
    }
    if (maker.kind == maker_kind::each_row) {
        auto const found = reach(entity_of(*maker.over), over.row, maker.source, at_maker(owner));
        made.table.open = found.open;
        for (auto const r : found.rows)
            elements.push_back(row_outcome(r));
        return elements;
    }
    elements = elements_of_range(e, over);
    if (elements.size() == 1 && is_fault(elements[0])) {
        auto fault = elements[0];
        fault.fault_message = declared.name + " of " + graph_.entities[declared.owner].name + " '" +
                              key_of(declared.owner, owner) + "': " + fault.fault_message;
        made.table.open.push_back(std::move(fault));
        elements.clear();
    }
    return elements;
}

/// "A range open at an end is a fault, as is a range with more rows than `at_most`." Days are stepped through.
std::vector<outcome> evaluation::elements_of_range(entity_id e, outcome const& over) const {
    auto const& range = range_of(over);
    if (!range.low || !range.high) return {fault_of(diagnostic_code::R016, "the range has no end")};
    auto const at_most = graph_.entities[e].at_most;
    std::vector<outcome> elements;
    bool const dates = graph_.entities[e].made.kind == maker_kind::each_date;
    auto const whole_of = [&](scalar_value const& v) {
        return dates ? rational(std::get<date>(v).days) : std::get<rational>(v);
    };
    auto const last = whole_of(*range.high).floor();
    for (auto at = whole_of(*range.low).ceiling(); at <= last; at += rational(1)) {
        auto const here = dates ? scalar_value{date{static_cast<std::int32_t>(*at.to_int64())}} : scalar_value{at};
        if (!contains(range, here)) continue;
        if (at_most && elements.size() >= *at_most) {
            return {fault_of(diagnostic_code::R004, "the range makes more than " + std::to_string(*at_most) + " rows")};
        }
        elements.push_back(outcome_of(here));
    }
    return elements;
}

/// `where` is asked of the row made, which has a number then but stands in no table. A row outside the window of which
/// it cannot be asked stays: it has no results, and tells groups that they are cut.
void evaluation::keep_where_true(entity_id e, making& made) {
    auto const condition = *graph_.entities[e].made.where_true;
    std::vector<made_row> kept;
    for (auto const& candidate : made.rows) {
        auto const r = in_.made.number(e, candidate);
        auto const truth = place_of_row(condition, e, r);
        if (candidate.outside && is_incomplete(truth)) kept.push_back(candidate);
        if (candidate.outside && is_incomplete(truth)) continue;
        if (is_none(truth)) made.table.open.push_back(contradiction("none where a condition is needed"));
        if (is_fault(truth) || is_undecided(truth)) made.table.open.push_back(truth);
        if (is_true(truth)) kept.push_back(candidate);
    }
    made.rows = std::move(kept);
}

std::string evaluation::text_of_field(outcome const& field, checked::type const& type) const {
    if (field.row != no_row) return key_of(type.entity, field.row);
    if (is_none(field)) return "none";
    auto const& value = scalar_of(field);
    if (auto const* day = std::get_if<date>(&value)) return text_of(*day);
    if (auto const* word = std::get_if<checked::word>(&value)) return graph_.word_lists[type.words].words[word->index];
    if (auto const* number = std::get_if<rational>(&value)) return number->to_string();
    if (auto const* text = std::get_if<std::string>(&value)) return *text;
    return graph_.to_string(value, type);
}

/// "Key: owner's key and the field[s]", joined with ", ".
made_row evaluation::new_row(entity_id e, row_index owner, std::vector<outcome> fields, std::size_t in_key) const {
    auto const& declared = graph_.entities[e];
    made_row made;
    made.owner = owner;
    made.key = key_of(declared.owner, owner);
    for (std::size_t i = 0; i < in_key; ++i) {
        made.key += ", " + text_of_field(fields[i], declared.made.fields[i].type_of);
    }
    made.fields = std::move(fields);
    return made;
}

std::optional<outcome> evaluation::make_everything_below(entity_id entity, row_index r) {
    std::deque<std::pair<entity_id, row_index>> waiting{{entity, r}};
    while (!waiting.empty()) {
        auto const [e, row] = waiting.front();
        waiting.pop_front();
        for (std::uint32_t i = 0; i < graph_.entities[e].computed.size(); ++i) {
            auto const target = settle_with([&, e = e, row = row] { return linked_row(e, i, row); });
            if (is_fault(target)) return target;
        }
        for (entity_id below = 0; below < graph_.entities.size(); ++below) {
            // Partitions are made apart: a fault of one is none of what owns it.
            if (graph_.entities[below].owner != e || below == in_.stages.partition) continue;
            if (!is_made(below)) {
                for (auto const owned : in_.owned.of(below, row))
                    waiting.emplace_back(below, owned);
                continue;
            }
            auto const table = settle_with([&, row = row] { return table_of(below, row); });
            for (auto const& open : table.open) {
                if (is_fault(open)) return open;
            }
            for (auto const made : table.rows)
                waiting.emplace_back(below, made);
        }
    }
    return std::nullopt;
}

}  // namespace carefare::reference
