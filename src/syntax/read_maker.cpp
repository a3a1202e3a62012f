// How an entity's rows are made: subset, each, group, merge.
#include "syntax/read_maker.hpp"

#include <carefare/syntax/parse_expr.hpp>

#include <utility>

#include "syntax/read_order.hpp"

namespace carefare::syntax {

namespace {

using kind = maker_syntax::kind;
using named_exprs = std::vector<std::pair<name_text, expr>>;

constexpr std::string_view field_of_each = "Write one field and what it runs over: each: { date: family.dates }.";

/// `each:` and `by:`: fields of the rows made, with an expression each.
named_exprs read_made_fields(fields const& entity, std::string_view key, reader& in) {
    named_exprs result;
    auto const* const node = entity.find(key);
    if (node == nullptr || !expect_kind(*node, yaml_kind::mapping, in_quotes(key), in)) return result;
    if (node->entries.empty()) {
        in.error(diagnostic_code::K004, node->where, in_quotes(key) + " is an empty mapping",
                 "Write a field and its expression.");
    }
    for (auto const& entry : node->entries) {
        auto value = read_expr(entry.value, "field " + in_quotes(entry.key.text), in);
        if (!check_name(entry.key, name_form::simple, "a field", in) || !value) continue;
        result.emplace_back(name_text{entry.key.text, entry.key.everything()}, std::move(*value));
    }
    return result;
}

void read_each(fields const& entity, maker_syntax& out, reader& in) {
    auto const* const node = entity.find("each");
    if (node != nullptr && node->entries.size() > 1) {
        in.error(diagnostic_code::K033, node->entries[1].key.everything(), "'each' has more than one field",
                 std::string(field_of_each));
    }
    out.fields = read_made_fields(entity, "each", in);
}

/// `gap: 0 minutes`: an expression and its unit.
void read_gap(fields const& entity, maker_syntax& out, reader& in) {
    auto const* const node = entity.need("gap");
    if (node == nullptr) return;
    auto const text = read_text(*node, "'gap'", in);
    if (!text) return;
    auto const [number, unit] = cut_last_word(node->text);
    bool const is_minutes = unit.text == "minutes" || unit.text == "minute";
    bool const is_days = unit.text == "days" || unit.text == "day";
    if (number.text.empty() || !(is_minutes || is_days)) {
        in.error(diagnostic_code::K034, node->where, in_quotes(text->value) + " is no gap between two ranges",
                 "Write a number and its unit: 0 minutes between dates with times, 1 days between dates.");
        return;
    }
    out.gap = parse_expr(number, in.sink);
    out.gap_unit = {is_minutes ? "minutes" : "days", unit.locate({0, static_cast<std::uint32_t>(unit.text.size())})};
}

/// Keys that say how rows are made go with some makers only, and those about rows from outside with none.
void check_company(fields const& entity, std::string_view maker) {
    struct part {
        std::string_view key;
        fields::keys makers;
    };
    static std::vector<part> const parts{
        {"where", {"subset", "each"}}, {"by", {"group"}}, {"range", {"merge"}}, {"gap", {"merge"}}, {"partial", {"group"}}};
    for (auto const& [key, makers] : parts)
        entity.require_beside(key, makers);
    for (auto const key : {"dated_by", "versions", "complete_by"}) {
        entity.exclude(key, maker, "Leave it out, or move it to the table whose rows come from outside.");
    }
}

}  // namespace

std::optional<maker_syntax> read_maker(fields const& entity, reader& in) {
    auto const given = entity.one_of({"subset", "each", "group", "merge"}, false);
    check_company(entity, given);
    if (given.empty()) return {};
    maker_syntax maker;
    maker.where = entity.place_of(given);
    maker.where_true = entity.expression("where");
    if (given != "each") maker.source = entity.some_name(given, name_form::simple);
    if (given != "subset") {
        for (auto const key : {"of", "at_most"})
            static_cast<void>(entity.need(key));
    }
    if (given == "subset") {
        maker.what = kind::subset;
        static_cast<void>(entity.need("where"));
    } else if (given == "each") {
        maker.what = kind::each;
        read_each(entity, maker, in);
    } else if (given == "group") {
        maker.what = kind::group;
        static_cast<void>(entity.need("by"));
        maker.fields = read_made_fields(entity, "by", in);
        maker.partial = entity.yes("partial");
    } else {
        maker.what = kind::merge;
        static_cast<void>(entity.need("range"));
        maker.range = entity.expression("range");
        read_gap(entity, maker, in);
    }
    return maker;
}

}  // namespace carefare::syntax
