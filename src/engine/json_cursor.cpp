// See json_cursor.hpp.
#include "engine/json_cursor.hpp"

#include <utility>

#include <carefare/base/source.hpp>
#include <carefare/base/utf8.hpp>

namespace carefare::engine {

namespace {

constexpr std::size_t longest = std::size_t{1} << 30U;
constexpr unsigned first_high_surrogate = 0xD800, first_low_surrogate = 0xDC00, after_surrogates = 0xE000, first_beyond = 0x10000;
constexpr unsigned bits_of_surrogate = 10, hex_digits = 4;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

json_cursor::json_cursor(std::string_view text) : text_(text) {
    if (text.size() > longest) throw error(call_code::too_long, "the document has more than 1 GiB", "Hand in fewer rows at once.");
    if (auto const bad = first_invalid_utf8(text)) {
        throw error(call_code::not_utf8, "the document is not UTF-8 at byte " + std::to_string(*bad), "Convert it first.");
    }
}

void json_cursor::refuse(call_code code, std::string message, std::string advice, std::size_t where) const {
    refuse(error(code, std::move(message), std::move(advice)), where);
}

void json_cursor::refuse(error const& found, std::size_t where) const {
    source const file("document", std::string(text_));
    auto const place = file.at(static_cast<std::uint32_t>(where));
    auto made = found.first();
    made.file = file.name();
    made.line = place.line;
    made.column = place.column;
    throw error({std::move(made)});
}

void json_cursor::malformed(std::string message) const {
    refuse(call_code::malformed_json, std::move(message), "Write one JSON object: { \"table\": { \"key\": { ... } } }.", at_);
}

void json_cursor::skip_blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\r' || text_[at_] == '\t')) ++at_;
}

void json_cursor::take(char c) {
    skip_blanks();
    if (at_ == text_.size() || text_[at_] != c) malformed(std::string("'") + c + "' is missing");
    ++at_;
}

json_cursor::kind json_cursor::next() {
    skip_blanks();
    if (at_ == text_.size()) malformed("a value is missing");
    switch (text_[at_]) {
        case '{': return kind::object;
        case '[': return kind::array;
        case '"': return kind::text;
        case 't':
        case 'f': return kind::truth;
        case 'n': return kind::null;
        default: break;
    }
    if (text_[at_] != '-' && !is_digit(text_[at_])) malformed("this is no value");
    return kind::number;
}

bool json_cursor::next_in(char close) {
    skip_blanks();
    if (at_ < text_.size() && text_[at_] == close) {
        ++at_;
        first_ = false;  // the container around it goes on behind a value
        return false;
    }
    if (!first_) take(',');
    first_ = false;
    return true;
}

bool json_cursor::next_name(std::string& name) {
    if (!next_in('}')) return false;
    skip_blanks();
    if (at_ == text_.size() || text_[at_] != '"') malformed("a name in quotes is missing");
    read_text(name);
    take(':');
    return true;
}

bool json_cursor::next_item() { return next_in(']'); }

void json_cursor::read_scalar(std::string& into) {
    into.clear();
    switch (next()) {
        case kind::text: read_text(into); break;
        case kind::number: read_number(into); break;
        case kind::null: read_word("null"); break;
        case kind::truth: {
            bool const truth = text_[at_] == 't';
            read_word(truth ? "true" : "false");
            into = truth ? "yes" : "no";
            break;
        }
        case kind::object:
        case kind::array: malformed("one value is asked, and this is several");
    }
}

void json_cursor::read_word(std::string_view word) {
    if (text_.substr(at_, word.size()) != word) malformed("this is no value");
    at_ += word.size();
}

void json_cursor::read_number(std::string& into) {
    auto const from = at_;
    auto const digits = [&] {
        if (at_ == text_.size() || !is_digit(text_[at_])) malformed("a digit is missing");
        while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
    };
    if (text_[at_] == '-') ++at_;
    if (at_ < text_.size() && text_[at_] == '0') {
        ++at_;
        if (at_ < text_.size() && is_digit(text_[at_])) malformed("a number begins with 0");
    } else {
        digits();
    }
    if (at_ < text_.size() && text_[at_] == '.') ++at_, digits();
    if (at_ < text_.size() && (text_[at_] == 'e' || text_[at_] == 'E')) {
        ++at_;
        if (at_ < text_.size() && (text_[at_] == '+' || text_[at_] == '-')) ++at_;
        digits();
    }
    into = text_.substr(from, at_ - from);
}

void json_cursor::read_text(std::string& into) {
    into.clear();
    ++at_;
    while (true) {
        auto const from = at_;
        while (at_ < text_.size() && text_[at_] != '"' && text_[at_] != '\\' && static_cast<unsigned char>(text_[at_]) >= 0x20) ++at_;
        into += text_.substr(from, at_ - from);
        if (at_ == text_.size()) malformed("a text has no end");
        if (text_[at_] == '"') break;
        if (text_[at_] != '\\') malformed("a control character stands in a text");
        ++at_;
        read_escape(into);
    }
    ++at_;
}

void json_cursor::read_escape(std::string& into) {
    if (at_ == text_.size()) malformed("a text has no end");
    auto const c = text_[at_++];
    switch (c) {
        case '"':
        case '\\':
        case '/': into += c; return;
        case 'b': into += '\b'; return;
        case 'f': into += '\f'; return;
        case 'n': into += '\n'; return;
        case 'r': into += '\r'; return;
        case 't': into += '\t'; return;
        case 'u': break;
        default: --at_, malformed("there is no such escape");
    }
    auto unit = read_hex();
    if (unit >= first_high_surrogate && unit < after_surrogates) {
        bool const is_pair = unit < first_low_surrogate && text_.substr(at_, 2) == "\\u";
        if (!is_pair) malformed("half of a surrogate pair stands alone");
        at_ += 2;
        auto const low = read_hex();
        if (low < first_low_surrogate || low >= after_surrogates) malformed("half of a surrogate pair stands alone");
        unit = first_beyond + ((unit - first_high_surrogate) << bits_of_surrogate) + (low - first_low_surrogate);
    }
    append_utf8(into, unit);
}

unsigned json_cursor::read_hex() {
    unsigned value = 0;
    for (unsigned i = 0; i < hex_digits; ++i) {
        auto const c = at_ < text_.size() ? text_[at_] : '\0';
        auto const digit = is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
        if (digit < 0) malformed("\\u needs four hexadecimal digits");
        value = value * 16 + static_cast<unsigned>(digit);
        ++at_;
    }
    return value;
}

void json_cursor::finish() {
    skip_blanks();
    if (at_ != text_.size()) malformed("something follows the document");
}

}  // namespace carefare::engine
