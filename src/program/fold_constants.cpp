// Operations over constants, and operations that change neither a value nor a state. "None" where a value is needed is a
// fault: an operation that would find it is only left out where none cannot be.
#include <algorithm>
#include <limits>

#include <carefare/program/optimise.hpp>

#include "program/can_be_none.hpp"
#include "program/codes.hpp"
#include "program/rewriting.hpp"

namespace carefare::program {

namespace {

bool fits(wide value, lane in) {
    if (in == lane::cell) return value >= std::numeric_limits<std::int64_t>::min() && value <= std::numeric_limits<std::int64_t>::max();
    return value > -(static_cast<wide>(1) << 126) && value < static_cast<wide>(1) << 126;
}

/// Within it sums and products of two stay in 127 bits.
bool is_small(wide value) {
    return fits(value, lane::cell);
}

class folding {
public:
    explicit folding(program const& of) : of_(of), anew_(of), reads_(of.code.size(), 0) {
        for (auto const& one : of.code) {
            for (auto const used : uses_of(of, one)) ++reads_[used];
        }
    }

    program finish() {
        for (auto const& one : of_.code) {
            old_ = &one;
            auto what = anew_.translated(one);
            auto const lane_of = of_.lane_of[one.out];
            if (auto const known = folded(what, lane_of)) {
                anew_.stands_for(one.out, *known);
            } else {
                lift(what);
                anew_.stands_for(one.out, anew_.write(std::move(what), lane_of));
            }
            learn();
        }
        return anew_.finish();
    }

private:
    [[nodiscard]] constant const* constant_at(reg one) const {
        auto const& by = anew_.by(one);
        return by.what == code::flat ? &anew_.made().constants[by.payload] : nullptr;
    }
    [[nodiscard]] std::optional<wide> number_at(reg one) const {
        auto const* found = constant_at(one);
        if (found == nullptr || found->none || found->incomplete || found->is_text) return std::nullopt;
        return found->value;
    }
    [[nodiscard]] bool is_none(reg one) const {
        auto const* found = constant_at(one);
        return found != nullptr && found->none;
    }
    [[nodiscard]] bool is_text(reg one) const {
        auto const* found = constant_at(one);
        return found != nullptr && found->is_text;
    }
    [[nodiscard]] bool may_be_none(reg one) const { return none_[one]; }
    reg number(wide value, lane in) {
        constant made;
        made.value = value;
        return anew_.constant_in(in, std::move(made));
    }
    std::optional<reg> number_if_it_fits(wide value, lane in) {
        if (!fits(value, in)) return std::nullopt;
        return number(value, in);
    }
    void learn() {
        while (none_.size() < anew_.made().code.size()) none_.push_back(can_be_none(anew_.made(), anew_.by(static_cast<reg>(none_.size())), none_));
    }

    /// What reads flat values alone is one value.
    void lift(instruction& what) const {
        if (what.of == 0 || traits_of(what.what).reads != reading::row || what.operands.empty()) return;
        auto const is_flat = [&](reg one) { return one != no_reg && anew_.made().frame_of[one] == 0; };
        if (std::all_of(what.operands.begin(), what.operands.end(), is_flat)) what.of = 0;
    }

    std::optional<reg> folded(instruction& what, lane lane_of) {
        auto const operand = [&](std::size_t i) { return what.operands[i]; };
        switch (what.what) {
            case code::scale:
            case code::divide_exactly: return scaled(what, lane_of);
            case code::widen:
            case code::narrow:
                if (auto const value = number_at(operand(0))) return number_if_it_fits(*value, lane_of);
                return std::nullopt;
            case code::add:
            case code::subtract:
            case code::multiply:
            case code::minimum:
            case code::maximum: return of_two(what, lane_of);
            case code::less:
            case code::less_equal:
            case code::equal:
            case code::not_equal: return compared(what);
            case code::conjunction: return joined(what, 0);
            case code::disjunction: return joined(what, 1);
            case code::negation:
                if (auto const value = number_at(operand(0))) return number(*value == 0 ? 1 : 0, lane::cell);
                if (anew_.by(operand(0)).what == code::negation && !may_be_none(anew_.by(operand(0)).operands[0])) return anew_.by(operand(0)).operands[0];
                return std::nullopt;
            case code::is_none:
                // A change of scale or of lane keeps the state.
                while (true) {
                    auto const& by = anew_.by(operand(0));
                    if (by.what != code::scale && by.what != code::divide_exactly && by.what != code::widen && by.what != code::narrow) break;
                    what.operands[0] = by.operands[0];
                    what.in = anew_.made().lane_of[by.operands[0]];
                }
                if (is_none(operand(0))) return number(1, lane::cell);
                if (number_at(operand(0))) return number(0, lane::cell);
                return std::nullopt;
            case code::select:
                if (auto const value = number_at(operand(0))) return operand(*value != 0 ? 1 : 2);
                return std::nullopt;
            case code::otherwise:
                if (is_none(operand(0))) return operand(1);
                if (!may_be_none(operand(0))) return operand(0);
                return std::nullopt;
            case code::beside:
                if (number_at(operand(1)) && !may_be_none(operand(0))) return operand(0);
                return std::nullopt;
            case code::placed:
                if (operand(0) == operand(1)) return operand(0);
                return std::nullopt;
            default: return std::nullopt;
        }
    }

