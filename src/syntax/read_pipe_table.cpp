// Decision tables written as pipe tables in a literal block.
#include "syntax/read_pipe_table.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include <carefare/syntax/parse_expr.hpp>

namespace carefare::syntax {

namespace {

constexpr std::string_view arrow = "->";

std::uint32_t offset(std::size_t at) {
    return static_cast<std::uint32_t>(at);
}

/// The part [begin, end) without the blanks around it.
located_text trimmed(located_text const& text, std::size_t begin, std::size_t end) {
    while (begin < end && text.text[begin] == ' ')
        ++begin;
    while (end > begin && text.text[end - 1] == ' ')
        --end;
    return text.part({offset(begin), offset(end)});
}

/// Lines that are not blank.
std::vector<located_text> lines_of(located_text const& block) {
    std::vector<located_text> result;
    std::string_view const text = block.text;
    for (std::size_t begin = 0; begin < text.size();) {
        auto const end = std::min(text.find('\n', begin), text.size());
        if (text.substr(begin, end - begin).find_first_not_of(' ') != std::string_view::npos) {
            result.push_back(trimmed(block, begin, end));
        }
        begin = end + 1;
    }
    return result;
}

/// Reads the lines of one table against its head.
class table_reader {
public:
    table_reader(decision_table_syntax& out, std::string_view rule, reader& in) : out_(out), rule_(rule), in_(in) {}

    /// False if the head is such that no row can be read.
    bool read_head(located_text const& line) {
        auto const cells = split_cells(line, line.text.size(), in_);
        if (!cells) return false;
        auto const output = std::find_if(cells->begin(), cells->end(),
                                         [](located_text const& cell) { return cell.text.starts_with(arrow); });
        width_ = static_cast<std::size_t>(output - cells->begin());
        if (output == cells->end()) {
            return refuse_head(line.everything(), "the head of this table has no output");
        }
        if (width_ == 0) return refuse_head(line.everything(), "the head of this table has no input");
        if (cells->size() > width_ + 2) {
            return refuse_head((*cells)[width_ + 2].everything(), "the head of this table goes on behind its remarks");
        }
        check_output_name(*output);
        for (auto cell = cells->begin(); cell != output; ++cell) {
            if (cell->text.empty()) return refuse_head(cell->everything(), "the head of this table has an empty input");
            if (auto input = parse_expr(*cell, in_.sink)) out_.inputs.push_back(std::move(*input));
        }
        return out_.inputs.size() == width_;
    }

    void read_row(located_text const& line) {
        auto const cells = split_cells(line, width_ + 1, in_);
        if (!cells || !check_row(line, *cells)) return;
        decision_row_syntax row;
        row.where = line.everything();
        for (std::size_t i = 0; i < width_; ++i) {
            if (auto test = parse_unary_tests((*cells)[i], in_.sink)) row.tests.push_back(std::move(*test));
        }
        auto output = parse_expr((*cells)[width_], in_.sink);
        if (row.tests.size() != width_ || !output) return;
        row.output = std::move(*output);
        if (cells->size() > width_ + 1) {
            row.annotation = cells->back().text;
            row.annotation_where = cells->back().everything();
        }
        out_.rows.push_back(std::move(row));
    }

    [[nodiscard]] std::size_t width() const { return width_; }

private:
    bool refuse_head(location where, std::string message) {
        in_.error(diagnostic_code::K011, where, std::move(message),
                  "Begin the table with a line such as: first.input | second.input | -> " + std::string(rule_) + " |");
        return false;
    }

    /// The name of the output is for readers; it need not be the rule's.
    void check_output_name(located_text const& cell) {
        auto const name = trimmed(cell, arrow.size(), cell.text.size());
        check_name(name.text.empty() ? cell : name, name_form::dotted, "an output", in_);
    }

    bool check_row(located_text const& line, std::vector<located_text> const& cells) {
        if (line.text.find('|') == std::string::npos) {
            in_.error(diagnostic_code::K014, line.everything(), "this line is no row of the table",
                      "Put '|' between its cells, or move the text behind a '#' outside of the block.");
            return false;
        }
        if (cells.size() != width_ + 1 && cells.size() != width_ + 2) {
            in_.error(diagnostic_code::K012, line.everything(),
                      "this row has " + std::to_string(cells.size()) + " cells where the head has " +
                          std::to_string(width_ + 1),
                      "Write " + std::to_string(width_) + (width_ == 1 ? " input" : " inputs") +
                          ", the output and at most one remark, with '|' between them.");
            return false;
        }
        for (std::size_t i = 0; i <= width_; ++i) {
            if (!cells[i].text.empty()) continue;
            in_.error(diagnostic_code::K013, cells[i].everything(), "this cell is empty",
                      i < width_ ? "Write '-' where any value will do." : "Write the output, or 'none'.");
            return false;
        }
        return true;
    }

    decision_table_syntax& out_;
    std::string_view rule_;
    reader& in_;
    std::size_t width_ = 0;
};

}  // namespace

std::optional<std::vector<located_text>> split_cells(located_text const& line, std::size_t quoting, reader& in) {
    std::vector<located_text> cells;
    std::string_view const text = line.text;
    std::size_t begin = 0;
    std::size_t quote = std::string_view::npos;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (quote != std::string_view::npos) {
            if (text[i] == '\\')
                ++i;
            else if (text[i] == '"')
                quote = std::string_view::npos;
        } else if (text[i] == '"' && cells.size() < quoting) {
            quote = i;
        } else if (text[i] == '|') {
            cells.push_back(trimmed(line, begin, i));
            begin = i + 1;
        }
    }
    if (quote != std::string_view::npos) {
        in.error(diagnostic_code::K015, line.locate({offset(quote), offset(text.size())}),
                 "this text is still open at the end of the row", "Close it with '\"' before the next '|'.");
        return {};
    }
    if (begin < text.size() || cells.empty()) cells.push_back(trimmed(line, begin, text.size()));
    return cells;
}

std::optional<decision_table_syntax> read_pipe_table(yaml_node const& block, std::string_view rule, reader& in) {
    if (!read_text(block, "'table'", in)) return {};
    if (block.style != yaml_style::literal) {
        in.error(diagnostic_code::K016, block.where, "this table does not stand in a block",
                 "Write 'table: |' and the rows below it, each on a line of its own.");
        return {};
    }
    auto const bars = static_cast<std::size_t>(std::count(block.text.text.begin(), block.text.text.end(), '|'));
    if (bars > in.limits.table_cells) {
        in.error(
            diagnostic_code::L031, block.where,
            "this table has " + std::to_string(bars) + " cells; the most is " + std::to_string(in.limits.table_cells),
            "Split the rule, or make it a rate table with its cells in a CSV file.");
        return {};
    }
    decision_table_syntax result;
    result.where = block.where;
    table_reader table(result, rule, in);
    auto const lines = lines_of(block.text);
    if (!table.read_head(lines.front())) return {};
    for (std::size_t i = 1; i < lines.size(); ++i)
        table.read_row(lines[i]);
    if (lines.size() == 1) {
        in.error(diagnostic_code::K014, block.where, "this table has no row", "Write at least one row below the head.");
    }
    return result;
}

}  // namespace carefare::syntax
