// See suggest_name.hpp.
#include "cases/suggest_name.hpp"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <string_view>

#include <carefare/base/diagnostic.hpp>

namespace carefare::cases {

namespace fs = std::filesystem;

namespace {

/// What is read to find a name: more than any tree has; the rest is never suggested.
constexpr std::size_t most_entries = 10'000;
constexpr int most_depth = 8;

std::vector<std::string> names_below(std::vector<std::string> const& roots, char const* top, std::function<std::string(fs::path const&)> const& name_of) {
    std::vector<std::string> names;
    for (auto const& root : roots) {
        std::error_code failed;
        auto const folder = fs::path(root) / top;
        std::size_t read = 0;
        for (fs::recursive_directory_iterator at(folder, failed), end; !failed && at != end && read < most_entries; at.increment(failed), ++read) {
            if (at.depth() >= most_depth) at.disable_recursion_pending();
            auto name = name_of(at->path().lexically_relative(folder));
            if (!name.empty()) names.push_back(std::move(name));
        }
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

std::ptrdiff_t parts_of(std::string const& name) { return std::count(name.begin(), name.end(), '/') + 1; }

}  // namespace

std::vector<std::string> plan_names_below(std::vector<std::string> const& roots) {
    return names_below(roots, "plans", [](fs::path const& file) {
        if (file.extension() != ".yaml" || std::any_of(file.begin(), file.end(), [](fs::path const& part) { return part == "cases"; })) return std::string();
        return fs::path(file).replace_extension().generic_string();
    });
}

std::vector<std::string> programme_names_below(std::vector<std::string> const& roots) {
    return names_below(roots, "rules", [](fs::path const& file) { return file.filename() == "programme.yaml" ? file.parent_path().generic_string() : std::string(); });
}

std::string nearest_path_name(std::string const& name, std::vector<std::string> const& names) {
    if (name.find('/') != std::string::npos) return nearest_name(name, names);
    // A district without its state: by what stands last.
    std::vector<std::string> last;
    for (auto const& one : names) last.push_back(one.substr(one.rfind('/') + 1));
    auto const same = std::find(last.begin(), last.end(), name);
    auto const near = same != last.end() ? name : nearest_name(name, last);
    if (near.empty()) return nearest_name(name, names);
    // Of several that end so, the one with the fewest parts: a district before what is kept of it further down.
    std::string shortest;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (last[i] == near && (shortest.empty() || parts_of(names[i]) < parts_of(shortest))) shortest = names[i];
    }
    return shortest;
}

std::string nearest_file(std::string const& path) {
    std::error_code failed;
    auto const folder = fs::path(path).parent_path();
    std::vector<std::string> names;
    for (fs::directory_iterator at(folder.empty() ? fs::path(".") : folder, failed), end; !failed && at != end && names.size() < most_entries; at.increment(failed))
        names.push_back(at->path().filename().string());
    std::sort(names.begin(), names.end());
    auto const near = nearest_name(fs::path(path).filename().string(), names);
    return near.empty() ? near : (folder / near).generic_string();
}

}  // namespace carefare::cases
