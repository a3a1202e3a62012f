// What decides comes first, everything else as late as it is read: where a condition turns out to be the same for all rows of a block,
// what only the other branch would read has not run yet, and need not. What makes rows keeps its order.
#include <algorithm>

#include <carefare/program/optimise.hpp>

#include "program/codes.hpp"
#include "program/rewriting.hpp"

namespace carefare::program {

namespace {

class putting_off {
public:
    explicit putting_off(program const& of) : of_(of), is_listed_(of.code.size(), false) {
        std::vector<bool> is_read(of.code.size(), false);
        for (auto const& one : of.code) {
            uses_.push_back(uses_of(of, one));
            for (auto const used : uses_.back()) is_read[used] = true;
        }
        for (auto const one : kept_by(of)) is_read[one] = false;
        for (auto const& one : of.code) {
            if (!is_read[one.out] || stands_alone(one.what) || traits_of(one.what).reads == reading::together) list(one.out);
        }
    }

    program finish() {
        rewriting anew(of_);
        for (auto const one : listed_) anew.keep(of_.code[one]);
        return anew.finish();
    }

private:
    void list(reg one) {
        if (is_listed_[one]) return;
        is_listed_[one] = true;
        for (auto const decider : deciders_of(of_, of_.code[one])) list(decider);
        for (auto const used : uses_[one]) list(used);
        listed_.push_back(one);
    }

    program const& of_;
    std::vector<std::vector<reg>> uses_;
    std::vector<bool> is_listed_;
    std::vector<reg> listed_;
};

}  // namespace

program put_off(program const& of) {
    return putting_off(of).finish();
}

}  // namespace carefare::program
