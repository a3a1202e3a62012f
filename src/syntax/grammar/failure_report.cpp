// Known slips first (operators of other languages, thousands separators, names with blanks), then what was expected.
#include "syntax/grammar/failure_report.hpp"

#include <algorithm>
#include <utility>

#include <carefare/base/utf8.hpp>

#include "syntax/grammar/characters.hpp"
#include "syntax/grammar/vocabulary.hpp"

namespace carefare::syntax::grammar {

namespace {

struct slip {
    std::string_view text;
    std::string_view advice;
};

/// May begin one byte before the furthest point, whose first byte was an operator of ours.
constexpr slip foreign_operators[] = {
    {"==", "Write = for equality."},
    {"<>", "Write != for inequality."},
    {"=<", "Write <= for at most."},
    {"=>", "Write >= for at least."},
    {"&&", "Write and."},
    {"||", "Write or."},
    {"!", "Write not(...), or != for inequality."},
    {"^", "Write ** for a power."},
    {"%", "Write a percentage without a blank, as in 27%, or modulo(a, b) for a remainder."},
    {"\xE2\x89\xA4", "Write <= for at most."},
    {"\xE2\x89\xA5", "Write >= for at least."},
    {"\xE2\x89\xA0", "Write != for inequality."},
    {"\xC3\x97", "Write * for a product."},
    {"\xC3\xB7", "Write / for a quotient."},
    {"\xE2\x88\x92", "Write - for minus."},
    {"\xE2\x80\x93", "Write - for minus, or .. for a range."},
    {"\xE2\x80\x94", "Write - for minus."},
};

constexpr slip foreign_characters[] = {
    {"'", "Put texts in double quotes."},
    {"\xE2\x80\x98", "Put texts in straight double quotes."},
    {"\xE2\x80\x99", "Put texts in straight double quotes."},
    {"\xE2\x80\x9C", "Put texts in straight double quotes."},
    {"\xE2\x80\x9D", "Put texts in straight double quotes."},
    {"\xE2\x80\x9E", "Put texts in straight double quotes."},
    {"\xC2\xA0", "Replace the no-break space by a blank."},
    {"\xE2\x82\xAC", "Write amounts of money with $."},
    {"\xC2\xA3", "Write amounts of money with $."},
    {"?", "Write the test alone, as in > 5: the value tested is understood."},
    {";", "Remove it: an expression is one value."},
    {"@", "Write a date or a duration as @\"2023-10-01\" or @\"P3M\"."},
    {"#", "Write a comment as // to the end of the line, or /* ... */."},
};

template <std::size_t Size>
slip const* find_slip(std::string_view rest, slip const (&among)[Size]) {
    auto const* const found =
        std::find_if(std::begin(among), std::end(among), [&](slip const& s) { return rest.starts_with(s.text); });
    return found == std::end(among) ? nullptr : found;
}

class failure_report {
public:
    explicit failure_report(parse_state const& state)
        : state_(state), at_(state.expected.furthest()), text_(state.text()), rest_(text_.substr(at_)) {}

    refusal explain() const {
        refusal found;
        if (rest_.empty()) return too_early();
        if (find_foreign_operator(found) || find_foreign_character(found) || find_thousands(found) ||
            find_open_range(found) || find_name_with_blank(found)) {
            return found;
        }
        return unexpected();
    }

private:
    refusal too_early() const {
        if (state_.token_end() == 0 && at_ == text_.size()) {
            bool const is_blank = state_.skip_blanks(text_.data()) == state_.end();
            if (is_blank) {
                return {diagnostic_code::S004,
                        {0, at_},
                        "the expression is empty",
                        "Write a value, or none if there is none."};
            }
        }
        return {diagnostic_code::S002,
                {at_, at_},
                "the expression ends where " + state_.expected.listed() + " is expected",
                "Complete the expression."};
    }

    bool find_foreign_operator(refusal& found) const {
        for (std::uint32_t const back : {1U, 0U}) {
            if (back > at_) continue;
            auto const* const known = find_slip(text_.substr(at_ - back), foreign_operators);
            if (known == nullptr || known->text.size() <= back) continue;
            if (back == 1 && !is_pair(*known)) continue;
            auto const begin = at_ - back;
            found = {diagnostic_code::S012,
                     {begin, begin + size_of(known->text)},
                     "'" + std::string(known->text) + "' is no operator of this language",
                     std::string(known->advice)};
            return true;
        }
        return false;
    }

    static bool is_pair(slip const& s) { return s.text.size() == 2 && is_ascii(s.text[0]); }

    bool find_foreign_character(refusal& found) const {
        auto const next = code_point_at(rest_, 0);
        auto const* const known = find_slip(rest_, foreign_characters);
        if (is_ascii(rest_[0]) && known == nullptr && !is_stray(rest_[0])) return false;
        span const where{at_, at_ + next.length};
        if (!next.valid) {
            found = {diagnostic_code::S011, where, "this byte is not UTF-8", "Save the text as UTF-8."};
        } else if (known != nullptr) {
            found = {diagnostic_code::S011, where, quoted(where) + " is not part of the language",
                     std::string(known->advice)};
        } else if (is_ascii(rest_[0])) {
            found = {diagnostic_code::S011, where, quoted(where) + " is not part of the language", "Remove it."};
        } else {
            found = foreign_name();
        }
        return true;
    }

    /// ASCII that begins no token at all.
    static bool is_stray(char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7F ||
               std::string_view("&|~`\\").find(c) != std::string_view::npos;
    }

