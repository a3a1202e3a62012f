// What a case expects: a value, none, what is needed, a fault, or nothing because the window cuts it.
#include "syntax/read_expectations.hpp"

#include <utility>

#include "syntax/read_fields.hpp"
#include "syntax/read_value.hpp"

namespace carefare::syntax {

namespace {

/// `{ pending: [names] }`, `{ fault: CODE }` or `{ incomplete: yes }`. False if it is none of these.
bool read_no_value(yaml_entry const& entry, expectation_syntax& out, reader& in) {
    fields const node(entry, "result", {"pending", "fault", "incomplete"}, in);
    auto const given = node.one_of({"pending", "fault", "incomplete"}, true);
    if (given == "fault") {
        out.expected = expectation_syntax::kind::fault;
        out.fault = node.text("fault");
        return !out.fault.value.empty();
    }
    if (given == "incomplete") {
        out.expected = expectation_syntax::kind::incomplete;
        return node.yes("incomplete");
    }
    auto const* const needs = given == "pending" ? node.find("pending") : nullptr;
    if (needs == nullptr) return false;
    out.expected = expectation_syntax::kind::pending;
    out.needs = read_texts(*needs, "'pending'", in);
    return !out.needs.empty();
}

bool read_one(yaml_entry const& entry, expectation_syntax& out, reader& in) {
    out.result = entry.key;
    auto const& node = entry.value;
    if (node.is_mapping()) return read_no_value(entry, out, in);
    if (node.is_sequence()) {
        in.error(diagnostic_code::K030, node.where, "a list cannot be the result " + in_quotes(entry.key.text),
                 "Write a value, none, { pending: [names] }, { fault: CODE } or { incomplete: yes }.");
        return false;
    }
    if (node.is_scalar() && node.text.text == "none") {
        out.expected = expectation_syntax::kind::none;
        return true;
    }
    out.value = read_plain_value(node, "result " + in_quotes(entry.key.text), in);
    return out.value.has_value();
}

/// "entity[key].rule", or without the key, or a rule without entity. Names are looked up when a programme is at hand.
bool check_result(located_text const& name, reader& in) {
    std::string_view const text = name.text;
    auto const open = text.find('[');
    auto const close = text.rfind("].");  // a key may hold brackets, the name of a rule does not
    bool const is_plain = open == std::string_view::npos && !text.empty() && text.front() != '.' && text.back() != '.';
    bool const is_keyed = open != std::string_view::npos && open > 0 && close != std::string_view::npos &&
                          close > open + 1 && close + 2 < text.size();
    if (is_plain || is_keyed) return true;
    in.error(diagnostic_code::K030, name.everything(), in_quotes(text) + " names no result",
             "Write the entity, the key of the row in brackets and the rule: \"entity[key].rule\".");
    return false;
}

}  // namespace

std::vector<expectation_syntax> read_expectations(yaml_node const& node, reader& in) {
    std::vector<expectation_syntax> result;
    if (!expect_kind(node, yaml_kind::mapping, "'expect'", in)) return result;
    for (auto const& entry : node.entries) {
        expectation_syntax expectation;
        if (check_result(entry.key, in) && read_one(entry, expectation, in)) result.push_back(std::move(expectation));
    }
    return result;
}

}  // namespace carefare::syntax
