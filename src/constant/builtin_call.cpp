// Arguments of a call by type, and their matching to a signature; see builtin.hpp.
#include <algorithm>
#include <utility>

#include "constant/builtin.hpp"
#include "constant/refusal.hpp"

namespace carefare::constant {
namespace {

std::string listed(std::vector<std::string> const& names) {
    std::string made;
    for (auto const& name : names) made += (made.empty() ? "" : ", ") + name;
    return made;
}

/// "min(list)" or "date(from) or date(year, month, day)".
std::string usage(builtin const& function) {
    std::string made;
    for (auto const& signature : function.signatures) {
        if (!made.empty()) made += " or ";
        made += std::string(function.name) + "(" + listed(signature.parameters);
        made += signature.how == arity::fixed ? ")" : "...)";
    }
    return made;
}

bool fits_by_place(builtin_signature const& signature, std::size_t count) {
    if (signature.how == arity::gathered) return count >= 1;
    return count >= signature.required && (count <= signature.parameters.size() || signature.how == arity::rest);
}

bool is_among(std::string_view name, std::vector<std::string> const& names) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool fits_by_name(builtin_signature const& signature, std::vector<std::string_view> const& given) {
    auto const known = [&](std::string_view name) { return is_among(name, signature.parameters); };
    if (!std::all_of(given.begin(), given.end(), known)) return false;
    for (std::size_t i = 0; i < signature.required; ++i)
        if (std::find(given.begin(), given.end(), signature.parameters[i]) == given.end()) return false;
    return true;
}

[[noreturn]] void refuse_names(builtin const& function, std::vector<std::string_view> const& given) {
    std::vector<std::string> names;
    for (auto const& signature : function.signatures)
        names.insert(names.end(), signature.parameters.begin(), signature.parameters.end());
    auto const quoted = "'" + std::string(function.name) + "'";
    for (auto const& name : given) {
        if (is_among(name, names)) continue;
        auto const near = nearest_name(name, names);
        refuse(diagnostic_code::C004, quoted + " has no parameter '" + std::string(name) + "'",
               "Write " + usage(function) + (near.empty() ? "." : "; did you mean '" + near + "'?"));
    }
    refuse(diagnostic_code::C003, quoted + " is not called with all it needs", "Write " + usage(function) + ".");
}

std::vector<std::optional<value>> by_name(builtin_signature const& signature, std::vector<named_argument> arguments) {
    std::vector<std::optional<value>> placed(signature.parameters.size());
    for (auto& argument : arguments) {
        auto const found = std::find(signature.parameters.begin(), signature.parameters.end(), argument.name);
        placed[static_cast<std::size_t>(found - signature.parameters.begin())] = std::move(argument.held);
    }
    return placed;
}

std::vector<std::optional<value>> by_place(builtin_signature const& signature, std::vector<named_argument> arguments,
                                           evaluation& run) {
    std::vector<std::optional<value>> placed;
    if (signature.how == arity::gathered && arguments.size() > 1) {
        list_builder made(run.spent);
        for (auto& argument : arguments) made.add(std::move(argument.held));
        placed.emplace_back(made.take());
        return placed;
    }
    for (auto& argument : arguments) placed.emplace_back(std::move(argument.held));
    return placed;
}

}  // namespace

value const& builtin_call::single(std::size_t place) const {
    value const& given = any(place);
    auto const* several = std::get_if<list>(&given.held);
    return several != nullptr && several->items.size() == 1 ? several->items.front() : given;
}

void builtin_call::refuse_argument(std::size_t place, std::string_view expected) const {
    auto const& parameter = parameters_[std::min(place, parameters_.size() - 1)];
    refuse(diagnostic_code::C005,
           name() + " takes " + std::string(expected) + " as '" + parameter + "', not " + with_article(any(place)),
           "Give " + std::string(expected) + ".");
}

void builtin_call::refuse_item(std::size_t place, std::string_view expected, value const& item) const {
    auto const& parameter = parameters_[std::min(place, parameters_.size() - 1)];
    refuse(diagnostic_code::C005,
           name() + " takes " + std::string(expected) + " as '" + parameter + "', and one item is " + with_article(item),
           "Give " + std::string(expected) + ".");
}

number builtin_call::amount(std::size_t place) const {
    auto const* n = as<number>(place);
    if (n == nullptr) refuse_argument(place, "a number");
    return *n;
}

rational builtin_call::plain_number(std::size_t place) const {
    auto n = amount(place);
    if (n.kind == number_kind::money) refuse_argument(place, "a number");
    return std::move(n.amount);
}

std::int64_t builtin_call::integer(std::size_t place) const {
    auto const n = plain_number(place);
    auto const whole = (n.sign() < 0 ? n.ceiling() : n.floor()).to_int64();
    constexpr std::int64_t most = std::int64_t{1} << 53U;
    if (!whole || *whole > most || *whole < -most)
        refuse(diagnostic_code::C014, name() + " cannot count as far as " + n.to_string(), "Use a smaller number.");
    return *whole;
}

std::string const& builtin_call::text(std::size_t place) const {
    auto const* found = as<std::string>(place);
    if (found == nullptr) refuse_argument(place, "a string");
    return *found;
}

std::vector<value> builtin_call::items(std::size_t place) const {
    auto const* found = std::get_if<list>(&any(place).held);
    if (found == nullptr) return {any(place)};
    spent().spend(1 + found->items.size());
    return found->items;
}

range const& builtin_call::interval(std::size_t place) const {
    auto const* found = as<range>(place);
    if (found == nullptr) refuse_argument(place, "a range");
    return *found;
}

builtin_signature const& fitting_signature(builtin const& function, std::vector<std::string_view> const& names) {
    bool const named = !names.empty() && !names.front().empty();
    for (auto const& signature : function.signatures)
        if (named ? fits_by_name(signature, names) : fits_by_place(signature, names.size())) return signature;
    if (named) refuse_names(function, names);
    refuse(diagnostic_code::C003,
           "'" + std::string(function.name) + "' is called with " + std::to_string(names.size()) +
               (names.size() == 1 ? " argument" : " arguments"),
           "Write " + usage(function) + ".");
}

value call_builtin(builtin const& function, std::vector<named_argument> arguments, evaluation& run) {
    run.spent.spend(1 + arguments.size());
    std::vector<std::string_view> names;
    for (auto const& argument : arguments) names.push_back(argument.name);
    auto const& signature = fitting_signature(function, names);
    bool const named = !names.empty() && !names.front().empty();
    auto placed = named ? by_name(signature, std::move(arguments)) : by_place(signature, std::move(arguments), run);
    return function.body(builtin_call(function.name, signature.parameters, std::move(placed), run));
}

}  // namespace carefare::constant
