// Dated values of parameters and readings.
#include "syntax/read_timeline.hpp"

#include <utility>

#include "syntax/read_value.hpp"

namespace carefare::syntax {

std::vector<dated_value_syntax> read_values(yaml_node const& list, std::string const& owner, reader& in) {
    std::vector<dated_value_syntax> result;
    for_each_item(list, "'values'", in, [&](yaml_node const& item) {
        fields const entry(item, item.where, "an entry of " + owner,
                           {"from", "until", "known", "value", "reason", "cite"}, in);
        if (!entry) return;
        dated_value_syntax value;
        value.where = item.where;
        value.state.where = item.where;
        read_dates(entry, value, true);
        static_cast<void>(entry.need("value"));
        read_not_known(entry, value, in);
        if (!value.not_known) value.value = entry.value("value");
        value.cite = entry.text("cite");
        result.push_back(std::move(value));
    });
    return result;
}

}  // namespace carefare::syntax
