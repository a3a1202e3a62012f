// Replays the corpora of the fuzz targets of tables.
#include <gtest/gtest.h>

#include <filesystem>

#include "fuzz/caseload_property.hpp"
#include "fuzz/rates_property.hpp"

namespace carefare::cases {
namespace {

TEST(fuzz_corpus, tables_of_caseloads_are_read_alike) {
    auto const inputs = read_files(CAREFARE_SOURCE_DIR "/tests/fuzz/corpus/caseload");
    for (auto const& [name, text] : inputs) EXPECT_TRUE(is_read_alike(text)) << name;
    EXPECT_GE(inputs.size(), 15U);
}

TEST(fuzz_corpus, files_of_rate_tables_are_checked_or_refused) {
    auto const inputs = read_files(CAREFARE_SOURCE_DIR "/tests/fuzz/corpus/rates");
    for (auto const& [name, text] : inputs) EXPECT_TRUE(is_checked_or_refused(text)) << name;
    EXPECT_GE(inputs.size(), 12U);
}

}  // namespace
}  // namespace carefare::cases
