// SHA-256 over texts and files, each with its length before it.
#include <carefare/caseload/identity.hpp>

#include <openssl/evp.h>

#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <set>
#include <stdexcept>
#include <string_view>
#include <vector>

#include <carefare/syntax/dataset_syntax.hpp>

namespace carefare::caseload {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t bytes_at_once = 1U << 20U;

class digest {
public:
    digest() : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) { check(context_ != nullptr && EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) == 1); }

    void add(std::string_view text) {
        auto const size = static_cast<std::uint64_t>(text.size());
        add_bytes(&size, sizeof size);
        add_bytes(text.data(), text.size());
    }

    void add_file(fs::path const& path) {
        std::ifstream file(path, std::ios::binary);
        std::vector<char> bytes(bytes_at_once);
        std::uint64_t size = 0;
        while (file) {
            file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
            add_bytes(bytes.data(), static_cast<std::size_t>(file.gcount()));
            size += static_cast<std::uint64_t>(file.gcount());
        }
        add_bytes(&size, sizeof size);
    }

    std::string text() {
        std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
        unsigned count = 0;
        check(EVP_DigestFinal_ex(context_.get(), bytes.data(), &count) == 1);
        std::string hex;
        for (unsigned i = 0; i < count; ++i) {
            auto const byte = static_cast<unsigned>(bytes[i]);
            for (auto const half : {byte >> 4U, byte & 0xFU}) hex += "0123456789abcdef"[half];
        }
        return hex;
    }

private:
    static void check(bool good) {
        if (!good) throw std::runtime_error("no SHA-256");
    }
    void add_bytes(void const* bytes, std::size_t count) { check(EVP_DigestUpdate(context_.get(), bytes, count) == 1); }

    std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context_;
};

}  // namespace

std::string digest_of_sources(source_map const& sources, std::size_t first, std::size_t last) {
    digest all;
    for (auto i = first; i < last; ++i) all.add(sources[source_id{static_cast<std::uint32_t>(i)}].text());
    return all.text();
}

std::set<std::string> files_of_caseload(std::string const& folder, cases::workspace& in) {
    std::set<std::string> files{"dataset.yaml"};
    std::error_code failed;
    for (auto const& entry : fs::directory_iterator(folder, failed)) {
        if (entry.path().extension() == ".csv") files.insert(entry.path().filename().string());
    }
    diagnostics told_later;
    auto const* document = in.document(folder.ends_with("/") ? folder + "dataset.yaml" : folder + "/dataset.yaml", {});
    if (auto const description = document != nullptr ? syntax::read_dataset(*document, told_later) : std::nullopt) {
        for (auto const& table : description->tables) files.insert(table.file.value);
    }
    return files;
}

std::string digest_of_files(std::string const& folder, std::set<std::string> const& files) {
    std::error_code failed;
    digest all;
    for (auto const& name : files) {
        auto const path = fs::path(folder) / name;
        if (!fs::is_regular_file(path, failed)) continue;
        all.add(name);
        all.add_file(path);
    }
    return all.text();
}

std::string digest_of_results(std::string const& folder) {
    std::set<fs::path> files;
    std::error_code failed;
    for (auto const& entry : fs::directory_iterator(folder, failed)) {
        if (entry.is_regular_file(failed)) files.insert(entry.path());
    }
    digest all;
    for (auto const& path : files) {
        all.add(path.filename().string());
        all.add_file(path);
    }
    return all.text();
}

std::string digest_of_program() {
    digest all;
    all.add_file("/proc/self/exe");
    return all.text();
}

}  // namespace carefare::caseload
