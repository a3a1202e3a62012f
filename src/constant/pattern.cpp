// Branches, groups, quantifiers and anchors of a pattern; see pattern.hpp.
#include "constant/pattern.hpp"

#include <optional>
#include <vector>

#include <carefare/base/utf8.hpp>

#include "constant/pattern_class.hpp"
#include "constant/refusal.hpp"

namespace carefare::constant {
namespace {

class translator {
public:
    translator(std::string_view pattern, pattern_flags const& flags) : in_(pattern), flags_(flags) {}

    translated_pattern run() {
        while (!in_.at_end()) step();
        if (!open_.empty()) refuse_pattern("a '(' is not closed");
        return {made_, groups_};
    }

private:
    static bool is_blank(char32_t c) { return c == U' ' || c == U'\t' || c == U'\n' || c == U'\r'; }

    void skip_blanks() {
        while (flags_.free_spacing && !in_.at_end() && is_blank(in_.peek())) in_.next();
    }

    void step() {
        auto const c = in_.next();
        if (flags_.free_spacing && is_blank(c)) return;
        switch (c) {
            case U'(': open_group(); return;
            case U')': close_group(); return;
            case U'|': add("|", false); return;
            case U'^': add("^", false); return;
            case U'$': add("$", false); return;
            case U'.': add(flags_.dot_all ? "." : "[^\\n\\r]", true); return;
            case U'[': add(read_class(in_), true); return;
            case U'\\': escape(); return;
            case U'?':
            case U'*':
            case U'+':
            case U'{': quantifier(c); return;
            case U'}':
            case U']': refuse_pattern(std::string("a '") + static_cast<char>(c) + "' outside a class needs a backslash");
            default: add(literal_point(c), true);
        }
    }

    void add(std::string const& text, bool can_repeat) {
        made_ += text;
        can_repeat_ = can_repeat;
    }

    void open_group() {
        skip_blanks();
        if (in_.take(U'?')) {
            if (!in_.take(U':')) refuse_pattern("'(?' may only be followed by ':'");
            open_.push_back(0);
            add("(?:", false);
            return;
        }
        open_.push_back(++groups_);
        closed_.push_back(false);
        add("(", false);
    }

    void close_group() {
        if (open_.empty()) refuse_pattern("a ')' closes nothing");
        if (open_.back() != 0) closed_[open_.back() - 1] = true;
        open_.pop_back();
        add(")", true);
    }

    void escape() {
        if (in_.peek() >= U'0' && in_.peek() <= U'9') {
            back_reference();
            return;
        }
        auto const found = read_escape(in_);
        add(found.single ? literal_point(found.point) : "[" + found.in_class + "]", true);
    }

    void back_reference() {
        unsigned number = static_cast<unsigned>(in_.next() - U'0');
        while (in_.peek() >= U'0' && in_.peek() <= U'9') {
            auto const longer = number * 10 + static_cast<unsigned>(in_.peek() - U'0');
            if (longer > groups_) break;
            number = longer;
            in_.next();
        }
        if (number == 0 || number > groups_ || !closed_[number - 1])
            refuse_pattern("'\\" + std::to_string(number) + "' refers to a group that is not closed before it");
        add("\\g{" + std::to_string(number) + "}", true);
    }

    std::optional<unsigned> bound() {
        if (in_.peek() < U'0' || in_.peek() > U'9') return std::nullopt;
        unsigned made = 0;
        while (in_.peek() >= U'0' && in_.peek() <= U'9') {
            made = made * 10 + static_cast<unsigned>(in_.next() - U'0');
            if (made > 1000) refuse_pattern("a part is repeated more than 1000 times");
        }
        return made;
    }

    void quantifier(char32_t c) {
        if (!can_repeat_) refuse_pattern(std::string("there is nothing that '") + static_cast<char>(c) + "' could repeat");
        std::string text(1, static_cast<char>(c));
        if (c == U'{') {
            auto const least = bound();
            if (!least) refuse_pattern("a '{' needs a number, as in {2} or {2,5}, or a backslash before it");
            text += std::to_string(*least);
            if (in_.take(U',')) {
                text += ',';
                if (auto const most = bound()) {
                    if (*most < *least) refuse_pattern("a repetition has its bounds backwards");
                    text += std::to_string(*most);
                }
            }
            if (!in_.take(U'}')) refuse_pattern("a '{' is not closed");
            text += '}';
        }
        skip_blanks();
        if (in_.take(U'?')) text += '?';
        add(text, false);
    }

    pattern_reader in_;
    pattern_flags flags_;
    std::string made_;
    unsigned groups_ = 0;
    std::vector<unsigned> open_;  ///< numbers of the groups not yet closed, 0 for one that captures nothing
    std::vector<bool> closed_;
    bool can_repeat_ = false;
};

}  // namespace

pattern_flags read_flags(std::string_view text) {
    pattern_flags flags;
    for (char const c : text) {
        switch (c) {
            case 's': flags.dot_all = true; break;
            case 'm': flags.multi_line = true; break;
            case 'i': flags.ignore_case = true; break;
            case 'x': flags.free_spacing = true; break;
            case 'q': flags.literal = true; break;
            default:
                refuse(diagnostic_code::C016, "'" + std::string(text) + "' are no flags of a regular expression",
                       "Use any of the letters s, m, i, x and q.");
        }
    }
    return flags;
}

translated_pattern translate_pattern(std::string_view pattern, pattern_flags const& flags) {
    if (pattern.find('\0') != std::string_view::npos) refuse_pattern("the pattern holds the character U+0000");
    if (!flags.literal) return translator(pattern, flags).run();
    translated_pattern made;
    for (pattern_reader in(pattern); !in.at_end();) made.text += literal_point(in.next());
    return made;
}

}  // namespace carefare::constant
