// Types as files write them: "money per week or none", "range of date", "hours", the name of a value list.
#include <algorithm>
#include <string>
#include <utility>

#include "checked/builder.hpp"
#include "checked/intervals.hpp"
#include "checked/wording.hpp"

namespace carefare::checked {

namespace {

using words = std::vector<std::string>;

words split(std::string_view text) {
    words result;
    std::string current;
    for (char const c : text) {
        if (c != ' ' && c != '\n') {
            current += c;
        } else if (!current.empty()) {
            result.push_back(std::exchange(current, {}));
        }
    }
    if (!current.empty()) result.push_back(std::move(current));
    return result;
}

std::string join(words const& parts, std::size_t from = 0) {
    std::string result;
    for (std::size_t i = from; i < parts.size(); ++i)
        result += (i > from ? " " : "") + parts[i];
    return result;
}

class type_reader {
public:
    type_reader(builder& b, location where) : b_(b), where_(where) {}

    std::optional<type> read(std::string_view text) {
        auto parts = split(text);
        bool const optional = parts.size() > 2 && parts[parts.size() - 2] == "or" && parts.back() == "none";
        if (optional) parts.resize(parts.size() - 2);
        auto result =
            parts.size() > 2 && parts[0] == "range" && parts[1] == "of" ? read_range_type(parts) : read_value(parts);
        if (result) result->optional = optional;
        return result;
    }

private:
    std::optional<type> read_range_type(words const& parts) {
        auto const element = read_value({parts.begin() + 2, parts.end()});
        if (!element) return std::nullopt;
        if (element->kind == scalar::number || element->kind == scalar::date || element->kind == scalar::date_time) {
            return range_over(*element);
        }
        b_.error(diagnostic_code::N003, where_, "there are no ranges of " + b_.graph.to_string(*element),
                 "Use a range of numbers, dates or dates with time.");
        return std::nullopt;
    }

    std::optional<type> read_value(words const& parts) {
        auto const name = join(parts);
        type result;
        if (name == "number") return result;
        if (name == "percent") {
            result.percent = true;
            return result;
        }
        static std::vector<std::pair<std::string, scalar>> const plain = {{"boolean", scalar::boolean},
                                                                          {"text", scalar::text},
                                                                          {"date", scalar::date},
                                                                          {"date and time", scalar::date_time}};
        for (auto const& [word, kind] : plain) {
            if (name == word) {
                result.kind = kind;
                return result;
            }
        }
        auto const& lists = b_.graph.word_lists;
        for (word_list_id id = 0; id < lists.size(); ++id) {
            if (lists[id].name == name) {
                result.kind = scalar::word;
                result.words = id;
                return result;
            }
        }
        return read_measure(parts);
    }

    std::optional<type> read_measure(words const& parts) {
        type result;
        bool below = false;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            if (parts[i] == "per" && i > 0 && i + 1 < parts.size()) {
                if (below) return refuse("it says 'per' twice", "Write one 'per': it divides by all that follows it.");
                below = true;
                continue;
            }
            if (parts[i] == "number" && i == 0) continue;
            auto const base = find_unit(parts[i]);
            if (!base) return unknown(parts, parts[i]);
            unit const factor{{{*base, 1}}};
            result.measure = below ? result.measure / factor : result.measure * factor;
        }
        if (parts.empty()) return unknown(parts, "");
        for (auto const& factor : result.measure.factors) {
            if (factor.base == unit_money && factor.exponent != 1 && factor.exponent != -1) {
                return refuse("it multiplies money with money", "Name money once.");
            }
        }
        return result;
    }

    /// A unit by its name, or by its plural with s.
    std::optional<std::uint32_t> find_unit(std::string const& name) const {
        auto const& units = b_.graph.units;
        auto const find = [&](std::string_view wanted) -> std::optional<std::uint32_t> {
            auto const found = std::find(units.begin(), units.end(), wanted);
            if (found == units.end()) return std::nullopt;
            return static_cast<std::uint32_t>(found - units.begin());
        };
        if (auto const exact = find(name)) return exact;
        if (name.size() < 2 || name.back() != 's') return std::nullopt;
        auto const singular = find(std::string_view(name).substr(0, name.size() - 1));
        return singular == unit_money ? std::nullopt : singular;
    }

    std::optional<type> refuse(std::string const& why, std::string advice) {
        b_.error(diagnostic_code::N003, where_, "this is not a possible type: " + why, std::move(advice));
        return std::nullopt;
    }

    std::optional<type> unknown(words const& parts, std::string const& word) {
        std::vector<std::string> known = {"boolean", "number",        "percent",      "text",
                                          "date",    "date and time", "range of date"};
        for (auto const& list : b_.graph.word_lists)
            known.push_back(list.name);
        for (auto const& unit_name : b_.graph.units)
            known.push_back(unit_name);
        auto const name =
            parts.size() > 1 && parts[1] != "per" && parts[0] != "number" && !find_unit(parts[0]) ? join(parts) : word;
        if (b_.graph.find_entity(name)) {
            b_.error(diagnostic_code::N002, where_, quoted(name) + " is an entity, not a type",
                     "Link to its rows with 'to' of the entity that has this fact.");
            return std::nullopt;
        }
        b_.error(diagnostic_code::N002, where_, "unknown type " + quoted(name),
                 did_you_mean(name, known, "Declare it under 'types' or 'units', or use a built-in type."));
        return std::nullopt;
    }

    builder& b_;
    location where_;
};

}  // namespace

std::optional<type> read_type(located_text const& text, builder& b) {
    return type_reader(b, text.everything()).read(text.text);
}

std::optional<type> read_type(syntax::name_text const& text, builder& b) {
    return type_reader(b, text.where).read(text.value);
}

}  // namespace carefare::checked
