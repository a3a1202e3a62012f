// Files are read below the root alone, whatever the path or a link says, and up to a size.
#include <sys/stat.h>

#include <filesystem>

#include "read_fixture.hpp"

namespace carefare::syntax {
namespace {

/// "text" of a file, or "CODE message".
std::string opened(scratch_folder const& scratch, std::string const& path, std::uint64_t most = 100) {
    source_map sources;
    diagnostics found;
    auto const id = file_access(scratch.path("root")).open(scratch.path(path), sources, found, {}, most);
    if (id) return found.items().empty() ? std::string(sources[*id].text()) : "a file and a diagnostic";
    return found.items().size() == 1 ? std::string(name_of(found.items()[0].code)) : "no file and not one diagnostic";
}

TEST(file_access, stays_below_its_root) {
    scratch_folder const scratch;
    scratch.write("root/a.txt", "inside");
    scratch.write("root/sub/b.txt", "below");
    scratch.write("secret.txt", "outside");
    scratch.write("root_too/c.txt", "outside");
    std::filesystem::create_symlink(scratch.path("secret.txt"), scratch.path("root/out"));
    std::filesystem::create_symlink(scratch.path("root/a.txt"), scratch.path("root/in"));
    std::filesystem::create_directory_symlink(scratch.path(), scratch.path("root/up"));
    EXPECT_EQ(opened(scratch, "root/a.txt"), "inside");
    EXPECT_EQ(opened(scratch, "root/sub/../sub/./b.txt"), "below");
    EXPECT_EQ(opened(scratch, "root/sub/../../root/a.txt"), "inside");
    EXPECT_EQ(opened(scratch, "root/in"), "inside");
    EXPECT_EQ(opened(scratch, "root/out"), "K024");
    EXPECT_EQ(opened(scratch, "root/up/secret.txt"), "K024");
    EXPECT_EQ(opened(scratch, "root/../secret.txt"), "K024");
    EXPECT_EQ(opened(scratch, "root_too/c.txt"), "K024");
    EXPECT_EQ(opened(scratch, "root/../none.txt"), "K024") << "what is not there outside looks the same";
    EXPECT_EQ(opened(scratch, "root/none.txt"), "K025");
    EXPECT_EQ(opened(scratch, std::string("root/a.txt\0x", 12)), "K025");
}

TEST(file_access, paths_may_be_relative_to_the_working_directory) {
    source_map sources;
    diagnostics found;
    EXPECT_FALSE(file_access(".").open("no such file", sources, found, {}, 100));
    EXPECT_FALSE(file_access(".").open("../no such file", sources, found, {}, 100));
    ASSERT_EQ(found.items().size(), 2u);
    EXPECT_EQ(name_of(found.items()[0].code), "K025");
    EXPECT_EQ(name_of(found.items()[1].code), "K024");
}

TEST(file_access, reads_regular_files_up_to_a_size) {
    scratch_folder const scratch;
    scratch.write("root/a.txt", std::string(100, 'x'));
    scratch.write("root/empty", "");
    EXPECT_EQ(opened(scratch, "root/a.txt", 100), std::string(100, 'x'));
    EXPECT_EQ(opened(scratch, "root/a.txt", 99), "L001");
    EXPECT_EQ(opened(scratch, "root/empty"), "");
    EXPECT_EQ(opened(scratch, "root"), "K025");
    ASSERT_EQ(mkfifo(scratch.path("root/pipe").c_str(), 0600), 0);
    EXPECT_EQ(opened(scratch, "root/pipe"), "K025");
    scratch.write("root/large", std::string(200'000, 'y'));
    EXPECT_EQ(opened(scratch, "root/large", 200'000).size(), 200'000u);
}

TEST(file_access, lists_folders_in_order_of_name) {
    scratch_folder const scratch;
    for (auto const* const name : {"root/b", "root/a.yaml", "root/B", "root/c/x"})
        scratch.write(name, "x");
    diagnostics found;
    file_access const files(scratch.path("root"));
    auto const entries = files.list(scratch.path("root"), found, {}, 4).value();
    std::string all;
    for (auto const& entry : entries)
        all += entry.name + (entry.what == folder_entry::kind::folder ? "/ " : " ");
    EXPECT_EQ(all, "B a.yaml b c/ ");
    EXPECT_FALSE(files.list(scratch.path("root"), found, {}, 3));
    EXPECT_FALSE(files.list(scratch.path(), found, {}, 9));
    EXPECT_FALSE(files.list(scratch.path("root/b"), found, {}, 9));
    ASSERT_EQ(found.items().size(), 3u);
    EXPECT_EQ(name_of(found.items()[0].code), "L030");
    EXPECT_EQ(name_of(found.items()[1].code), "K024");
    EXPECT_EQ(name_of(found.items()[2].code), "K025");
}

TEST(file_access, paths_beside_a_file) {
    EXPECT_EQ(path_beside("rules/a/b.yaml", "tables/x.csv"), "rules/a/tables/x.csv");
    EXPECT_EQ(path_beside("rules/a/b.yaml", "../x.csv"), "rules/x.csv");
    EXPECT_EQ(path_beside("b.yaml", "x.csv"), "x.csv");
    EXPECT_EQ(path_beside("b.yaml", "../x.csv"), "../x.csv");
}

}  // namespace
}  // namespace carefare::syntax
