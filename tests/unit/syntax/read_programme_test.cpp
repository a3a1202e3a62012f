// Folders of a programme: what is read, in which order, and what may not lie there or lead out.
#include <filesystem>

#include "read_fixture.hpp"

namespace carefare::syntax {
namespace {

std::string const head = "programme: a/b\ntitle: T\n";

/// The problems of reading `folder` below the scratch folder, its path left out.
std::string problems_in(scratch_folder const& scratch, std::string const& folder, read_limits const& limits = {}) {
    source_map sources;
    diagnostics found;
    static_cast<void>(read_programme(file_access(scratch.path()), scratch.path(folder), sources, found, limits));
    auto all = problems_of(found, sources);
    for (auto at = all.find(scratch.path()); at != std::string::npos; at = all.find(scratch.path())) {
        all.erase(at, scratch.path().size());
    }
    return all;
}

TEST(read_programme, only_what_belongs_there) {
    scratch_folder const scratch;
    scratch.write("p/programme.yaml", head);
    scratch.write("p/README.md", "words");
    scratch.write("p/sub/deeper/units.yaml", "units: [trip]\n");
    scratch.write("p/sub/cases/x.txt", "words");
    scratch.write("p/tables/x.csv", "a,b\n");
    EXPECT_EQ(problems_in(scratch, "p"), "");
    scratch.write("p/a.yml", "units: [mile]\n");
    scratch.write("p/sub/x.csv", "a,b\n");
    std::filesystem::create_directory_symlink(scratch.path("p/sub"), scratch.path("p/link"));
    EXPECT_EQ(
        problems_in(scratch, "p"),
        "K026 - '/p/a.yml' does not belong to a programme | Let its name end in '.yaml'.\n"
        "K026 - '/p/link' is neither a file nor a folder of its own | Move it out of the folder; CSV files stand in "
        "'tables', cases in 'cases'.\n"
        "K026 - '/p/sub/x.csv' does not belong to a programme | Move it out of the folder; CSV files stand in "
        "'tables', cases in 'cases'.\n");
}

TEST(read_programme, files_of_other_kinds) {
    scratch_folder const scratch;
    scratch.write("p/programme.yaml", head);
    scratch.write("p/cases.yaml", "cases: []\n");
    scratch.write("p/odd.yaml", "odd: 1\n");
    EXPECT_EQ(problems_in(scratch, "p").substr(0, 45), "K009 1:1 '/p/cases.yaml' is a file of cases |");
    EXPECT_NE(problems_in(scratch, "p").find("\nK001 1:1 unknown key 'odd' in this file |"), std::string::npos);
    scratch.write("q/programme.yaml", "rules: {}\n");
    EXPECT_EQ(problems_in(scratch, "q").substr(0, 43), "K009 1:1 '/q/programme.yaml' is a rule file");
    EXPECT_EQ(problems_in(scratch, "r"),
              "K025 - there is no '/r/programme.yaml' | Check the spelling of the path and "
              "whether the file is there.\n");
}

TEST(read_programme, names_in_two_files) {
    scratch_folder const scratch;
    scratch.write("p/programme.yaml", head + "units: [trip]\n");
    scratch.write("p/units.yaml", "units: [mile, trip]\n");
    EXPECT_EQ(problems_in(scratch, "p"),
              "K008 1:15 'trip' stands twice in 'units' | Remove one of them or give it another name.\n");
}

TEST(read_programme, includes) {
    scratch_folder const scratch;
    scratch.write("p/programme.yaml", head + "include: [../a, ../b]\n");
    scratch.write("a/programme.yaml", "programme: a/a\ntitle: A\ninclude: [../c]\nunits: [trip]\n");
    scratch.write("b/programme.yaml", "programme: a/a\ntitle: A\ninclude: [../c]\n");
    scratch.write("c/units.yaml", "units: [mile]\n");
    EXPECT_EQ(problems_in(scratch, "p"), "") << "a folder that two others need is read once";
    scratch.write("p/programme.yaml", head + "include: [../a, ../x/../a, ., sub, ../c/, ../none, /etc, ../../..]\n");
    scratch.write("x/units.yaml", "units: [acre]\n");
    scratch.write("p/sub/units.yaml", "units: [day_trip]\n");
    EXPECT_EQ(
        problems_in(scratch, "p"),
        "K023 3:17 '../x/../a' is a part of this programme already | Remove it from 'include'.\n"
        "K022 3:28 '.' names a folder that is being read, through its own includes | Remove one of the includes, or "
        "move what both need into a third folder.\n"
        "K023 3:31 'sub' is a part of this programme already | Remove it from 'include'.\n"
        "K025 3:43 there is no '/none' | Check the spelling of the path and whether the file is there.\n"
        "K024 3:52 '/etc' is no path as seen from this folder | Write a relative path such as '../common'.\n"
        "K023 3:58 '../../..' is a part of this programme already | Remove it from 'include'.\n");
}

TEST(read_programme, folders_that_include_each_other) {
    scratch_folder const scratch;
    scratch.write("p/programme.yaml", head + "include: [../a]\n");
    scratch.write("a/programme.yaml", head + "include: [../p]\n");
    EXPECT_EQ(problems_in(scratch, "p").substr(0, 15), "K022 3:11 '../p");
}

TEST(read_programme, partition) {
    scratch_folder const scratch;
    scratch.write("p/programme.yaml", head + "partition: famly\nentities: { family: { rows: families } }\n");
    EXPECT_EQ(problems_in(scratch, "p"), "K031 3:12 there is no entity 'famly' | Did you mean 'family'?\n");
    scratch.write("p/broken.yaml", "units: [\n");
    EXPECT_EQ(problems_in(scratch, "p").find("K031"), std::string::npos) << "it may stand in the file that is broken";
}

TEST(read_programme, limits) {
    scratch_folder const scratch;
    scratch.write("p/programme.yaml", head);
    for (int i = 0; i < 5; ++i)
        scratch.write("p/f" + std::to_string(i) + "/u.yaml", "units: [u" + std::to_string(i) + "]\n");
    read_limits limits;
    limits.files = 6;
    EXPECT_EQ(problems_in(scratch, "p", limits), "");
    scratch.write("p/f0/v.yaml", "units: [v]\n");
    scratch.write("p/f0/w.yaml", "units: [w]\n");
    scratch.write("p/f0/x.yaml", "units: [x]\n");
    EXPECT_EQ(problems_in(scratch, "p", limits), "L030 - this programme has more than 6 files | Join some of them.\n");
    limits.files = 5;
    EXPECT_EQ(problems_in(scratch, "p", limits).substr(0, 47), "L030 - the folder '/p' has more than 5 entries ");
    scratch.write("q/programme.yaml", head);
    scratch.write("q/a/b/c/u.yaml", "units: [trip]\n");
    limits = {};
    limits.folder_depth = 2;
    EXPECT_EQ(problems_in(scratch, "q", limits).substr(0, 46), "L033 - '/q/a/b/c' is nested too deeply | Keep ");
}

}  // namespace
}  // namespace carefare::syntax
