// See answer_words.hpp.
#include "checked/answer_words.hpp"

#include <algorithm>
#include <vector>

#include "checked/intervals.hpp"
#include "checked/wording.hpp"

namespace carefare::checked {

std::string words_of(syntax::answer_state state) {
    switch (state) {
        case syntax::answer_state::stated:
            return "stated";
        case syntax::answer_state::inferred:
            return "inferred";
        case syntax::answer_state::not_stated:
            return "not stated";
        case syntax::answer_state::details_missing:
            return "details missing";
        case syntax::answer_state::not_asked:
            return "not asked";
        case syntax::answer_state::determination:
            return "determination";
        case syntax::answer_state::assumed:
            return "assumed";
    }
    return {};
}

std::string broken_bound(scalar_value const& value, bound const& limit, type const& t, rule_graph const& graph) {
    if (limit.range && !contains(*limit.range, value)) return limit.clamp ? std::string() : graph.to_string(*limit.range, t);
    auto const* number = std::get_if<rational>(&value);
    if (number != nullptr && limit.step && !is_multiple(*number, *limit.step)) {
        return "whole multiples of " + graph.to_string(scalar_value(*limit.step), t);
    }
    auto const* item = std::get_if<word>(&value);
    if (item == nullptr || limit.allowed.empty()) return {};
    if (std::find(limit.allowed.begin(), limit.allowed.end(), *item) != limit.allowed.end()) return {};
    std::vector<std::string> words;
    for (auto const each : limit.allowed)
        words.push_back(graph.to_string(scalar_value(each), t));
    return choices(words);
}

}  // namespace carefare::checked
