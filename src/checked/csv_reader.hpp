// CSV files record by record (RFC 4180, strictly): commas, "..." with "" for a quote, LF or CRLF, every line as many
// cells as the first. Nothing is trimmed and nothing is guessed; each cell knows its place.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <carefare/base/diagnostic.hpp>
#include <carefare/base/source.hpp>

namespace carefare::checked {

struct csv_limits {
    std::uint32_t rows = 200'000;  ///< without the header
    std::uint32_t columns = 100;
    std::uint32_t cell_bytes = 10'000;  ///< quotes included: a cell is said again in keys, messages and results
};

struct csv_cell {
    std::string text;  ///< decoded
    span where;        ///< quotes included
};

class csv_reader {
public:
    csv_reader(source const& file, source_id id, diagnostics& sink, csv_limits const& limits = {});
    /// Of a file that is known to hold UTF-8 without control characters: no look at all of it.
    struct known_text {};
    csv_reader(source const& file, source_id id, diagnostics& sink, csv_limits const& limits, known_text);

    /// Reads the next record into `out`. False at the end, and after an error that leaves no sense in reading on. The
    /// first record is the header; records of another width are reported and passed over.
    [[nodiscard]] bool next(std::vector<csv_cell>& out);
    /// Where the next record begins, and to go on at another one; the header has been read.
    [[nodiscard]] std::uint32_t at() const { return at_; }
    void go_to(std::uint32_t record) { at_ = record; }
    /// Records read, the header included.
    [[nodiscard]] std::uint64_t records() const { return records_; }
    [[nodiscard]] location place(span where) const { return {id_, where}; }
    [[nodiscard]] located_text text_of(csv_cell const& cell) const;

private:
    [[nodiscard]] bool check_encoding();
    [[nodiscard]] bool read_record(std::vector<csv_cell>& out);
    [[nodiscard]] bool read_cell(csv_cell& out);
    [[nodiscard]] bool read_quoted(csv_cell& out);
    [[nodiscard]] bool check_length(csv_cell const& cell);
    [[nodiscard]] bool check_width(std::vector<csv_cell> const& record);
    [[nodiscard]] std::uint32_t line_break_at(std::uint32_t at) const;
    bool stop(diagnostic_code code, span where, std::string message, std::string advice);

    std::string_view text_;
    source_id id_;
    diagnostics& sink_;
    csv_limits limits_;
    std::uint32_t at_ = 0;
    std::uint64_t records_ = 0;
    std::size_t width_ = 0;
    bool stopped_ = false;
};

}  // namespace carefare::checked
