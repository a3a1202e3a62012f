// A programme with stages: what a run comes to stage by stage, in columns, is what the reference evaluator says of the
// whole caseload at once.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <set>

#include <carefare/base/render_diagnostic.hpp>
#include <carefare/caseload/input.hpp>
#include <carefare/caseload/run.hpp>

#include "cases/caseload_text.hpp"
#include "checked/csv_reader.hpp"

namespace carefare {
namespace {

namespace fs = std::filesystem;

struct folders {
    explicit folders(std::string const& name) : top(fs::temp_directory_path() / ("carefare_stages_" + name)) {
        fs::remove_all(top);
        fs::create_directories(top / "in");
    }
    ~folders() { fs::remove_all(top); }
    folders(folders const&) = delete;
    folders& operator=(folders const&) = delete;
    fs::path top;
};

/// Families of some districts with what may be missing or wrong.
class caseload_writer {
public:
    caseload_writer(fs::path folder, unsigned seed) : folder_(std::move(folder)), draw_(seed) {}

    void write(int families) {
        std::string districts = "key,funds,open_on\n", family = "key,district,applied_on,homeless\n", members = "key,family,age,hours\n",
                    agreements = "key,family,dates_from,dates_to,price\n";
        char const* const names[] = {"a", "b", "c", "d", "e"};
        for (auto const* d : names) districts += std::string(d) + "," + (chance(5) ? "" : chance(8) ? "1000001" : std::to_string(number(0, 600))) + ",\n";
        for (int n = 0; n < families; ++n) {
            auto const f = "f" + std::to_string(n);
            family += f + "," + (chance(20) ? "z" : names[number(0, 4)]) + "," + (chance(30) ? "" : "2019-06-" + two(number(1, 28))) + "," + (chance(3) ? "yes" : "") + "\n";
            for (int m = 0; m < number(0, 2); ++m)
                members += f + "m" + std::to_string(m) + "," + f + "," + (chance(12) ? "" : chance(20) ? "121" : std::to_string(number(9, 14))) + "," + (chance(2) ? "10" : "") + "\n";
            for (int a = 0; a < number(0, 2); ++a) {
                auto const first = number(1, 20);
                auto const dates = chance(12) ? std::string(",") : "2019-05-" + two(first) + "," + (chance(12) ? "2019-12-01" : "2019-0" + std::to_string(number(5, 6)) + "-" + two(first));
                agreements += f + "a" + std::to_string(a) + "," + f + "," + dates + "," + (chance(10) ? "" : std::to_string(number(1, 30))) + "\n";
            }
        }
        save("dataset.yaml", "programme: a/fund\n");
        save("districts.csv", districts);
        save("families.csv", family);
        save("members.csv", members);
        save("agreements.csv", agreements);
    }

private:
    int number(int from, int to) { return from + static_cast<int>(draw_() % static_cast<unsigned>(to - from + 1)); }
    bool chance(int of) { return number(1, of) == 1; }
    static std::string two(int n) { return (n < 10 ? "0" : "") + std::to_string(n); }
    void save(char const* name, std::string const& text) { std::ofstream(folder_ / name, std::ios::binary) << text; }

