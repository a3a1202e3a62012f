// What the tests of YAML reading share: read a text, look at its tree, its places and its diagnostics.
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>

#include <carefare/base/diagnostic.hpp>
#include <carefare/base/source.hpp>
#include <carefare/syntax/yaml_document.hpp>

namespace carefare::syntax {

struct yaml_reading {
    explicit yaml_reading(std::string text, yaml_limits const& limits = {})
        : id(sources.add("f.yaml", std::move(text))), root(read_yaml(sources, id, found, limits, &used)) {}

    /// "Y001 1:4" of each diagnostic, separated by commas.
    [[nodiscard]] std::string codes() const {
        std::string all;
        for (auto const& item : found.items()) {
            auto const at = sources[id].at(item.where.where.begin);
            all += (all.empty() ? "" : ", ") + std::string(name_of(item.code)) + " " + std::to_string(at.line) + ":" +
                   std::to_string(at.column);
        }
        return all;
    }

    /// The bytes of the file at a place.
    [[nodiscard]] std::string at(location const& where) const {
        return std::string(sources[id].text().substr(where.where.begin, where.where.end - where.where.begin));
    }

    /// The value of the one key of the file.
    [[nodiscard]] yaml_node const& value() const { return root.value().entries.at(0).value; }

    /// Where the first occurrence of `part` in the value's text stands: "line:column bytes".
    [[nodiscard]] std::string place_of(std::string_view part) const {
        auto const& text = value().text;
        auto const begin = static_cast<std::uint32_t>(text.text.find(part));
        auto const where = text.locate({begin, begin + static_cast<std::uint32_t>(part.size())});
        auto const position = sources[id].at(where.where.begin);
        return std::to_string(position.line) + ":" + std::to_string(position.column) + " " + at(where);
    }

    source_map sources;
    diagnostics found;
    yaml_counters used;
    source_id id;
    std::optional<yaml_node> root;
};

}  // namespace carefare::syntax
