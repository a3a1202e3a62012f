// Layouts of the section `sampling`: patterns of clock times by weekday, and the tables that their rows go to.
#include <algorithm>
#include <utility>

#include "checked/sampling_scope.hpp"
#include "checked/wording.hpp"

namespace carefare::checked {

namespace {

constexpr std::int32_t minutes_of_day = 1440;

/// "08:00"; "24:00" is the end of the day.
std::optional<std::int32_t> read_clock(located_text const& text, sampling_scope& in) {
    auto const& t = text.text;
    auto const digit = [&](std::size_t i) { return t[i] >= '0' && t[i] <= '9' ? t[i] - '0' : 99; };
    if (t.size() == 5 && t[2] == ':') {
        auto const hours = 10 * digit(0) + digit(1), minutes = 10 * digit(3) + digit(4);
        if (minutes < 60 && (hours < 24 || (hours == 24 && minutes == 0))) return 60 * hours + minutes;
    }
    in.error(diagnostic_code::B007, text.everything(), quoted(t) + " is no clock time", "Write hours and minutes as 08:30.");
    return std::nullopt;
}

class layout_checker {
public:
    layout_checker(syntax::layout_syntax const& layout, sampling_scope& in) : layout_(layout), in_(in) {}

    void check() {
        auto const table = in_.find_table(layout_.entity.value);
        if (!table) {
            in_.error(diagnostic_code::B002, layout_.entity.where, quoted(layout_.entity.value) + " is no table of 'tables'", "Lay rows out for a table that is sampled.");
            return;
        }
        table_ = *table;
        out_.where = layout_.entity.where;
        auto const errors = in_.b.sink.error_count();
        read_patterns();
        find_own_fields();
        out_.planned = find_part(layout_.planned, out_.planned_from, out_.planned_to);
        out_.held = find_part(layout_.held, out_.held_from, out_.held_to);
        if (layout_.missed) read_missed(*layout_.missed);
        out_.from_shift = {layout_.held.from_shift.low, layout_.held.from_shift.high};
        out_.to_shift = {layout_.held.to_shift.low, layout_.held.to_shift.high};
        if (in_.b.sink.error_count() == errors) check_shifts();
        if (in_.b.sink.error_count() != errors) return;
        in_.out.tables[table_].layout = static_cast<std::uint32_t>(in_.out.layouts.size());
        in_.out.layouts.push_back(std::move(out_));
    }

private:
    void refuse(location where, std::string message, std::string advice) { in_.error(diagnostic_code::B011, where, std::move(message), std::move(advice)); }

    void read_patterns() {
        for (auto const& pattern : layout_.patterns) {
            auto& days = out_.patterns[pattern.name.value];
            for (auto const& entry : pattern.entries) {
                auto const from = read_clock(entry.from, in_), to = read_clock(entry.to, in_);
                if (!from || !to) continue;
                if (*from == minutes_of_day) {
                    in_.error(diagnostic_code::B007, entry.from.everything(), "24:00 is the end of a day", "Write 00:00 of the next day.");
                    continue;
                }
                for (auto const& on : entry.on) {
                    auto const weekday = read_weekday(on, in_);
                    if (weekday != 0) days[weekday - 1].push_back({*from, *to > *from ? *to : *to + minutes_of_day});
                }
            }
        }
    }

