// From a decoded YAML scalar back to the bytes of the file. The YAML library gives a scalar's text and where it begins;
// this reads the scalar again from the file and notes where each byte of the text stood. The text read again must equal
// the text given: where it does not, there is no map rather than a wrong one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <carefare/base/source.hpp>
#include <carefare/syntax/yaml_document.hpp>

namespace carefare::syntax {

struct mapped_scalar {
    located_text text;
    bool is_mapped = false;              ///< the text has its pieces and `whole` is the exact place of the scalar
    bool is_terminated = true;           ///< a quoted scalar has its closing quote
    std::optional<span> refused_escape;  ///< an escape that stands for a character which may not stand in a text
};

/// `begin` is the first byte of the scalar: its text, quote or block indicator.
[[nodiscard]] mapped_scalar map_scalar(source_id id, std::string_view file, std::uint32_t begin, yaml_style style,
                                       std::string decoded);

}  // namespace carefare::syntax
