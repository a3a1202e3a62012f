// What the files and folders on a command line are.
#include <filesystem>

#include <carefare/cases/workspace.hpp>

namespace carefare::cases {

namespace fs = std::filesystem;

namespace {

constexpr unsigned max_depth = 32;
constexpr std::uint32_t max_entries = 10'000;

bool ends_with(std::string const& name, std::string_view ending) { return std::string_view(name).ends_with(ending); }

}  // namespace

inventory workspace::find(std::vector<std::string> const& paths) {
    inventory found;
    for (auto const& path : paths) {
        std::error_code failed;
        if (fs::is_directory(path, failed)) {
            walk(path, found, 0);
        } else {
            sort_file(path, found);
        }
    }
    if (found.programmes.empty() && found.plans.empty() && found.case_files.empty() && !sink.has_errors()) {
        sink.error(diagnostic_code::W009, {}, "there is no programme, plan or case file in what was named",
                   "Name a folder with programme.yaml, a plan, a case file, or a folder above them.");
    }
    return found;
}

void workspace::each_case(inventory const& of,
                          std::function<void(syntax::case_syntax const&, syntax::case_file_syntax const&)> const& use) {
    for (auto const& folder : of.programmes) programme_in(folder);
    for (auto const& path : of.plans) plan_in(path);
    for (auto const& path : of.case_files) {
        auto const errors = sink.error_count();
        auto const* read = document(path, {});
        if (read == nullptr) continue;
        auto const file = syntax::read_cases(*read, sink);
        if (!file || sink.error_count() != errors) continue;
        for (auto const& one : file->cases) use(one, *file);
    }
}

void workspace::walk(std::string const& folder, inventory& into, unsigned depth) {
    if (depth > max_depth) {
        sink.error(diagnostic_code::W010, {}, "'" + folder + "' lies more than " + std::to_string(max_depth) + " folders deep",
                   "Name a folder nearer to the files.");
        return;
    }
    auto const entries = files_.list(folder, sink, {}, max_entries);
    if (!entries) return;
    bool programme = false;
    for (auto const& entry : *entries) programme = programme || entry.name == "programme.yaml";
    if (programme) into.programmes.push_back(folder);
    for (auto const& entry : *entries) {
        std::string const path = folder == "." ? entry.name : folder + "/" + entry.name;
        if (entry.what == syntax::folder_entry::kind::folder) {
            // Folders of tables hold data only; they are read by the rules that name them.
            if (entry.name != "tables" && !entry.name.starts_with(".")) walk(path, into, depth + 1);
        } else if (ends_with(entry.name, ".yaml") && !entry.name.starts_with(".") && entry.name != "programme.yaml") {
            sort_file(path, into);
        }
    }
}

void workspace::sort_file(std::string const& path, inventory& into) {
    auto const* tree = document(path, {});
    if (tree == nullptr) return;
    switch (syntax::kind_of(*tree)) {
        case syntax::document_kind::programme: {
            if (fs::path(path).filename() != "programme.yaml") {  // a plan whose name was lost: whoever reads it says so
                into.plans.push_back(path);
                break;
            }
            auto folder = fs::path(path).parent_path().string();
            if (folder.empty()) folder = ".";
            bool known = false;
            for (auto const& other : into.programmes) known = known || key_of(other) == key_of(folder);
            if (!known) into.programmes.push_back(std::move(folder));
            break;
        }
        case syntax::document_kind::plan: into.plans.push_back(path); break;
        case syntax::document_kind::cases: into.case_files.push_back(path); break;
        case syntax::document_kind::messages:
            into.messages.push_back(path);
            break;
        case syntax::document_kind::rules:  // read with its programme
        case syntax::document_kind::assumptions: break;
        case syntax::document_kind::unknown:
            sink.error(diagnostic_code::W001, tree->where, "'" + path + "' is neither a programme, rules, a plan nor cases",
                       "Begin it with one of the keys programme, plan, cases or a section such as rules.");
            break;
    }
}

}  // namespace carefare::cases
