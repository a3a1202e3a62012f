// See zone_folder.hpp.
#include "cli/zone_folder.hpp"

#include <fstream>

namespace carefare::cli {

std::optional<std::string> zone_folder::read(std::string_view name) const {
    constexpr std::size_t most = 1024 * 1024;  // zone files have a few kilobytes
    std::ifstream file(folder_ + "/" + std::string(name), std::ios::binary);
    std::string bytes(most, '\0');
    file.read(bytes.data(), static_cast<std::streamsize>(most));
    auto const size = static_cast<std::size_t>(file.gcount());
    if (size == 0 || size == most) return std::nullopt;
    bytes.resize(size);
    return bytes;
}

}  // namespace carefare::cli
