// Reads a scalar again in its style and keeps the map if the text comes out the same.
#include "syntax/yaml_scalar_map.hpp"

#include <utility>

#include "syntax/yaml_scalar_writer.hpp"

namespace carefare::syntax {

namespace {

scalar_reading read_again(std::string_view file, std::uint32_t begin, yaml_style style, std::string_view decoded,
                          scalar_writer& out) {
    switch (style) {
        case yaml_style::single_quoted:
            return read_single_quoted(file, begin, out);
        case yaml_style::double_quoted:
            return read_double_quoted(file, begin, out);
        case yaml_style::literal:
            return read_block(file, begin, false, decoded, out);
        case yaml_style::folded:
            return read_block(file, begin, true, decoded, out);
        case yaml_style::plain:
            break;
    }
    return read_plain(file, begin, decoded, out);
}

}  // namespace

mapped_scalar map_scalar(source_id id, std::string_view file, std::uint32_t begin, yaml_style style,
                         std::string decoded) {
    scalar_writer out(file);
    auto const reading = read_again(file, begin, style, decoded, out);
    mapped_scalar result;
    result.is_terminated = reading.is_terminated;
    if (reading.refused_escape != span{}) result.refused_escape = reading.refused_escape;
    result.is_mapped = (reading.as_library.empty() ? out.text() : reading.as_library) == decoded;
    result.text.source = id;
    result.text.whole = {begin, begin};
    if (!result.is_mapped) {
        result.text.text = std::move(decoded);
        return result;
    }
    result.text.text = out.take_text();
    result.text.pieces = out.take_pieces();
    result.text.whole.end = reading.end;
    bool const is_quoted = style == yaml_style::single_quoted || style == yaml_style::double_quoted;
    if (result.text.pieces.empty()) result.text.pieces.push_back({0, is_quoted ? begin + 1 : begin});
    return result;
}

}  // namespace carefare::syntax
