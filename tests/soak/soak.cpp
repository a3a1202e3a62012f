// Programmes made up from seeds, each with data made up for it, through both evaluators: with all passes over the program,
// without, and with all but one; whole, in blocks, and with its rows in another order. Whatever differs is kept as files.
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <string>

#include <carefare/base/render_diagnostic.hpp>
#include <carefare/cases/workspace.hpp>
#include <carefare/checked/check.hpp>
#include <carefare/program/optimise.hpp>
#include <carefare/syntax/read_files.hpp>

#include "cases/caseload_blocks.hpp"
#include "differential/compare.hpp"
#include "differential/random_data.hpp"
#include "soak/dice.hpp"
#include "soak/random_programme.hpp"

namespace carefare::soak {

namespace {

struct tally {
    std::size_t programmes = 0, refused = 0, beyond = 0, differing = 0;
    std::map<std::string, std::size_t> refusals;
    differential::comparison results;
};

struct settings {
    std::uint64_t first = 1, count = 300;
    std::string folder, kept;
    bool tells = false;
};

void write(file_texts const& files, std::filesystem::path const& folder) {
    for (auto const& [name, text] : files) {
        auto const path = folder / name;
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << text;
    }
}

program::optimisations but_one(std::size_t number) {
    using o = program::optimisations;
    static constexpr bool o::*all[] = {&o::constants, &o::shared, &o::results, &o::keys, &o::hoisted, &o::guarded, &o::unused, &o::late, &o::slots};
    program::optimisations made;
    made.*all[number % std::size(all)] = false;
    return made;
}

class one_programme {
public:
    one_programme(std::uint64_t seed, settings const& with, tally& into) : seed_(seed), with_(with), into_(into), random_(seed + 77) {}

    void run() {
        auto const files = random_programme(seed_);
        std::filesystem::remove_all(with_.folder);
        write(files, with_.folder);
        auto const before = into_.results.differ;
        auto const graph = checked_graph();
        if (!graph) return;
        try {
            compare(*graph);
        } catch (program::not_representable const& beyond) {
            ++into_.beyond;
            if (with_.tells) std::cout << "seed " << seed_ << ": " << beyond.what() << '\n';
            return;
        }
        ++into_.programmes;
        if (into_.results.differ == before && wrong_.empty()) return;
        ++into_.differing;
        auto const path = std::filesystem::path(with_.kept) / std::to_string(seed_);
        write(files, path);
        std::cout << "seed " << seed_ << " differs; its programme: " << path.string() << '\n';
        for (auto const& one : wrong_) std::cout << "  " << one << '\n';
    }

private:
    std::optional<checked::rule_graph> checked_graph() {
        source_map sources;
        diagnostics sink;
        syntax::file_access const files(with_.folder);
        auto const read = syntax::read_programme(files, with_.folder, sources, sink);
        auto made = read && !sink.has_errors() ? checked::check(*read, files, sources, sink) : std::nullopt;
        if (made) return made;
        ++into_.refused;
        if (!sink.items().empty()) ++into_.refusals[std::string(name_of(sink.items().front().code))];
        if (with_.tells) std::cout << "seed " << seed_ << " refused: " << render_all(sink, sources) << '\n';
        return std::nullopt;
    }

    program::program lowered(checked::rule_graph const& graph, program::optimisations const& with) {
        auto made = program::lower(graph, with);
        for (auto const& wrong : program::verify(made)) wrong_.push_back(wrong);
        return made;
    }

    void compare(checked::rule_graph const& graph) {
        auto const all = differential::with_every_rule(graph);
        auto const fast = lowered(all, {}), plain = lowered(all, program::optimisations::none()), less = lowered(all, but_one(seed_));
        auto const few = lowered(graph, {});
        auto const name = "seed " + std::to_string(seed_);
        for (std::uint64_t round = 0; round < 2; ++round) {
            auto const drawn = differential::draw(all, seed_ * 31 + round, 3);
            auto const against = [&](checked::rule_graph const& of, program::program const& by, reference::dataset const& data, std::string const& how) {
                differential::compare({of, by, drawn.plan, drawn.settings, data}, name + how, into_.results);
            };
            against(all, fast, drawn.data, "");
            against(all, round == 0 ? plain : less, drawn.data, round == 0 ? ", without passes" : ", but one pass");
            auto const shuffled = in_another_order(drawn.data, all);
            if (round == 0) {
                against(graph, few, shuffled, ", few outputs, another order");
                continue;
            }
            cases::blocks parts(shuffled, all);
            auto const size = 1 + random_.below(2);
            for (std::size_t first = 0; first < parts.partitions().size(); first += size) {
                std::vector<std::size_t> taken;
                for (auto p = first; p < std::min(first + size, parts.partitions().size()); ++p) taken.push_back(p);
                against(all, fast, parts.take(taken), ", blocks of " + std::to_string(size));
            }
        }
    }

    reference::dataset in_another_order(reference::dataset const& data, checked::rule_graph const& graph) {
        reference::dataset made;
        made.tables = data.tables;
        made.windows = data.windows;
        made.known_on = data.known_on;
        for (auto& table : made.tables) random_.shuffle(table);
        reference::check_dataset(made, graph);
        return made;
    }

    std::uint64_t seed_;
    settings const& with_;
    tally& into_;
    dice random_;
    std::vector<std::string> wrong_;
};

int soak(settings const& with) {
    tally all;
    auto const began = std::chrono::steady_clock::now();
    for (auto seed = with.first; seed < with.first + with.count; ++seed) one_programme(seed, with, all).run();
    auto const seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    std::filesystem::remove_all(with.folder);
    std::cout << "seeds " << with.first << " to " << with.first + with.count - 1 << ": " << all.programmes << " programmes, " << all.refused << " refused, " << all.beyond
              << " beyond 127 bits; " << all.results.compared << " results, " << all.results.differ << " differ in " << all.differing << " programmes; values "
              << all.results.states[0] << ", pending " << all.results.states[1] << ", none " << all.results.states[2] << ", faults " << all.results.states[3] << ", incomplete "
              << all.results.states[4] << "; " << static_cast<int>(static_cast<double>(with.count) / seconds) << " programmes a second\n";
    for (auto const& [code, count] : all.refusals) std::cout << "  refused by " << code << ": " << count << '\n';
    // Programmes that are refused compare nothing.
    bool const enough = all.programmes * 10 >= with.count * 8;
    if (!enough) std::cout << "too few programmes were sound\n";
    return all.differing == 0 && enough ? 0 : 1;
}

}  // namespace

}  // namespace carefare::soak

int main(int count, char** given) {
    carefare::soak::settings with;
    with.folder = "soak-scratch-" + std::to_string(std::chrono::steady_clock::now().time_since_epoch().count());
    with.kept = "soak-differs";
    for (int i = 1; i < count; ++i) {
        std::string const what = given[i];
        if (what == "--tell") {
            with.tells = true;
            continue;
        }
        if (i + 1 == count) {
            std::cerr << "usage: carefare_soak [--first SEED] [--count N] [--scratch FOLDER] [--keep FOLDER] [--tell]\n";
            return 2;
        }
        std::string const value = given[++i];
        if (what == "--first") with.first = std::strtoull(value.c_str(), nullptr, 10);
        if (what == "--count") with.count = std::strtoull(value.c_str(), nullptr, 10);
        if (what == "--scratch") with.folder = value;
        if (what == "--keep") with.kept = value;
    }
    return carefare::soak::soak(with);
}
