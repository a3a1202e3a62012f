// Files of cases, and the variants of a case.
#include <algorithm>
#include <unordered_map>
#include <utility>

#include <carefare/syntax/read_files.hpp>

#include "syntax/read_answers.hpp"
#include "syntax/read_case_rows.hpp"
#include "syntax/read_expectations.hpp"
#include "syntax/read_timeline.hpp"
#include "syntax/read_value.hpp"
#include "syntax/read_window.hpp"

namespace carefare::syntax {

namespace {

/// Keys of a case that are no sections of rows.
fields::keys const case_keys{"name", "cite", "plan", "known_on", "window", "readings", "options", "hooks", "uses", "expect", "each"};

bool is_case_key(std::string_view key) {
    return std::find(case_keys.begin(), case_keys.end(), key) != case_keys.end();
}

using named_values = std::vector<std::pair<name_text, expr>>;

named_values read_case_readings(yaml_node const& node, reader& in) {
    named_values result;
    if (!expect_kind(node, yaml_kind::mapping, "'readings'", in)) return result;
    for (auto const& entry : node.entries) {
        if (!check_name(entry.key, name_form::dotted, "a reading", in)) continue;
        auto value = read_plain_value(entry.value, "reading " + in_quotes(entry.key.text), in);
        if (value) result.push_back({{entry.key.text, entry.key.everything()}, std::move(*value)});
    }
    return result;
}

/// Sections of rows: every key that is none of a case's own.
std::vector<yaml_entry> read_row_sections(yaml_node const& node, reader& in) {
    std::vector<yaml_entry> rows;
    for (auto const& entry : node.entries) {
        if (is_case_key(entry.key.text)) continue;
        if (!entry.value.is_mapping() || !check_name(entry.key, name_form::simple, "a section of rows", in)) {
            if (!entry.value.is_mapping()) {
                in.error(diagnostic_code::K001, entry.key.everything(),
                         in_quotes(entry.key.text) + " is no key of a case, and holds no rows",
                         suggestion(entry.key.text, case_keys));
            }
            continue;
        }
        refuse_empty(entry.value, in);
        rows.push_back(entry);
    }
    return rows;
}

/// Named values of `changes` over those of `base`.
template <class Named, class Name>
void replace_named(std::vector<Named>& base, std::vector<Named> changes, Name const& name_of) {
    std::unordered_map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < base.size(); ++i)
        places.emplace(name_of(base[i]), i);
    for (auto& change : changes) {
        auto const found = places.find(name_of(change));
        if (found == places.end())
            base.push_back(std::move(change));
        else
            base[found->second] = std::move(change);
    }
}

/// A case that may still be varied.
struct draft {
    case_syntax item;
    bool expects = false;  ///< `expect:` names at least one result, well written or not
};

class case_reader {
public:
    case_reader(case_file_syntax& out, reader& in) : out_(out), in_(in) {}

    void read_case(yaml_node const& node) {
        fields const row(node, node.where, "a case", known_keys(node), in_);
        if (!row) return;
        draft base;
        base.item.where = node.where;
        base.item.name = row.need_text("name");
        read_content(row, node, base);
        bool const is_template = row.has("each") && !row.has("expect");
        if (!is_template) add(base);
        if (auto const* const variants = row.find("each")) read_variants(*variants, base, count_nodes(node));
    }

private:
    /// The keys of a case and those of its sections, which only a programme can check.
    static fields::keys known_keys(yaml_node const& node) {
        auto keys = case_keys;
        for (auto const& entry : node.entries) {
            if (!is_case_key(entry.key.text)) keys.push_back(entry.key.text);
        }
        return keys;
    }

    /// Everything but the name and the variants, over what is there.
    void read_content(fields const& row, yaml_node const& node, draft& out) {
        auto& item = out.item;
        if (auto cite = row.some_text("cite")) item.cite = std::move(*cite);
        if (auto plan = row.some_name("plan", name_form::path)) item.plan = std::move(plan);
        if (auto day = row.day("known_on")) item.known_on = day;
        if (auto const window = read_window(row, in_)) {
            item.window_from = window->first;
            item.window_to = window->last;
        }
        if (auto const* const readings = row.find("readings")) {
            replace_named(item.readings, read_case_readings(*readings, in_),
                          [](auto const& reading) { return reading.first.value; });
        }
        if (auto const* const options = row.find("options")) {
            replace_named(item.options, read_answers(*options, answer_kind::options, {}, answer_dates::without, in_),
                          [](auto const& option) { return option.name.value; });
        }
        if (auto const* const hooks = row.find("hooks")) {
            replace_named(item.hooks, read_answers(*hooks, answer_kind::hooks, {}, answer_dates::without, in_),
                          [](auto const& hook) { return hook.name.value; });
        }
        item.rows = merge_entries(std::move(item.rows), read_row_sections(node, in_));
        if (auto const* const uses = row.find("uses")) read_uses(*uses, item);
        if (auto const* const expect = row.find("expect")) {
            item.expect = read_expectations(*expect, in_);
            out.expects = !expect->is_mapping() || !expect->entries.empty();
        }
    }

