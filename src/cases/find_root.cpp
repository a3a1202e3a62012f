// Where the rules and plans of a path live.
#include <filesystem>

#include <carefare/cases/workspace.hpp>

namespace carefare::cases {

namespace fs = std::filesystem;

std::string find_root(std::string const& path) {
    std::error_code failed;
    // Absolute first: of a bare name that is not there, weakly_canonical would leave nothing but the name.
    fs::path start = fs::absolute(fs::path(path), failed);
    if (!failed) start = fs::weakly_canonical(start, failed);
    if (failed) return path;
    fs::path const folder = fs::is_directory(start, failed) ? start : start.parent_path();
    // A programme that stands alone (a folder of its own with no rules/ above it that contains it) is its own root.
    fs::path alone;
    for (fs::path at = folder;; at = at.parent_path()) {
        if (alone.empty() && fs::is_regular_file(at / "programme.yaml", failed)) alone = at;
        if (fs::is_directory(at / "rules", failed) && fs::is_directory(at / "plans", failed)) {
            auto const inside = folder.lexically_relative(at).generic_string();
            bool const under_tree = inside == "." || inside.starts_with("rules") || inside.starts_with("plans");
            if (alone.empty() || under_tree) return at.string();
        }
        if (at == at.parent_path()) break;
    }
    return alone.empty() ? folder.string() : alone.string();
}

std::string common_folder(std::vector<std::string> const& folders) {
    fs::path common;
    for (auto const& folder : folders) {
        fs::path const root = folder;
        if (common.empty()) {
            common = root;
            continue;
        }
        while (root != common && root.lexically_relative(common).generic_string().starts_with("..")) common = common.parent_path();
    }
    return common.string();
}

}  // namespace carefare::cases
