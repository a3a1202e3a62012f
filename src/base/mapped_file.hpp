// A file in memory as long as it is used: read by the system when it is looked at, and given back when it is not.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace carefare {

class mapped_file {
public:
    /// Null where the file is empty, cannot be read or lies in nothing that can be mapped. A file must not be cut short
    /// while it is used.
    [[nodiscard]] static std::shared_ptr<mapped_file const> open(std::string const& path);
    mapped_file(mapped_file const&) = delete;
    mapped_file& operator=(mapped_file const&) = delete;
    ~mapped_file();

    [[nodiscard]] std::string_view text() const { return {begin_, size_}; }
    /// Gives the memory between two places back; it is read again when it is looked at.
    void release(std::size_t from, std::size_t to) const;

private:
    mapped_file(char* begin, std::size_t size) : begin_(begin), size_(size) {}
    char* begin_;
    std::size_t size_;
};

}  // namespace carefare
