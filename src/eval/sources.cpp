// Where columns come from: constants, rows, facts, other tables; and what a rule's result is.
#include "eval/machine.hpp"
#include "eval/operands.hpp"

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

/// Numbers of rows; where there is none, a state.
void machine::load_numbers(instruction const& what, buffer<row_number> const& rows, state missing) {
    auto const size = rows.size();
    auto& made = start(what, size);
    kernels::chosen().number(made.cells.data(), rows.data(), size);
    if (std::find(rows.begin(), rows.end(), no_row) == rows.end()) return;
    made.states.resize(size);
    for (std::size_t i = 0; i < size; ++i) {
        made.states[i] = rows[i] == no_row ? missing : state::value;
        if (rows[i] == no_row) made.cells[i] = 0;
    }
}

void machine::load_rows(instruction const& what) {
    if (what.what == code::row_number) {
        auto& made = start(what, size_of(what.of));
        for (std::size_t i = 0; i < made.cells.size(); ++i) made.cells[i] = static_cast<std::int64_t>(i);
        return;
    }
    if (what.what == code::item_row) {
        auto const& rows = items(what.of).of.rows;
        return kernels::chosen().number(start(what, rows.size()).cells.data(), rows.data(), rows.size());
    }
    auto& here = rows_of(what.of);
    switch (what.what) {
        case code::owner: return load_numbers(what, here.owner, state::pending);
        case code::link: return load_numbers(what, here.links.at(what.payload), state::pending);
        case code::base: return load_numbers(what, here.base, state::fault);
        case code::group_of: {
            auto& known = here.group_of.at(what.payload);
            bool const any_gone = what.part == 0 && !tables_.at(what.payload).gone.empty();
            if (!any_gone) return kept(what, known);
            auto& made = start(what, here.size);
            std::copy(known.cells.begin(), known.cells.end(), made.cells.begin());
            made.states.resize(here.size);
            for (std::size_t i = 0; i < here.size; ++i) {
                auto const is = known.is(i);
                made.states[i] = is == state::value && tables_.is_gone(what.payload, static_cast<row_number>(made.cells[i])) ? state::incomplete : is;
            }
            return;
        }
        default: break;
    }
    kept(what, here.fields.at(what.payload));
}

/// The column of the table as it stands there, where its values have as many bytes as here.
void machine::load_fact(instruction const& what) {
    auto const& here = tables_.at(graph_.facts[what.payload].owner);
    auto const& from = here.given->facts[how_.fact_columns[what.payload] + what.part];
    auto const* const states = from.states.empty() ? nullptr : from.states.data() + here.first;
    auto const take_states = [&](column& made) {
        if (states != nullptr && !is_all_values(states, here.size)) made.states.lend(states, here.size);
    };
    auto const copy = [&](auto const& values) {
        auto& made = start(what, here.size);
        std::copy_n(values.data() + here.first, here.size, made.cells.begin());
        take_states(made);
    };
    if (!from.tiny.empty()) return copy(from.tiny);
    if (!from.narrow.empty()) return copy(from.narrow);
    auto& made = lent_.emplace_back();
    kept(what, made);
    made.cells.lend(from.cells.data() + here.first, here.size);
    take_states(made);
    settle(made);
}

/// Few eras count in a block, mostly one: what holds in all others is not looked at.
bool machine::gather_of_eras(instruction const& what, column const& rows, column const& from, std::size_t size) {
    bool const is = program_.frames[program_.frame_of[what.operands[1]]].what == program::frame::kind::eras;
    if (!is || !rows.plain() || rows.flat || from.flat || !from.wides.empty() || size == 0) return false;
    auto const eras = bounds_of(rows);
    auto const first = static_cast<std::size_t>(eras.least), count = static_cast<std::size_t>(eras.most - eras.least) + 1;
    if (!from.plain() && !is_all_values(from.states.data() + first, count)) return false;
    is_one_ = std::all_of(from.cells.data() + first, from.cells.data() + first + count, [&](std::int64_t of) { return of == from.cells[first]; });
    auto& made = start(what, is_one_ ? 1 : size);
    if (is_one_)
        made.cells[0] = from.cells[first];
    else
        kernels::chosen().gather_few(made.cells.data(), rows.cells.data(), eras.least, eras.most, from.cells.data(), size);
    return true;
}

