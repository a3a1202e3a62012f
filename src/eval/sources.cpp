// Where columns come from: constants, rows, facts, other tables; and what a rule's result is.
#include "eval/machine.hpp"

namespace carefare::eval {

using checked::no_id;
using program::code;
using program::lane;

void machine::flat(instruction const& what) {
    auto const& constant = program_.constants[what.payload];
    auto& made = start(what, 1);
    if (constant.none) made.states.assign(1, state::none);
    if (constant.incomplete) made.states.assign(1, state::incomplete);
    auto const value = constant.is_text ? static_cast<wide>(tables_.text(constant.text)) : constant.value;
    if (what.in == lane::wide)
        made.wides[0] = value;
    else
        made.cells[0] = static_cast<std::int64_t>(value);
}

void machine::load_rows(instruction const& what) {
    auto const size = size_of(what.of);
    if (what.what == code::item_row) {
        auto& made = start(what, size);
        auto const& rows = items(what.of).of.rows;
        std::copy(rows.begin(), rows.end(), made.cells.begin());
        return;
    }
    if (what.what == code::row_number) {
        auto& made = start(what, size);
        for (std::size_t i = 0; i < size; ++i) made.cells[i] = static_cast<std::int64_t>(i);
        return;
    }
    auto& here = rows_of(what.of);
    auto const from_rows = [&](auto const& row_of, state missing) {
        auto& made = start(what, size);
        for (std::size_t i = 0; i < size; ++i) {
            row_number const r = row_of(i);
            made.cells[i] = r == no_row ? 0 : r;
            if (r != no_row) continue;
            if (made.states.empty()) made.states.assign(size, state::value);
            made.states[i] = missing;
        }
    };
    switch (what.what) {
        case code::owner:
            return from_rows([&](std::size_t i) { return here.owner[i]; }, state::pending);
        case code::link:
            return from_rows([&](std::size_t i) { return here.links.at(what.payload)[i]; }, state::pending);
        case code::base:
            return from_rows([&](std::size_t i) { return here.base[i]; }, state::fault);
        case code::group_of: {
            auto& made = start(what, size);
            auto const& known = here.group_of.at(what.payload);
            made.cells = known.cells;
            made.states = known.states;
            made.cells.resize(size, 0);
            if (what.part == 1) return;
            for (std::size_t i = 0; i < size && !made.states.empty(); ++i) {
                if (made.states[i] == state::value && tables_.is_gone(what.payload, static_cast<row_number>(made.cells[i])))
                    made.states[i] = state::incomplete;
            }
            return;
        }
        default: break;
    }
    auto& made = start(what, size);
    auto const& field = here.fields.at(what.payload);
    made.cells = field.cells;
    made.states = field.states;
}

void machine::load_fact(instruction const& what) {
    auto const& fact = graph_.facts[what.payload];
    auto const& here = tables_.at(fact.owner);
    auto const& denominator = program_.fact_denominators[what.payload];
    auto& made = start(what, here.size);
    auto const set = [&](std::size_t i, state is) {
        if (made.states.empty()) made.states.assign(here.size, state::value);
        made.states[i] = is;
    };
    auto const scalar = [&](std::size_t i, checked::scalar_value const& value) {
        if (auto const* number = std::get_if<rational>(&value)) {
            auto const whole = (*number * denominator).to_int64();
            if (whole)
                made.cells[i] = *whole;
            else
                set(i, state::fault);
        } else if (auto const* truth = std::get_if<bool>(&value)) {
            made.cells[i] = *truth ? 1 : 0;
        } else if (auto const* word = std::get_if<checked::word>(&value)) {
            made.cells[i] = word->index;
        } else if (auto const* day = std::get_if<date>(&value)) {
            made.cells[i] = day->days;
        } else if (auto const* moment = std::get_if<date_time>(&value)) {
            made.cells[i] = moment->minutes;
        } else if (auto const* text = std::get_if<std::string>(&value)) {
            made.cells[i] = tables_.text(*text);
        } else {
            set(i, state::none);
        }
    };
    auto const put = [&](std::size_t i, checked::constant_value const& value) {
        if (auto const* one = std::get_if<checked::scalar_value>(&value)) {
            if (what.part == 0 || !std::holds_alternative<checked::none_value>(*one)) return scalar(i, *one);
            return set(i, state::none);
        }
        auto const& range = std::get<checked::interval>(value);
        if (what.part == 0) {
            made.cells[i] = (range.low_closed ? 1 : 0) | (range.high_closed ? 2 : 0);
            return;
        }
        auto const& end = what.part == 1 ? range.low : range.high;
        if (end)
            scalar(i, *end);
        else
            set(i, state::none);
    };
    for (std::size_t i = 0; i < here.size; ++i) {
        auto const given = here.given[i]->facts.find(what.payload);
        if (given != here.given[i]->facts.end() && (here.used.empty() || here.used[i]))
            put(i, given->second);
        else if (fact.absent)
            put(i, checked::constant_value{*fact.absent});
        else
            set(i, state::pending);
    }
}

void machine::gather(instruction const& what) {
    auto const& rows = in(what, 0);
    auto const& from = in(what, 1);
    auto const size = rows.flat ? 1 : size_of(what.of);
    auto& made = start(what, size);
    made.flat = rows.flat && what.of == 0;
    view<std::int64_t> const row(rows);
    bool const plain = row.plain() && from.states.empty();
    if (!plain) made.states.assign(size, state::value);
    for (std::size_t i = 0; i < size; ++i) {
        if (!plain) {
            auto is = row.is(i);
            if (is == state::value && !from.states.empty()) is = from.states[from.flat ? 0 : static_cast<std::size_t>(row[i])];
            made.states[i] = is;
            if (row.is(i) != state::value) continue;
        }
        auto const at = from.flat ? 0 : static_cast<std::size_t>(row[i]);
        if (from.wides.empty())
            made.cells[i] = from.cells[at];
        else
            made.wides[i] = from.wides[at];
    }
}

void machine::spread(instruction const& what) {
    auto const& from = in(what, 0);
    auto const& rows = items(what.of);
    auto const size = rows.of.rows.size();
    auto& made = start(what, size);
    if (!from.states.empty()) made.states.resize(size);
    for (std::size_t i = 0; i < size; ++i) {
        auto const at = from.flat ? 0 : rows.outer[i];
        if (!from.states.empty()) made.states[i] = from.states[at];
        if (from.wides.empty())
            made.cells[i] = from.cells[at];
        else
            made.wides[i] = from.wides[at];
    }
}

/// "the row of that entity below the same owner whose key field equals the value, or none"
void machine::linked_row(instruction const& what) {
    auto const& plan = program_.links[what.payload];
    auto const& here = tables_.at(plan.from);
    auto& candidates = items(plan.candidates);
    auto& made = start(what, here.size);
    view<std::int64_t> const key(registers_[plan.key]), field(registers_[plan.field]);
    made.states.assign(here.size, state::value);
    std::map<row_number, std::map<std::int64_t, row_number>> known;  // by owner, then field; no_row: two rows
    for (std::size_t i = 0; i < here.size; ++i) {
        if (key.is(i) != state::value) {
            made.states[i] = key.is(i);
            if (key.is(i) == state::fault) tables_.fail(plan.from, static_cast<row_number>(i));
            continue;
        }
        auto const owner = tables_.above(plan.from, static_cast<row_number>(i), plan.common);
        if (owner == no_row) {
            made.states[i] = state::fault;
            continue;
        }
        auto const open = candidates.open.empty() ? state::value : candidates.open[owner];
        auto const [at, fresh] = known.emplace(owner, std::map<std::int64_t, row_number>{});
        if (fresh) {
            for (auto s = candidates.of.begins[owner]; s < candidates.of.begins[owner + 1]; ++s) {
                auto const r = candidates.of.rows[s];
                if (field.is(r) != state::value) continue;
                auto const [place, first] = at->second.emplace(field[r], r);
                if (!first) place->second = no_row;
            }
        }
        auto const found = at->second.find(key[i]);
        if (open == state::fault) {
            made.states[i] = state::fault;
        } else if (found != at->second.end() && found->second == no_row) {
            made.states[i] = state::fault;
        } else if (found != at->second.end()) {
            made.cells[i] = found->second;
        } else {
            made.states[i] = open == state::value ? state::none : open;
        }
        if (made.states[i] == state::fault) tables_.fail(plan.from, static_cast<row_number>(i));
    }
}

void machine::key_text(instruction const& what) {
    auto const& rows = in(what, 0);
    auto const size = size_of(what.of);
    auto& made = start(what, size);
    view<std::int64_t> const row(rows);
    if (!row.plain()) made.states.assign(size, state::value);
    std::int64_t last = -1, text = 0;
    for (std::size_t i = 0; i < size; ++i) {
        if (!row.plain()) made.states[i] = row.is(i);
        if (row.is(i) != state::value) continue;
        if (row[i] != last) {
            last = row[i];
            text = tables_.text(tables_.key_of(what.payload, static_cast<row_number>(last)));
        }
        made.cells[i] = text;
    }
}

/// Does a row, or one that may still be dropped, give no result?
bool machine::is_cut(program::frame_id of, row_number r) {
    auto const& frame = program_.frames[of];
    if (frame.what != program::frame::kind::candidates) return tables_.is_incomplete(frame.entity, r);
    auto const& here = rows_of(of);
    return (!here.incomplete.empty() && here.incomplete[r]) || tables_.is_incomplete(graph_.entities[frame.entity].owner, here.owner[r]);
}

/// Inside the window as computed; of rows outside it, or cut by it, as far as it is known where they lie.
void machine::placed(instruction const& what) {
    auto const size = size_of(what.of);
    auto& made = start(what, size);
    made.states.resize(size);
    for (row_number i = 0; i < size; ++i) {
        auto const& from = in(what, is_cut(what.of, i) ? 1 : 0);
        auto const at = from.flat ? 0 : i;
        made.states[i] = from.states.empty() ? state::value : from.states[at];
        if (from.wides.empty())
            made.cells[i] = from.cells[at];
        else
            made.wides[i] = from.wides[at];
    }
}

/// Rows of incomplete groups give no result; an override is the result.
void machine::result(instruction const& what) {
    auto const& rule = graph_.rules[what.payload];
    auto const& from = in(what, 0);
    auto const& here = rows_of(what.of);
    auto& made = start(what, here.size);
    made.flat = false;
    if (!from.states.empty()) made.states.resize(here.size);
    for (std::size_t i = 0; i < here.size; ++i) {
        auto const at = from.flat ? 0 : i;
        if (!from.states.empty()) made.states[i] = from.states[at];
        if (from.wides.empty())
            made.cells[i] = from.cells[at];
        else
            made.wides[i] = from.wides[at];
    }
    auto const set = [&](std::size_t i, state is) {
        if (made.states.empty()) made.states.assign(here.size, state::value);
        made.states[i] = is;
    };
    if (graph_.entities[rule.owner].made.kind != checked::maker_kind::host) {
        for (row_number i = 0; i < here.size; ++i) {
            if (is_cut(what.of, i)) set(i, state::incomplete);
        }
        return;
    }
    if (!rule.overridable || what.part != 0) return;
    for (std::size_t i = 0; i < here.size; ++i) {
        auto const found = here.given[i]->overrides.find(what.payload);
        if (found == here.given[i]->overrides.end() || (!here.used.empty() && !here.used[i])) continue;
        set(i, state::value);
        auto const& value = found->second.value;
        wide cell = 0;
        if (auto const* number = std::get_if<rational>(&value)) {
            // In two halves: beyond 63 bits, too.
            auto const half = rational(std::int64_t{1} << 62);
            auto const whole = *number * program_.rule_denominators[what.payload];
            auto const high = (whole / half).floor();
            cell = static_cast<wide>(high.to_int64().value_or(0)) * (std::int64_t{1} << 62) + (whole - high * half).to_int64().value_or(0);
        } else if (auto const* truth = std::get_if<bool>(&value)) {
            cell = *truth ? 1 : 0;
        } else if (auto const* word = std::get_if<checked::word>(&value)) {
            cell = word->index;
        } else if (auto const* day = std::get_if<date>(&value)) {
            cell = day->days;
        } else if (auto const* moment = std::get_if<date_time>(&value)) {
            cell = moment->minutes;
        } else if (auto const* text = std::get_if<std::string>(&value)) {
            cell = tables_.text(*text);
        } else {
            set(i, state::none);
        }
        if (made.wides.empty())
            made.cells[i] = static_cast<std::int64_t>(cell);
        else
            made.wides[i] = cell;
    }
}

}  // namespace carefare::eval
