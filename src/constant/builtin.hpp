// Built-in functions: a table of signatures, and what an implementation sees of one call. An implementation asks for
// its arguments by place and type; wrong types are refused with the function's and the parameter's name.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <carefare/constant/value.hpp>

#include "constant/evaluation.hpp"

namespace carefare::constant {

/// One call with its arguments in the order of the parameters; a left-out optional one is empty.
class builtin_call {
public:
    builtin_call(std::string_view function, std::vector<std::string> const& parameters,
                 std::vector<std::optional<value>> arguments, evaluation& run)
        : function_(function), parameters_(parameters), arguments_(std::move(arguments)), run_(run) {}

    [[nodiscard]] std::size_t size() const { return arguments_.size(); }
    [[nodiscard]] bool has(std::size_t place) const { return place < arguments_.size() && arguments_[place].has_value(); }
    [[nodiscard]] value const& any(std::size_t place) const { return *arguments_[place]; }
    /// Any kind of number, money and percentages included.
    [[nodiscard]] number amount(std::size_t place) const;
    /// A number that is no money.
    [[nodiscard]] rational plain_number(std::size_t place) const;
    /// A number cut to an integer, as FEEL does with positions and scales.
    [[nodiscard]] std::int64_t integer(std::size_t place) const;
    [[nodiscard]] std::string const& text(std::size_t place) const;
    /// A list; a single value is the list of that value.
    [[nodiscard]] std::vector<value> items(std::size_t place) const;
    [[nodiscard]] range const& interval(std::size_t place) const;
    /// Refuses the argument: the message names what was expected.
    [[noreturn]] void refuse_argument(std::size_t place, std::string_view expected) const;

    /// Refuses one item of the list at a place.
    [[noreturn]] void refuse_item(std::size_t place, std::string_view expected, value const& item) const;

    /// "'substring'"
    [[nodiscard]] std::string name() const { return "'" + std::string(function_) + "'"; }
    [[nodiscard]] evaluation& run() const { return run_; }
    [[nodiscard]] budget& spent() const { return run_.spent; }

    template <typename Held>
    [[nodiscard]] Held const* as(std::size_t place) const {
        return has(place) ? std::get_if<Held>(&single(place).held) : nullptr;
    }

private:
    /// The argument, or the item of a list of one where a single value is wanted.
    [[nodiscard]] value const& single(std::size_t place) const;

    std::string_view function_;
    std::vector<std::string> const& parameters_;
    std::vector<std::optional<value>> arguments_;
    evaluation& run_;
};

using builtin_body = value (*)(builtin_call const&);

/// How the arguments beyond the named parameters are taken.
enum class arity : std::uint8_t {
    fixed,
    gathered,  ///< min(list) or min(a, b, c): several arguments make the list
    rest,      ///< concatenate(list...): the last parameter may be repeated
};

struct builtin_signature {
    std::vector<std::string> parameters;
    std::size_t required = 0;
    arity how = arity::fixed;
};

struct builtin {
    std::string_view name;
    std::vector<builtin_signature> signatures;
    builtin_body body = nullptr;
};

/// A row of a table: signatures as text, "substring(string, start position, length?)", alternatives after '|'.
struct builtin_row {
    std::string_view name;
    std::string_view signatures;
    builtin_body body = nullptr;
};

[[nodiscard]] std::span<builtin_row const> string_builtins();
[[nodiscard]] std::span<builtin_row const> list_builtins();
[[nodiscard]] std::span<builtin_row const> statistic_builtins();
[[nodiscard]] std::span<builtin_row const> number_builtins();
[[nodiscard]] std::span<builtin_row const> conversion_builtins();
[[nodiscard]] std::span<builtin_row const> date_builtins();
[[nodiscard]] std::span<builtin_row const> range_builtins();

/// Null if there is no such function.
[[nodiscard]] builtin const* find_builtin(std::string_view name);
[[nodiscard]] std::vector<std::string> const& builtin_names();

struct named_argument {
    std::string_view name;  ///< empty where by place
    value held;
};

/// The signature that fits the names of the arguments (each empty where by place); refuses the call if none does.
[[nodiscard]] builtin_signature const& fitting_signature(builtin const& function,
                                                         std::vector<std::string_view> const& names);
/// Matches the arguments to a signature and calls the body.
[[nodiscard]] value call_builtin(builtin const& function, std::vector<named_argument> arguments, evaluation& run);

}  // namespace carefare::constant