void machine::gather(instruction const& what) {
    auto const& rows = in(what, 0);
    auto const& from = in(what, 1);
    if (from.flat && rows.plain()) return same(what, what.operands[1]);
    is_one_ = rows.flat;
    auto const size = size_for(what);
    if (gather_of_eras(what, rows, from, size)) return;
    auto& made = start(what, size);
    if (rows.plain() && from.plain()) {
        if (!from.flat && !rows.flat && from.wides.empty()) {
            kernels::chosen().gather(made.cells.data(), from.cells.data(), rows.cells.data(), size);
            return;
        }
        for (std::size_t i = 0; i < size; ++i) {
            auto const at = from.flat ? 0 : static_cast<std::size_t>(rows.cells[rows.flat ? 0 : i]);
            if (from.wides.empty())
                made.cells[i] = from.cells[at];
            else
                made.wides[i] = from.wides[at];
        }
        return;
    }
    made.states.resize(size);
    if (!from.flat && !rows.flat && from.wides.empty() && !from.cells.empty()) {
        kernels::chosen().gather_known(made.cells.data(), marks_in(made, size), cells_of(from), marks_of(from), from.cells.size(), cells_of(rows),
                                       marks_of(rows), size);
        return;
    }
    for (std::size_t i = 0; i < size; ++i) {
        auto is = rows.is(i);
        if (is == state::value) {
            auto const at = from.flat ? 0 : static_cast<std::size_t>(rows.cells[rows.flat ? 0 : i]);
            is = from.is(at);
            if (from.wides.empty())
                made.cells[i] = from.cells[at];
            else
                made.wides[i] = from.wides[at];
        } else if (!made.is_wide) {  // of a table without rows no column holds anything
            made.cells[i] = 0;
        } else {
            made.wides[i] = 0;
        }
        made.states[i] = is;
    }
}

void machine::spread(instruction const& what) {
    auto const& from = in(what, 0);
    if (from.flat) return same(what, what.operands[0]);
    auto const& rows = items(what.of).outer;
    auto const size = rows.size();
    auto const& loops = kernels::chosen();
    auto& made = start(what, size);
    if (from.wides.empty()) {
        loops.spread(made.cells.data(), from.cells.data(), rows.data(), size);
    } else {
        for (std::size_t i = 0; i < size; ++i) made.wides[i] = from.wides[rows[i]];
    }
    if (!from.plain()) loops.spread_marks(marks_in(made, size), reinterpret_cast<std::uint8_t const*>(from.states.data()), rows.data(), size);
}

/// "the row of that entity below the same owner whose key field equals the value, or none"
void machine::linked_row(instruction const& what) {
    auto const& plan = program_.links[what.payload];
    auto const& here = tables_.at(plan.from);
    auto& candidates = items(plan.candidates);
    view<std::int64_t> const key(at(plan.key)), field(at(plan.field));
    auto& made = start(what, here.size);
    made.states.resize(here.size);
    auto const fail = [&](std::size_t i) {
        made.states[i] = state::fault;
        tables_.fail(plan.from, static_cast<row_number>(i));
    };
    // Rows stand owner by owner: the keys of one common owner at a time.
    struct keyed {
        std::int64_t key;
        row_number row;
        auto operator<=>(keyed const&) const = default;
    };
    std::vector<keyed> known;
    auto owner = no_row;
    std::size_t cursor = 0;  // where the last key was found: the next one is often the same, or the one behind
    auto const find = [&](std::int64_t of) {
        auto const is_at = [&](std::size_t at) { return at < known.size() && known[at].key == of; };
        if (!is_at(cursor) && !is_at(++cursor))
            cursor = static_cast<std::size_t>(std::lower_bound(known.begin(), known.end(), keyed{of, 0}) - known.begin());
        return known.begin() + static_cast<std::ptrdiff_t>(cursor);
    };
    bool const is_owned = graph_.entities[plan.from].owner == plan.common && !here.owner.empty();
    auto const knows = [&] {
        known.clear();
        cursor = 0;
        bool in_order = true;
        for (auto s = candidates.of.begins[owner]; s < candidates.of.begins[owner + 1]; ++s) {
            auto const r = candidates.of.rows[s];
            if (!field.plain() && field.is(r) != state::value) continue;
            keyed const next{field[r], r};
            in_order = in_order && (known.empty() || known.back() < next);
            known.push_back(next);
        }
        if (!in_order) std::sort(known.begin(), known.end());
    };
    bool all = true;
    for (std::size_t i = 0; i < here.size; ++i) {
        made.cells[i] = 0;
        made.states[i] = key.is(i);
        if (key.is(i) != state::value) {
            all = false;
            if (key.is(i) == state::fault) fail(i);
            continue;
        }
        auto const above = is_owned ? here.owner[i] : tables_.above(plan.from, static_cast<row_number>(i), plan.common);
        if (above == no_row) {
            made.states[i] = state::fault;
            all = false;
            continue;
        }
        if (above != owner) {
            owner = above;
            knows();
        }
        auto const open = candidates.open.empty() ? state::value : candidates.open[owner];
        auto const found = find(key[i]);
        bool const is_found = found != known.end() && found->key == key[i];
        if (open == state::fault || (is_found && found + 1 != known.end() && (found + 1)->key == key[i])) {
            fail(i);
        } else if (is_found) {
            made.cells[i] = found->row;
        } else {
            made.states[i] = open == state::value ? state::none : open;
        }
        all = all && made.states[i] == state::value;
    }
    if (all) made.states.clear();
}

