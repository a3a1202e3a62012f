// Items are only listed for rows where what is aggregated over them may count. "a and some ..." is false wherever `a` is, and
// a choice reads one branch: where what stands beside an aggregate decides without it, it runs over no items.
#include <algorithm>
#include <map>
#include <set>

#include <carefare/program/optimise.hpp>

#include "program/codes.hpp"
#include "program/rewriting.hpp"

namespace carefare::program {

namespace {

/// A truth over the same rows, and the value of it for which a register is read.
struct literal {
    reg truth = no_reg;
    bool is = true;
    friend auto operator<=>(literal const&, literal const&) = default;
};
using literals = std::set<literal>;

/// Where registers are read: where each of these truths may have its value. Nothing: no reader has been seen.
class read_where {
public:
    explicit read_where(program const& of) : of_(of), all_(of.code.size()) {
        for (auto const one : kept_by(of)) all_[one] = literals{};
        for (auto at = of.code.rbegin(); at != of.code.rend(); ++at) see(*at);
    }
    [[nodiscard]] std::optional<literals> const& of(reg one) const { return all_[one]; }

private:
    void see(instruction const& reader) {
        auto const reads = traits_of(reader.what).reads;
        bool const by_row = reads == reading::row || reads == reading::places;
        instruction frame_alone;
        frame_alone.of = reader.of;
        auto const of_frame = uses_of(of_, frame_alone);
        for (auto const used : uses_of(of_, reader)) {
            bool const as_operand = std::find(reader.operands.begin(), reader.operands.end(), used) != reader.operands.end();
            bool const passes = by_row && as_operand && of_.frame_of[used] == reader.of && !std::binary_search(of_frame.begin(), of_frame.end(), used);
            auto here = passes ? all_[reader.out].value_or(literals{}) : literals{};
            if (passes) add_beside(reader, used, here);
            if (!all_[used]) {
                all_[used] = std::move(here);
            } else {
                std::erase_if(*all_[used], [&](literal const& one) { return !here.contains(one); });
            }
        }
    }

    /// What the other operands must be for this one to be read.
    void add_beside(instruction const& reader, reg used, literals& into) const {
        auto const& operands = reader.operands;
        if (std::count(operands.begin(), operands.end(), used) != 1) return;
        auto const beside = [&](reg truth, bool is) {
            if (of_.frame_of[truth] == reader.of) into.insert({truth, is});
        };
        if (reader.what == code::conjunction || reader.what == code::disjunction) {
            for (auto const other : operands) {
                if (other != used) beside(other, reader.what == code::conjunction);
            }
        } else if (reader.what == code::select && operands[0] != used) {
            beside(operands[0], operands[1] == used);
        }
    }

    program const& of_;
    std::vector<std::optional<literals>> all_;
};

class guarding {
public:
    explicit guarding(program const& of) : of_(of), where_(of), anew_(of), first_(of.frames.size(), of.code.size()) {
        for (std::size_t i = of.code.size(); i-- > 0;) {
            for (auto f = of.code[i].of; f != no_id && of.frames[f].what == frame::kind::items; f = of.frames[f].outer) first_[f] = i;
            if (is_over_items(of.code[i].what)) aggregates_[of.code[i].payload].push_back(of.code[i].out);
        }
    }

    program finish() {
        for (auto const& one : of_.code) {
            guard(one.of);
            if (is_over_items(one.what)) guard(one.payload);
            anew_.keep(one);
        }
        return anew_.finish();
    }

private:
    /// Before the first instruction that mentions a frame; the frames around it first.
    void guard(frame_id f) {
        if (of_.frames[f].what != frame::kind::items || !seen_.insert(f).second) return;
        guard(of_.frames[f].outer);
        auto const truths = read_for(f);
        if (truths.empty()) return;
        auto const outer = anew_.made().frame_of[anew_.now(truths.begin()->truth)];
        std::vector<reg> all;
        for (auto const& one : truths) {
            auto const truth = anew_.now(one.truth);
            all.push_back(one.is ? truth : emit(code::negation, outer, {truth}));
        }
        anew_.guard(f, all.size() == 1 ? all.front() : emit(code::conjunction, outer, std::move(all)));
    }

    /// What must hold for any aggregate over these items to be read, as far as it is known before they are listed.
    [[nodiscard]] literals read_for(frame_id f) const {
        auto const& its = of_.frames[f];
        auto const over = aggregates_.find(f);
        if (its.guard != no_reg || over == aggregates_.end()) return {};
        std::optional<literals> all;
        for (auto const one : over->second) {
            auto const& where = where_.of(one);
            if (!where || of_.frame_of[one] != its.outer) return {};
            if (!all) all = *where;
            std::erase_if(*all, [&](literal const& truth) { return !where->contains(truth); });
        }
        auto const before = std::min(first_[f], static_cast<std::size_t>(*std::min_element(over->second.begin(), over->second.end())));
        std::erase_if(*all, [&](literal const& one) { return one.truth >= before; });
        return *all;
    }

    reg emit(code what, frame_id over, std::vector<reg> operands) {
        instruction made;
        made.what = what;
        made.of = over;
        made.operands = std::move(operands);
        return anew_.write_once(std::move(made), lane::cell);
    }

    program const& of_;
    read_where where_;
    rewriting anew_;
    std::vector<std::size_t> first_;   ///< by frame: the first instruction over it, or over items of its items
    std::map<frame_id, std::vector<reg>> aggregates_;
    std::set<frame_id> seen_;
};

}  // namespace

program guard_items(program const& of) {
    return guarding(of).finish();
}

}  // namespace carefare::program
