// Matching, replacing and splitting by a compiled pattern; PCRE2 stays in regex.cpp. Each search has a step limit.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "constant/budget.hpp"
#include "constant/pattern.hpp"

namespace carefare::constant {

class regex {
public:
    regex(std::string_view pattern, std::string_view flags, budget& spent);
    ~regex();
    regex(regex const&) = delete;
    regex& operator=(regex const&) = delete;

    [[nodiscard]] bool matches(std::string_view text) const;
    /// Every match replaced; $1 and $0 stand for groups, \$ and \\ for themselves. Refuses a pattern that matches the
    /// empty text.
    [[nodiscard]] std::string replace(std::string_view text, std::string_view replacement) const;
    /// The texts between the matches. Refuses a pattern that matches the empty text.
    [[nodiscard]] std::vector<std::string> split(std::string_view text) const;

private:
    struct compiled;
    void refuse_empty_match() const;

    std::unique_ptr<compiled> code_;
    pattern_flags flags_;
    unsigned groups_ = 0;
    budget& spent_;
};

}  // namespace carefare::constant
