// Replays the corpus of the expression fuzz target.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "fuzz/expr_property.hpp"

namespace carefare::syntax {
namespace {

TEST(expr_corpus, every_input_is_answered) {
    std::size_t inputs = 0;
    for (auto const& entry : std::filesystem::directory_iterator(CAREFARE_SOURCE_DIR "/tests/fuzz/corpus/expr")) {
        std::ifstream file(entry.path(), std::ios::binary);
        std::string const text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
        EXPECT_TRUE(is_answered(text)) << entry.path();
        ++inputs;
    }
    EXPECT_GE(inputs, 30U);
}

}  // namespace
}  // namespace carefare::syntax
