// Upper and lower case of whole texts by the full mappings of Unicode: one letter may become several (ß, SS).
#pragma once

#include <string>
#include <string_view>

namespace carefare::constant {

[[nodiscard]] std::string to_upper(std::string_view text);
[[nodiscard]] std::string to_lower(std::string_view text);

}  // namespace carefare::constant
