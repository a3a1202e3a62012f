// messages/LANGUAGE.yaml of a programme.
#include <carefare/syntax/messages_syntax.hpp>

#include <algorithm>

#include "syntax/read_fields.hpp"
#include "syntax/read_timeline.hpp"

namespace carefare::syntax {

namespace {

constexpr std::size_t months_in_a_year = 12;

/// A block may break lines; a sentence is one line.
name_text on_one_line(name_text text) {
    std::replace(text.value.begin(), text.value.end(), '\n', ' ');
    return text;
}

}  // namespace

std::optional<messages_syntax> read_messages(yaml_node const& document, diagnostics& sink) {
    read_limits const limits;
    reader in{sink, limits};
    fields const head(document, document.where, "this file of messages",
                      {"messages", "programme", "months", "date", "yes", "no", "none", "not_known", "words", "sentences"}, in);
    if (!head) return {};
    messages_syntax out;
    out.language = head.need_text("messages");
    out.programme = head.need_name("programme", name_form::path);
    if (auto const* const months = head.need("months")) {
        out.months = read_texts(*months, "'months'", in);
        if (out.months.size() != months_in_a_year) {
            in.error(diagnostic_code::K042, months->where, "there are " + std::to_string(out.months.size()) + " months", "Write the names of all twelve, in order.");
        }
    }
    out.date = head.need_text("date");
    out.yes = head.need_text("yes");
    out.no = head.need_text("no");
    out.none = head.need_text("none");
    out.not_known = head.need_text("not_known");
    if (auto const* const words = head.find("words"); words != nullptr && expect_kind(*words, yaml_kind::mapping, "'words'", in)) {
        for (auto const& entry : words->entries) {
            if (auto text = read_text(entry.value, in_quotes(entry.key.text), in)) out.words.emplace_back(name_text{entry.key.text, entry.key.everything()}, std::move(*text));
        }
    }
    if (auto const* const sentences = head.find("sentences")) {
        for_each_item(*sentences, "'sentences'", in, [&](yaml_node const& item) {
            fields const row(item, item.where, "a sentence", {"say", "as"}, in);
            if (!row) return;
            auto say = row.need_text("say"), as = row.need_text("as");
            if (!say.value.empty() && !as.value.empty()) out.sentences.push_back({on_one_line(std::move(say)), on_one_line(std::move(as))});
        });
    }
    return out;
}

}  // namespace carefare::syntax