    std::optional<reg> scaled(instruction& what, lane lane_of) {
        auto const by = anew_.made().constants[what.payload].value;
        if (by == 1) return what.operands[0];
        if (is_none(what.operands[0])) return what.operands[0];
        bool const divides = what.what == code::divide_exactly;
        if (auto const value = number_at(what.operands[0])) {
            if (divides) return *value % by == 0 ? number_if_it_fits(*value / by, lane_of) : std::nullopt;
            return is_small(*value) && is_small(by) ? number_if_it_fits(*value * by, lane_of) : std::nullopt;
        }
        // One change of scale after another.
        auto const& before = anew_.by(what.operands[0]);
        if (before.what != what.what) return std::nullopt;
        auto const first = anew_.made().constants[before.payload].value;
        if (!is_small(first) || !is_small(by) || !is_small(first * by)) return std::nullopt;
        constant both;
        both.value = first * by;
        what.operands[0] = before.operands[0];
        what.payload = anew_.add_constant(std::move(both));
        return std::nullopt;
    }

    std::optional<reg> of_two(instruction const& what, lane lane_of) {
        auto const a = what.operands[0], b = what.operands[1];
        auto const x = number_at(a), y = number_at(b);
        if (x && y && is_small(*x) && is_small(*y)) {
            switch (what.what) {
                case code::add: return number_if_it_fits(*x + *y, lane_of);
                case code::subtract: return number_if_it_fits(*x - *y, lane_of);
                case code::multiply: return number_if_it_fits(*x * *y, lane_of);
                case code::minimum: return number(std::min(*x, *y), lane_of);
                default: return number(std::max(*x, *y), lane_of);
            }
        }
        auto const neutral = what.what == code::multiply ? wide{1} : wide{0};
        if (what.what == code::minimum || what.what == code::maximum) return std::nullopt;
        if (y == neutral && !may_be_none(a)) return a;
        if (x == neutral && what.what != code::subtract && !may_be_none(b)) return b;
        return std::nullopt;
    }

    std::optional<reg> compared(instruction const& what) {
        auto const a = what.operands[0], b = what.operands[1];
        auto const x = number_at(a), y = number_at(b);
        if (x && y) {
            bool const truth = what.what == code::less         ? *x < *y
                               : what.what == code::less_equal ? *x <= *y
                               : what.what == code::equal      ? *x == *y
                                                               : *x != *y;
            return number(truth ? 1 : 0, lane::cell);
        }
        // (if c then 1 else 0) = 1 is c.
        if (what.what != code::equal || what.in != lane::cell) return std::nullopt;
        auto const choice = y ? a : b;
        auto const value = y ? y : x;
        if (!value || anew_.by(choice).what != code::select) return std::nullopt;
        auto const& by = anew_.by(choice);
        auto const yes = number_at(by.operands[1]), no = number_at(by.operands[2]);
        if (!yes || !no || *yes == *no || is_text(by.operands[1]) || may_be_none(by.operands[0])) return std::nullopt;
        if (*value == *yes) return by.operands[0];
        if (*value != *no) return std::nullopt;
        instruction negated;
        negated.what = code::negation;
        negated.of = anew_.made().frame_of[by.operands[0]];
        negated.operands = {by.operands[0]};
        return anew_.write_once(std::move(negated), lane::cell);
    }

    /// "What decides, decides alone": neutral constants and what is said twice are left out, a truth of its own kind is
    /// taken apart where nothing else reads it.
    std::optional<reg> joined(instruction& what, wide deciding) {
        std::vector<reg> all;
        auto const add = [&](reg one) {
            if (number_at(one) == 1 - deciding) return;
            if (std::find(all.begin(), all.end(), one) == all.end()) all.push_back(one);
        };
        for (std::size_t i = 0; i < what.operands.size(); ++i) {
            auto const one = what.operands[i];
            auto const by = anew_.by(one);
            auto const strict = [&](reg part) { return !may_be_none(part); };
            bool const apart = by.what == what.what && reads_[old_->operands[i]] == 1 && std::all_of(by.operands.begin(), by.operands.end(), strict);
            if (apart) {
                for (auto const part : by.operands) add(part);
            } else {
                add(one);
            }
        }
        if (std::any_of(all.begin(), all.end(), [&](reg one) { return number_at(one) == deciding; })) return number(deciding, lane::cell);
        if (all.empty()) return number(1 - deciding, lane::cell);
        if (all.size() == 1 && !may_be_none(all.front())) return all.front();
        what.operands = std::move(all);
        return std::nullopt;
    }

    program const& of_;
    rewriting anew_;
    instruction const* old_ = nullptr;
    std::vector<std::size_t> reads_;  ///< of the old registers
    std::vector<bool> none_;          ///< of the new ones
};

}  // namespace

program fold_constants(program const& of) {
    return folding(of).finish();
}

}  // namespace carefare::program
