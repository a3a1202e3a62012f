// Files by their descriptors: what a journal says of them must be on the disk, which streams cannot promise.
#include "caseload/output_files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

namespace carefare::caseload {

namespace fs = std::filesystem;

namespace {

constexpr ::mode_t for_all = 0666;  // less what the user's mask takes away

trouble why(std::string const& path, std::string const& what) {
    return "'" + path + "' cannot be " + what + ": " + std::strerror(errno);
}

trouble write_all(int file, std::string const& path, std::string const& text) {
    for (std::size_t written = 0; written < text.size();) {
        auto const count = ::write(file, text.data() + written, text.size() - written);
        if (count >= 0) {
            written += static_cast<std::size_t>(count);
        } else if (errno != EINTR) {
            return why(path, "written");
        }
    }
    return {};
}

/// The disk begins with what stands there: when all must be on it, most of it is. Systems without it write when they see fit.
void begin_saving([[maybe_unused]] int file, [[maybe_unused]] std::uint64_t from, [[maybe_unused]] std::uint64_t to) {
#ifdef SYNC_FILE_RANGE_WRITE
    ::sync_file_range(file, static_cast<::off_t>(from), static_cast<::off_t>(to - from), SYNC_FILE_RANGE_WRITE);
#endif
}

constexpr std::uint64_t bytes_between_savings = std::uint64_t{4} << 20U;

}  // namespace

output_files::~output_files() {
    for (auto const file : files_) ::close(file);
}

std::string output_files::path_of(std::size_t number) const {
    return (fs::path(folder_) / layout_.files()[number].name).string();
}

trouble output_files::open(bool anew) {
    for (std::size_t i = 0; i < layout_.files().size(); ++i) {
        auto const path = path_of(i);
        std::error_code failed;
        if (anew) fs::create_directories(fs::path(path).parent_path(), failed);
        auto const file = ::open(path.c_str(), O_WRONLY | O_CLOEXEC | (anew ? O_CREAT | O_TRUNC : 0), for_all);
        if (file < 0) return why(path, "opened");
        files_.push_back(file);
    }
    sizes_.resize(files_.size());
    sent_.resize(files_.size());
    is_saved_.resize(files_.size());
    return {};
}

trouble output_files::begin() {
    if (auto const failed = open(true); !failed.empty()) return failed;
    for (std::size_t i = 0; i < files_.size(); ++i) {
        if (auto const failed = write(i, layout_.files()[i].head); !failed.empty()) return failed;
    }
    return {};
}

trouble output_files::go_on(std::vector<std::uint64_t> const& sizes) {
    if (auto const failed = open(false); !failed.empty()) return failed;
    for (std::size_t i = 0; i < files_.size(); ++i) {
        struct ::stat found {};
        if (::fstat(files_[i], &found) != 0) return why(path_of(i), "read");
        if (static_cast<std::uint64_t>(found.st_size) < sizes[i]) return "'" + path_of(i) + "' is shorter than it was";
    }
    for (std::size_t i = 0; i < files_.size(); ++i) {
        auto const size = static_cast<::off_t>(sizes[i]);
        if (::ftruncate(files_[i], size) != 0 || ::lseek(files_[i], size, SEEK_SET) < 0) return why(path_of(i), "cut");
    }
    sizes_ = sent_ = sizes;
    return {};
}

trouble output_files::write(std::size_t number, std::string const& text) {
    auto failed = write_all(files_[number], path_of(number), text);
    sizes_[number] += text.size();
    is_saved_[number] = false;
    if (sizes_[number] - sent_[number] >= bytes_between_savings) begin_saving(files_[number], std::exchange(sent_[number], sizes_[number]), sizes_[number]);
    return failed;
}

trouble output_files::add(file_texts const& texts) {
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (texts[i].empty()) continue;
        if (auto const failed = write(i, texts[i]); !failed.empty()) return failed;
    }
    return {};
}

trouble output_files::save() {
    for (std::size_t i = 0; i < files_.size(); ++i) {
        if (is_saved_[i]) continue;
        if (::fsync(files_[i]) != 0 && errno != EINVAL) return why(path_of(i), "saved");
        is_saved_[i] = true;
    }
    return {};
}

trouble replace_file(std::string const& path, std::string const& text) {
    auto const fresh = path + ".new";
    auto const file = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, for_all);
    if (file < 0) return why(fresh, "opened");
    auto failed = write_all(file, fresh, text);
    if (failed.empty() && ::fsync(file) != 0 && errno != EINVAL) failed = why(fresh, "saved");
    ::close(file);
    if (failed.empty() && ::rename(fresh.c_str(), path.c_str()) != 0) failed = why(path, "replaced");
    if (!failed.empty()) return failed;
    // The name is on the disk when its folder is.
    auto const folder = ::open(fs::path(path).parent_path().empty() ? "." : fs::path(path).parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder >= 0) {
        ::fsync(folder);
        ::close(folder);
    }
    return {};
}

}  // namespace carefare::caseload
