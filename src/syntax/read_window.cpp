// A window of time: the first and the last day for which rows are complete.
#include "syntax/read_window.hpp"

namespace carefare::syntax {

std::optional<day_window> read_window(fields const& from, reader& in) {
    auto const* const node = from.find("window");
    auto const text = node == nullptr ? std::nullopt : read_text(*node, "'window'", in);
    if (!text) return {};
    auto const refuse = [&](std::string const& why, std::string advice) {
        in.error(diagnostic_code::K037, node->where, in_quotes(text->value) + why, std::move(advice));
    };
    std::string_view const whole = text->value;
    auto const dots = whole.find("..");
    auto const first = parse_date(whole.substr(0, dots));
    auto const last = dots == std::string_view::npos ? std::nullopt : parse_date(whole.substr(dots + 2));
    if (!first || !last) {
        refuse(" is no window of days",
               "Write the first and the last day with two dots between them: 2019-06-03..2019-06-30.");
        return {};
    }
    if (*last < *first) {
        refuse(" ends before it begins", "Write the earlier day first.");
        return {};
    }
    auto const end = static_cast<std::uint32_t>(whole.size());
    auto const cut = static_cast<std::uint32_t>(dots);
    return day_window{{*first, node->text.locate({0, cut})}, {*last, node->text.locate({cut + 2, end})}};
}

}  // namespace carefare::syntax
