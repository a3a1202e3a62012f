// Where named time zones come from. The evaluator opens no file: a program that wants "Europe/Paris" understood hands
// in a source of compiled zone files (RFC 9636); without one a named zone is refused.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace carefare::constant {

class zone_source {
public:
    virtual ~zone_source() = default;
    /// The bytes of the zone's compiled file, or empty if there is no such zone. `name` holds only letters, digits,
    /// '_', '+', '-' and single inner '/', so it is safe as a relative path.
    [[nodiscard]] virtual std::optional<std::string> read(std::string_view name) const = 0;

protected:
    zone_source() = default;
    zone_source(zone_source const&) = default;
    zone_source& operator=(zone_source const&) = default;
};

}  // namespace carefare::constant
