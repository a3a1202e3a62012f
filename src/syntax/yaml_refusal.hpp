// What the YAML library's own messages mean to the author of a file.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include <carefare/base/diagnostic.hpp>
#include <carefare/base/source.hpp>

namespace carefare::syntax {

/// Reports that the library gave up at byte `at` with `message`. `open_bracket` is the place of a bracket or brace that
/// is open there.
void report_refusal(std::string_view message, source const& text, source_id id, std::uint32_t at,
                    std::optional<std::uint32_t> open_bracket, diagnostics& sink);

}  // namespace carefare::syntax
