// Time zones from a folder of compiled zone files, as systems keep them.
#pragma once

#include <string>

#include <carefare/constant/zone_source.hpp>

namespace carefare::cli {

class zone_folder final : public constant::zone_source {
public:
    explicit zone_folder(std::string folder) : folder_(std::move(folder)) {}
    [[nodiscard]] std::optional<std::string> read(std::string_view name) const override;

private:
    std::string folder_;
};

}  // namespace carefare::cli
