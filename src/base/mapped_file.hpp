// A file in memory as long as it is used: read by the system when it is looked at, and given back when it is not.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace carefare {

class mapped_file {
public:
    /// Null where the file is empty, cannot be read or cannot be mapped, or the path is a link. A file must not be cut short
    /// while it is used.
    [[nodiscard]] static std::shared_ptr<mapped_file const> open(std::string const& path);
    /// A text of its own; null where it is empty, or there is no room for it.
    [[nodiscard]] static std::shared_ptr<mapped_file const> of_text(std::string_view text);
    mapped_file(mapped_file const&) = delete;
    mapped_file& operator=(mapped_file const&) = delete;
    ~mapped_file();

    [[nodiscard]] std::string_view text() const { return {begin_, size_}; }
    /// Gives the memory between two places back; it is read again when it is looked at.
    void release(std::size_t from, std::size_t to) const;

private:
    mapped_file(char* begin, std::size_t size, bool on_disk) : begin_(begin), size_(size), on_disk_(on_disk) {}
    char* begin_;
    std::size_t size_;
    bool on_disk_;  ///< what is given back can be read again
};

}  // namespace carefare