void machine::key_text(instruction const& what) {
    auto const& rows = in(what, 0);
    auto const size = size_for(what);
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

/// Of each row whether it, or one that may still be dropped, gives no result; null: all do.
std::uint8_t const* machine::cut_rows(program::frame_id of, flags& kept) {
    auto const& frame = program_.frames[of];
    auto const& here = rows_of(of);
    if (frame.what != program::frame::kind::candidates) return here.cut.empty() ? nullptr : here.cut.data();
    auto const owner = graph_.entities[frame.entity].owner;
    auto const& above = tables_.at(owner).cut;
    if (above.empty()) return here.incomplete.empty() ? nullptr : here.incomplete.data();
    kept.resize(here.size);
    for (std::size_t i = 0; i < here.size; ++i)
        kept[i] = (here.incomplete.empty() ? 0 : here.incomplete[i]) | (here.owner[i] == no_row ? 0 : above[here.owner[i]]);
    return kept.data();
}

/// Inside the window as computed; of rows outside it, or cut by it, as far as it is known where they lie.
void machine::placed(instruction const& what) {
    flags kept;
    auto const* const cut = cut_rows(what.of, kept);
    auto const& inside = in(what, 0);
    if (cut == nullptr) return same(what, what.operands[0]);
    auto const& outside = in(what, 1);
    auto const size = size_of(what.of);
    auto& made = start(what, size);
    bool const plain = inside.plain() && outside.plain();
    if (!plain) made.states.resize(size);
    for (std::size_t i = 0; i < size; ++i) {
        auto const& from = cut != nullptr && cut[i] != 0 ? outside : inside;
        auto const at = from.flat ? 0 : i;
        if (!plain) made.states[i] = from.is(i);
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
    bool const is_host = here.given != nullptr;
    flags kept;
    auto const* const cut = is_host ? nullptr : cut_rows(what.of, kept);
    bool const replaced = is_host && rule.overridable && what.part == 0 && !here.given->overrides.empty();
    if (cut == nullptr && !replaced) return same(what, what.operands[0]);
    auto const size = here.size;
    auto& made = start(what, size);
    if (!from.plain()) made.states.resize(size);
    for (std::size_t i = 0; i < size; ++i) {
        auto const at = from.flat ? 0 : i;
        if (!from.plain()) made.states[i] = from.states[at];
        if (from.wides.empty())
            made.cells[i] = from.cells[at];
        else
            made.wides[i] = from.wides[at];
    }
    auto const set = [&](std::size_t i, state is) {
        if (made.states.empty()) made.states.assign(size, state::value);
        made.states[i] = is;
    };
    for (row_number i = 0; cut != nullptr && i < size; ++i) {
        if (cut[i] != 0) set(i, state::incomplete);
    }
    if (!replaced) return;
    auto const& all = here.given->overrides;
    auto const begins = std::lower_bound(all.begin(), all.end(), here.first, [](given_override const& one, row_number r) { return one.row < r; });
    for (auto one = begins; one != all.end() && one->row < here.first + size; ++one) {
        auto const i = one->row - here.first;
        if (one->rule != what.payload || !here.used(i)) continue;
        set(i, one->is);
        if (made.wides.empty())
            made.cells[i] = static_cast<std::int64_t>(one->value);
        else
            made.wides[i] = one->value;
    }
}

}  // namespace carefare::eval
