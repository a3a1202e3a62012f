// A rule file: its sections in order, and what is declared twice in all of them.
#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

#include "syntax/section_readers.hpp"

namespace carefare::syntax {

namespace {

struct section {
    std::string_view name;
    section_reader read;
};

constexpr std::array sections{
    section{"types", read_types},       section{"units", read_units},     section{"entities", read_entities},
    section{"facts", read_facts},       section{"options", read_options}, section{"parameters", read_parameters},
    section{"readings", read_readings}, section{"tables", read_tables},   section{"rules", read_rules},
    section{"hooks", read_hooks},       section{"outputs", read_outputs}, section{"carried", read_carried},
    section{"sampling", read_sampling},
};

/// What shares one name space: no name may be two of these.
class name_space {
public:
    name_space(std::string_view what, reader& in) : what_(what), in_(in) {}

    /// Removes from `items` all whose name was seen before, here or in an earlier call.
    template <class Item, class Name>
    void keep_first(std::vector<Item>& items, Name const& name_of) {
        auto const is_again = [&](Item const& item) {
            name_text const name = name_of(item);
            auto const [first, is_new] = seen_.emplace(name.value, name.where);
            if (!is_new) report_twice(name, first->second, what_, in_);
            return !is_new;
        };
        std::vector<Item> kept;
        kept.reserve(items.size());
        for (auto& item : items) {
            if (!is_again(item)) kept.push_back(std::move(item));
        }
        items = std::move(kept);
    }

private:
    std::string_view what_;
    reader& in_;
    std::unordered_map<std::string, location> seen_;
};

template <class Item>
name_text own_name(Item const& item) {
    return item.name;
}

template <class Item>
name_text full_name(Item const& item) {
    if (item.entity.value.empty()) return item.name;
    auto place = item.entity.where;
    place.where.end = item.name.where.where.end;
    return {item.entity.value + "." + item.name.value, place};
}

}  // namespace

std::vector<std::string_view> const& section_names() {
    static std::vector<std::string_view> const names = [] {
        std::vector<std::string_view> result;
        for (auto const& each : sections)
            result.push_back(each.name);
        return result;
    }();
    return names;
}

section_reader find_section(std::string_view name) {
    auto const found = std::find_if(sections.begin(), sections.end(), [&](section const& s) { return s.name == name; });
    return found == sections.end() ? nullptr : found->read;
}

void read_sections(fields const& file, programme_syntax& out, reader& in) {
    for (auto const& each : sections) {
        if (auto const* const content = file.find(each.name)) each.read(*content, out, in);
    }
}

void drop_duplicates(programme_syntax& programme, reader& in) {
    name_space types("'types'", in), units("'units'", in), entities("'entities'", in),
        plurals("the rows of entities", in);
    name_space options("'options'", in), readings("'readings'", in), outputs("'outputs'", in),
        carried("'carried'", in), names("this programme", in);
    types.keep_first(programme.types, own_name<word_list_syntax>);
    units.keep_first(programme.units, [](name_text const& unit) { return unit; });
    entities.keep_first(programme.entities, own_name<entity_syntax>);
    plurals.keep_first(programme.entities, [](entity_syntax const& entity) {
        return entity.rows.value.empty() ? entity.name : entity.rows;  // a missing plural is reported already
    });
    options.keep_first(programme.options, own_name<option_syntax>);
    readings.keep_first(programme.readings, own_name<reading_syntax>);
    names.keep_first(programme.facts, full_name<fact_syntax>);
    names.keep_first(programme.parameters, own_name<parameter_syntax>);
    names.keep_first(programme.tables, own_name<table_syntax>);
    names.keep_first(programme.rules, full_name<rule_syntax>);
    names.keep_first(programme.hooks, [](hook_syntax const& hook) { return full_name(hook.as_rule); });
    outputs.keep_first(programme.outputs, [](name_text const& output) { return output; });
    carried.keep_first(programme.carried, [](carried_syntax const& table) { return table.into; });
}

}  // namespace carefare::syntax
