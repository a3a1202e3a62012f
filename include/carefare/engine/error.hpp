// What is wrong with what a caller asked for or handed in: always a code, a message and, where there is one, a place.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

namespace carefare::engine {

struct problem {
    std::string code;              ///< of a diagnostic ("W002"), or of a mistake in calling ("H001")
    std::string message, advice;
    std::string file;              ///< empty: stands in no file
    std::uint32_t line = 0, column = 0;  ///< from 1, in code points; 0: no place
    bool is_warning = false;
};

/// Mistakes in calling; docs/c-api.md says what to do about each. A code is never reused.
enum class call_code : std::uint8_t {
    null_argument,        ///< H001
    wrong_handle,         ///< H002: of another kind, or freed
    wrong_size,           ///< H003: struct_size, or an array that is too short
    not_utf8,             ///< H004
    too_long,             ///< H005
    unknown_table,        ///< H006
    unknown_field,        ///< H007
    wrong_value,          ///< H008: not a value of the field
    no_such_row,          ///< H009
    no_such_column,       ///< H010
    malformed_json,       ///< H011
    malformed_arrow,      ///< H012
    other_plan,           ///< H013: the rows are those of another programme
    not_a_number,         ///< H014: a result asked for as a number, or in too few decimals
    outside_range,        ///< H015: an argument
    changes_too_much,     ///< H016: what a session was not told may change
    out_of_memory,        ///< H017
    internal,             ///< H018
    in_use,               ///< H019: a handle that another thread is using
};
inline constexpr std::size_t call_codes = 19;
[[nodiscard]] std::string name_of(call_code code);

class error : public std::runtime_error {
public:
    /// At least one; the first is what what() says.
    explicit error(std::vector<problem> all);
    error(call_code code, std::string message, std::string advice);
    [[nodiscard]] problem const& first() const { return all_.front(); }
    [[nodiscard]] std::vector<problem> const& all() const { return all_; }

private:
    std::vector<problem> all_;
};

/// The caller's `stop` said so: there are no results.
class stopped : public std::runtime_error {
public:
    stopped() : std::runtime_error("stopped by the caller") {}
};

}  // namespace carefare::engine