    void find_own_fields() {
        auto const pattern = in_.find_field(table_, layout_.pattern.value);
        auto const& fields = in_.out.tables[table_].fields;
        if (!pattern || fields[*pattern].what != sample_field::kind::trait) {
            in_.error(diagnostic_code::B002, layout_.pattern.where, quoted(layout_.pattern.value) + " is no trait of " + quoted(layout_.entity.value), "Name the trait whose words are the patterns.");
        } else {
            out_.pattern = *pattern;
            for (auto const& word : fields[*pattern].words) {
                if (!out_.patterns.contains(word)) {
                    in_.error(diagnostic_code::B005, layout_.pattern.where, "there is no pattern " + quoted(word), "Add it to 'patterns', or take it out of the trait's recipe.");
                }
            }
            for (auto const& one : layout_.patterns) {
                auto const& words = fields[*pattern].words;
                if (std::find(words.begin(), words.end(), one.name.value) != words.end()) continue;
                in_.error(diagnostic_code::B005, one.name.where, "no row draws pattern " + quoted(one.name.value), did_you_mean(one.name.value, words, "Leave it out, or add it to the trait's recipe."));
            }
        }
        auto const over = in_.find_field(table_, layout_.over.value);
        if (!over || fields[*over].type_of.kind != scalar::range || fields[*over].type_of.element != scalar::date) {
            in_.error(diagnostic_code::B002, layout_.over.where, quoted(layout_.over.value) + " is no range of dates that " + quoted(layout_.entity.value) + " draws", "Name a fact of the table that is a range of dates.");
        } else {
            out_.over = *over;
        }
    }

    std::uint32_t find_laid_table(syntax::laid_part_syntax const& part) {
        auto const found = in_.find_table(part.table.value);
        if (!found || in_.out.tables[*found].owner != table_) {
            in_.error(diagnostic_code::B002, part.table.where, quoted(part.table.value) + " is no sampled table of " + quoted(layout_.entity.value), "Name a table of 'tables' whose owner it is.");
            return no_id;
        }
        if (*found == out_.planned || *found == out_.held) {
            refuse(part.table.where, quoted(part.table.value) + " is laid out twice", "Name three different tables.");
        }
        return *found;
    }

    /// A fact that the layout fills.
    std::uint32_t find_laid_field(std::uint32_t table, syntax::name_text const& name, scalar kind) {
        auto const id = in_.b.graph.find_fact(in_.out.tables[table].entity, name.value);
        if (!id || in_.b.graph.facts[*id].type_of.kind != kind) {
            in_.error(diagnostic_code::B002, name.where, quoted(name.value) + " is no fact of " + quoted(in_.name_of(table)) + " that is " + (kind == scalar::date ? "a date" : "a date and time"), "Name a fact of the table.");
            return no_id;
        }
        return in_.find_field(table, name.value).value_or(no_id);
    }

    std::uint32_t find_part(syntax::laid_part_syntax const& part, std::uint32_t& from, std::uint32_t& to) {
        auto const table = find_laid_table(part);
        if (table == no_id) return no_id;
        from = find_laid_field(table, part.from, scalar::date_time);
        to = find_laid_field(table, part.to, scalar::date_time);
        return table;
    }

    void read_missed(syntax::laid_part_syntax const& part) {
        out_.missed = find_laid_table(part);
        if (out_.missed != no_id) out_.missed_on = find_laid_field(out_.missed, part.on, scalar::date);
        sampled_target target{sampled_target::kind::count, "the chance of a day", {}, {}, rational(1), table_, no_id};
        target.range = interval{scalar_value(rational(0)), scalar_value(rational(1000)), true, true};
        if (part.chance) out_.chance = check_recipe(*part.chance, target, in_);
    }

    /// What is held begins on the day it was planned for, and ends after it begins.
    void check_shifts() {
        for (auto const& [name, days] : out_.patterns) {
            for (auto const& slots : days) {
                for (auto const& slot : slots) {
                    if (slot.from + out_.from_shift.low < 0 || slot.from + out_.from_shift.high >= minutes_of_day) {
                        return refuse(layout_.held.where, "'from_shift' moves pattern " + quoted(name) + " to another day", "Write a shorter shift, or another clock time.");
                    }
                    if (slot.to + out_.to_shift.low <= slot.from + out_.from_shift.high) {
                        return refuse(layout_.held.where, "the shifts may end pattern " + quoted(name) + " before it begins", "Write shorter shifts, or a longer time.");
                    }
                }
            }
        }
    }

    syntax::layout_syntax const& layout_;
    sampling_scope& in_;
    std::uint32_t table_ = no_id;
    sample_layout out_;
};

}  // namespace

void check_layout(syntax::layout_syntax const& layout, sampling_scope& in) {
    layout_checker(layout, in).check();
}

}  // namespace carefare::checked
