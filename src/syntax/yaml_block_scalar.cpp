// Literal and folded scalars: header, indentation, line breaks. The indentation of a block may depend on the nodes
// around it, and folding has exceptions for indented lines; both are read off the decoded text, which is then compared.
#include <algorithm>
#include <vector>

#include "syntax/yaml_scalar_writer.hpp"

namespace carefare::syntax {

namespace {

/// One line of the block: what it holds after its blanks, and the line break that ends it (empty at the end of file).
struct block_line {
    std::uint32_t begin;
    std::uint32_t content;  ///< first byte that is no blank
    std::uint32_t end;      ///< behind the content
    std::uint32_t next;     ///< behind the line break
    [[nodiscard]] bool is_blank() const { return content == end; }
    [[nodiscard]] bool has_break() const { return next > end; }
};

block_line line_at(std::string_view file, std::uint32_t begin) {
    auto const size = static_cast<std::uint32_t>(file.size());
    auto const newline = file.find('\n', begin);
    bool const is_last = newline == std::string_view::npos;
    auto const next = is_last ? size : static_cast<std::uint32_t>(newline) + 1;
    auto end = is_last ? size : next - 1;
    if (!is_last && end > begin && file[end - 1] == '\r') --end;
    return {begin, std::min(skip_blanks(file, begin), end), end, next};
}

class block_reader {
public:
    block_reader(std::string_view file, std::uint32_t begin, std::string_view decoded, scalar_writer& out)
        : file_(file), decoded_(decoded), out_(out), at_(line_at(file, begin).next), end_(line_at(file, begin).end) {
        // The library drops the indicators; whatever follows them on their line is blank or comment.
        find_indentation();
    }

    scalar_reading read_literal() {
        while (!is_full() && at_ < file_.size()) {
            auto const line = line_at(file_, at_);
            copy_content(line);
            if (!is_full() && line.has_break()) write_break(line);
            at_ = line.next;
        }
        return finish();
    }

    scalar_reading read_folded() {
        auto const last_content = decoded_.find_last_not_of('\n');
        auto const content_size = last_content == std::string_view::npos ? 0 : last_content + 1;
        std::vector<block_line> waiting;  // lines whose breaks are not written yet
        while (at_ < file_.size() && out_.text().size() < content_size) {
            auto const line = line_at(file_, at_);
            // Blanks beyond the indentation are content, too.
            if (line.end - line.begin > indentation_ || !line.is_blank()) {
                write_waiting(waiting);
                waiting.clear();
                copy_content(line);
            }
            if (line.has_break()) waiting.push_back(line);
            at_ = line.next;
        }
        for (auto const& line : waiting) {
            if (!is_full()) write_break(line);
        }
        for (; !is_full() && at_ < file_.size(); at_ = line_at(file_, at_).next) {
            auto const line = line_at(file_, at_);
            if (!line.is_blank() || !line.has_break()) break;
            write_break(line);
        }
        return finish();
    }

private:
    [[nodiscard]] bool is_full() const { return out_.text().size() >= decoded_.size(); }

    /// Blanks before the first line with content, less those that the text has kept.
    void find_indentation() {
        auto line = line_at(file_, at_);
        while (line.is_blank() && line.has_break())
            line = line_at(file_, line.next);
        auto const first = std::min(decoded_.find_first_not_of('\n'), decoded_.size());
        auto const kept = std::min(decoded_.find_first_not_of(' ', first), decoded_.size()) - first;
        auto const blanks = line.content - line.begin;
        indentation_ = blanks >= kept ? blanks - static_cast<std::uint32_t>(kept) : 0;
    }

    void copy_content(block_line const& line) {
        auto const begin = std::min(line.begin + indentation_, line.content);
        out_.copy(begin, line.end);
        end_ = line.end;
    }

    void write_break(block_line const& line) {
        out_.put("\n", line.end, line.next);
        end_ = line.next;
    }

    /// Between two lines with content: one blank, or as many line breaks as the text has there.
    void write_waiting(std::vector<block_line> const& waiting) {
        if (waiting.empty()) return;
        auto const at = out_.text().size();
        auto const stop = std::min(decoded_.find_first_not_of('\n', at), decoded_.size());
        auto const breaks = std::min(stop - at, waiting.size());
        if (breaks == 0) {
            out_.put(" ", waiting.front().end, waiting.front().next);
            return;
        }
        for (auto i = waiting.size() - breaks; i < waiting.size(); ++i)
            write_break(waiting[i]);
    }

    scalar_reading finish() {
        scalar_reading result;
        result.end = end_;
        return result;
    }

    std::string_view file_;
    std::string_view decoded_;
    scalar_writer& out_;
    std::uint32_t at_;
    std::uint32_t end_;
    std::uint32_t indentation_ = 0;
};

}  // namespace

scalar_reading read_block(std::string_view file, std::uint32_t begin, bool is_folded, std::string_view decoded,
                          scalar_writer& out) {
    block_reader reader(file, begin, decoded, out);
    return is_folded ? reader.read_folded() : reader.read_literal();
}

}  // namespace carefare::syntax
