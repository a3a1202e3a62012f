// An operation whose operands are all read at the same row of another frame (the owner, the group, the item, the era) is
// done over that frame, and its result is read: once for each owner in place of once for each row. A row that is not known
// gives its own state either way, as far as the operation would give it: constants must not decide alone.
#include <algorithm>

#include <carefare/program/optimise.hpp>

#include "program/codes.hpp"
#include "program/rewriting.hpp"

namespace carefare::program {

namespace {

class hoisting {
public:
    explicit hoisting(program const& of) : of_(of), anew_(of) {}

    program finish() {
        for (auto const& one : of_.code) {
            if (traits_of(one.what).reads == reading::together) {
                anew_.keep(one);
                continue;
            }
            anew_.stands_for(one.out, place(anew_.translated(one), of_.lane_of[one.out]));
        }
        return anew_.finish();
    }

private:
    /// Where a register is read from: a register of another frame, at the row in `row` (no_reg: the outer row of an item).
    struct source {
        reg row = no_reg, column = no_reg;
        frame_id over = 0;
    };

    [[nodiscard]] frame_id frame_of(reg one) const { return anew_.made().frame_of[one]; }

    /// Rows that are fewer than those that read them, and never none.
    [[nodiscard]] bool is_row_above(reg one) const {
        auto const& by = anew_.by(one);
        if (by.what == code::gather) return is_row_above(by.operands[0]) && is_row_above(by.operands[1]);
        return by.what == code::owner || by.what == code::group_of || by.what == code::item_row || by.what == code::era;
    }

    [[nodiscard]] std::optional<source> source_of(reg one) const {
        auto const& by = anew_.by(one);
        if (by.of == 0) return std::nullopt;
        if (by.what == code::spread && frame_of(by.operands[0]) != 0) return source{no_reg, by.operands[0], frame_of(by.operands[0])};
        if (by.what != code::gather || frame_of(by.operands[1]) == 0) return std::nullopt;
        auto const over = frame_of(by.operands[1]);
        bool const eras = anew_.made().frames[over].what == frame::kind::eras;
        if (!eras && !is_row_above(by.operands[0])) return std::nullopt;
        return source{by.operands[0], by.operands[1], over};
    }

    struct flat_value {
        bool is = false, plain = false, incomplete = false;
    };
    [[nodiscard]] flat_value constant_at(reg one) const {
        auto const& by = anew_.by(one);
        if (by.what != code::flat) return {};
        auto const& held = anew_.made().constants[by.payload];
        return {true, !held.none && !held.incomplete, held.incomplete};
    }

    reg place(instruction what, lane lane_of) {
        if (auto const at_era = era_slot(what)) return *at_era;
        auto const from = common_source(what);
        if (!from) return anew_.write_once(std::move(what), lane_of);
        auto const of = what.of;
        auto const below = [&](reg one) {
            auto const its = one == no_reg ? std::nullopt : source_of(one);
            return its && its->row == from->row && its->over == from->over ? its->column : one;
        };
        if (what.what == code::gather) {
            what.operands[0] = below(what.operands[0]);
        } else {
            for (auto& one : what.operands) one = below(one);
        }
        if (what.what == code::decide) {
            auto plan = anew_.made().decisions[what.payload];
            for (auto* list : {&plan.inputs, &plan.truths, &plan.outputs}) {
                for (auto& one : *list) one = below(one);
            }
            plan.otherwise = below(plan.otherwise);
            what.payload = anew_.add_decision(std::move(plan));
        }
        what.of = from->over;
        auto const column = place(std::move(what), lane_of);
        return read(*from, column, of, lane_of);
    }

    reg read(source const& from, reg column, frame_id of, lane lane_of) {
        if (frame_of(column) == 0) return column;
        instruction made;
        made.of = of;
        if (from.row == no_reg) {
            made.what = code::spread;
            made.operands = {column};
        } else {
            made.what = code::gather;
            made.payload = anew_.made().frames[from.over].entity;
            made.operands = {from.row, column};
        }
        return place(std::move(made), lane_of);
    }

