// A JSON text read from front to end (RFC 8259, strictly), its numbers as they are written. Whatever is malformed is an
// error with its place.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <carefare/engine/error.hpp>

namespace carefare::engine {

class json_cursor {
public:
    /// Throws H004 for what is no UTF-8.
    explicit json_cursor(std::string_view text);

    enum class kind : unsigned char { object, array, text, number, truth, null };
    /// What the next value is.
    [[nodiscard]] kind next();
    void enter_object() { take('{'), first_ = true; }
    void enter_array() { take('['), first_ = true; }
    /// Goes to the next name of an object, which it has read; false behind the last.
    [[nodiscard]] bool next_name(std::string& name);
    /// Goes to the next item of an array; false behind the last.
    [[nodiscard]] bool next_item();
    /// A value that is neither object nor array: the text, the digits of a number, yes or no, nothing for null.
    void read_scalar(std::string& into);
    /// Nothing but blanks may follow.
    void finish();

    [[nodiscard]] std::size_t at() const { return at_; }
    [[noreturn]] void refuse(call_code code, std::string message, std::string advice, std::size_t where) const;
    /// What was found elsewhere, with this place.
    [[noreturn]] void refuse(error const& found, std::size_t where) const;

private:
    void skip_blanks();
    void take(char c);
    [[nodiscard]] bool next_in(char close);
    void read_text(std::string& into);
    void read_escape(std::string& into);
    [[nodiscard]] unsigned read_hex();
    void read_number(std::string& into);
    void read_word(std::string_view word);
    [[noreturn]] void malformed(std::string message) const;

    std::string_view text_;
    std::size_t at_ = 0;
    bool first_ = false;
};

}  // namespace carefare::engine
