// What the tests of the readers share: read a text of a kind of file, and look at its problems and expressions.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <carefare/base/render_diagnostic.hpp>
#include <carefare/syntax/read_files.hpp>

#include "expr_outline.hpp"
#include "syntax/section_readers.hpp"

namespace carefare::syntax {

/// "K001 2:5 message | advice" of each diagnostic, a line each.
inline std::string problems_of(diagnostics const& found, source_map const& sources) {
    std::string all;
    for (auto const& item : found.items()) {
        std::string place = "-";
        if (item.where.source.value != source_id::none) {
            auto const at = sources[item.where.source].at(item.where.where.begin);
            place = std::to_string(at.line) + ":" + std::to_string(at.column);
        }
        all += std::string(name_of(item.code)) + " " + place + " " + item.message + " | " + item.advice + "\n";
    }
    return all;
}

/// A text read as one kind of file.
struct reading {
    explicit reading(std::string text, read_limits const& bounds = {})
        : limits(bounds), id(sources.add("f.yaml", std::move(text))), root(read_yaml(sources, id, found)) {}

    [[nodiscard]] std::string problems() const { return problems_of(found, sources); }
    [[nodiscard]] programme_syntax rules() {
        programme_syntax result;
        reader in{found, limits};
        if (!root) return result;
        read_sections({*root, root->where, "this file", section_names(), in}, result, in);
        drop_duplicates(result, in);
        return result;
    }
    [[nodiscard]] std::optional<plan_syntax> plan() { return root ? read_plan(*root, found) : std::nullopt; }
    [[nodiscard]] std::optional<case_file_syntax> cases() {
        return root ? read_cases(*root, found, limits) : std::nullopt;
    }

    /// "line:column" of a place.
    [[nodiscard]] std::string at(location const& where) const {
        auto const position = sources[id].at(where.where.begin);
        return std::to_string(position.line) + ":" + std::to_string(position.column);
    }

    source_map sources;
    diagnostics found;
    read_limits limits;
    source_id id;
    std::optional<yaml_node> root;
};

inline std::string rule_problems(std::string text) {
    reading file(std::move(text));
    static_cast<void>(file.rules());
    return file.problems();
}

inline std::string plan_problems(std::string const& options) {
    reading file("plan: a/b\nprogramme: a/c\nsource: x\noptions:\n" + options);
    static_cast<void>(file.plan());
    return file.problems();
}

inline std::string case_problems(std::string const& text) {
    reading file(text);
    static_cast<void>(file.cases());
    return file.problems();
}

inline std::string tree(std::optional<expr> const& e) {
    return e ? outline(*e, e->root) : "nothing";
}

inline std::string day(std::optional<located<date>> const& value) {
    return value ? to_string(value->value) : "-";
}

inline std::string texts(std::vector<name_text> const& items) {
    std::string all;
    for (auto const& item : items)
        all += (all.empty() ? "" : ", ") + item.value;
    return all;
}

inline std::string data_folder() {
    return std::string(CAREFARE_SOURCE_DIR) + "/tests/unit/syntax/data";
}

inline std::string file_text(std::string const& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

/// A folder of its own for one test, removed at its end.
class scratch_folder {
public:
    scratch_folder() {
        auto const* const test = testing::UnitTest::GetInstance()->current_test_info();
        auto const pattern = std::filesystem::temp_directory_path() / ("carefare_" + std::string(test->name()));
        path_ = pattern.string() + "_" + std::to_string(testing::UnitTest::GetInstance()->random_seed()) + "_" +
                std::to_string(std::filesystem::hash_value(std::filesystem::current_path()));
        std::filesystem::remove_all(path_);
        std::filesystem::create_directories(path_);
    }
    ~scratch_folder() { std::filesystem::remove_all(path_); }
    scratch_folder(scratch_folder const&) = delete;
    scratch_folder& operator=(scratch_folder const&) = delete;

    void write(std::string const& name, std::string const& text) const {
        auto const file = std::filesystem::path(path_) / name;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << text;
    }
    [[nodiscard]] std::string path(std::string const& name = {}) const {
        return name.empty() ? path_ : path_ + "/" + name;
    }

private:
    std::string path_;
};

}  // namespace carefare::syntax