    /// A slot at an era is a column over the eras, read at the era.
    std::optional<reg> era_slot(instruction const& what) {
        if (what.what != code::slot || what.of == 0 || what.operands.empty()) return std::nullopt;
        frame eras;
        eras.what = frame::kind::eras;
        if (what.of == anew_.add_frame(eras)) return std::nullopt;
        source from;
        from.row = what.operands[0];
        if (frame_of(from.row) == 0) return std::nullopt;
        from.over = anew_.add_frame(eras);
        instruction number;
        number.what = code::row_number;
        number.of = from.over;
        auto column = what;
        column.of = from.over;
        column.operands = {anew_.write_once(std::move(number), lane::cell)};
        return read(from, anew_.write_once(std::move(column), lane::cell), what.of, lane::cell);
    }

    /// Where all that decides is read from, if that is one place.
    [[nodiscard]] std::optional<source> common_source(instruction const& what) const {
        bool const gathers = what.what == code::gather;
        if (what.of == 0 || what.operands.empty() || (!gathers && traits_of(what.what).reads != reading::row)) return std::nullopt;
        std::optional<source> from;
        std::size_t const count = gathers ? 1 : what.operands.size();
        std::vector<bool> above(count, false);
        for (std::size_t i = 0; i < count; ++i) {
            if (what.operands[i] == no_reg) return std::nullopt;
            auto const its = source_of(what.operands[i]);
            if (its && (!from || (its->row == from->row && its->over == from->over))) {
                from = its;
                above[i] = true;
            } else if (!constant_at(what.operands[i]).is) {
                return std::nullopt;
            }
        }
        if (!from || !keeps_states(what, above)) return std::nullopt;
        return from;
    }

    /// Of a row that is not known: does the operation give its state, whatever the constants among its operands are?
    [[nodiscard]] bool keeps_states(instruction const& what, std::vector<bool> const& above) const {
        auto const plain = [&](std::size_t i) { return above[i] || constant_at(what.operands[i]).plain; };
        auto const from = [&](std::size_t first, std::size_t last) {
            for (auto i = first; i < last; ++i) {
                if (!plain(i)) return false;
            }
            return true;
        };
        auto const count = above.size();
        switch (what.what) {
            case code::gather:
            case code::select:
            case code::otherwise:
            case code::versions: return above[0];
            case code::conjunction:
            case code::disjunction: return std::all_of(above.begin(), above.end(), [](bool one) { return one; });
            case code::in_spans:
            case code::length:
            case code::clock_overlap: return above[0] && from(1, count);
            case code::range_end: return above[0];
            case code::in_range: return above[0] && plain(1);
            case code::overlap: return above[0] && plain(3);
            case code::range_flags:
                return std::none_of(what.operands.begin(), what.operands.end(), [&](reg one) { return constant_at(one).incomplete; });
            case code::decide: {
                // Rows of the table that constants decide would be certain; what they give may be constant.
                auto const& plan = anew_.made().decisions[what.payload];
                auto const is_above = [&](reg one) {
                    auto const at = std::find(what.operands.begin(), what.operands.end(), one) - what.operands.begin();
                    return static_cast<std::size_t>(at) < count && above[static_cast<std::size_t>(at)];
                };
                auto const known = [&](reg one) { return is_above(one) || constant_at(one).plain; };
                return !plan.truths.empty() && std::all_of(plan.truths.begin(), plan.truths.end(), is_above) &&
                       std::all_of(plan.inputs.begin(), plan.inputs.end(), known);
            }
            default: return from(0, count);
        }
    }

    program const& of_;
    rewriting anew_;
};

}  // namespace

program hoist_gathers(program const& of) {
    return hoisting(of).finish();
}

}  // namespace carefare::program