    /// Each prefix over what all have in common, and both over what the case that is varied says of it.
    void read_uses(yaml_node const& node, case_syntax& out) {
        if (!expect_kind(node, yaml_kind::mapping, "'uses'", in_)) return;
        auto const* const shared = node.find(shared_uses);
        std::vector<name_text> prefixes;
        for (auto const& one : out.uses) prefixes.push_back(one.prefix);
        for (auto const& entry : node.entries) {
            if (entry.key.text == shared_uses || !check_name(entry.key, name_form::simple, "a prefix", in_)) continue;
            auto const is_it = [&](name_text const& one) { return one.value == entry.key.text; };
            if (std::none_of(prefixes.begin(), prefixes.end(), is_it)) prefixes.push_back({entry.key.text, entry.key.everything()});
        }
        for (auto const& prefix : prefixes) {
            auto& used = use_of(prefix, out);
            if (shared != nullptr) read_used(*shared, used);
            if (auto const* const own = node.find(prefix.value)) read_used(*own, used);
        }
    }

    static case_syntax& use_of(name_text const& prefix, case_syntax& out) {
        for (auto& one : out.uses) {
            if (one.prefix.value == prefix.value) return one.content;
        }
        return out.uses.emplace_back(used_case_syntax{prefix, {}}).content;
    }

    void read_used(yaml_node const& node, case_syntax& out) {
        if (++depth_ > in_.limits.folder_depth) {
            in_.error(diagnostic_code::L033, node.where, "the cases of used programmes are nested too deeply", "Give the results as facts.");
        } else if (fields const row(node, node.where, "a case of a used programme", known_keys(node), in_); row) {
            for (auto const* key : {"name", "cite", "expect", "each"}) {
                if (!row.has(key)) continue;
                in_.error(diagnostic_code::K041, row.place_of(key), "a case of a used programme has no '" + std::string(key) + "'",
                          "Leave it out: it is evaluated for the case that uses it.");
            }
            draft content;
            content.item = std::move(out);
            content.item.where = node.where;
            read_content(row, node, content);
            out = std::move(content.item);
        }
        --depth_;
    }

    void read_variants(yaml_node const& list, draft const& base, std::uint64_t size) {
        for_each_item(list, "'each'", in_, [&](yaml_node const& item) {
            copied_ += size;
            if (copied_ > in_.limits.merged_nodes) return report_size(item);
            fields const row(item, item.where, "a variant", known_keys(item), in_);
            if (row) read_variant(row, item, base);
        });
    }

    void read_variant(fields const& row, yaml_node const& item, draft variant) {
        variant.item.where = item.where;
        auto& name = variant.item.name;
        if (!row.has("name")) {
            in_.error(diagnostic_code::K027, item.where, "a variant of " + in_quotes(name.value) + " has no name",
                      "Add 'name:' and say what is different in it.");
            return;
        }
        if (auto const* const nested = row.find("each")) {
            in_.error(diagnostic_code::K028, nested->where, "a variant cannot have variants",
                      "List all of them below the case.");
        }
        auto const own_name = row.text("name");
        name = {name.value + ": " + own_name.value, own_name.where};
        read_content(row, item, variant);
        add(std::move(variant));
    }

    void report_size(yaml_node const& item) {
        if (std::exchange(is_full_, true)) return;
        in_.error(diagnostic_code::L032, item.where,
                  "the variants of this file copy more than " + std::to_string(in_.limits.merged_nodes) + " YAML nodes",
                  "Split the file, or write smaller cases.");
    }

    void add(draft done) {
        auto& item = done.item;
        if (!done.expects) {
            in_.error(diagnostic_code::K029, item.where, "the case " + in_quotes(item.name.value) + " expects nothing",
                      "Add 'expect:' with at least one result.");
        }
        auto const [first, is_new] = names_.emplace(item.name.value, item.name.where);
        if (!is_new && !item.name.value.empty()) report_twice(item.name, first->second, "the names of cases", in_);
        out_.cases.push_back(std::move(item));
    }

    case_file_syntax& out_;
    reader& in_;
    std::unordered_map<std::string, location> names_;
    std::uint32_t depth_ = 0;  ///< of cases of used programmes
    std::uint64_t copied_ = 0;  ///< YAML nodes that variants took over from their cases
    bool is_full_ = false;
};

}  // namespace

std::optional<case_file_syntax> read_cases(yaml_node const& document, diagnostics& sink, read_limits const& limits) {
    reader in{sink, limits};
    fields const head(document, document.where, "this file of cases", {"plan", "cases"}, in);
    if (!head) return {};
    case_file_syntax result;
    result.plan = head.some_name("plan", name_form::path);
    if (auto const* const list = head.need("cases")) {
        case_reader cases(result, in);
        for_each_item(*list, "'cases'", in, [&](yaml_node const& item) { cases.read_case(item); });
    }
    return result;
}

}  // namespace carefare::syntax
