// The only place that asks the system to map a file.
#include "base/mapped_file.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>

namespace carefare {

std::shared_ptr<mapped_file const> mapped_file::open(std::string const& path) {
    int const file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW);
    if (file < 0) return nullptr;
    struct stat about {};
    void* begin = MAP_FAILED;
    bool const is_plain = ::fstat(file, &about) == 0 && S_ISREG(about.st_mode) && about.st_size > 0;
    auto const size = is_plain ? static_cast<std::size_t>(about.st_size) : 0;
    if (is_plain) begin = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
    ::close(file);
    if (begin == MAP_FAILED) return nullptr;
    return std::shared_ptr<mapped_file const>(new mapped_file(static_cast<char*>(begin), size, true));
}

std::shared_ptr<mapped_file const> mapped_file::of_text(std::string_view text) {
    if (text.empty()) return nullptr;
    auto* const begin = ::mmap(nullptr, text.size(), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (begin == MAP_FAILED) return nullptr;
    std::memcpy(begin, text.data(), text.size());
    return std::shared_ptr<mapped_file const>(new mapped_file(static_cast<char*>(begin), text.size(), false));
}

mapped_file::~mapped_file() {
    ::munmap(begin_, size_);
}

void mapped_file::release(std::size_t from, std::size_t to) const {
    if (!on_disk_) return;
    constexpr std::size_t page = 1U << 16U;  // a multiple of the page of every system
    from = (from + page - 1) / page * page;
    if (to < size_) to = to / page * page;
    if (from < to) ::madvise(begin_ + from, to - from, MADV_DONTNEED);
}

}  // namespace carefare
