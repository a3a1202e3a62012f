// Values of one column as cells of a file, straight from whole numbers where their text is a plain one.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <carefare/eval/evaluate_block.hpp>

namespace carefare::caseload {

class value_text {
public:
    /// Of values of a type, numbers as parts of one of which there are `denominator`.
    value_text(checked::rule_graph const& graph, checked::type const& type, rational const& denominator);

    /// Adds the cell of a value of a block. Commas are the caller's. False, with nothing added, where that is no plain text.
    [[nodiscard]] bool add(std::string& into, eval::block const& block, program::wide value) const;
    /// Any other value.
    void add(std::string& into, checked::constant_value const& value) const;

private:
    enum class kind : std::uint8_t { boolean, word, date, link, hundredths, decimal, other };
    void choose(rational const& denominator);

    checked::rule_graph const& graph_;
    checked::type const& type_;
    kind how_ = kind::other;
    std::int64_t times_ = 1;             ///< hundredths, decimal: parts of what is written in one of the cell
    unsigned decimals_ = 0;
    std::vector<std::string> words_;     ///< as cells
};

}  // namespace carefare::caseload
