// Single values of our files: text, names, dates, yes and no, counts, expressions. Each function reports what is wrong
// with the node and returns nothing then.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <carefare/base/diagnostic.hpp>
#include <carefare/syntax/programme_syntax.hpp>
#include <carefare/syntax/read_files.hpp>
#include <carefare/syntax/yaml_document.hpp>

namespace carefare::syntax {

/// What all readers of one load share.
struct reader {
    diagnostics& sink;
    read_limits const& limits;
    void error(diagnostic_code code, location where, std::string message, std::string advice) {
        sink.error(code, where, std::move(message), std::move(advice));
    }
};

/// simple: `age`; dotted: `share.rounding`; path: `state/programme` (letters, digits, `_` and `-` between slashes).
enum class name_form : std::uint8_t { simple, dotted, path };

/// The text between single quotes, for messages (std::quoted would be found first under its name).
[[nodiscard]] std::string in_quotes(std::string_view text);
/// "a, b or c" for advice.
[[nodiscard]] std::string alternatives(std::vector<std::string_view> const& words);
/// Advice that begins with the nearest of the words, if one is near, and lists them all.
[[nodiscard]] std::string suggestion(std::string_view wrong, std::vector<std::string_view> const& words);

/// True if the node is of the kind; `what` names it in the message ("'cite'").
bool expect_kind(yaml_node const& node, yaml_kind kind, std::string_view what, reader& in);
/// Text that is not blank, without the line end of a block.
[[nodiscard]] std::optional<name_text> read_text(yaml_node const& node, std::string_view what, reader& in);
/// True if the text is a name of the form, and no part of it is a word of the expression language.
bool check_name(located_text const& text, name_form form, std::string_view what, reader& in);
[[nodiscard]] std::optional<name_text> read_name(yaml_node const& node, name_form form, std::string_view what,
                                                 reader& in);
/// A word of a value list; `none_too` where the domain of a key may name none.
[[nodiscard]] std::optional<name_text> read_word(yaml_node const& node, bool none_too, reader& in);
[[nodiscard]] std::optional<located<date>> read_date(yaml_node const& node, std::string_view what, reader& in);
[[nodiscard]] std::optional<bool> read_yes_no(yaml_node const& node, std::string_view what, reader& in);
[[nodiscard]] std::optional<located<std::uint32_t>> read_count(yaml_node const& node, std::string_view what,
                                                               reader& in);
[[nodiscard]] std::optional<expr> read_expr(yaml_node const& node, std::string_view what, reader& in);
/// The path of a file at or below the folder of the file that names it.
bool check_path_below(name_text const& path, reader& in);
/// A list of at least one different name or word.
[[nodiscard]] std::vector<name_text> read_names(yaml_node const& node, name_form form, std::string_view what,
                                                reader& in);
[[nodiscard]] std::vector<name_text> read_words(yaml_node const& node, std::string_view what, bool none_too,
                                                reader& in);
/// A list of at least one text.
[[nodiscard]] std::vector<name_text> read_texts(yaml_node const& node, std::string_view what, reader& in);

/// A name that is there already: both places.
void report_twice(name_text const& again, location first, std::string_view what, reader& in);

}  // namespace carefare::syntax
