// Layout of diagnostics: heading, excerpt with a caret, labelled further places, advice.
#include <carefare/base/render_diagnostic.hpp>

#include <algorithm>
#include <vector>

#include <carefare/base/utf8.hpp>

namespace carefare {

namespace {

constexpr std::size_t widest_excerpt = 100;
/// Code points shown before the caret where a long line must be cut.
constexpr std::size_t context_before = 40;
/// Bytes looked at on either side of the caret: more than `widest_excerpt` code points.
constexpr std::size_t bytes_around = 5 * widest_excerpt;
constexpr std::string_view ellipsis = "...";

std::string_view word_of(severity level) {
    switch (level) {
        case severity::error:
            return "error";
        case severity::warning:
            return "warning";
        case severity::note:
            break;
    }
    return "note";
}

bool stands_in_file(location const& where, source_map const& sources) {
    return where.source.value < sources.size();
}

/// A line as shown, and where in it the marked range begins and ends, in code points.
struct excerpt {
    std::string text;
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// Byte offset of the code point number `index` of printable text.
std::size_t byte_of(std::string_view text, std::size_t index) {
    std::size_t offset = 0;
    for (; index > 0 && offset < text.size(); --index)
        offset += code_point_at(text, offset).length;
    return offset;
}

/// Cuts to `widest_excerpt` code points, ellipses included, so that the beginning of the marked range is seen.
excerpt cut(excerpt line) {
    auto const total = count_code_points(line.text);
    if (total <= widest_excerpt) return line;
    // The window slides left at the end of the line, so that it is always full.
    std::size_t const first = std::min(line.begin > context_before ? line.begin - context_before : 0,
                                       total - (widest_excerpt - ellipsis.size()));
    bool const cut_left = first > 0;
    std::size_t room = widest_excerpt - (cut_left ? ellipsis.size() : 0);
    bool const cut_right = total - first > room;
    if (cut_right) room -= ellipsis.size();
    auto const from = byte_of(line.text, first);
    auto const shown = std::string_view(line.text).substr(from);
    std::string text(cut_left ? ellipsis : std::string_view());
    text += shown.substr(0, byte_of(shown, room));
    if (cut_right) text += ellipsis;
    std::size_t const shift = cut_left ? ellipsis.size() : 0;
    // A caret behind the last character has nothing of the line under it.
    auto const end = std::max(line.begin + 1, std::min(line.end, first + room));
    return {text, line.begin - first + shift, end - first + shift};
}

/// The piece of the line that can be seen: a line may be megabytes long, and a run has a thousand diagnostics.
excerpt excerpt_of(source const& text, span where, std::uint32_t number) {
    auto const line = text.line(number);
    auto const line_begin = static_cast<std::size_t>(line.data() - text.text().data());
    auto const inside = [&](std::size_t offset) {
        return std::min(std::max<std::size_t>(offset, line_begin) - line_begin, line.size());
    };
    auto const begin = inside(where.begin);
    auto const first = begin > bytes_around ? begin - bytes_around : 0;
    auto const window = line.substr(first, begin - first + bytes_around);
    auto const before = count_code_points(window.substr(0, begin - first));
    auto const marked = inside(where.end) > begin ? window.substr(begin - first, inside(where.end) - begin) : "";
    return cut({printable(window), before, before + std::max<std::size_t>(1, count_code_points(marked))});
}

void append_excerpt(std::string& out, source const& text, span where) {
    auto const position = text.at(where.begin);
    auto const line = excerpt_of(text, where, position.line);
    auto const number = std::to_string(position.line);
    out += "  " + number + " |" + (line.text.empty() ? "" : " " + line.text) + "\n";
    out += "  " + std::string(number.size(), ' ') + " | " + std::string(line.begin, ' ') + "^";
    out += std::string(line.end - line.begin - 1, '~') + "\n";
}

std::string place_of(location const& where, source_map const& sources) {
    return stands_in_file(where, sources) ? printable(to_string(sources, where)) + ": " : std::string();
}

std::string counted(std::size_t count, std::string_view word) {
    return std::to_string(count) + " " + std::string(word) + (count == 1 ? "" : "s");
}

}  // namespace

std::string render(diagnostic const& item, source_map const& sources) {
    std::string out = place_of(item.where, sources);
    out += std::string(word_of(item.level)) + " " + std::string(name_of(item.code)) + ": " + printable(item.message);
    out += "\n";
    if (stands_in_file(item.where, sources)) append_excerpt(out, sources[item.where.source], item.where.where);
    for (auto const& note : item.labels) {
        out += "  note: " + place_of(note.where, sources) + printable(note.text) + "\n";
        if (stands_in_file(note.where, sources)) append_excerpt(out, sources[note.where.source], note.where.where);
    }
    if (!item.advice.empty()) out += "  advice: " + printable(item.advice) + "\n";
    return out;
}

std::string render_all(diagnostics const& found, source_map const& sources) {
    std::string out;
    std::size_t warnings = 0;
    std::size_t notes = 0;
    for (auto const& item : found.items()) {
        out += render(item, sources);
        warnings += item.level == severity::warning ? 1U : 0U;
        notes += item.level == severity::note ? 1U : 0U;
    }
    std::string counts;
    auto const append = [&counts](std::size_t count, std::string_view word) {
        if (count > 0) counts += (counts.empty() ? "" : ", ") + counted(count, word);
    };
    append(found.error_count(), "error");
    append(warnings, "warning");
    append(notes, "note");
    if (found.dropped() > 0) {
        counts += (counts.empty() ? "" : " ") + ("(" + std::to_string(found.dropped()) + " not shown)");
    }
    return counts.empty() ? out : out + counts + "\n";
}

}  // namespace carefare
