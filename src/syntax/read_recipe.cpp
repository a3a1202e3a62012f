// How one cell of a made-up row is drawn: a value, weighted values, turns, a range, a date, a copy or a branch.
#include "syntax/read_recipe.hpp"

#include <charconv>
#include <utility>

namespace carefare::syntax {

namespace {

using kind = recipe_syntax::kind;

/// Days and months beyond this lead out of the calendar from most dates.
constexpr std::int32_t most_steps = 100'000;

std::optional<std::int32_t> read_signed(yaml_node const& node, std::string const& what, reader& in) {
    auto const text = read_text(node, what, in);
    if (!text) return {};
    std::int32_t number = 0;
    auto const* const end = text->value.data() + text->value.size();
    auto const parsed = std::from_chars(text->value.data(), end, number);
    if (parsed.ec == std::errc{} && parsed.ptr == end && number >= -most_steps && number <= most_steps) return number;
    in.error(diagnostic_code::K021, node.where, what + " is no whole number: " + in_quotes(text->value),
             "Write a whole number from -100000 to 100000, in digits alone.");
    return {};
}

/// A scalar as it stands: it is read by the type of what it is for.
std::optional<located_text> read_cell_text(yaml_node const& node, std::string const& what, reader& in) {
    if (!read_text(node, what, in)) return {};
    return node.text;
}

void read_weights(fields const& row, recipe_syntax& out, reader& in) {
    auto const* const node = row.find("weights");
    if (node == nullptr || !expect_kind(*node, yaml_kind::mapping, "'weights'", in)) return;
    if (node->entries.empty()) in.error(diagnostic_code::K004, node->where, "'weights' is an empty mapping", "Write a value and its weight.");
    for (auto const& entry : node->entries) {
        auto const weight = read_count(entry.value, "the weight of " + in_quotes(entry.key.text), in);
        if (!weight) continue;
        out.values.push_back(entry.key);
        out.weights.push_back(weight->value);
    }
}

void read_turns(fields const& row, recipe_syntax& out, reader& in) {
    auto const* const node = row.find("turns");
    if (node == nullptr || !expect_kind(*node, yaml_kind::sequence, "'turns'", in)) return;
    if (node->items.empty()) in.error(diagnostic_code::K004, node->where, "'turns' is an empty list", "Write the values of the first row, the second and so on.");
    for (auto const& item : node->items) {
        if (auto text = read_cell_text(item, "a turn", in)) out.values.push_back(std::move(*text));
    }
}

void read_uniform(fields const& row, recipe_syntax& out, reader& in) {
    auto const* const node = row.find("uniform");
    if (node == nullptr) return;
    fields const range(*node, node->where, "'uniform'", {"from", "to", "step"}, in);
    for (auto const& [key, into] : {std::pair{"from", &out.low}, std::pair{"to", &out.high}, std::pair{"step", &out.step}}) {
        auto const* const end = range.need(key);
        auto text = end == nullptr ? std::nullopt : read_cell_text(*end, in_quotes(key), in);
        if (text) *into = std::move(*text);
    }
}

void read_dates(fields const& row, recipe_syntax& out, reader& in) {
    auto const* const node = row.find("dates");
    if (node == nullptr) return;
    fields const range(*node, node->where, "'dates'", {"from", "to"}, in);
    for (auto const* const key : {"from", "to"}) {
        auto const* const end = range.need(key);
        auto recipe = end == nullptr ? std::nullopt : read_recipe(*end, in_quotes(key), in);
        if (recipe) out.parts.push_back(std::move(*recipe));
    }
}

void read_branches(fields const& row, recipe_syntax& out, reader& in) {
    auto const* const node = row.need("each");
    if (node == nullptr || !expect_kind(*node, yaml_kind::mapping, "'each'", in)) return;
    if (node->entries.empty()) in.error(diagnostic_code::K004, node->where, "'each' is an empty mapping", "Write a word and its recipe.");
    for (auto const& entry : node->entries) {
        auto recipe = read_recipe(entry.value, "branch " + in_quotes(entry.key.text), in);
        if (!recipe) continue;
        out.words.push_back(entry.key);
        out.parts.push_back(std::move(*recipe));
    }
}

}  // namespace

std::optional<whole_range_syntax> read_whole_range(yaml_node const& node, std::string const& what, reader& in) {
    if (!node.is_mapping()) {
        auto const number = read_signed(node, what, in);
        if (!number) return {};
        return whole_range_syntax{*number, *number, node.where};
    }
    fields const row(node, node.where, what, {"from", "to"}, in);
    auto const* const low = row.need("from");
    auto const* const high = row.need("to");
    if (low == nullptr || high == nullptr) return {};
    auto const first = read_signed(*low, "'from'", in);
    auto const last = read_signed(*high, "'to'", in);
    if (!first || !last) return {};
    if (*last < *first) {
        in.error(diagnostic_code::B006, node.where, what + " ends before it begins", "Exchange the two numbers.");
        return {};
    }
    return whole_range_syntax{*first, *last, node.where};
}

moment_syntax read_moment(yaml_node const& node, std::string const& what, reader& in) {
    moment_syntax out;
    out.where = node.where;
    fields const row(node, node.where, what, {"base", "months", "of", "back_to", "days"}, in);
    if (!row) return out;
    out.base = row.some_name("base", name_form::dotted);
    if (auto const* const months = row.find("months")) out.months = read_whole_range(*months, "'months'", in);
    out.of = row.some_text("of");
    out.back_to = row.some_text("back_to");
    if (auto const* const days = row.find("days")) out.days = read_whole_range(*days, "'days'", in);
    return out;
}

std::optional<recipe_syntax> read_recipe(yaml_node const& node, std::string const& what, reader& in) {
    auto const errors = in.sink.error_count();
    recipe_syntax out;
    out.where = node.where;
    if (node.is_scalar()) {
        auto text = read_cell_text(node, what, in);
        if (!text) return {};
        out.values.push_back(std::move(*text));
        return out;
    }
    fields const row(node, node.where, what,
                     {"value", "weights", "turns", "uniform", "date", "dates", "copy", "choose", "by", "each", "missing_per_1000"}, in);
    if (!row) return {};
    row.require_beside("each", {"by"});
    // The weights of `choose` are its own.
    bool const chooses = row.has("choose");
    auto const found = chooses ? row.one_of({"choose", "value", "turns", "uniform", "date", "dates", "copy", "by"}, true)
                               : row.one_of({"value", "weights", "turns", "uniform", "date", "dates", "copy", "by"}, true);
    if (row.has("missing_per_1000")) out.missing = row.count("missing_per_1000");
    auto const name = [&](std::string_view key) { return row.some_name(key, name_form::dotted).value_or(located<std::string>{}); };
    if (found == "value") {
        auto const* const value = row.find("value");
        auto text = value == nullptr ? std::nullopt : read_cell_text(*value, "'value'", in);
        if (text) out.values.push_back(std::move(*text));
    } else if (found == "weights") {
        out.what = kind::weights;
        read_weights(row, out, in);
    } else if (found == "turns") {
        out.what = kind::turns;
        read_turns(row, out, in);
    } else if (found == "uniform") {
        out.what = kind::uniform;
        read_uniform(row, out, in);
    } else if (found == "date") {
        out.what = kind::date;
        if (auto const* const date = row.find("date")) out.date = read_moment(*date, "'date'", in);
    } else if (found == "dates") {
        out.what = kind::dates;
        read_dates(row, out, in);
    } else if (found == "copy") {
        out.what = kind::copy;
        out.source = name("copy");
    } else if (found == "choose") {
        out.what = kind::choose;
        out.source = name("choose");
        (void)row.need("weights");
        read_weights(row, out, in);
    } else if (found == "by") {
        out.what = kind::by;
        out.source = name("by");
        read_branches(row, out, in);
    }
    if (in.sink.error_count() != errors) return {};
    return out;
}

std::vector<sampled_name> read_recipes(fields const& table, std::string_view key, reader& in) {
    std::vector<sampled_name> result;
    auto const* const node = table.find(key);
    if (node == nullptr || !expect_kind(*node, yaml_kind::mapping, in_quotes(key), in)) return result;
    for (auto const& entry : node->entries) {
        bool const is_name = check_name(entry.key, name_form::simple, in_quotes(key), in);
        auto recipe = read_recipe(entry.value, in_quotes(entry.key.text), in);
        if (is_name && recipe) result.push_back({{entry.key.text, entry.key.everything()}, std::move(*recipe)});
    }
    return result;
}

}  // namespace carefare::syntax
