// Replays the corpus of the fuzz target of files, and the sample files with bytes lost.
#include <filesystem>

#include "fuzz/file_property.hpp"
#include "read_fixture.hpp"

namespace carefare::syntax {
namespace {

TEST(read_corpus, every_input_is_read_or_refused) {
    std::size_t inputs = 0;
    for (auto const& entry : std::filesystem::directory_iterator(CAREFARE_SOURCE_DIR "/tests/fuzz/corpus/file")) {
        EXPECT_TRUE(is_read_or_refused(file_text(entry.path().string()))) << entry.path();
        ++inputs;
    }
    EXPECT_GE(inputs, 20u);
}

TEST(read_corpus, sample_files_cut_at_any_line_and_without_any_line) {
    std::size_t inputs = 0;
    for (auto const& entry : std::filesystem::recursive_directory_iterator(data_folder())) {
        if (entry.path().extension() != ".yaml") continue;
        auto const text = file_text(entry.path().string());
        for (std::size_t begin = 0, end = 0; begin < text.size(); begin = end, ++inputs) {
            end = std::min(text.find('\n', begin), text.size() - 1) + 1;
            EXPECT_TRUE(is_read_or_refused(text.substr(0, end))) << entry.path() << " up to " << end;
            EXPECT_TRUE(is_read_or_refused(text.substr(0, begin) + text.substr(end)))
                << entry.path() << " at " << begin;
        }
    }
    EXPECT_GE(inputs, 100u);
}

}  // namespace
}  // namespace carefare::syntax
