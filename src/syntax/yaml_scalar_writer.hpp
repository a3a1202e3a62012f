// The text of a scalar as it is read again from the file, with the place of each byte: shared by the flow styles
// (plain, quoted) and the block styles (literal, folded).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <carefare/base/source.hpp>

namespace carefare::syntax {

/// Appends text piece by piece; what stands in the file byte for byte joins the piece before it.
class scalar_writer {
public:
    explicit scalar_writer(std::string_view file) : file_(file) {}

    /// Bytes [from, to) of the file as they stand.
    void copy(std::uint32_t from, std::uint32_t to) { put(file_.substr(from, to - from), from, to); }

    /// `bytes` for what stands at [from, to) of the file.
    void put(std::string_view bytes, std::uint32_t from, std::uint32_t to) {
        bool const is_byte_for_byte = bytes.size() == to - from;
        auto const at = static_cast<std::uint32_t>(text_.size());
        bool const joins = is_byte_for_byte && !pieces_.empty() && pieces_.back().source_end == 0 &&
                           pieces_.back().source_offset + (at - pieces_.back().at) == from;
        if (!joins && !bytes.empty()) pieces_.push_back({at, from, is_byte_for_byte ? 0 : to});
        text_ += bytes;
    }

    [[nodiscard]] std::string const& text() const { return text_; }
    [[nodiscard]] std::string take_text() { return std::move(text_); }
    [[nodiscard]] std::vector<located_text::piece> take_pieces() { return std::move(pieces_); }

private:
    std::string_view file_;
    std::string text_;
    std::vector<located_text::piece> pieces_;
};

/// Length of the line break at `at` ("\n" or "\r\n"); 0 if there is none.
[[nodiscard]] inline std::uint32_t break_length(std::string_view file, std::uint32_t at) {
    if (at < file.size() && file[at] == '\n') return 1;
    return at + 1 < file.size() && file[at] == '\r' && file[at + 1] == '\n' ? 2 : 0;
}

[[nodiscard]] inline std::uint32_t skip_blanks(std::string_view file, std::uint32_t at) {
    while (at < file.size() && file[at] == ' ')
        ++at;
    return at;
}

/// What a style's reading found beside the text.
struct scalar_reading {
    std::uint32_t end = 0;  ///< behind the scalar, closing quote included
    bool is_terminated = true;
    span refused_escape;     ///< empty if there is none
    std::string as_library;  ///< the text as the YAML library decodes it, where that differs from the right one
};

/// Reads a plain scalar until it has as many bytes as `decoded`.
scalar_reading read_plain(std::string_view file, std::uint32_t begin, std::string_view decoded, scalar_writer& out);
scalar_reading read_single_quoted(std::string_view file, std::uint32_t begin, scalar_writer& out);
scalar_reading read_double_quoted(std::string_view file, std::uint32_t begin, scalar_writer& out);
/// Reads a block scalar; its indentation and the fate of its line breaks are taken from `decoded`.
scalar_reading read_block(std::string_view file, std::uint32_t begin, bool is_folded, std::string_view decoded,
                          scalar_writer& out);

}  // namespace carefare::syntax
