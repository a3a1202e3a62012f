// How the grammar gives up on a text at once: thrown inside the parser, caught by parse_expr, never seen outside.
#pragma once

#include <string>

#include <carefare/base/diagnostic.hpp>
#include <carefare/base/source.hpp>

namespace carefare::syntax::grammar {

struct refusal {
    diagnostic_code code;
    span where;  ///< bytes of the text that is parsed
    std::string message;
    std::string advice;
};

}  // namespace carefare::syntax::grammar
