// The section `sampling` while it is checked: what its passes share.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <carefare/checked/sampling.hpp>

#include "checked/builder.hpp"

namespace carefare::checked {

struct sampling_scope {
    builder& b;
    sampling& out;

    void error(diagnostic_code code, location where, std::string message, std::string advice) {
        b.error(code, where, std::move(message), std::move(advice));
    }
    std::uint32_t add(sample_recipe recipe) {
        out.recipes.push_back(std::move(recipe));
        return static_cast<std::uint32_t>(out.recipes.size() - 1);
    }
    [[nodiscard]] std::string const& name_of(std::uint32_t table) const { return b.graph.entities[out.tables[table].entity].name; }
    [[nodiscard]] std::optional<std::uint32_t> find_table(std::string_view entity) const;
    [[nodiscard]] std::optional<std::uint32_t> find_field(std::uint32_t table, std::string_view name) const;
    /// Field of a row found by its name; reports a name that means nothing here.
    [[nodiscard]] std::optional<sample_ref> resolve(syntax::name_text const& name, std::uint32_t table);
    [[nodiscard]] sample_field const& field_of(sample_ref const& ref, std::uint32_t table) const;
    /// Every word that a field can be, as cells; empty where it cannot be branched by.
    [[nodiscard]] std::vector<scalar_value> words_of(sample_field const& field) const;
};

/// What a recipe draws.
struct sampled_target {
    enum class kind : std::uint8_t { fact, trait, link, count };
    kind what = kind::fact;
    std::string name;                     ///< for messages
    type type_of;                         ///< fact, count
    std::optional<interval> range;
    std::optional<rational> step;
    std::uint32_t table = no_id;          ///< whose rows draw it
    std::uint32_t pool = no_id;           ///< link
};

/// no_id after a diagnostic.
[[nodiscard]] std::uint32_t check_recipe(syntax::recipe_syntax const& recipe, sampled_target const& target, sampling_scope& in);
/// `base` is refused where there is no row (`table` is no_id), and a range of days or months.
[[nodiscard]] sample_moment check_moment(syntax::moment_syntax const& moment, std::uint32_t table, sampling_scope& in);
/// All a trait can be, in the order in which its recipe says so.
void collect_words(std::uint32_t recipe, sampling const& of, std::vector<std::string>& into);
void check_layout(syntax::layout_syntax const& layout, sampling_scope& in);
/// Monday = 1; 0 after a diagnostic.
[[nodiscard]] unsigned read_weekday(syntax::name_text const& text, sampling_scope& in);

}  // namespace carefare::checked
