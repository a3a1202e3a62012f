// Cells of facts as whole numbers over the program's denominators: what is written as most cells are at once, all else by
// the reader and the door of rows.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include <carefare/checked/rule_graph.hpp>
#include <carefare/eval/host_tables.hpp>

namespace carefare::cases {

/// Numbers of texts, of several threads.
class text_pool {
public:
    explicit text_pool(eval::host_tables& of) : of_(of) {}
    std::int64_t number_of(std::string const& text) {
        std::scoped_lock const lock(one_);
        return of_.number_of(text);
    }

private:
    eval::host_tables& of_;
    std::mutex one_;
};

/// Those that one thread has asked for.
class known_texts {
public:
    explicit known_texts(text_pool& all) : all_(all) {}
    std::int64_t number_of(std::string_view text);

private:
    text_pool& all_;
    std::string last_;
    std::int64_t last_number_ = -1;
    std::unordered_map<std::string, std::int64_t> known_;
};

struct read_cell {
    eval::state is = eval::state::value;
    std::int64_t cell = 0;
};

/// Cells of one fact, or of an end of a range.
class fact_cells {
public:
    fact_cells(checked::rule_graph const& graph, checked::fact_id fact, rational const& denominator);
    /// pending: an empty cell; none: of a range an open end. Empty where there would be a finding.
    [[nodiscard]] std::optional<read_cell> read(std::string_view text, known_texts& texts) const;
    /// The same of what is quickly read as a value; empty of all else, whatever it is.
    [[nodiscard]] std::optional<std::int64_t> read_quickly(std::string_view text) const;
    /// Of a number that is a whole of 10 ** decimals parts.
    [[nodiscard]] std::optional<std::int64_t> cell_of_parts(std::int64_t parts, unsigned decimals) const;
    /// How many bytes are enough for cells as they mostly are.
    [[nodiscard]] std::size_t bytes() const;
    /// May a cell of the right kind stand there?
    [[nodiscard]] bool takes(std::int64_t cell) const { return is_quick_ && within(cell) && (step_ == 1 || cell % step_ == 0); }
    /// Of a value that is absent, as its fact says: none or a value; empty where it is pending.
    [[nodiscard]] std::optional<read_cell> absent(known_texts& texts) const;
    /// What the end of a range is, and what the flags of a range with both ends closed or its end open are.
    [[nodiscard]] std::int64_t range_flags() const { return kind_ == checked::scalar::date_time ? 1 : 3; }

private:
    void find_bounds();
    void find_number_bounds();
    [[nodiscard]] bool within(std::int64_t cell) const { return cell >= low_ && cell <= high_; }
    [[nodiscard]] std::optional<std::int64_t> quick(std::string_view text) const;
    [[nodiscard]] std::optional<std::int64_t> quick_number(std::string_view text) const;
    [[nodiscard]] std::optional<read_cell> slow(std::string_view text, known_texts& texts) const;
    [[nodiscard]] read_cell cell_of(checked::scalar_value const& value, known_texts& texts) const;

    checked::rule_graph const& graph_;
    checked::fact const& fact_;
    rational denominator_;
    checked::type type_;          ///< of a cell
    checked::scalar kind_;
    bool is_range_, is_quick_ = false, is_money_ = false;
    std::int64_t low_ = INT64_MIN, high_ = INT64_MAX, step_ = 1;
    std::int64_t whole_ = 1;      ///< the denominator of numbers
    std::unordered_map<std::string_view, std::int64_t> words_;
};

}  // namespace carefare::cases
