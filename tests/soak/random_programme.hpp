// Programmes made up from a seed, as the text of their files: small, mostly sound, and of every construct.
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace carefare::soak {

/// Files by their path in the folder of the programme.
using file_texts = std::map<std::string, std::string>;

[[nodiscard]] file_texts random_programme(std::uint64_t seed);

}  // namespace carefare::soak
