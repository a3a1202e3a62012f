// Files and folders below one root, and nothing else. Links are resolved before anything is opened, so that none leads
// out.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

#include <carefare/syntax/read_files.hpp>

namespace carefare::syntax {

namespace {

namespace fs = std::filesystem;

/// The path with all links resolved; empty if there is nothing.
fs::path resolve(std::string const& path) {
    std::error_code failure;
    auto const result = fs::canonical(path.empty() ? fs::path(".") : fs::path(path), failure);
    return failure ? fs::path() : result;
}

bool lies_below(fs::path const& path, fs::path const& root) {
    auto const [in_root, in_path] = std::mismatch(root.begin(), root.end(), path.begin(), path.end());
    return in_root == root.end() || in_root->empty();  // the root "/" ends in an empty part on some systems
}

bool lies_below_any(fs::path const& path, std::vector<std::string> const& roots) {
    return std::any_of(roots.begin(), roots.end(), [&](std::string const& root) {
        auto const top = resolve(root);
        return !top.empty() && lies_below(path, top);
    });
}

/// The place of what is asked for, or empty after a diagnostic.
fs::path admit(std::string const& path, std::vector<std::string> const& roots, diagnostics& sink, location const& asked_for) {
    auto const place = path.find('\0') == std::string::npos ? resolve(path) : fs::path();
    if (!place.empty() && lies_below_any(place, roots)) return place;
    // What lies outside is not told apart from what is not there unless its spelling leads outside: a rule file must
    // not be a way to ask what files a machine has.
    std::error_code failure;
    auto const spelled = fs::weakly_canonical(fs::absolute(path, failure), failure);
    bool const is_there = std::any_of(roots.begin(), roots.end(), [](std::string const& root) { return !resolve(root).empty(); });
    if (failure || !is_there || lies_below_any(spelled, roots)) {
        sink.error(diagnostic_code::K025, asked_for, "there is no '" + path + "'",
                   "Check the spelling of the path and whether the file is there.");
    } else {
        sink.error(diagnostic_code::K024, asked_for, "'" + path + "' leads outside of '" + roots.front() + "'",
                   "Only files below this folder are read: move the file there, or name a folder further up.");
    }
    return {};
}

folder_entry::kind kind_of_entry(fs::directory_entry const& entry) {
    std::error_code failure;
    auto const own = entry.symlink_status(failure);
    if (failure) return folder_entry::kind::other;
    if (fs::is_directory(own)) return folder_entry::kind::folder;
    auto const target = fs::is_symlink(own) ? entry.status(failure) : own;
    return !failure && fs::is_regular_file(target) ? folder_entry::kind::file : folder_entry::kind::other;
}

}  // namespace

file_access::file_access(std::string root) : file_access(std::vector{std::move(root)}) {}

file_access::file_access(std::vector<std::string> roots) : roots_(std::move(roots)) {
    for (auto& root : roots_) {
        if (root.empty()) root = ".";
    }
}

std::optional<source_id> file_access::open(std::string const& path, source_map& sources, diagnostics& sink,
                                           location const& asked_for, std::uint64_t max_bytes) const {
    auto const place = admit(path, roots_, sink, asked_for);
    if (place.empty()) return {};
    std::error_code failure;
    // Asked before opening: opening a pipe would wait for a writer.
    if (!fs::is_regular_file(place, failure) || failure) {
        sink.error(diagnostic_code::K025, asked_for, "'" + path + "' is no file", "Name a file.");
        return {};
    }
    auto const too_large = [&] {
        sink.error(diagnostic_code::L001, asked_for,
                   "'" + path + "' is larger than " + std::to_string(max_bytes) + " bytes", "Split the file.");
        return std::nullopt;
    };
    auto const told = fs::file_size(place, failure);
    if (!failure && told > max_bytes) return too_large();
    std::ifstream in(place, std::ios::binary);
    std::string text;
    // At once what the system says that there is, and a byte to see the end; then what has come since.
    constexpr std::size_t chunk = 64 * 1024;
    auto room = failure ? chunk : static_cast<std::size_t>(told) + 1;
    std::size_t size = 0;
    while (in && size <= max_bytes) {
        text.resize(size + room);
        in.read(text.data() + size, static_cast<std::streamsize>(room));
        size += static_cast<std::size_t>(in.gcount());
        room = chunk;
    }
    if (in.bad() || (!in.eof() && size <= max_bytes)) {
        sink.error(diagnostic_code::K025, asked_for, "'" + path + "' cannot be read",
                   "Check whether this user may read the file.");
        return {};
    }
    if (size > max_bytes) return too_large();
    text.resize(size);
    if (text.capacity() - size > chunk / 16) text.shrink_to_fit();  // thousands of small files would each hold a chunk
    return sources.add(path, std::move(text));
}

std::optional<std::string> file_access::find(std::string const& path) const {
    auto const place = path.find('\0') == std::string::npos ? resolve(path) : fs::path();
    std::error_code failure;
    if (place.empty() || !lies_below_any(place, roots_) || !fs::is_regular_file(place, failure) || failure) return {};
    return place.string();
}

std::optional<std::vector<folder_entry>> file_access::list(std::string const& path, diagnostics& sink,
                                                           location const& asked_for, std::uint32_t most) const {
    auto const place = admit(path, roots_, sink, asked_for);
    if (place.empty()) return {};
    std::vector<folder_entry> result;
    std::error_code failure;
    for (fs::directory_iterator next(place, failure), end; !failure && next != end; next.increment(failure)) {
        if (result.size() == most) {
            sink.error(diagnostic_code::L030, asked_for,
                       "the folder '" + path + "' has more than " + std::to_string(most) + " entries",
                       "Move what does not belong to the programme out of the folder.");
            return {};
        }
        result.push_back({next->path().filename().string(), kind_of_entry(*next)});
    }
    if (failure) {
        sink.error(diagnostic_code::K025, asked_for, "'" + path + "' cannot be read as a folder",
                   "Name a folder that this user may read.");
        return {};
    }
    std::sort(result.begin(), result.end(),
              [](folder_entry const& a, folder_entry const& b) { return a.name < b.name; });
    return result;
}

std::optional<std::string> file_access::identity(std::string const& path) const {
    auto const place = resolve(path);
    if (place.empty()) return {};
    return place.string();
}

std::string path_beside(std::string_view named_in, std::string_view path) {
    return (fs::path(named_in).parent_path() / fs::path(path)).lexically_normal().generic_string();
}

}  // namespace carefare::syntax
