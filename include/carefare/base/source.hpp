// Owned source text and positions in it. Every later stage points into text only by `location`;
// no stage keeps pointers into an earlier tree. Columns count code points, lines and columns are 1-based.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace carefare {

/// Index of a source in its `source_map`. `none` marks something that stands in no file.
struct source_id {
    static constexpr std::uint32_t none = 0xffffffffU;
    std::uint32_t value = none;
    friend bool operator==(source_id, source_id) = default;
};

/// Half-open byte range [begin, end) in one source.
struct span {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    friend bool operator==(span, span) = default;
};

/// A span and the source it lies in.
struct location {
    source_id source;
    span where;
    friend bool operator==(location const&, location const&) = default;
};

/// 1-based line and 1-based column in code points.
struct line_column {
    std::uint32_t line = 1;
    std::uint32_t column = 1;
};

/// One text with its display name and an index of line starts.
class source {
public:
    /// Throws std::length_error for 4 GiB and more; whoever reads files bounds them far below this.
    source(std::string name, std::string text);
    /// A large text that stands somewhere else (a file in memory), well-formed as UTF-8; `keeps` holds it there. Its lines
    /// are found when the first is asked for.
    source(std::string name, std::string_view text, std::shared_ptr<void const> keeps);
    [[nodiscard]] std::string const& name() const noexcept { return name_; }
    [[nodiscard]] std::string_view text() const noexcept { return keeps_ ? elsewhere_ : std::string_view(text_); }
    /// Position of a byte offset; an offset past the end gives the position of the end.
    [[nodiscard]] line_column at(std::uint32_t offset) const;
    /// Text of the 1-based line without its end-of-line characters; empty if there is none.
    [[nodiscard]] std::string_view line(std::uint32_t number) const;

private:
    void find_lines() const;

    std::string name_;
    std::string text_;
    std::string_view elsewhere_;
    std::shared_ptr<void const> keeps_;
    mutable std::once_flag lines_are_found_;
    mutable std::vector<std::uint32_t> line_starts_;
    bool is_well_formed_;  ///< as UTF-8; then columns are counted much faster
};

/// All sources of one load. Ids stay valid as long as the map; adding never moves a source.
class source_map {
public:
    source_id add(std::string name, std::string text);
    source_id add(std::string name, std::string_view text, std::shared_ptr<void const> keeps);
    [[nodiscard]] source const& operator[](source_id id) const;
    [[nodiscard]] std::size_t size() const noexcept { return sources_.size(); }

private:
    std::deque<source> sources_;
};

/// "file:line:column" of a location, or "(no file)" where it stands in none.
[[nodiscard]] std::string to_string(source_map const& sources, location const& where);

/// A piece of decoded text (a YAML scalar, a table cell, a command-line argument) that remembers where each of its
/// bytes stood in the source. `pieces` are ascending; byte b of `text` lies in the last piece whose `at` <= b and
/// stands at `source_offset + (b - at)` of the source. An escaped character is a piece of its own that keeps the offset
/// of its first byte and says in `source_end` where its source ends. No pieces: the map is not known, and every
/// position is the scalar's start.
struct located_text {
    struct piece {
        std::uint32_t at = 0;
        std::uint32_t source_offset = 0;
        std::uint32_t source_end = 0;  ///< 0: as many bytes in the source as in the text
    };
    std::string text;
    source_id source;
    std::vector<piece> pieces;
    /// Place of the whole scalar, quotes and block indicator included.
    span whole;

    /// Maps a byte range of `text` to a location in the source.
    [[nodiscard]] location locate(span inside) const;
    [[nodiscard]] location everything() const { return {source, whole}; }
    /// A sub-range of this text with its own map (a cell of a pipe table, a line of a block).
    [[nodiscard]] located_text part(span inside) const;
};

/// Text that stands alone in a source of its own, mapped one to one.
[[nodiscard]] located_text whole_source(source_map const& sources, source_id id);

}  // namespace carefare
