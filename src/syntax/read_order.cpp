// An order of rows: expressions with asc or desc behind them.
#include "syntax/read_order.hpp"

#include <utility>

#include <carefare/syntax/parse_expr.hpp>

#include "syntax/read_timeline.hpp"

namespace carefare::syntax {

namespace {

constexpr std::string_view blanks = " \n";

std::optional<order_key_syntax> read_key(yaml_node const& item, reader& in) {
    auto const text = read_text(item, "an item of 'order'", in);
    if (!text) return {};
    auto const [before, word] = cut_last_word(item.text);
    bool const descends = word.text == "desc";
    if (before.text.empty() || !(descends || word.text == "asc")) {
        in.error(diagnostic_code::K032, item.where, in_quotes(text->value) + " does not say which way it sorts",
                 "Write 'asc' behind it for the least first, or 'desc' for the greatest first.");
        return {};
    }
    auto key = parse_expr(before, in.sink);
    if (!key) return {};
    return order_key_syntax{std::move(*key), descends, item.where};
}

}  // namespace

std::vector<order_key_syntax> read_order(yaml_node const& list, reader& in) {
    std::vector<order_key_syntax> order;
    for_each_item(list, "'order'", in, [&](yaml_node const& item) {
        if (auto key = read_key(item, in)) order.push_back(std::move(*key));
    });
    return order;
}

cut_text cut_last_word(located_text const& text) {
    std::string_view const whole = text.text;
    auto const last = whole.find_last_not_of(blanks);
    if (last == std::string_view::npos) return {};
    auto const begin = whole.find_last_of(blanks, last) + 1;  // npos + 1: the text begins with the word
    auto const end = static_cast<std::uint32_t>(last + 1);
    auto const cut = static_cast<std::uint32_t>(begin);
    bool const is_alone = whole.substr(0, begin).find_first_not_of(blanks) == std::string_view::npos;
    return {is_alone ? located_text{} : text.part({0, cut}), text.part({cut, end})};
}

}  // namespace carefare::syntax
