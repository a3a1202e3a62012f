// Errors of the front door.
#include <carefare/engine/error.hpp>

#include <utility>

namespace carefare::engine {

namespace {

constexpr unsigned digits_of_code = 3;

std::vector<problem> one_problem(call_code code, std::string message, std::string advice) {
    problem made;
    made.code = name_of(code);
    made.message = std::move(message);
    made.advice = std::move(advice);
    return {std::move(made)};
}

std::string said(std::vector<problem> const& all) {
    auto const& first = all.front();
    return first.code + ": " + first.message;
}

}  // namespace

std::string name_of(call_code code) {
    auto const number = std::to_string(static_cast<unsigned>(code) + 1);
    return "H" + std::string(digits_of_code - number.size(), '0') + number;
}

error::error(std::vector<problem> all) : std::runtime_error(said(all)), all_(std::move(all)) {}

error::error(call_code code, std::string message, std::string advice) : error(one_problem(code, std::move(message), std::move(advice))) {}

}  // namespace carefare::engine
