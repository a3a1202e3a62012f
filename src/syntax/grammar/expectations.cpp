// The furthest failure, and its words.
#include "syntax/grammar/expectations.hpp"

#include <algorithm>
#include <utility>

namespace carefare::syntax::grammar {

void expectations::miss(std::uint32_t at, expectation what) {
    if (at == hushed_ || at < furthest_) return;
    if (at > furthest_) {
        furthest_ = at;
        expected_.clear();
    }
    for (auto const& known : expected_) {
        if (known.text == what.text) return;
    }
    expected_.push_back(what);
}

std::uint32_t expectations::hush(std::uint32_t at) {
    return std::exchange(hushed_, at);
}

bool expectations::has(expected_class kind) const {
    return std::any_of(expected_.begin(), expected_.end(), [kind](auto const& e) { return e.kind == kind; });
}

bool expectations::only_operation_or_end() const {
    return std::all_of(expected_.begin(), expected_.end(), [](auto const& e) {
        return e.kind == expected_class::operation || e.kind == expected_class::end;
    });
}

std::string expectations::listed() const {
    auto sorted = expected_;
    std::stable_sort(sorted.begin(), sorted.end(), [](auto const& a, auto const& b) { return a.kind < b.kind; });
    std::vector<std::string> parts;
    for (auto const& e : sorted) {
        // Where a value may stand, the only operators are those of a test such as < 5.
        if (e.kind == expected_class::operation && has(expected_class::value)) continue;
        bool const is_literal = e.kind == expected_class::closer || e.kind == expected_class::keyword;
        auto part = is_literal ? "'" + std::string(e.text) + "'" : std::string(e.text);
        if (e.kind == expected_class::operation) part = "an operator";
        if (parts.empty() || parts.back() != part) parts.push_back(std::move(part));
    }
    std::string result;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0) result += i + 1 == parts.size() ? " or " : ", ";
        result += parts[i];
    }
    return result;
}

std::vector<std::string> expectations::words() const {
    std::vector<std::string> result;
    for (auto const& e : expected_) {
        bool const is_spelled = e.kind == expected_class::keyword || e.kind == expected_class::operation;
        if (is_spelled && e.text.front() >= 'a' && e.text.front() <= 'z') result.emplace_back(e.text);
    }
    return result;
}

}  // namespace carefare::syntax::grammar
