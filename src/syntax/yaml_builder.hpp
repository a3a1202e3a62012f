// Builds our tree from the events of a YAML reader: places, keys, limits, and what is refused. Knows no YAML library.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <carefare/base/diagnostic.hpp>
#include <carefare/base/source.hpp>
#include <carefare/syntax/yaml_document.hpp>

#include "syntax/yaml_scalar_map.hpp"

namespace carefare::syntax {

/// Thrown by the builder, after a diagnostic, to end a read that must not go on (a limit).
struct yaml_stop {};

class yaml_builder {
public:
    yaml_builder(source_map const& sources, source_id id, diagnostics& sink, yaml_limits const& limits,
                 yaml_counters& counters);

    // Events. `begin` is the offset that the library gives for the node.
    void open(yaml_kind kind, std::uint32_t begin);
    void close();
    void scalar(std::uint32_t begin, bool is_plain, std::string decoded);
    void null(std::uint32_t begin);
    /// A node that is refused: an alias, or one with an anchor or tag. The events of the node itself follow, but for an
    /// alias, which stands as a null.
    void refuse(std::uint32_t begin);

    /// The innermost open bracket or brace of the file, if there is one.
    [[nodiscard]] std::optional<std::uint32_t> open_bracket() const;
    /// True once the document has given a value other than null.
    [[nodiscard]] bool has_value() const { return root_ && root_->kind != yaml_kind::null; }
    /// Checks what follows the root. Empty if the document was empty or anything was refused.
    [[nodiscard]] std::optional<yaml_node> finish();

private:
    struct frame {
        yaml_node node;
        located_text key;
        bool has_key = false;
    };

    [[nodiscard]] bool is_bracket(std::uint32_t at) const;
    [[nodiscard]] bool awaits_key() const;
    void count_node(std::uint32_t begin);
    void refuse_marked(std::uint32_t begin);
    void check_gap(std::uint32_t begin);
    void attach(yaml_node node);
    void attach_key(yaml_node node);
    void check_keys_unique(yaml_node const& mapping);
    [[nodiscard]] std::uint32_t place_of_absent() const;
    [[nodiscard]] yaml_style style_at(std::uint32_t begin, bool is_plain) const;
    [[nodiscard]] location place(std::uint32_t begin, std::uint32_t end) const { return {id_, {begin, end}}; }
    void error(diagnostic_code code, location where, std::string message, std::string advice);

    source const& source_;
    source_id id_;
    diagnostics& sink_;
    yaml_limits const& limits_;
    yaml_counters& counters_;
    std::vector<frame> open_;
    std::optional<yaml_node> root_;
    std::uint32_t end_ = 0;                 ///< behind the last scalar or closed bracket
    bool end_is_exact_ = true;              ///< false behind a scalar without a map
    std::optional<std::uint32_t> refused_;  ///< where the last refused node begins
    bool is_sound_ = true;
};

}  // namespace carefare::syntax
