// The entries of one mapping, read by key.
#include "syntax/read_fields.hpp"

#include <algorithm>
#include <utility>

#include "syntax/read_value.hpp"

namespace carefare::syntax {

fields::fields(yaml_node const& node, location where, std::string what, keys const& known, reader& in)
    : node_(node),
      where_(where),
      what_(std::move(what)),
      in_(in),
      is_mapping_(expect_kind(node, yaml_kind::mapping, what_, in)) {
    if (is_mapping_) check_keys(known);
}

fields::fields(yaml_entry const& entry, std::string_view kind, keys const& known, reader& in)
    : fields(entry.value, entry.key.everything(), std::string(kind) + " " + in_quotes(entry.key.text), known, in) {}

void fields::check_keys(keys const& known) const {
    for (auto const& entry : node_.entries) {
        auto const& key = entry.key.text;
        if (std::find(known.begin(), known.end(), key) == known.end()) {
            // `{ cite: a, b }`: the comma ended the text.
            bool const cut_off = entry.value.kind == yaml_kind::null;
            in_.error(diagnostic_code::K001, entry.key.everything(), "unknown key " + in_quotes(key) + " in " + what_,
                      cut_off ? "Between { and } a comma ends a value: put quotes around a text that has one."
                              : suggestion(key, known));
        } else if (entry.value.kind == yaml_kind::null) {
            in_.error(diagnostic_code::K004, entry.key.everything(), in_quotes(key) + " has no value",
                      "Write its value, or leave the key out.");
        }
    }
}

bool fields::has(std::string_view key) const {
    return is_mapping_ && node_.find(key) != nullptr;
}

yaml_node const* fields::find(std::string_view key) const {
    auto const* const value = is_mapping_ ? node_.find(key) : nullptr;
    return value == nullptr || value->kind == yaml_kind::null ? nullptr : value;
}

yaml_node const* fields::need(std::string_view key) const {
    if (is_mapping_ && !has(key)) {
        in_.error(diagnostic_code::K002, where_, what_ + " has no " + in_quotes(key),
                  "Add the key " + in_quotes(key) + ".");
    }
    return find(key);
}

std::string_view fields::one_of(keys const& choice, bool needed) const {
    std::string_view found;
    for (auto const key : choice) {
        if (!has(key)) continue;
        if (!found.empty()) {
            exclude(key, found, "Keep one of the two.");
            return {};
        }
        found = key;
    }
    if (found.empty() && needed && is_mapping_) {
        std::string all;
        for (auto const key : choice)
            all += (all.empty() ? "neither " : " nor ") + in_quotes(key);
        in_.error(diagnostic_code::K002, where_, what_ + " has " + all, "Add one of these keys.");
    }
    return found;
}

location fields::place_of(std::string_view key) const {
    auto const found = std::find_if(node_.entries.begin(), node_.entries.end(),
                                    [&](yaml_entry const& entry) { return entry.key.text == key; });
    return found == node_.entries.end() ? where_ : found->key.everything();
}

void fields::require_beside(std::string_view key, keys const& others) const {
    if (!has(key)) return;
    std::string all;
    for (auto const other : others) {
        if (has(other)) return;
        all += (all.empty() ? "" : " or ") + in_quotes(other);
    }
    in_.error(diagnostic_code::K002, place_of(key), in_quotes(key) + " stands in " + what_ + " without " + all,
              "Add " + all + ", or leave " + in_quotes(key) + " out.");
}

void fields::exclude(std::string_view key, std::string_view other, std::string const& why) const {
    if (!has(key) || !has(other)) return;
    auto const place = place_of(key), other_place = place_of(other);
    in_.sink.add({diagnostic_code::K017,
                  severity::error,
                  in_quotes(key) + " and " + in_quotes(other) + " exclude each other in " + what_,
                  place,
                  {{other_place, in_quotes(other) + " stands here"}},
                  why});
}

name_text fields::text(std::string_view key) const {
    return some_text(key).value_or(name_text{});
}

std::optional<name_text> fields::some_text(std::string_view key) const {
    auto const* const node = find(key);
    return node == nullptr ? std::nullopt : read_text(*node, in_quotes(key), in_);
}

std::optional<name_text> fields::some_name(std::string_view key, name_form form) const {
    auto const* const node = find(key);
    return node == nullptr ? std::nullopt : read_name(*node, form, in_quotes(key), in_);
}

std::optional<located<date>> fields::day(std::string_view key) const {
    auto const* const node = find(key);
    return node == nullptr ? std::nullopt : read_date(*node, in_quotes(key), in_);
}

bool fields::yes(std::string_view key) const {
    auto const* const node = find(key);
    return node != nullptr && read_yes_no(*node, in_quotes(key), in_).value_or(false);
}

std::optional<located<std::uint32_t>> fields::count(std::string_view key) const {
    auto const* const node = find(key);
    return node == nullptr ? std::nullopt : read_count(*node, in_quotes(key), in_);
}

std::optional<expr> fields::expression(std::string_view key) const {
    auto const* const node = find(key);
    return node == nullptr ? std::nullopt : read_expr(*node, in_quotes(key), in_);
}

std::optional<expr> fields::value(std::string_view key) const {
    auto const* const node = find(key);
    return node == nullptr ? std::nullopt : read_plain_value(*node, in_quotes(key), in_);
}

name_text fields::need_text(std::string_view key) const {
    static_cast<void>(need(key));
    return text(key);
}

name_text fields::need_name(std::string_view key, name_form form) const {
    static_cast<void>(need(key));
    return some_name(key, form).value_or(name_text{});
}

}  // namespace carefare::syntax
