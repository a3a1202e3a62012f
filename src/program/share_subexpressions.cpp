// Equal instructions over equal plans are one. Links and what makes or decides rows are always their own.
#include <carefare/program/optimise.hpp>

#include "program/codes.hpp"
#include "program/rewriting.hpp"

namespace carefare::program {

program share_subexpressions(program const& of) {
    rewriting anew(of);
    for (auto const& one : of.code) {
        if (traits_of(one.what).reads == reading::together)
            anew.keep(one);
        else
            anew.stands_for(one.out, anew.write_once(anew.translated(one), of.lane_of[one.out]));
    }
    return anew.finish();
}

}  // namespace carefare::program
