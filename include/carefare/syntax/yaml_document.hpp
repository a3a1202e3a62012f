// A YAML file as our own tree: kind, style, decoded text, exact places. Made by `read_yaml` from yaml-cpp's events
// (src/syntax/yaml_reader.cpp is the only user of that library). Anchors, aliases, tags, merge keys, tabs, duplicate
// keys, several documents, unterminated quotes, invalid UTF-8 and control characters are diagnostics, never data.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <carefare/base/diagnostic.hpp>
#include <carefare/base/source.hpp>

namespace carefare::syntax {

struct yaml_limits {
    std::uint32_t bytes = 4 * 1024 * 1024;
    std::uint32_t depth = 64;
    std::uint32_t nodes = 250'000;
};

/// What a read used; asserted by tests instead of times.
struct yaml_counters {
    std::uint64_t nodes = 0;
    std::uint32_t depth = 0;
    std::uint64_t bytes = 0;
};

enum class yaml_kind : std::uint8_t { scalar, sequence, mapping, null };
enum class yaml_style : std::uint8_t { plain, single_quoted, double_quoted, literal, folded };

struct yaml_node;

struct yaml_entry;

/// A node owns its children. Depth is bounded by yaml_limits, so recursive walks are safe.
struct yaml_node {
    yaml_kind kind = yaml_kind::null;
    yaml_style style = yaml_style::plain;
    located_text text;                 ///< scalar: decoded text with its map; others: text empty, whole set
    location where;                    ///< the node's own place
    std::vector<yaml_node> items;      ///< sequence
    std::vector<yaml_entry> entries;   ///< mapping, in file order, keys unique

    [[nodiscard]] bool is_scalar() const { return kind == yaml_kind::scalar; }
    [[nodiscard]] bool is_mapping() const { return kind == yaml_kind::mapping; }
    [[nodiscard]] bool is_sequence() const { return kind == yaml_kind::sequence; }
    /// The value of a key, or null. Linear: mappings of rule files are short; use `entries` for large ones.
    [[nodiscard]] yaml_node const* find(std::string_view key) const;
};

struct yaml_entry {
    located_text key;
    yaml_node value;
};

/// Reads one file. Empty with at least one diagnostic on failure.
[[nodiscard]] std::optional<yaml_node> read_yaml(source_map const& sources, source_id id, diagnostics& sink,
                                                 yaml_limits const& limits = {}, yaml_counters* counters = nullptr);

}  // namespace carefare::syntax
