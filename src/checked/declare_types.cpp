// Value lists and units: the built-in ones first, so that their indexes are fixed.
#include <string>

#include "checked/builder.hpp"
#include "checked/wording.hpp"

namespace carefare::checked {

namespace {

bool is_built_in_type(std::string_view name) {
    return name == "boolean" || name == "number" || name == "percent" || name == "text" || name == "date" ||
           name == "range";
}

void clash(builder& b, syntax::name_text const& name, std::string const& other) {
    b.error(diagnostic_code::N001, name.where, quoted(name.value) + " is " + other + " already",
            "Choose another name: in a type it would mean two things.");
}

}  // namespace

void declare_word_lists_and_units(builder& b) {
    auto& graph = b.graph;
    graph.word_lists.push_back(
        {"rounding_mode", {"up", "down", "half up", "half down", "half even", "floor", "ceiling"}, {}, {}});
    graph.word_lists.push_back({"month_end", {"clamp", "carry"}, {}, {}});
    graph.units = {"money", "minute", "hour", "day", "week", "month", "year", "unit"};
    auto const is_unit = [&](std::string_view name) {
        for (auto const& known : graph.units) {
            if (name == known || name == known + "s") return true;
        }
        return false;
    };
    for (auto const& declared : b.programme.units) {
        if (is_built_in_type(declared.value))
            clash(b, declared, "a built-in type");
        else if (is_unit(declared.value))
            clash(b, declared, "a unit");
        else
            graph.units.push_back(declared.value);
    }
    for (auto const& declared : b.programme.types) {
        word_list list;
        list.name = declared.name.value;
        list.where = declared.name.where;
        for (auto const& item : declared.words)
            list.words.push_back(item.value);
        for (auto const& item : declared.told)
            list.told.push_back(item.value);
        if (list.name == "rounding_mode" || list.name == "month_end")
            clash(b, declared.name, "a built-in list of words");
        else if (is_built_in_type(list.name))
            clash(b, declared.name, "a built-in type");
        else if (is_unit(list.name))
            clash(b, declared.name, "a unit");
        graph.word_lists.push_back(std::move(list));
    }
}

}  // namespace carefare::checked
