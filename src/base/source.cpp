// Line index of a source, and the maps from decoded text back to bytes of a file.
#include <carefare/base/source.hpp>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include <carefare/base/utf8.hpp>

namespace carefare {

namespace {

bool continues_code_point(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

std::uint32_t size_of(std::string_view text) {
    return static_cast<std::uint32_t>(text.size());
}

/// Index of the last piece that begins at or before byte `at` of the text.
std::size_t piece_of(std::vector<located_text::piece> const& pieces, std::uint32_t at) {
    auto const next = std::upper_bound(pieces.begin(), pieces.end(), at,
                                       [](std::uint32_t byte, located_text::piece const& p) { return byte < p.at; });
    return next == pieces.begin() ? 0 : static_cast<std::size_t>(next - pieces.begin()) - 1;
}

/// Place of byte `at` of the text, which may be its end.
std::uint32_t source_begin(located_text const& text, std::uint32_t at) {
    auto const& piece = text.pieces[piece_of(text.pieces, at)];
    auto const place = piece.source_offset + (std::max(at, piece.at) - piece.at);
    return piece.source_end == 0 ? place : std::min(place, piece.source_end);
}

/// Place just behind byte `at - 1` of the text.
std::uint32_t source_end(located_text const& text, std::uint32_t at) {
    auto const index = piece_of(text.pieces, at - 1);
    auto const& piece = text.pieces[index];
    if (piece.source_end == 0) return piece.source_offset + (at - piece.at);
    bool const is_whole = index + 1 < text.pieces.size() ? text.pieces[index + 1].at <= at : at >= text.text.size();
    return is_whole ? piece.source_end : std::min(piece.source_offset + (at - piece.at), piece.source_end);
}

}  // namespace

source::source(std::string name, std::string text)
    : name_(std::move(name)), text_(std::move(text)), is_well_formed_(!first_invalid_utf8(text_)) {
    if (text_.size() >= source_id::none) throw std::length_error("a source must be smaller than 4 GiB");
}

source::source(std::string name, std::string_view text, std::shared_ptr<void const> keeps)
    : name_(std::move(name)), elsewhere_(text), keeps_(std::move(keeps)), is_well_formed_(true) {
    if (text.size() >= source_id::none) throw std::length_error("a source must be smaller than 4 GiB");
}

void source::find_lines() const {
    std::call_once(lines_are_found_, [this] {
        auto const all = text();
        line_starts_.push_back(0);
        for (std::size_t i = all.find('\n'); i != std::string_view::npos; i = all.find('\n', i + 1)) {
            line_starts_.push_back(static_cast<std::uint32_t>(i + 1));
        }
    });
}

line_column source::at(std::uint32_t offset) const {
    find_lines();
    offset = std::min(offset, size_of(text()));
    auto const next = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
    auto const number = static_cast<std::uint32_t>(next - line_starts_.begin());
    auto const start = line_starts_[number - 1];
    auto const content = line(number);
    auto const stop = std::min<std::size_t>(offset - start, content.size());
    if (is_well_formed_) {
        auto const before = content.substr(0, stop);
        auto const begun = std::count_if(before.begin(), before.end(), [](char c) { return !continues_code_point(c); });
        bool const is_inside = stop < content.size() && continues_code_point(content[stop]);
        return {number, static_cast<std::uint32_t>(is_inside ? begun : begun + 1)};
    }
    std::uint32_t column = 1;
    for (std::size_t i = 0; i < stop; ++column) {
        i += code_point_at(content, i).length;
        if (i > stop) break;  // the offset lies inside this code point
    }
    return {number, column};
}

std::string_view source::line(std::uint32_t number) const {
    find_lines();
    if (number == 0 || number > line_starts_.size()) return {};
    auto const start = line_starts_[number - 1];
    auto const stop = number < line_starts_.size() ? line_starts_[number] - 1 : size_of(text());
    auto content = text().substr(start, stop - start);
    bool const has_newline = number < line_starts_.size();
    if (has_newline && !content.empty() && content.back() == '\r') content.remove_suffix(1);
    return content;
}

source_id source_map::add(std::string name, std::string text) {
    sources_.emplace_back(std::move(name), std::move(text));
    return {static_cast<std::uint32_t>(sources_.size() - 1)};
}

source_id source_map::add(std::string name, std::string_view text, std::shared_ptr<void const> keeps) {
    sources_.emplace_back(std::move(name), text, std::move(keeps));
    return {static_cast<std::uint32_t>(sources_.size() - 1)};
}

source const& source_map::operator[](source_id id) const {
    return sources_.at(id.value);
}

std::string to_string(source_map const& sources, location const& where) {
    if (where.source.value >= sources.size()) return "(no file)";
    auto const& text = sources[where.source];
    auto const position = text.at(where.where.begin);
    return text.name() + ":" + std::to_string(position.line) + ":" + std::to_string(position.column);
}

location located_text::locate(span inside) const {
    if (pieces.empty()) return {source, {whole.begin, whole.begin}};
    auto const size = static_cast<std::uint32_t>(text.size());
    auto const first = std::min(inside.begin, size);
    auto const last = std::min(std::max(inside.end, inside.begin), size);
    // The end of the text lies behind its last byte, whatever stands there in the file (a quote, a line end).
    auto const begin = first == size && size > 0 ? source_end(*this, first) : source_begin(*this, first);
    return {source, {begin, last == first ? begin : std::max(begin, source_end(*this, last))}};
}

located_text located_text::part(span inside) const {
    auto const size = static_cast<std::uint32_t>(text.size());
    auto const first = std::min(inside.begin, size);
    auto const last = std::min(std::max(inside.end, first), size);
    located_text result;
    result.text = text.substr(first, last - first);
    result.source = source;
    result.whole = locate({first, last}).where;
    if (pieces.empty()) return result;
    if (first == last) {
        result.pieces.push_back({0, result.whole.begin});
        return result;
    }
    auto index = piece_of(pieces, first);
    result.pieces.push_back({0, result.whole.begin, pieces[index].source_end});
    for (++index; index < pieces.size() && pieces[index].at < last; ++index) {
        result.pieces.push_back({pieces[index].at - first, pieces[index].source_offset, pieces[index].source_end});
    }
    return result;
}

located_text whole_source(source_map const& sources, source_id id) {
    auto const text = sources[id].text();
    return {std::string(text), id, {{0, 0}}, {0, size_of(text)}};
}

}  // namespace carefare
