// Names, labels and the words that begin or end an operand.
#include <algorithm>

#include <carefare/base/utf8.hpp>

#include "syntax/grammar/characters.hpp"
#include "syntax/grammar/scanners.hpp"
#include "syntax/grammar/vocabulary.hpp"

namespace carefare::syntax::grammar {

namespace {

constexpr expectation a_name{"a name", expected_class::name};

/// "Größe" is one word to its author.
void refuse_foreign_letters(char const* begin, char const* end, parse_state& state) {
    if (is_ascii(state.peek(end))) return;
    auto const* p = end;
    while (p != state.end() && (continues_name(*p) || !is_ascii(*p)))
        ++p;
    state.refuse(diagnostic_code::S010, begin, p,
                 "'" + printable({begin, static_cast<std::size_t>(p - begin)}) + "' has letters outside ASCII",
                 "Use only a to z, A to Z, digits and _ in names; any letter may stand in a text in quotes.");
}

bool accept_name(char const*& at, parse_state& state, std::string_view name) {
    refuse_foreign_letters(at, at + name.size(), state);
    state.tree.top().text = name;
    state.accept(at, at + name.size());
    return true;
}

/// End of the words of `phrase` (single blanks) if they stand at `at` with any blanks between; null otherwise.
char const* phrase_end(char const* at, std::string_view phrase, parse_state const& state) {
    char const* end = at;
    while (!phrase.empty()) {
        auto const word = leading_name(phrase);
        if (end != at) at = state.skip_blanks(end);
        if (leading_name(state.rest(at)) != word) return nullptr;
        end = at + word.size();
        phrase.remove_prefix(std::min(phrase.size(), word.size() + 1));
    }
    return end;
}

/// The longest phrase at `at` that `fits`, and its end.
template <typename Fits>
char const* longest_phrase(char const* at, std::vector<std::string> const& phrases, parse_state const& state,
                           std::string& found, Fits fits) {
    char const* longest = nullptr;
    for (auto const& phrase : phrases) {
        auto const* const end = phrase_end(at, phrase, state);
        if (end == nullptr || (longest != nullptr && end <= longest) || !fits(end)) continue;
        longest = end;
        found = phrase;
    }
    return longest;
}

bool accept_new_name(char const*& at, parse_state& state, std::string_view role) {
    auto const name = leading_name(state.rest(at));
    if (name.empty()) {
        state.expected.miss(state.offset(at), a_name);
        return false;
    }
    if (is_reserved(name)) {
        state.refuse(diagnostic_code::S013, at, at + name.size(),
                     "'" + std::string(name) + "' is a reserved word and cannot be " + std::string(role),
                     "Choose another name, such as '" + std::string(name) + "_'.");
    }
    return accept_name(at, state, name);
}

/// `name:` or `two words:`; without a colon there is no label.
struct label {
    std::string text;
    char const* colon = nullptr;
};

label read_label(char const* at, parse_state& state) {
    // No parameter has a name this long: do not read a whole text as one label again and again.
    constexpr std::size_t longest = 64;
    label found;
    char const* end = at;
    char const* p = at;
    for (auto word = leading_name(state.rest(p)); !word.empty(); word = leading_name(state.rest(p))) {
        if (!found.text.empty()) found.text += ' ';
        found.text += word;
        if (found.text.size() > longest) return {};
        end = p + word.size();
        p = state.skip_blanks(end);
    }
    if (end == at || state.peek(p) != ':') return {};
    if (is_reserved(found.text)) {
        state.refuse(diagnostic_code::S013, at, end, "'" + found.text + "' is a reserved word and names no argument",
                     "Use the argument's own name, or give the arguments without names.");
    }
    found.colon = p;
    return found;
}

}  // namespace

bool scan_name(char const*& at, parse_state& state) {
    auto const name = leading_name(state.rest(at));
    if (name.empty() || is_reserved(name)) return false;
    return accept_name(at, state, name);
}

bool scan_function_name(char const*& at, parse_state& state) {
    if (!begins_name(state.peek(at))) return false;
    auto const* const end =
        longest_phrase(at, functions_of_several_words(), state, state.tree.top().text,
                       [&](char const* behind) { return state.peek(state.skip_blanks(behind)) == '('; });
    if (end == nullptr) return false;
    state.accept(at, end);
    return true;
}

bool scan_variable(char const*& at, parse_state& state) {
    return accept_new_name(at, state, "a variable");
}

bool scan_member_name(char const*& at, parse_state& state) {
    auto const* const end = longest_phrase(at, properties_of_several_words(), state, state.tree.top().text,
                                           [](char const*) { return true; });
    if (end == nullptr) return accept_new_name(at, state, "a member");
    state.accept(at, end);
    return true;
}

bool scan_label(char const*& at, parse_state& state) {
    auto found = read_label(at, state);
    if (found.colon == nullptr) return false;
    state.tree.top().text = std::move(found.text);
    state.accept(at, found.colon + 1);
    return true;
}

bool scan_key(char const*& at, parse_state& state) {
    if (scan_label(at, state)) return true;
    state.expected.miss(state.offset(at), {"a key with a colon", expected_class::name});
    return false;
}

bool scan_table(char const*& at, parse_state& state) {
    if (read_label(at, state).colon == nullptr) return false;
    auto& d = state.tree.top();
    d.kind = expr_kind::lookup;
    if (!state.tree.absorb_name()) {
        throw refusal{diagnostic_code::S025,
                      {d.begin, state.offset(at)},
                      "only a table can be looked up by keys",
                      "Write the name of a table before the bracket."};
    }
    return true;
}

bool scan_not(char const*& at, parse_state& state) {
    if (leading_name(state.rest(at)) != "not") return false;
    if (state.peek(state.skip_blanks(at + 3)) != '(') {
        state.refuse(diagnostic_code::S018, at, at + 3, "'not' is a function",
                     "Put what it negates in parentheses: not(...).");
    }
    state.tree.top().text = "not";
    state.accept(at, at + 3);
    return true;
}

bool scan_boolean(char const*& at, parse_state& state) {
    auto const word = leading_name(state.rest(at));
    if (word != "true" && word != "false") return false;
    state.tree.top().op = word == "true" ? expr_op::yes : expr_op::no;
    state.accept(at, at + word.size());
    return true;
}

bool scan_quantifier(char const*& at, parse_state& state) {
    auto const word = leading_name(state.rest(at));
    if (word != "some" && word != "every") return false;
    state.tree.top().op = word == "some" ? expr_op::some : expr_op::every;
    state.accept(at, at + word.size());
    return true;
}

bool scan_direction(char const*& at, parse_state& state) {
    auto const word = leading_name(state.rest(at));
    if (word != "asc" && word != "desc") return false;
    state.tree.top().op = word == "asc" ? expr_op::ascending : expr_op::descending;
    state.accept(at, at + word.size());
    return true;
}

bool scan_foreign_operand(char const*& at, parse_state& state) {
    if (state.peek(at) == '{') {
        state.refuse(diagnostic_code::S015, at, at + 1, "contexts are not part of the language",
                     "Give each entry a name of its own as a parameter, an option or a rule.");
    }
    if (leading_name(state.rest(at)) == "function") {
        state.refuse(diagnostic_code::S016, at, at + 8, "functions cannot be defined in an expression",
                     "Write a rule and use its name.");
    }
    return false;
}

}  // namespace carefare::syntax::grammar
