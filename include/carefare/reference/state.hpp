// What a result is, and what it waits for.
#pragma once

#include <compare>
#include <cstdint>
#include <set>
#include <string>

namespace carefare::reference {

/// Something that has to be known before a result is.
struct need {
    enum class kind : std::uint8_t { fact, determination, option, reading, gap, completeness, hook } what{};
    /// "family.size" (a fact, or a link that is absent), "option.discount_percent",
    /// "reading.rounding", "price" (a gap: the parameter, rate table or rule that has it). Completeness: the fact
    /// that says whether the rows are complete, or the rows' name where that is no simple fact. Hook: "family.limit". Of a used programme's
    /// result with its prefix before it.
    std::string name;
    std::string row_key;  ///< of a fact, and of the owner for completeness; empty otherwise
    std::string reason;   ///< gap and reading: why nothing is known; option and hook: state of the answer in words
    friend auto operator<=>(need const&, need const&) = default;
};

/// `incomplete`: a rule of a group whose rows lie partly outside the window, and what reads it.
enum class state : std::uint8_t { value, pending, none, fault, incomplete };

/// A result that was computed before, and is no value: pending, incomplete or a fault.
struct open_result {
    state is = state::pending;
    std::set<need> needs;
    std::string fault_code, fault_message;
};

}  // namespace carefare::reference
