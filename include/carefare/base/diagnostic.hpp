// A diagnostic is data: a stable code, a primary place, labelled further places, one sentence of advice. Stages add
// diagnostics to a sink that is passed in; none prints. `render_diagnostic.hpp` is the one place that lays them out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <carefare/base/source.hpp>

namespace carefare {

enum class severity : std::uint8_t { error, warning, note };

/// Stable codes, one entry for each mistake a person can make. Letter by stage: Y YAML, K keys and values of our files,
/// S syntax of expressions and cells, C constant evaluation, N names, T types and units, P timelines and dates, D decision
/// tables, M rate tables, G graph, X exactness (bounds, cents), F facts, W trees and cases, B sampling, R run time,
/// L limits.
/// A code is never reused or renumbered.
enum class diagnostic_code : std::uint16_t {
#define CAREFARE_DIAGNOSTIC(id, title) id,
#include <carefare/base/diagnostic_codes.def>
#undef CAREFARE_DIAGNOSTIC
};

/// "Y001"
[[nodiscard]] std::string_view name_of(diagnostic_code code);
/// The short fixed title of a code ("duplicate key"), for docs and SARIF.
[[nodiscard]] std::string_view title_of(diagnostic_code code);
/// Every code in order of declaration.
[[nodiscard]] std::vector<diagnostic_code> const& all_diagnostic_codes();

/// A further place that belongs to the message ("first defined here").
struct label {
    location where;
    std::string text;
};

struct diagnostic {
    diagnostic_code code{};
    severity level = severity::error;
    std::string message;        ///< what is wrong, names quoted as 'x', no final full stop needed
    location where;             ///< primary place
    std::vector<label> labels;  ///< further places
    std::string advice;         ///< one sentence: what to do. Never empty for an error.
};

/// Collects diagnostics of a run. Keeps the first `limit` and counts the rest, so that hostile input cannot fill memory.
class diagnostics {
public:
    explicit diagnostics(std::size_t limit = 1000) : limit_(limit) {}
    void add(diagnostic item);
    /// Shorthand for an error without labels.
    void error(diagnostic_code code, location where, std::string message, std::string advice);
    /// Drops what is said again, word for word, of the same place of a file of the same name: a file may be read twice.
    void drop_repeats(source_map const& sources);
    [[nodiscard]] bool has_errors() const noexcept { return errors_ > 0; }
    [[nodiscard]] std::size_t error_count() const noexcept { return errors_; }
    [[nodiscard]] std::size_t dropped() const noexcept { return dropped_; }
    [[nodiscard]] std::vector<diagnostic> const& items() const noexcept { return items_; }

private:
    std::size_t limit_;
    std::size_t errors_ = 0;
    std::size_t dropped_ = 0;
    std::vector<diagnostic> items_;
};

/// The candidate nearest to `name` by edit distance, or empty where none is near enough to suggest.
[[nodiscard]] std::string nearest_name(std::string_view name, std::vector<std::string> const& candidates);

}  // namespace carefare
