// Keys that stand in a file in the order in which they are numbered: those that are alike stand one behind the other.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cases/columns_keys.hpp"

namespace carefare::cases {

/// Below zero: the first stands before the second in the order in which keys mostly are numbered: of numbers in them the one with fewer
/// digits is less. Zero of the same text alone.
[[nodiscard]] int compare_numbered(std::string_view a, std::string_view b);

/// Of the rows of a piece of a file.
class keys_in_order {
public:
    /// The next row's; `before`: that of the row before in the piece, if there is one. The text may go once `end` has been called.
    void add(eval::row_number row, std::optional<std::string_view> before, std::string_view key);
    void end(std::string_view last) { last_ = last; }
    /// They stand in no order that is known.
    void give_up() { is_in_order_ = false; }
    [[nodiscard]] bool is_in_order() const { return is_in_order_; }
    /// The rows of the next piece of the file, from `first` on.
    void join(keys_in_order const& next, eval::row_number first);
    /// Those whose key is that of the row before, ascending.
    [[nodiscard]] std::vector<eval::row_number> const& alike() const { return alike_; }

private:
    std::string first_, last_;
    bool is_in_order_ = true, is_begun_ = false;
    std::vector<eval::row_number> alike_;
};

/// All rows but the first of a key, each with the first, from rows whose key is that of the row before.
[[nodiscard]] std::vector<twins> twins_in_order(std::vector<eval::row_number> const& alike);

}  // namespace carefare::cases
