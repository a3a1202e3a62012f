// What must hold of the readers of files for any bytes at all: they end, and what they refuse they refuse with a code,
// a place inside of the text and advice. Shared by the fuzz target and the test that replays its corpus.
#pragma once

#include <string>

#include <carefare/syntax/read_files.hpp>

#include "syntax/section_readers.hpp"

namespace carefare::syntax {

/// Reads a text as every kind of file. True if all diagnostics are well-formed, and a text without tree has one.
inline bool is_read_or_refused(std::string text) {
    auto const size = text.size();
    source_map sources;
    diagnostics found;
    auto const root = read_yaml(sources, sources.add("file", std::move(text)), found);
    if (!root && !found.has_errors()) return false;
    if (root) {
        read_limits const limits{.files = 100, .folder_depth = 4, .table_cells = 1000, .merged_nodes = 10'000};
        reader in{found, limits};
        programme_syntax programme;
        read_sections({*root, root->where, "this file", section_names(), in}, programme, in);
        drop_duplicates(programme, in);
        auto const errors = found.error_count();
        auto const kind = kind_of(*root);
        static_cast<void>(read_plan(*root, found));
        static_cast<void>(read_assumptions(*root, found));
        static_cast<void>(read_cases(*root, found, limits));
        // No document is a rule file and a plan at once.
        if (kind == document_kind::unknown && found.error_count() == errors) return false;
    }
    for (auto const& item : found.items()) {
        if (item.message.empty() || item.advice.empty()) return false;
        if (item.where.where.begin > item.where.where.end || item.where.where.end > size) return false;
    }
    return true;
}

}  // namespace carefare::syntax
