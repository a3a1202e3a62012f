// One value of a case's row, for the layer that reads rows against a programme.
#include <carefare/syntax/read_files.hpp>

#include "syntax/read_value.hpp"

namespace carefare::syntax {

std::optional<expr> read_row_value(yaml_node const& node, std::string_view what, diagnostics& sink) {
    read_limits const limits;
    reader in{sink, limits};
    return read_plain_value(node, what, in);
}

}  // namespace carefare::syntax
