// The files of a run in its folder, written at their ends alone. How far each is written is what a journal keeps.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "caseload/output_layout.hpp"

namespace carefare::caseload {

/// What stood in the way, in words; empty: nothing.
using trouble = std::string;

class output_files {
public:
    output_files(std::string folder, output_layout const& layout) : folder_(std::move(folder)), layout_(layout) {}
    ~output_files();
    output_files(output_files const&) = delete;
    output_files& operator=(output_files const&) = delete;

    /// Makes the files anew, with their first lines.
    [[nodiscard]] trouble begin();
    /// Opens the files that are there and cuts each to the size it was good to. Where one is shorter or not there, says so.
    [[nodiscard]] trouble go_on(std::vector<std::uint64_t> const& sizes);
    [[nodiscard]] trouble add(file_texts const& texts);
    /// All that was added is on the disk when this is done.
    [[nodiscard]] trouble save();
    [[nodiscard]] std::vector<std::uint64_t> const& sizes() const { return sizes_; }

private:
    [[nodiscard]] trouble open(bool anew);
    [[nodiscard]] std::string path_of(std::size_t number) const;
    [[nodiscard]] trouble write(std::size_t number, std::string const& text);

    std::string folder_;
    output_layout const& layout_;
    std::vector<int> files_;
    std::vector<std::uint64_t> sizes_;
    std::vector<std::uint64_t> sent_;  ///< up to where the disk has begun with them
    std::vector<bool> is_saved_;
};

/// Replaces a file as a whole: whoever reads it, after whatever happens, finds the old text or the new.
[[nodiscard]] trouble replace_file(std::string const& path, std::string const& text);

}  // namespace carefare::caseload
