// Values of one output as cells of a file, straight from whole numbers where their text is a plain one.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <carefare/eval/evaluate_block.hpp>

namespace carefare::caseload {

class value_text {
public:
    /// Of an output of the program, by its number.
    value_text(program::program const& of, std::size_t output);

    /// Adds the cell of a row where the state of the output is a value. Commas are the caller's.
    void add(std::string& into, eval::block const& block, eval::block::whole_column const& column, eval::row_number row) const;

private:
    enum class kind : std::uint8_t { boolean, word, date, link, hundredths, decimal, other };
    void choose(checked::type const& type, rational const& denominator);

    checked::rule_graph const& graph_;
    checked::rule const& rule_;
    std::size_t output_;
    kind how_ = kind::other;
    std::int64_t times_ = 1;             ///< hundredths, decimal: parts of what is written in one of the cell
    unsigned decimals_ = 0;
    std::vector<std::string> words_;     ///< as cells
};

}  // namespace carefare::caseload
