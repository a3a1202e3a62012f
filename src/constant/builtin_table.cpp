// The one table of built-in functions, put together from the rows of each area.
#include <map>
#include <string>

#include "constant/builtin.hpp"

namespace carefare::constant {
namespace {

std::string_view trimmed(std::string_view text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    return text;
}

/// The part up to `separator`, which is cut from `rest`.
std::string_view next_part(std::string_view& rest, char separator) {
    auto const end = rest.find(separator);
    auto const part = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    return trimmed(part);
}

/// "string, start position, length?": a '?' marks what may be left out, "list+" gathers, "list*" repeats.
builtin_signature read_signature(std::string_view text) {
    builtin_signature made;
    while (!text.empty()) {
        auto name = next_part(text, ',');
        bool const optional = name.ends_with('?');
        if (name.ends_with('+')) made.how = arity::gathered;
        if (name.ends_with('*')) made.how = arity::rest;
        if (optional || made.how != arity::fixed) name.remove_suffix(1);
        made.parameters.emplace_back(name);
        if (!optional) made.required = made.parameters.size();
    }
    return made;
}

std::map<std::string, builtin, std::less<>> make_table() {
    std::map<std::string, builtin, std::less<>> made;
    for (auto const rows : {string_builtins(), list_builtins(), statistic_builtins(), number_builtins(),
                            conversion_builtins(), date_builtins(), range_builtins()}) {
        for (auto const& row : rows) {
            builtin function{row.name, {}, row.body};
            for (auto rest = row.signatures; !rest.empty();) function.signatures.push_back(read_signature(next_part(rest, '|')));
            made.emplace(std::string(row.name), std::move(function));
        }
    }
    return made;
}

std::map<std::string, builtin, std::less<>> const& table() {
    static auto const made = make_table();
    return made;
}

}  // namespace

builtin const* find_builtin(std::string_view name) {
    auto const found = table().find(name);
    return found == table().end() ? nullptr : &found->second;
}

std::vector<std::string> const& builtin_names() {
    static auto const names = [] {
        std::vector<std::string> made;
        for (auto const& [name, function] : table()) made.push_back(name);
        return made;
    }();
    return names;
}

}  // namespace carefare::constant
