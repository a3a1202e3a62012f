// options: what a plan may choose, and within which bounds.
#include <algorithm>
#include <utility>

#include "syntax/read_timeline.hpp"
#include "syntax/section_readers.hpp"

namespace carefare::syntax {

namespace {

bound_syntax read_bound(yaml_node const& item, std::string const& owner, reader& in) {
    bound_syntax bound;
    bound.where = item.where;
    fields const entry(item, item.where, "a bound of " + owner,
                       {"from", "until", "known", "range", "allowed", "step", "clamp", "cite"}, in);
    if (!entry) return bound;
    read_dates(entry, bound, true);
    auto const given = entry.one_of({"range", "allowed"}, true);
    if (given == "range") bound.range = entry.expression("range");
    if (auto const* const words = given == "allowed" ? entry.find("allowed") : nullptr) {
        bound.words = read_words(*words, "'allowed'", false, in);
    }
    bound.step = entry.expression("step");
    bound.clamp = entry.yes("clamp");
    bound.cite = entry.text("cite");
    return bound;
}

}  // namespace

bool check_parts(located_text const& key, std::vector<std::string_view> const& taken, std::string_view noun, reader& in) {
    std::string_view rest = key.text;
    while (!rest.empty()) {
        auto const part = rest.substr(0, rest.find('.'));
        if (std::find(taken.begin(), taken.end(), part) != taken.end()) {
            in.error(diagnostic_code::K007, key.everything(),
                     in_quotes(part) + " is a key of the answers in plans and no part of " + std::string(noun) + "'s name",
                     "Choose another name, or add a word to it.");
            return false;
        }
        rest.remove_prefix(std::min(rest.size(), part.size() + 1));
    }
    return true;
}

void read_options(yaml_node const& section, programme_syntax& out, reader& in) {
    if (!expect_kind(section, yaml_kind::mapping, "'options'", in)) return;
    for (auto const& entry : section.entries) {
        fields const row(entry, "option", {"type", "bounds", "carrier", "step", "required", "ask", "label", "cite"},
                         in);
        if (!check_name(entry.key, name_form::dotted, "an option", in) || !check_parts(entry.key, answer_keys(), "an option", in) || !row) continue;
        option_syntax option;
        option.name = {entry.key.text, entry.key.everything()};
        option.type = row.need_text("type");
        if (auto const* const bounds = row.find("bounds")) {
            for_each_item(*bounds, "'bounds'", in, [&](yaml_node const& item) {
                if (item.is_mapping())
                    option.bounds.push_back(read_bound(item, row.what(), in));
                else
                    expect_kind(item, yaml_kind::mapping, "a bound of " + row.what(), in);
            });
        }
        option.carrier = row.expression("carrier");
        option.step = row.expression("step");
        option.required = row.yes("required");
        option.ask = row.text("ask");
        option.label = row.text("label");
        option.cite = row.text("cite");
        out.options.push_back(std::move(option));
    }
}

}  // namespace carefare::syntax
