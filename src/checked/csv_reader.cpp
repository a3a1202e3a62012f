// CSV files record by record.
#include "checked/csv_reader.hpp"

#include <utility>

#include <carefare/base/utf8.hpp>

namespace carefare::checked {

namespace {

std::string counted(std::size_t count, std::string const& noun) {
    return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

}  // namespace

csv_reader::csv_reader(source const& file, source_id id, diagnostics& sink, csv_limits const& limits)
    : text_(file.text()), id_(id), sink_(sink), limits_(limits) {
    stopped_ = !check_encoding();
}

csv_reader::csv_reader(source const& file, source_id id, diagnostics& sink, csv_limits const& limits, known_text)
    : text_(file.text()), id_(id), sink_(sink), limits_(limits) {}

bool csv_reader::stop(diagnostic_code code, span where, std::string message, std::string advice) {
    sink_.error(code, place(where), std::move(message), std::move(advice));
    stopped_ = true;
    return false;
}

bool csv_reader::check_encoding() {
    if (text_.starts_with("\xEF\xBB\xBF")) {
        return stop(diagnostic_code::M002, {0, 3}, "the file begins with a byte order mark",
                    "Save it as UTF-8 without a byte order mark.");
    }
    if (auto const bad = first_invalid_utf8(text_)) {
        auto const at = static_cast<std::uint32_t>(*bad);
        return stop(diagnostic_code::M002, {at, at + 1}, "the file is not UTF-8", "Save it as UTF-8.");
    }
    for (std::uint32_t i = 0; i < text_.size(); ++i) {
        auto const c = static_cast<unsigned char>(text_[i]);
        if ((c >= 0x20 && c != 0x7F) || line_break_at(i) > 0) continue;
        return stop(diagnostic_code::M002, {i, i + 1},
                    c == '\r' ? "a carriage return stands alone" : "a control character or tab stands in the file",
                    c == '\r' ? "End every line in the same way, with LF or CRLF."
                              : "Take it away; cells are separated by commas.");
    }
    return true;
}

std::uint32_t csv_reader::line_break_at(std::uint32_t at) const {
    if (at >= text_.size()) return 0;
    if (text_[at] == '\n') return 1;
    return text_[at] == '\r' && at + 1 < text_.size() && text_[at + 1] == '\n' ? 2 : 0;
}

bool csv_reader::next(std::vector<csv_cell>& out) {
    while (!stopped_ && at_ < text_.size()) {
        if (records_ > limits_.rows) {
            return stop(diagnostic_code::L040, {at_, at_}, "the file has more than " + counted(limits_.rows, "row"),
                        "Split it into several schedules.");
        }
        if (!read_record(out)) return false;
        ++records_;
        if (check_width(out)) return true;
    }
    return false;
}

bool csv_reader::read_record(std::vector<csv_cell>& out) {
    out.clear();
    while (true) {
        if (out.size() == limits_.columns) {
            return stop(diagnostic_code::L041, {at_, at_}, "the line has more than " + counted(limits_.columns, "cell"),
                        "Take away the columns that are not read.");
        }
        out.emplace_back();
        if (!read_cell(out.back())) return false;
        if (at_ < text_.size() && text_[at_] == ',') {
            ++at_;
            continue;
        }
        at_ += line_break_at(at_);
        return true;
    }
}

bool csv_reader::read_cell(csv_cell& out) {
    if (at_ < text_.size() && text_[at_] == '"') return read_quoted(out);
    auto const begin = at_;
    while (at_ < text_.size() && text_[at_] != ',' && line_break_at(at_) == 0) {
        if (text_[at_] == '"') {
            return stop(diagnostic_code::M003, {at_, at_ + 1}, "a quote stands inside a cell without quotes",
                        "Put the whole cell in quotes and double the quotes inside it.");
        }
        ++at_;
    }
    out.where = {begin, at_};
    if (!check_length(out)) return false;
    out.text = std::string(text_.substr(begin, at_ - begin));
    return true;
}

bool csv_reader::check_length(csv_cell const& cell) {
    if (cell.where.end - cell.where.begin <= limits_.cell_bytes) return true;
    return stop(diagnostic_code::L022, {cell.where.begin, cell.where.begin + 1},
                "the cell has more than " + counted(limits_.cell_bytes, "byte"), "Shorten it.");
}

bool csv_reader::read_quoted(csv_cell& out) {
    auto const begin = at_++;
    while (true) {
        auto const quote = text_.find('"', at_);
        if (quote == std::string_view::npos) {
            return stop(diagnostic_code::M004, {begin, begin + 1}, "the quote that opens here is never closed",
                        "Close the cell with a quote, and double the quotes inside it.");
        }
        out.text += text_.substr(at_, quote - at_);
        at_ = static_cast<std::uint32_t>(quote) + 1;
        if (at_ >= text_.size() || text_[at_] != '"') break;
        out.text += '"';
        ++at_;
    }
    out.where = {begin, at_};
    if (!check_length(out)) return false;
    if (at_ >= text_.size() || text_[at_] == ',' || line_break_at(at_) > 0) return true;
    return stop(diagnostic_code::M003, {at_, at_ + 1}, "text stands behind the quote that closes a cell",
                "Double the quotes inside a cell, or take the text away.");
}

bool csv_reader::check_width(std::vector<csv_cell> const& record) {
    if (records_ == 1) {
        width_ = record.size();
        return true;
    }
    if (record.size() == width_) return true;
    span const line{record.front().where.begin, record.back().where.end};
    bool const is_blank = record.size() == 1 && line.begin == line.end;
    sink_.error(diagnostic_code::M005, place(line),
                is_blank
                    ? "the line is empty"
                    : "the line has " + counted(record.size(), "cell") + ", the header has " + std::to_string(width_),
                is_blank ? "Take it away." : "Give every line as many cells as the header, empty ones included.");
    return false;
}

located_text csv_reader::text_of(csv_cell const& cell) const {
    located_text result;
    result.text = cell.text;
    result.source = id_;
    result.whole = cell.where;
    return result;
}

}  // namespace carefare::checked
