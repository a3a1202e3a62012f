// Results of finished runs as facts of a caseload.
#include "caseload/used_runs.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "base/mapped_file.hpp"
#include "caseload/journal.hpp"
#include "cases/caseload_columns.hpp"
#include "cases/caseload_table.hpp"
#include "cases/caseload_text.hpp"

namespace carefare::caseload {

namespace fs = std::filesystem;

struct used_runs::used {
    std::uint32_t use = checked::no_id;
    std::string folder;
    std::unique_ptr<output_layout> layout;
    std::unique_ptr<handed_results> results;
};

namespace {

std::optional<std::string> text_of(fs::path const& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return std::nullopt;
    return std::string{std::istreambuf_iterator<char>(file), {}};
}

void refuse(cases::workspace& in, std::string message, std::string advice) {
    in.sink.error(diagnostic_code::W028, {}, std::move(message), std::move(advice));
}

}  // namespace

used_runs::used_runs(run_request const& asked, checked::rule_graph const& graph, cases::workspace& in) : graph_(graph) {
    for (auto const& [prefix, folder] : asked.uses) {
        bool const known = std::any_of(graph.uses.begin(), graph.uses.end(), [&, &prefix = prefix](auto const& use) { return use.prefix == prefix; });
        if (!known) in.sink.error(diagnostic_code::W025, {}, "the programme '" + graph.name + "' uses nothing as '" + prefix + "'", "Leave --uses " + prefix + " out.");
    }
    for (std::uint32_t u = 0; u < graph.uses.size(); ++u) {
        auto const& use = graph.uses[u];
        auto const said = asked.uses.find(use.prefix);
        if (said == asked.uses.end()) {
            refuse(in, "the programme '" + graph.name + "' uses results of '" + use.name + "' as '" + use.prefix + "', and nothing says where they are",
                   "Give --uses " + use.prefix + "=FOLDER, or --uses " + use.prefix + "=none where there are none.");
        } else if (!said->second.empty()) {
            read(u, said->second, in);
        }
    }
}

used_runs::~used_runs() = default;

void used_runs::read(std::uint32_t use, std::string const& folder, cases::workspace& in) {
    auto const& from = *graph_.uses[use].of;
    auto const summary = text_of(fs::path(folder) / "summary.json");
    if (!summary || fs::exists(fs::path(folder) / journal::file_name)) {
        return refuse(in, "'" + folder + "' holds no results of a run that is done", "Name the folder that an earlier run had as --output; one that was stopped goes on with --resume.");
    }
    auto const read = nlohmann::json::parse(*summary, nullptr, false);
    auto const programme = read.is_object() && read.contains("programme") && read["programme"].is_string() ? read["programme"].get<std::string>() : std::string();
    if (programme != from.name) {
        return refuse(in, "'" + folder + "' holds results of '" + programme + "', and '" + graph_.uses[use].prefix + "' stands for '" + from.name + "'", "Name the results of a run of '" + from.name + "'.");
    }
    auto made = std::make_unique<used>();
    made->use = use;
    made->folder = folder;
    made->layout = std::make_unique<output_layout>(from);
    std::vector<std::string> texts;
    for (auto const& file : made->layout->files()) {
        auto text = text_of(fs::path(folder) / file.name);
        if (!text) return refuse(in, "'" + folder + "' has no '" + file.name + "'", "Run again: the rules have other outputs now, or the file was taken away.");
        texts.push_back(std::move(*text));
    }
    handing with{&from, &graph_, {}, graph_.uses[use].prefix};
    for (checked::fact_id f = 0; f < graph_.facts.size(); ++f) {
        auto const& fact = graph_.facts[f];
        if (fact.from && fact.from->use == use) with.facts[fact.from->rule] = f;
    }
    try {
        made->results = std::make_unique<handed_results>(std::move(with), *made->layout, std::move(texts));
    } catch (malformed_results const& wrong) {
        return refuse(in, "'" + folder + "': " + wrong.what(), "Run again with the rules that there are now.");
    }
    used_.push_back(std::move(made));
}

void used_runs::add_rows(cases::caseload_folder& to, cases::workspace& in) const {
    for (checked::entity_id e = 0; e < graph_.entities.size(); ++e) {
        bool const has_results = std::any_of(graph_.facts.begin(), graph_.facts.end(), [&](auto const& fact) { return fact.owner == e && fact.from && fact.from->use != checked::no_id; });
        if (has_results && !to.files[e].empty()) add_rows_of(e, to, in);
    }
}

bool used_runs::is_given(checked::entity_id entity, std::string const& column) const {
    return std::any_of(used_.begin(), used_.end(), [&](auto const& one) {
        return std::any_of(graph_.facts.begin(), graph_.facts.end(), [&](auto const& fact) {
            return fact.owner == entity && fact.from && fact.from->use == one->use && (column == fact.name || column == fact.name + "_from" || column == fact.name + "_to");
        });
    });
}

void used_runs::add_rows_of(checked::entity_id entity, cases::caseload_folder& to, cases::workspace& in) const {
    auto const path = to.path_of(to.files[entity]);
    diagnostics told_later;  // whoever reads the table says what is wrong with it
    auto const id = syntax::file_access(to.folder).open(path, in.sources, told_later, {}, cases::most_table_bytes);
    if (!id) return;
    auto const& source = in.sources[*id];
    checked::csv_reader reader(source, *id, told_later, cases::table_limits);
    std::vector<checked::csv_cell> head, line;
    if (!reader.next(head)) return;
    for (auto const& cell : head) {
        if (!is_given(entity, cell.text)) continue;
        in.sink.error(diagnostic_code::W026, reader.place(cell.where), "the table gives '" + cell.text + "', and so does a run that --uses names", "Leave one of the two out.");
    }
    auto const owner = graph_.entities[entity].owner;
    std::size_t key_column = head.size(), owner_column = head.size();
    for (std::size_t i = 0; i < head.size(); ++i) {
        if (head[i].text == "key") key_column = i;
        if (owner != checked::no_id && head[i].text == graph_.entities[owner].name) owner_column = i;
    }
    if (key_column == head.size()) return;
    std::set<std::string> known;
    while (reader.next(line)) known.insert(line[key_column].text);
    std::string text(source.text());
    if (!text.ends_with('\n')) text += '\n';
    bool added = false;
    for (auto const& one : used_) {
        for (auto const& row : one->results->rows_of(entity)) {
            if (!known.insert(row.key).second) continue;
            added = true;
            std::string cells = ",";  // no cell begins the line
            for (std::size_t i = 0; i < head.size(); ++i) cases::add_cell(cells, i == key_column ? row.key : i == owner_column ? row.owner : std::string());
            text += cells.substr(2) + '\n';
        }
    }
    if (added) to.texts[entity] = mapped_file::of_text(text);
}

void used_runs::fill(run_input& into, cases::workspace& in) const {
    for (auto const& one : used_) {
        try {
            if (into.binding) one->results->fill(into.read.clean);
            one->results->fill(into.read.rest.data);
        } catch (malformed_results const& wrong) {
            refuse(in, "'" + one->folder + "': " + wrong.what(), "Run again with the rules that there are now.");
        }
    }
}

}  // namespace carefare::caseload
