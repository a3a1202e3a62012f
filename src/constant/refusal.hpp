// How the inside of this layer gives up: a refusal is thrown where the mistake is seen and becomes one diagnostic in
// evaluate_constant, which is the only place that catches it for good. A place is added by the innermost node.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include <carefare/base/diagnostic.hpp>

namespace carefare::constant {

struct refusal {
    diagnostic_code code{};
    std::string message;
    std::string advice;
    bool is_limit = false;  ///< a limit is never swallowed by the three-valued logic of and, or, some, every, in
    std::optional<location> where;
};

[[noreturn]] inline void refuse(diagnostic_code code, std::string message, std::string advice) {
    throw refusal{code, std::move(message), std::move(advice), false, std::nullopt};
}

[[noreturn]] inline void refuse_limit(diagnostic_code code, std::string message, std::string advice) {
    throw refusal{code, std::move(message), std::move(advice), true, std::nullopt};
}

}  // namespace carefare::constant