    refusal foreign_name() const {
        auto end = at_;
        while (end < text_.size() && (continues_name(text_[end]) || !is_ascii(text_[end])))
            ++end;
        span const where{at_, end};
        return {diagnostic_code::S010, where, quoted(where) + " has letters outside ASCII",
                "Use only a to z, A to Z, digits and _ in names; any letter may stand in a text in quotes."};
    }

    bool find_thousands(refusal& found) const {
        if (at_ == 0 || !is_digit(text_[at_ - 1]) || !is_thousands_group(rest_)) return false;
        found = {diagnostic_code::S009, {at_, at_ + 4}, "numbers have no thousands separators", "Leave the comma out."};
        return true;
    }

    bool find_open_range(refusal& found) const {
        if (!state_.expected.has(expected_class::value)) return false;
        bool const is_low = rest_.starts_with("..");
        bool const is_high = state_.token_end() >= 2 && text_.substr(state_.token_end() - 2, 2) == ".." &&
                             (rest_[0] == ']' || rest_[0] == ')' || rest_[0] == '[');
        if (!is_low && !is_high) return false;
        found = {diagnostic_code::S022,
                 {at_, at_ + 1},
                 is_low ? "this range has no lower end" : "this range has no upper end",
                 "Write none for an end that is open, as in [5..none]."};
        return true;
    }

    /// "gross income" and "round halfup(1)": two words where a name was read and an operator could follow.
    bool find_name_with_blank(refusal& found) const {
        auto const word = leading_name(rest_);
        auto const before = last_word();
        if (word.empty() || before.empty() || is_reserved(word) || is_reserved(before)) return false;
        if (!state_.expected.has(expected_class::operation)) return false;
        if (auto const near = nearest_name(word, state_.expected.words()); !near.empty() && !is_call()) return false;
        auto const begin = state_.token_end() - size_of(before);
        span const where{begin, at_ + size_of(word)};
        auto const joined = std::string(before) + " " + std::string(word);
        auto const near = nearest_name(joined, functions_of_several_words());
        found = {diagnostic_code::S024, where, "'" + joined + "' is no name: names have no blanks",
                 near.empty() ? "Join the words with _, or write an operator between them."
                              : "Did you mean '" + near + "'?"};
        return true;
    }

    std::string_view last_word() const {
        auto begin = state_.token_end();
        while (begin > 0 && continues_name(text_[begin - 1]))
            --begin;
        return leading_name(text_.substr(begin, state_.token_end() - begin));
    }

    bool is_call() const {
        auto const* const behind = rest_.data() + leading_name(rest_).size();
        return state_.peek(behind) == '(';
    }

    refusal unexpected() const {
        auto const where = found_token();
        auto const name = leading_name(rest_);
        if (state_.expected.only_operation_or_end()) {
            bool const is_closer = rest_[0] == ')' || rest_[0] == ']' || rest_[0] == '}';
            auto const near = name.empty() ? std::string() : nearest_name(name, state_.expected.words());
            return {diagnostic_code::S003, where,
                    is_closer ? quoted(where) + " closes nothing"
                              : quoted(where) + " stands behind the end of the expression",
                    !near.empty()             ? "Did you mean '" + near + "'?"
                    : is_closer               ? "Remove it, or open the bracket before."
                    : rest_.starts_with("..") ? "Put a range in brackets, as in [1..5]."
                                              : "Remove it, or write an operator before it."};
        }
        return {diagnostic_code::S001, where,
                quoted(where) + " stands where " + state_.expected.listed() + " is expected", advice_for(name)};
    }

    std::string advice_for(std::string_view name) const {
        if (!name.empty()) {
            if (auto const near = nearest_name(name, state_.expected.words()); !near.empty() && near != name) {
                return "Did you mean '" + near + "'?";
            }
            if (state_.expected.has(expected_class::value) && is_infix_word(name)) {
                return "Write a value before '" + std::string(name) + "', which is a reserved word and no name.";
            }
        }
        if (rest_[0] == ',' && !state_.expected.has(expected_class::value))
            return "Put a list in brackets, as in [1, 2].";
        return "Write what is expected before it, or remove it.";
    }

    /// The word, number, text or sign that stands at the furthest point, not too long to show.
    span found_token() const {
        std::size_t size = leading_name(rest_).size();
        if (size == 0) size = leading_digits(rest_);
        if (size == 0 && rest_[0] == '"') {
            auto const close = rest_.find_first_of("\"\n", 1);
            size = close == std::string_view::npos ? rest_.size() : close + (rest_[close] == '"' ? 1 : 0);
        }
        if (size == 0 && rest_.starts_with("..")) size = 2;
        if (size == 0) size = code_point_at(rest_, 0).length;
        return {at_, at_ + static_cast<std::uint32_t>(size)};
    }

    std::string quoted(span where) const {
        constexpr std::uint32_t shown = 40;
        auto const text = text_.substr(where.begin, where.end - where.begin);
        if (text == "'") return "the apostrophe";
        if (text.size() <= shown) return "'" + printable(text) + "'";
        std::size_t cut = 0;
        while (cut < shown)
            cut += code_point_at(text, cut).length;
        return "'" + printable(text.substr(0, cut)) + "...'";
    }

    static std::uint32_t size_of(std::string_view text) { return static_cast<std::uint32_t>(text.size()); }

    parse_state const& state_;
    std::uint32_t at_;
    std::string_view text_;
    std::string_view rest_;
};

}  // namespace

refusal explain_failure(parse_state const& state) {
    return failure_report(state).explain();
}

}  // namespace carefare::syntax::grammar
