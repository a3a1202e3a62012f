// What the results of one block wait for, as lines of a file. What many results wait for is put into words once.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <carefare/eval/evaluate_block.hpp>

#include "caseload/output_layout.hpp"

namespace carefare::caseload {

class waiting_lines {
public:
    /// All must outlive it.
    waiting_lines(output_layout const& layout, eval::block const& of) : layout_(layout), block_(of) {}

    /// Adds a line for each thing that a result waits for, by the number of its needs.
    void add(std::string_view entity, std::string_view key, std::string_view output, std::uint32_t number, std::string& into);
    /// The same of what is no result of a rule.
    void add(std::string_view entity, std::string_view key, std::string_view what, std::set<reference::need> const& needs, std::string& into);
    /// Adds what was waited for since the last time, result by result: of a name that several rows lack, once.
    void count(std::map<std::string, std::size_t>& into);

private:
    /// Needs in words: what each line says behind the cells of the result, one behind the other.
    struct told {
        bool is_made = false;
        std::string lines;
        std::vector<std::size_t> ends;
        std::vector<std::size_t*> counts;    ///< of names
    };
    [[nodiscard]] told const& tell(std::uint32_t number);

    output_layout const& layout_;
    eval::block const& block_;
    std::vector<told> told_;                 ///< by number of the needs
    std::map<std::string, std::size_t> counts_;  ///< by name; places in it stay where they are
    std::string result_;                     ///< the cells of a result
};

}  // namespace carefare::caseload
