// What must hold of every program: registers are made before they are read, operands are over the frame of the result
// (or flat), numbers meet in one lane, rows are made before they are read, and no register is read once it is free.
#include <algorithm>
#include <set>

#include <carefare/program/optimise.hpp>

#include "program/codes.hpp"

namespace carefare::program {

namespace {

class verifier {
public:
    explicit verifier(program const& of) : of_(of) {}

    std::vector<std::string> all() {
        for (std::size_t i = 0; i < of_.code.size(); ++i) instruction_at(i);
        for (auto const one : kept_by(of_)) {
            if (one >= of_.code.size()) say("the program", "keeps r" + std::to_string(one) + ", which is not there");
        }
        if (!of_.last_use.empty()) freed();
        return std::move(wrong_);
    }

private:
    void say(std::string const& where, std::string const& what) { wrong_.push_back(where + ": " + what); }
    [[nodiscard]] static std::string name_of(reg one) { return "r" + std::to_string(one); }
    [[nodiscard]] bool is_known(reg one, std::size_t before) const { return one == no_reg || one < before; }

    void instruction_at(std::size_t i) {
        auto const& one = of_.code[i];
        auto const here = name_of(one.out);
        if (one.out != i) return say(here, "is not its own number");
        if (of_.frame_of[i] != one.of) say(here, "is not over the frame of its column");
        bool known = true;
        for (auto const used : uses_of(of_, one)) {
            if (used < i) continue;
            say(here, "reads " + name_of(used) + ", which comes later");
            known = false;
        }
        if (!known) return;
        auto const& traits = traits_of(one.what);
        for (auto const operand : one.operands) {
            if (operand == no_reg) continue;
            bool const rows = traits.reads == reading::row || traits.reads == reading::places;
            if (rows && of_.frame_of[operand] != 0 && of_.frame_of[operand] != one.of) say(here, "reads " + name_of(operand) + " over another frame");
            if (traits.one_lane && of_.lane_of[operand] != one.in) say(here, "reads " + name_of(operand) + " of another lane");
        }
        if (one.what == code::gather) gathered(one);
        if (one.what == code::spread) spread(one);
        if (traits.reads == reading::others && (one.what == code::best || (one.what >= code::sum && one.what <= code::only))) aggregate(one);
        if (one.what == code::make) {
            auto const& plan = of_.makers[one.payload];
            (plan.what == maker_plan::stage::rows && plan.has_candidates ? candidates_ : made_).insert(plan.entity);
        }
        rows_stand(one);
        guarded(of_.frames[one.of], here);
    }

    void guarded(frame const& its, std::string const& here) {
        if (its.guard == no_reg) return;
        if (of_.frame_of[its.guard] != its.outer && of_.frame_of[its.guard] != 0) say(here, "is over items guarded by r" + std::to_string(its.guard) + " over another frame");
        if (of_.lane_of[its.guard] != lane::cell) say(here, "is over items guarded by a number of the wide lane");
    }

    void gathered(instruction const& one) {
        auto const from = of_.frame_of[one.operands[1]];
        auto const& frame = of_.frames[from];
        if (of_.frame_of[one.operands[0]] != one.of && of_.frame_of[one.operands[0]] != 0) say(name_of(one.out), "gathers by rows of another frame");
        bool const eras = frame.what == frame::kind::eras && one.payload == no_id;
        bool const rows = (frame.what == frame::kind::rows || frame.what == frame::kind::candidates) && frame.entity == one.payload;
        if (from != 0 && !eras && !rows) say(name_of(one.out), "gathers from another frame");
        if (of_.lane_of[one.out] != of_.lane_of[one.operands[1]]) say(name_of(one.out), "gathers from another lane");
    }

    void spread(instruction const& one) {
        auto const from = of_.frame_of[one.operands[0]];
        if (of_.frames[one.of].what != frame::kind::items || (from != 0 && from != of_.frames[one.of].outer)) say(name_of(one.out), "spreads from another frame");
    }

    void aggregate(instruction const& one) {
        auto const& items = of_.frames[one.payload];
        if (items.what != frame::kind::items || (items.outer != one.of && items.outer != 0)) return say(name_of(one.out), "aggregates for another frame");
        for (std::size_t i = 0; i < 2; ++i) {
            if (one.operands[i] == no_reg) continue;
            auto const from = of_.frame_of[one.operands[i]];
            if (from != 0 && from != one.payload) say(name_of(one.out), "reads " + name_of(one.operands[i]) + " over another frame");
        }
    }

    /// Tables that the engine makes are full once their last maker has run.
    void rows_stand(instruction const& one) {
        auto const& frame = of_.frames[one.of];
        if (frame.entity == no_id || of_.graph->entities[frame.entity].made.kind == checked::maker_kind::host) return;
        bool const stand = frame.what == frame::kind::candidates ? candidates_.contains(frame.entity) : made_.contains(frame.entity);
        if (!stand) say(name_of(one.out), "is over rows that are not made yet");
    }

    void freed() {
        if (of_.last_use.size() != of_.code.size()) return say("the program", "frees registers of other instructions");
        auto const kept = kept_by(of_);
        std::set<reg> free;
        for (std::size_t i = 0; i < of_.code.size(); ++i) {
            for (auto const one : uses_of(of_, of_.code[i])) {
                if (free.contains(one)) say(name_of(of_.code[i].out), "reads " + name_of(one) + ", which is free");
            }
            for (auto const one : of_.last_use[i]) {
                if (one > i) say(name_of(of_.code[i].out), "frees " + name_of(one) + ", which comes later");
                if (!free.insert(one).second) say(name_of(of_.code[i].out), "frees " + name_of(one) + " again");
                if (std::binary_search(kept.begin(), kept.end(), one)) say(name_of(of_.code[i].out), "frees " + name_of(one) + ", which is kept");
            }
        }
    }

    program const& of_;
    std::vector<std::string> wrong_;
    std::set<entity_id> made_, candidates_;
};

}  // namespace

std::vector<std::string> verify(program const& of) {
    return verifier(of).all();
}

}  // namespace carefare::program
