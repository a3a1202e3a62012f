// A folder before its tables: dataset.yaml, and which file is whose.
#include "cases/caseload_folder.hpp"

#include <algorithm>
#include <utility>

#include <carefare/syntax/dataset_syntax.hpp>

namespace carefare::cases {

namespace {

constexpr std::uint32_t max_entries = 10'000;

class folder_reader {
public:
    folder_reader(std::string folder, checked::rule_graph const& graph, workspace& in)
        : graph_(graph), in_(in) {
        out_.folder = std::move(folder);
        out_.files.resize(graph.entities.size());
        out_.texts.resize(graph.entities.size());
        for (auto const& e : graph_.entities) {
            out_.files[static_cast<std::size_t>(&e - graph_.entities.data())] = e.made.kind == checked::maker_kind::host ? e.rows + ".csv" : "";
        }
    }

    std::optional<caseload_folder> read() {
        auto const errors = in_.sink.error_count();
        read_description();
        if (in_.sink.error_count() == errors) find_stray_files();
        if (in_.sink.error_count() != errors) return std::nullopt;
        return std::move(out_);
    }

private:
    std::string path_of(std::string const& file) const { return out_.path_of(file); }

    void read_description() {
        auto const* document = in_.document(path_of("dataset.yaml"), {});
        auto const description = document != nullptr ? syntax::read_dataset(*document, in_.sink) : std::nullopt;
        if (!description) return;
        if (auto const& name = description->programme; name && name->value != graph_.name) {
            in_.sink.error(diagnostic_code::W012, name->where, "the caseload is one of programme '" + name->value + "', the plan one of '" + graph_.name + "'",
                           "Name a plan of the caseload's programme.");
        }
        if (description->known_on) out_.known_on = description->known_on->value;
        for (auto const& table : description->tables) read_table_entry(table);
    }

    void read_table_entry(syntax::dataset_syntax::table const& table) {
        std::vector<std::string> names;
        for (checked::entity_id e = 0; e < graph_.entities.size(); ++e) {
            if (out_.files[e].empty()) continue;
            names.push_back(graph_.entities[e].rows);
            if (graph_.entities[e].rows != table.rows.value) continue;
            if (!table.file.value.empty()) out_.files[e] = table.file.value;
            if (table.from || table.until) set_window(e, table);
            return;
        }
        auto const near = nearest_name(table.rows.value, names);
        in_.sink.error(diagnostic_code::W011, table.rows.where, "the programme reads no table '" + table.rows.value + "'",
                       near.empty() ? "Use the rows name of an entity whose rows are handed in." : "Did you mean '" + near + "'?");
    }

    void set_window(checked::entity_id e, syntax::dataset_syntax::table const& table) {
        auto const& where = table.from ? table.from->where : table.until->where;
        if (!graph_.entities[e].dated_by) {
            in_.sink.error(diagnostic_code::W013, where, "'" + table.rows.value + "' is no table of dated rows, and has a window",
                           "Take the window away, or give the entity a dated_by.");
        } else if (table.from && table.until && table.until->value < table.from->value) {
            in_.sink.error(diagnostic_code::W013, where, "the window of '" + table.rows.value + "' ends before it begins", "Exchange the two dates.");
        } else {
            auto& window = out_.windows[e];
            if (table.from) window.from = table.from->value;
            if (table.until) window.to = table.until->value;
        }
    }

    /// A misspelt file name would otherwise be an empty table.
    void find_stray_files() {
        auto const entries = in_.files().list(out_.folder, in_.sink, {}, max_entries);
        if (!entries) return;
        std::vector<std::string> missing;
        for (auto& file : out_.files) {
            auto const& entity = graph_.entities[static_cast<std::size_t>(&file - out_.files.data())];
            bool const there = std::any_of(entries->begin(), entries->end(), [&](auto const& entry) { return entry.name == file; });
            if (file.empty() || there || file.find('/') != std::string::npos) continue;
            if (entity.single)
                file.clear();  // the one row that it has
            else
                missing.push_back(file);
        }
        for (auto const& entry : *entries) {
            if (!entry.name.ends_with(".csv") || std::find(out_.files.begin(), out_.files.end(), entry.name) != out_.files.end()) continue;
            auto const near = nearest_name(entry.name, missing);
            in_.sink.error(diagnostic_code::W011, {}, "'" + path_of(entry.name) + "' is the table of no entity",
                           near.empty() ? "Name it after the rows of an entity, or say in dataset.yaml whose file it is." : "Did you mean '" + near + "'?");
        }
        for (auto const& file : missing) {
            in_.sink.error(diagnostic_code::W011, {}, "the caseload has no table '" + path_of(file) + "'",
                           "Add the file; where there are no rows, its first line alone.");
        }
    }

    checked::rule_graph const& graph_;
    workspace& in_;
    caseload_folder out_;
};

}  // namespace

std::string caseload_folder::path_of(std::string const& file) const {
    return folder.ends_with("/") ? folder + file : folder + "/" + file;
}

std::optional<date> known_on_of(std::string const& folder) {
    workspace aside({folder});
    caseload_folder of;
    of.folder = folder;
    auto const* document = aside.document(of.path_of("dataset.yaml"), {});
    auto const description = document != nullptr ? syntax::read_dataset(*document, aside.sink) : std::nullopt;
    return description && description->known_on ? std::optional(description->known_on->value) : std::nullopt;
}

std::optional<caseload_folder> read_folder(std::string const& folder, checked::rule_graph const& graph, workspace& in) {
    return folder_reader(folder, graph, in).read();
}

}  // namespace carefare::cases
