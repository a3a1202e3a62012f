// Results of golden cases as JUnit's XML, which build servers read.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <carefare/base/diagnostic.hpp>
#include <carefare/base/source.hpp>
#include <carefare/cases/run_case.hpp>

namespace carefare::cli {

/// A suite for each file, a test for each case: passed, failed (results that differ), or in error (it could not be
/// prepared). What is wrong with files themselves stands in a suite of its own.
class junit_report {
public:
    explicit junit_report(source_map const& sources) : sources_(sources) {}

    void add(cases::case_result const& result);
    /// A case that could not be prepared, for what was said since.
    void add_unprepared(std::string const& name, location const& where, std::vector<diagnostic> const& why);
    /// Errors that belong to no case.
    void add_files(std::vector<diagnostic> const& why);

    [[nodiscard]] std::string xml() const;

private:
    struct test {
        std::string name, file, place, kind, what, message, details;  ///< kind: failure, error, or empty: passed
        std::size_t line = 0, compared = 0;
    };
    struct suite {
        std::string name;
        std::vector<test> tests;
    };
    [[nodiscard]] test test_at(std::string const& name, location const& where) const;
    suite& suite_of(std::string const& name);

    source_map const& sources_;
    std::vector<suite> suites_;
};

/// Text between tags or in an attribute: characters that XML 1.0 does not allow become U+FFFD, line ends are kept.
[[nodiscard]] std::string xml_text(std::string_view text);

}  // namespace carefare::cli
