// `carefare_bench --check` runs the checks of all subjects on few rows; else Google Benchmark's own options.
#include <benchmark/benchmark.h>

#include <cstring>
#include <exception>
#include <iostream>

#include "support/check.hpp"

int main(int argc, char** argv) {
    if (argc == 2 && std::strcmp(argv[1], "--check") == 0) {
        int failed = 0;
        for (auto const& one : carefare::bench::checks()) {
            try {
                one.run();
                std::cout << one.name << ": the same\n";
            } catch (std::exception const& wrong) {
                std::cout << one.name << ": " << wrong.what() << '\n';
                ++failed;
            }
        }
        return failed == 0 && !carefare::bench::checks().empty() ? 0 : 1;
    }
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
