// What a subject proves before it is timed: the engine and the baseline come to the same cells and states. The checks alone,
// on few rows, are run by `carefare_bench --check`.
#pragma once

#include <functional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace carefare::bench {

struct named_check {
    std::string name;
    std::function<void()> run;  ///< throws where something differs
};

inline std::vector<named_check>& checks() {
    static std::vector<named_check> all;
    return all;
}

/// Use: `check const kernel_is_equal("kernel", [] { ... });` at namespace scope.
struct check {
    check(std::string name, std::function<void()> run) { checks().push_back({std::move(name), std::move(run)}); }
};

inline void require(bool holds, std::string const& what) {
    if (!holds) throw std::runtime_error(what);
}

}  // namespace carefare::bench
