// The entries of one mapping, read by key. Making one reports unknown keys and keys without a value; every getter
// reports what is wrong with its value, so that a reader is a list of the keys it knows.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "syntax/read_scalar.hpp"

namespace carefare::syntax {

class fields {
public:
    using keys = std::vector<std::string_view>;

    /// `what` names the mapping in messages ("parameter 'minimum_share'"); `where` is its place where a key is missing.
    fields(yaml_node const& node, location where, std::string what, keys const& known, reader& in);
    /// The value of a key of a section, named by the key.
    fields(yaml_entry const& entry, std::string_view kind, keys const& known, reader& in);

    /// False if the node is no mapping (reported); every key is absent then.
    explicit operator bool() const { return is_mapping_; }
    [[nodiscard]] std::string const& what() const { return what_; }
    [[nodiscard]] location where() const { return where_; }
    /// True if the key stands there, with a value or without.
    [[nodiscard]] bool has(std::string_view key) const;
    /// Place of the key; of the whole mapping if it is absent.
    [[nodiscard]] location place_of(std::string_view key) const;
    /// The value of the key; null if it is absent or empty.
    [[nodiscard]] yaml_node const* find(std::string_view key) const;
    /// As `find`; reports an absent key.
    [[nodiscard]] yaml_node const* need(std::string_view key) const;
    /// Which of the keys stands there: reports it if two do, or (where `needed`) if none does. Empty then.
    [[nodiscard]] std::string_view one_of(keys const& choice, bool needed) const;
    /// Reports `key` if it stands beside `other`; `why` is the advice.
    void exclude(std::string_view key, std::string_view other, std::string const& why) const;

    /// Reports `key` if none of `others` stands beside it.
    void require_beside(std::string_view key, keys const& others) const;

    // Getters of keys that may be absent ...
    [[nodiscard]] name_text text(std::string_view key) const;
    [[nodiscard]] std::optional<name_text> some_text(std::string_view key) const;
    [[nodiscard]] std::optional<name_text> some_name(std::string_view key, name_form form) const;
    [[nodiscard]] std::optional<located<date>> day(std::string_view key) const;
    [[nodiscard]] bool yes(std::string_view key) const;
    [[nodiscard]] std::optional<located<std::uint32_t>> count(std::string_view key) const;
    [[nodiscard]] std::optional<expr> expression(std::string_view key) const;
    /// A value as plans and parameters write it (read_value.hpp).
    [[nodiscard]] std::optional<expr> value(std::string_view key) const;
    // ... and of those that must not.
    [[nodiscard]] name_text need_text(std::string_view key) const;
    [[nodiscard]] name_text need_name(std::string_view key, name_form form) const;

private:
    void check_keys(keys const& known) const;

    yaml_node const& node_;
    location where_;
    std::string what_;
    reader& in_;
    bool is_mapping_;
};

}  // namespace carefare::syntax