    fs::path folder_;
    std::mt19937 draw_;
};

using lines = std::vector<std::vector<std::string>>;

lines read(fs::path const& path) {
    std::ifstream file(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(file), {}};
    source_map sources;
    diagnostics none;
    auto const id = sources.add(path.string(), std::move(text));
    checked::csv_reader reader(sources[id], id, none);
    lines all;
    std::vector<checked::csv_cell> cells;
    while (reader.next(cells)) {
        auto& line = all.emplace_back();
        for (auto const& cell : cells) line.push_back(cell.text);
    }
    return all;
}

struct counts {
    std::size_t compared = 0;
    std::set<std::string> states;
};

void compare(cases::workspace::loaded_plan const& plan, fs::path const& in, fs::path const& out, cases::workspace& tree, counts& seen) {
    auto const& graph = *plan.programme;
    auto const load = cases::read_caseload(in.string(), graph, tree);
    ASSERT_TRUE(load) << render_all(tree.sink, tree.sources);
    reference::settings const settings;
    reference::evaluator wanted(graph, plan.plan, settings, load->data);
    std::map<std::tuple<std::string, std::string, std::string>, std::set<std::pair<std::string, std::string>>> needs;
    for (auto const& line : read(out / "pending.csv")) needs[{line[0], line[1], line[2]}].emplace(line[4], line[5]);
    char const* const names[] = {"value", "pending", "none", "fault", "incomplete"};
    for (auto const& table : caseload::totals::of(graph).results) {
        auto const& entity = graph.entities[table.entity];
        std::map<std::string, std::vector<std::string>> got;
        for (auto const& line : read(out / (entity.rows + ".csv"))) got[line[0]] = line;
        std::size_t const first = entity.owner == checked::no_id ? 1 : 2;
        std::size_t rows = 1;
        for (auto const r : wanted.rows(table.entity)) {
            bool const host = entity.made.kind == checked::maker_kind::host;
            if (host && load->data.fates[table.entity][r] != reference::row_fate::used) continue;
            auto const& key = wanted.key_of(table.entity, r);
            auto const line = got.find(key);
            if (line == got.end() && wanted.fault_of_partition(table.entity, r) != nullptr && !host) continue;
            ++rows;
            ASSERT_NE(line, got.end()) << entity.name << ' ' << key;
            for (std::size_t i = 0; i < table.outputs.size(); ++i) {
                auto const& rule = graph.rules[table.outputs[i]];
                auto const& result = wanted.result(table.outputs[i], r);
                auto const name = graph.full_name(rule) + "[" + key + "] " + result.fault_message;
                std::string const state = names[static_cast<std::size_t>(result.is)];
                EXPECT_EQ(line->second[first + 2 * i + 1], state) << name;
                if (state == "value") {
                    EXPECT_EQ(line->second[first + 2 * i], cases::cell_text(result.value, rule.type_of, graph)) << name;
                }
                if (state == "pending") {
                    std::set<std::pair<std::string, std::string>> all;
                    for (auto const& need : result.needs) all.emplace(need.name, need.row_key);
                    EXPECT_EQ((needs[{entity.name, key, rule.name}]), all) << name;
                }
                ++seen.compared;
                seen.states.insert((rule.stage == checked::no_id ? "-" : graph.stages[rule.stage].name) + " " + state);
            }
        }
        EXPECT_EQ(rows, got.size()) << entity.name;
    }
}

TEST(stages, a_run_is_what_the_reference_evaluator_says_of_all_at_once) {
    auto const root = std::string(CAREFARE_SOURCE_DIR) + "/tests/stages";
    counts seen;
    for (unsigned seed = 1; seed <= 12; ++seed) {
        folders const at(std::to_string(seed));
        caseload_writer(at.top / "in", seed).write(static_cast<int>(seed) * 6);
        for (bool const row_by_row : {false, true}) {
            cases::workspace tree({root, (at.top / "in").string()});
            auto const* plan = tree.plan_in(root + "/plans/a/here.yaml");
            ASSERT_NE(plan, nullptr) << render_all(tree.sink, tree.sources);
            caseload::run_request asked;
            asked.plan = plan;
            asked.row_by_row = row_by_row;
            asked.block_rows = seed;
            auto const input = caseload::read_input((at.top / "in").string(), asked, tree);
            ASSERT_NE(input, nullptr) << render_all(tree.sink, tree.sources);
            EXPECT_EQ(input->binding ? 1 : 0, row_by_row ? 0 : 1);
            caseload::totals totals;
            auto const out = at.top / (row_by_row ? "rows" : "columns");
            ASSERT_EQ(caseload::run(asked, *input, {}, {out.string(), false, 5}, totals, tree), caseload::run_end::done) << render_all(tree.sink, tree.sources);
            compare(*plan, at.top / "in", out, tree, seen);
        }
    }
    for (auto const* state : {"case value", "case pending", "case fault", "funds value", "funds pending", "funds fault", "payment value", "payment pending", "payment fault"})
        EXPECT_TRUE(seen.states.contains(state)) << state;
    EXPECT_GT(seen.compared, 5000U);
}

}  // namespace
}  // namespace carefare
