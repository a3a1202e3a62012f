// The few elements and attributes of JUnit's XML that all its readers know.
#include "cli/junit.hpp"

#include <algorithm>

#include <carefare/base/render_diagnostic.hpp>
#include <carefare/base/utf8.hpp>

#include "cli/report.hpp"

namespace carefare::cli {

namespace {

std::string attribute(std::string_view name, std::string_view value) {
    return " " + std::string(name) + "=\"" + xml_text(value) + "\"";
}

std::string rendered(std::vector<diagnostic> const& all, source_map const& sources) {
    std::string text;
    for (auto const& item : all) text += render(item, sources);
    return text;
}

}  // namespace

std::string xml_text(std::string_view text) {
    std::string out;
    auto const add_line = [&out](std::string_view line) {
        for (char const c : printable(line)) {
            switch (c) {
                case '&': out += "&amp;"; break;
                case '<': out += "&lt;"; break;
                case '>': out += "&gt;"; break;
                case '"': out += "&quot;"; break;
                default: out += c;
            }
        }
    };
    // Within an attribute a bare line end would be read as a blank.
    for (std::size_t at = 0;;) {
        auto const end = text.find('\n', at);
        add_line(text.substr(at, end - at));
        if (end == std::string_view::npos) return out;
        out += "&#10;";
        at = end + 1;
    }
}

junit_report::test junit_report::test_at(std::string const& name, location const& where) const {
    test made;
    made.name = name;
    made.place = to_string(sources_, where);
    if (where.source.value == source_id::none) return made;
    made.file = sources_[where.source].name();
    made.line = sources_[where.source].at(where.where.begin).line;
    return made;
}

junit_report::suite& junit_report::suite_of(std::string const& name) {
    auto const found = std::find_if(suites_.begin(), suites_.end(), [&](suite const& one) { return one.name == name; });
    if (found != suites_.end()) return *found;
    return suites_.emplace_back(suite{name, {}});
}

void junit_report::add(cases::case_result const& result) {
    auto made = test_at(result.name, result.where);
    made.compared = result.compared;
    if (!result.passed()) {
        made.kind = "failure";
        made.what = "difference";
        made.message = counted(result.differences.size(), "result") + (result.differences.size() == 1 ? " differs" : " differ");
        made.details = result.name + " (" + made.place + ")\n";
        for (auto const& one : result.differences) {
            made.details += one.result + " (" + to_string(sources_, one.where) + ")\n  expected  " + one.expected + "\n  got       " + one.got + "\n";
        }
    }
    suite_of(made.file).tests.push_back(std::move(made));
}

void junit_report::add_unprepared(std::string const& name, location const& where, std::vector<diagnostic> const& why) {
    auto made = test_at(name, where);
    made.kind = "error";
    // What was said of its plan or programme stands where it was said first: under another case, or under the files.
    made.what = why.empty() ? "not run" : std::string(name_of(why.front().code));
    made.message = why.empty() ? "the case could not be run, for what is wrong with its plan or programme" : why.front().message;
    made.details = why.empty() ? name + " (" + made.place + "): " + made.message + "\n" : rendered(why, sources_);
    suite_of(made.file).tests.push_back(std::move(made));
}

void junit_report::add_files(std::vector<diagnostic> const& why) {
    for (auto const& one : why) {
        auto made = test_at(std::string(name_of(one.code)) + " " + to_string(sources_, one.where), one.where);
        made.kind = "error";
        made.what = name_of(one.code);
        made.message = one.message;
        made.details = render(one, sources_);
        suite_of("files").tests.push_back(std::move(made));
    }
}

std::string junit_report::xml() const {
    auto const count = [](suite const& of, std::string_view kind) {
        return static_cast<std::size_t>(std::count_if(of.tests.begin(), of.tests.end(), [&](test const& one) { return one.kind == kind; }));
    };
    auto const counts = [](std::size_t tests, std::size_t failures, std::size_t errors) {
        return attribute("tests", std::to_string(tests)) + attribute("failures", std::to_string(failures)) + attribute("errors", std::to_string(errors));
    };
    std::size_t tests = 0, failures = 0, errors = 0;
    std::string body;
    for (auto const& of : suites_) {
        tests += of.tests.size();
        failures += count(of, "failure");
        errors += count(of, "error");
        body += "  <testsuite" + attribute("name", of.name) + counts(of.tests.size(), count(of, "failure"), count(of, "error")) + ">\n";
        for (auto const& one : of.tests) {
            body += "    <testcase" + attribute("name", one.name) + attribute("classname", of.name);
            if (!one.file.empty()) body += attribute("file", one.file) + attribute("line", std::to_string(one.line));
            body += attribute("assertions", std::to_string(one.compared));
            if (one.kind.empty()) {
                body += "/>\n";
                continue;
            }
            body += ">\n      <" + one.kind + attribute("type", one.what) + attribute("message", one.message) + ">" + xml_text(one.details) + "</" + one.kind + ">\n    </testcase>\n";
        }
        body += "  </testsuite>\n";
    }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" + attribute("name", "carefare test") + counts(tests, failures, errors) + ">\n" + body + "</testsuites>\n";
}

}  // namespace carefare::cli
