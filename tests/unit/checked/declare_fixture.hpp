// What the tests of the declaring passes share: a small programme on disk, read and declared, its problems with places.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <utility>

#include <carefare/checked/check.hpp>
#include <carefare/syntax/parse_expr.hpp>
#include <carefare/syntax/read_files.hpp>

#include "checked/builder.hpp"
#include "unit/syntax/read_fixture.hpp"

namespace carefare::checked {

/// "N001 rules.yaml:2:5 message | advice", then a line for each further place, for every diagnostic.
inline std::string problems_of(diagnostics const& found, source_map const& sources) {
    std::string all;
    auto const place = [&](location const& where) {
        auto const full = carefare::to_string(sources, where);
        return full.substr(full.find_last_of('/') + 1);
    };
    for (auto const& item : found.items()) {
        all +=
            std::string(name_of(item.code)) + " " + place(item.where) + " " + item.message + " | " + item.advice + "\n";
        for (auto const& label : item.labels)
            all += "  " + place(label.where) + " " + label.text + "\n";
    }
    return all;
}

/// A programme of one rule file, declared: everything before expressions are looked at.
class declared {
public:
    explicit declared(std::string const& rules, std::map<std::string, std::string> const& further = {},
                      check_limits with = {})
        : limits(with), files(folder.path()), programme(read(rules, further)), b{programme, files, sources, found, limits, counters, no_programmes, {}, {}, {}} {
        EXPECT_EQ(problems(), "") << "the files themselves must be sound";
        declare_word_lists_and_units(b);
        declare_entities(b);
        declare_facts(b);
        declare_slots(b);
        declare_tables(b);
        declare_rules(b);
        check_name_clashes(b);
        check_timelines(b);
        analyse_tables(b);
        b.graph.name = programme.name.value;
    }

    [[nodiscard]] std::string problems() const { return problems_of(found, sources); }
    [[nodiscard]] slot const& slot_named(slot_kind kind, std::string const& name) const {
        return b.graph.slots.at(b.graph.find_slot(kind, name).value());
    }
    [[nodiscard]] fact const& fact_named(std::string const& entity, std::string const& name) const {
        return b.graph.facts.at(b.graph.find_fact(b.graph.find_entity(entity).value(), name).value());
    }

    syntax::scratch_folder folder;
    source_map sources;
    diagnostics found;
    check_limits limits;
    check_counters counters;
    programme_finder no_programmes;
    syntax::file_access files;
    syntax::programme_syntax programme;
    builder b;

private:
    syntax::programme_syntax read(std::string const& rules, std::map<std::string, std::string> const& further) {
        folder.write("programme.yaml", "programme: a/b\ntitle: Example\n");
        folder.write("rules.yaml", rules);
        for (auto const& [name, text] : further)
            folder.write(name, text);
        return syntax::read_programme(files, folder.path(), sources, found).value_or(syntax::programme_syntax{});
    }
};

inline std::string declare_problems(std::string const& rules, std::map<std::string, std::string> const& further = {}) {
    return declared(rules, further).problems();
}

/// The value of an entry that has one, and no range.
inline scalar_value value_of(value_entry const& entry) {
    return std::get<scalar_value>(entry.payload.value());
}

/// A literal read as a value of a type: its text, or the problem without its place.
inline std::string constant_of(declared& in, std::string const& type_text, std::string const& literal) {
    auto const at = in.sources.add("literal", literal);
    auto const e = syntax::parse_expr(whole_source(in.sources, at), in.found);
    auto const asked = read_type(syntax::name_text{type_text, {}}, in.b);
    diagnostics found;
    auto const value = e && asked ? read_constant(*e, *asked, in.b.graph, found) : std::nullopt;
    if (!found.items().empty()) {
        auto const& item = found.items().front();
        return std::string(name_of(item.code)) + " " + item.message + " | " + item.advice;
    }
    if (!value) return "nothing";
    if (auto const* range = std::get_if<interval>(&*value)) return in.b.graph.to_string(*range, *asked);
    return in.b.graph.to_string(std::get<scalar_value>(*value), *asked);
}

}  // namespace carefare::checked
