// Programmes that are bound once, and folders of tables that are laid for a while.
#pragma once

#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <random>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include <carefare/base/render_diagnostic.hpp>
#include <carefare/cases/columnar_caseload.hpp>
#include <carefare/cases/sample.hpp>
#include <carefare/cases/workspace.hpp>

#include "cases/columns_read.hpp"

namespace carefare::cases {

/// A programme, or that of a plan, bound once for all tests.
class bound_programme {
public:
    /// `path`: a plan (.yaml) or the folder of a programme, below the tree.
    static bound_programme& get(std::string const& path) {
        static std::map<std::string, std::unique_ptr<bound_programme>> all;
        auto& one = all[path];
        if (!one) one.reset(new bound_programme(std::string(CAREFARE_SOURCE_DIR) + "/" + path));
        return *one;
    }
    [[nodiscard]] checked::rule_graph const& graph() const { return *graph_; }
    bind::binding const& known(std::optional<date> on) {
        auto const [at, fresh] = bindings_.try_emplace(on ? to_string(*on) : "");
        if (fresh) at->second = bind::bind(program_, plan_, {}, on);
        return at->second;
    }

private:
    explicit bound_programme(std::string const& path) : tree_({path}) {
        if (path.ends_with(".yaml")) {
            auto const* loaded = tree_.plan_in(path);
            if (loaded != nullptr) {
                graph_ = loaded->programme;
                plan_ = loaded->plan;
            }
        } else {
            graph_ = tree_.programme_in(path);
        }
        if (graph_ == nullptr) throw std::runtime_error(render_all(tree_.sink, tree_.sources));
        program_ = program::lower(*graph_);
    }

    workspace tree_;
    checked::rule_graph const* graph_ = nullptr;
    checked::plan plan_;
    program::program program_;
    std::map<std::string, bind::binding> bindings_;  ///< by the day known on
};

inline char const* const new_york = "plans/ny/westchester.yaml";
inline char const* const all_kinds = "tests/unit/cases/columns";

using folder_text = std::map<std::string, std::string>;  ///< by name of the file

inline folder_text sample(std::uint64_t partitions, std::uint64_t seed) {
    folder_text files;
    diagnostics sink;
    auto const made = sample_caseload(bound_programme::get(new_york).graph(), {partitions, seed, parse_date("2019-06-01").value()},
                                      [&](std::string const& name, std::string_view text) { files[name] += text; return true; }, sink);
    if (!made) throw std::runtime_error("no sample");
    return files;
}

inline folder_text read_files(std::filesystem::path const& folder) {
    folder_text files;
    for (auto const& entry : std::filesystem::directory_iterator(folder)) {
        std::ifstream in(entry.path(), std::ios::binary);
        std::stringstream text;
        text << in.rdbuf();
        files[entry.path().filename().string()] = text.str();
    }
    return files;
}

/// Two districts, six families; every kind of fact, version, link and override.
inline folder_text tables_of_all_kinds() {
    folder_text files;
    files["dataset.yaml"] = "programme: unit/columns\ntables:\n  notes: { window: 2019-06-01..2019-06-30 }\n";
    files["districts.csv"] = "key,name\nd1,North\nd2,\"South, and more\"\n";
    files["shops.csv"] = "key,district,share\ns1,d1,12.25%\ns2,d2,\n";
    files["families.csv"] = "key,district,income,name\n";
    files["members.csv"] = "key,family,born,dates_from,dates_to,numbers_from,numbers_to,hours_from,hours_to\n";
    files["notes.csv"] = "key,member,shop,sibling,stamp,at,recorded,withdrawn,size,percentage,colour,text,truth,kept.override,kept.override_reason,kept.override_authorizer,"
                         "kept.override_recorded_on,words.override,when.override,said.override,is.override\n";
    files["stamps.csv"] = "key,family,note,next,on\n";
    for (std::size_t f = 1; f <= 6; ++f) {
        auto const family = "f" + std::to_string(f);
        files["families.csv"] += family + "," + (f % 2 == 0 ? "d2" : "d1") + ",$" + std::to_string(1000 * f) + ".50," + (f == 2 ? "none" : f == 3 ? "" : "Name " + family) + "\n";
        for (std::size_t m = 1; m <= 2; ++m) {
            auto const member = family + "m" + std::to_string(m);
            files["members.csv"] += member + "," + family + ",2015-02-28," + (m == 1 ? "2019-06-01,none,-2.5,3," : "none,2019-06-30,,,") +
                                    (f % 2 == 0 ? "2019-06-01T08:00,2019-06-01T17:30" : ",") + "\n";
            for (std::size_t n = 1; n <= 3; ++n) {
                auto const note = member + "n" + std::to_string(n);
                for (std::size_t version = 1; version <= (n == 1 ? 2U : 1U); ++version) {
                    files["notes.csv"] += note + "," + member + "," + (n == 2 ? "s1" : "") + "," + (n == 3 ? member : "") + "," + family + "t1,2019-06-0" + std::to_string(n) +
                                          "T08:15,2019-06-1" + std::to_string(version) + "," + (n == 1 && version == 2 && m == 2 ? "yes" : version == 1 ? "" : "no") + "," +
                                          (n == 2 ? "8.8" : "0.2") + "," + (n == 1 ? "" : n == 2 ? "27%" : "none") + "," + (n == 1 ? "green" : n == 2 ? "none" : "") + "," +
                                          (n == 3 ? "none" : "\"a, text\"") + "," + (n == 1 ? "yes" : "none") +
                                          (n == 3 && m == 1 ? ",3.25,for a reason,someone,2019-06-20,blue,2019-07-01,what,yes" : ",,,,,,,,") + "\n";
                }
            }
        }
        files["stamps.csv"] += family + "t1," + family + "," + family + "m1n1," + family + "t1,2019-06-01T23:59\n" + family + "t1," + family + ",,,2019-06-02T00:00\n";
    }
    return files;
}

/// A folder of its own, taken away at the end.
class laid_folder {
public:
    explicit laid_folder(folder_text const& files)
        : path_(std::filesystem::temp_directory_path() /
                ("columns-" + std::to_string(std::random_device{}()) + "-" + std::to_string(std::random_device{}()))) {
        std::filesystem::create_directories(path_);
        for (auto const& [name, text] : files) {
            std::filesystem::create_directories((path_ / name).parent_path());
            std::ofstream(path_ / name, std::ios::binary) << text;
        }
    }
    ~laid_folder() { std::filesystem::remove_all(path_); }
    laid_folder(laid_folder const&) = delete;
    laid_folder& operator=(laid_folder const&) = delete;
    [[nodiscard]] std::string path() const { return path_.string(); }

private:
    std::filesystem::path path_;
};

}  // namespace carefare::cases
