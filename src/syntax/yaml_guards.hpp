// What is refused before a YAML library sees a file, and the text between values that such a library passes over.
#pragma once

#include <cstdint>
#include <optional>

#include <carefare/base/diagnostic.hpp>
#include <carefare/base/source.hpp>
#include <carefare/syntax/yaml_document.hpp>

namespace carefare::syntax {

/// Size, encoding, byte order mark, control characters, tabs, directives. False, with diagnostics, if the file must not
/// be read further.
[[nodiscard]] bool guard_yaml_text(source const& text, source_id id, diagnostics& sink, yaml_limits const& limits);

/// Offset of the first byte in [begin, end) that is neither blank, comment, punctuation of YAML nor a document marker:
/// text that belongs to no value.
[[nodiscard]] std::optional<std::uint32_t> first_stray(source const& text, std::uint32_t begin, std::uint32_t end);

/// Skips blanks, line ends, comments and document markers from `at`; `end` if nothing else follows before it.
[[nodiscard]] std::uint32_t skip_unread(source const& text, std::uint32_t at, std::uint32_t end);

/// Reports text that belongs to no value, by what it looks like: alias, anchor, tag, directive, or just text.
void report_stray(location where, char first, diagnostics& sink);

}  // namespace carefare::syntax
