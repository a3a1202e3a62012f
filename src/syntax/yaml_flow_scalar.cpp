// Plain and quoted scalars: line folding, doubled quotes, escapes.
#include <algorithm>
#include <array>
#include <optional>

#include <carefare/base/utf8.hpp>

#include "syntax/yaml_scalar_writer.hpp"

namespace carefare::syntax {

namespace {

/// Blanks at `at`: kept within a line; at the end of a line they go, one line break becomes a blank, and of more line
/// breaks all but the first stay. Gives the offset of what follows.
std::uint32_t read_blanks(std::string_view file, std::uint32_t at, scalar_writer& out) {
    auto next = skip_blanks(file, at);
    auto length = break_length(file, next);
    if (length == 0) {
        out.copy(at, next);
        return next;
    }
    auto const first = next;
    auto const first_end = next + length;
    next = skip_blanks(file, first_end);
    if (break_length(file, next) == 0) {
        out.put(" ", first, first_end);
        return next;
    }
    while ((length = break_length(file, next)) > 0) {
        out.put("\n", next, next + length);
        next = skip_blanks(file, next + length);
    }
    return next;
}

bool begins_blanks(std::string_view file, std::uint32_t at) {
    return file[at] == ' ' || break_length(file, at) > 0;
}

struct escape {
    char letter;
    std::uint32_t hex_digits;
    char32_t value;
};

constexpr auto escapes = std::to_array<escape>({
    {'0', 0, 0},    {'a', 0, 7},    {'b', 0, 8},      {'t', 0, 9},      {'n', 0, 10},    {'v', 0, 11},  {'f', 0, 12},
    {'r', 0, 13},   {'e', 0, 27},   {' ', 0, ' '},    {'"', 0, '"'},    {'\'', 0, '\''}, {'/', 0, '/'}, {'\\', 0, '\\'},
    {'N', 0, 0x85}, {'_', 0, 0xA0}, {'L', 0, 0x2028}, {'P', 0, 0x2029}, {'x', 2, 0},     {'u', 4, 0},   {'U', 8, 0},
});

std::optional<char32_t> hex_value(std::string_view digits) {
    char32_t value = 0;
    for (char const c : digits) {
        char32_t digit = 0;
        if (c >= '0' && c <= '9')
            digit = static_cast<char32_t>(c - '0');
        else if (c >= 'a' && c <= 'f')
            digit = static_cast<char32_t>(c - 'a' + 10);
        else if (c >= 'A' && c <= 'F')
            digit = static_cast<char32_t>(c - 'A' + 10);
        else
            return std::nullopt;
        value = value * 16 + digit;
    }
    return value;
}

class double_quoted_reader {
public:
    double_quoted_reader(std::string_view file, std::uint32_t begin, scalar_writer& out)
        : file_(file), at_(begin + 1), out_(out) {}

    scalar_reading read() {
        while (at_ < file_.size() && file_[at_] != '"') {
            if (file_[at_] == '\\') {
                read_escape();
            } else if (begins_blanks(file_, at_)) {
                at_ = read_blanks(file_, at_, out_);
            } else {
                out_.copy(at_, at_ + 1);
                ++at_;
            }
        }
        result_.is_terminated = at_ < file_.size();
        result_.end = std::min(at_ + 1, static_cast<std::uint32_t>(file_.size()));
        if (!library_text_.empty()) result_.as_library = library_text_ + out_.text().substr(copied_);
        return std::move(result_);
    }

private:
    void read_escape() {
        auto const begin = at_;
        if (auto const length = break_length(file_, begin + 1); length > 0) return continue_line(begin + 1 + length);
        auto const letter = begin + 1 < file_.size() ? file_[begin + 1] : '\0';
        auto const known =
            std::find_if(escapes.begin(), escapes.end(), [letter](auto e) { return e.letter == letter; });
        at_ = std::min(begin + 2, static_cast<std::uint32_t>(file_.size()));
        if (known == escapes.end()) return;  // the library has refused it before
        auto value = known->value;
        if (known->hex_digits > 0) {
            auto const read = hex_value(file_.substr(at_, known->hex_digits));
            if (!read) return;
            value = *read;
            at_ = std::min(at_ + known->hex_digits, static_cast<std::uint32_t>(file_.size()));
        }
        std::string bytes;
        append_utf8(bytes, value);
        if (known->hex_digits == 0 && (value == 0x85 || value == 0xA0)) note_library_byte(value);
        out_.put(bytes, begin, at_);
        if (known->hex_digits == 0 && (value == 0x85 || value == 0xA0)) copied_ = out_.text().size();
        bool const is_allowed = value == '\n' || value == '\t' || is_printable(value);
        if (!is_allowed && result_.refused_escape == span{}) result_.refused_escape = {begin, at_};
    }

    /// An escaped line break joins the lines; every empty line after it is one line break of the text.
    void continue_line(std::uint32_t next) {
        next = skip_blanks(file_, next);
        for (auto length = break_length(file_, next); length > 0; length = break_length(file_, next)) {
            out_.put("\n", next, next + length);
            next = skip_blanks(file_, next + length);
        }
        at_ = next;
    }

    /// The library decodes \N and \_ to a byte of Latin-1 instead of UTF-8.
    void note_library_byte(char32_t value) {
        library_text_ += out_.text().substr(copied_);
        library_text_.push_back(static_cast<char>(static_cast<unsigned char>(value)));
    }

    std::string_view file_;
    std::uint32_t at_;
    scalar_writer& out_;
    scalar_reading result_;
    std::string library_text_;
    std::size_t copied_ = 0;
};

}  // namespace

scalar_reading read_plain(std::string_view file, std::uint32_t begin, std::string_view decoded, scalar_writer& out) {
    auto at = begin;
    while (out.text().size() < decoded.size() && at < file.size()) {
        if (begins_blanks(file, at)) {
            at = read_blanks(file, at, out);
        } else {
            out.copy(at, at + 1);
            ++at;
        }
    }
    scalar_reading result;
    result.end = at;
    return result;
}

scalar_reading read_single_quoted(std::string_view file, std::uint32_t begin, scalar_writer& out) {
    scalar_reading result;
    auto at = begin + 1;
    while (at < file.size()) {
        if (file[at] == '\'') {
            bool const is_doubled = at + 1 < file.size() && file[at + 1] == '\'';
            if (!is_doubled) break;
            out.put("'", at, at + 2);
            at += 2;
        } else if (begins_blanks(file, at)) {
            at = read_blanks(file, at, out);
        } else {
            out.copy(at, at + 1);
            ++at;
        }
    }
    result.is_terminated = at < file.size();
    result.end = std::min(at + 1, static_cast<std::uint32_t>(file.size()));
    return result;
}

scalar_reading read_double_quoted(std::string_view file, std::uint32_t begin, scalar_writer& out) {
    return double_quoted_reader(file, begin, out).read();
}

}  // namespace carefare::syntax
