// See value_json.hpp.
#include "cli/value_json.hpp"

#include <utility>

namespace carefare::cli {

void add_value(nlohmann::ordered_json& made, constant::value const& v) {
    made["type"] = constant::type_name(v);
    auto const* several = std::get_if<constant::list>(&v.held);
    if (several == nullptr) {
        made["value"] = constant::to_text(v);
        return;
    }
    auto items = nlohmann::ordered_json::array();
    for (auto const& each : several->items) {
        nlohmann::ordered_json item;
        add_value(item, each);
        items.push_back(std::move(item));
    }
    made["items"] = std::move(items);
}

std::string one_line(nlohmann::ordered_json const& json) {
    return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace carefare::cli
