// A window of time: the first and the last day for which rows are complete.
#pragma once

#include <optional>

#include "syntax/read_fields.hpp"

namespace carefare::syntax {

struct day_window {
    located<date> first;
    located<date> last;
};

/// `window: 2019-06-03..2019-06-30`; empty if the key is absent or its value wrong.
[[nodiscard]] std::optional<day_window> read_window(fields const& from, reader& in);

}  // namespace carefare::syntax
