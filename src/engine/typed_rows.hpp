// Rows while they are handed in: cells as whole numbers over the denominators of their facts, texts one behind the other. What
// is no such number (an override, a value that the door refuses) is kept as it was given.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <carefare/checked/rule_graph.hpp>
#include <carefare/reference/dataset.hpp>

namespace carefare::engine {

/// A text of at most 65535 bytes: where it begins among all, and how long it is.
using text_place = std::uint64_t;
inline constexpr unsigned bits_of_length = 16;

struct typed_cell {
    /// whole: a value that the door takes; text: a text_place; other: a number of `typed_rows::others`.
    enum class kind : std::uint8_t { absent, none, whole, text, other };
    kind is = kind::absent;
    std::int64_t value = 0;
};

struct typed_table {
    std::size_t columns = 0;
    std::vector<text_place> keys, owners;
    std::vector<typed_cell> cells;        ///< row by row
    std::vector<std::pair<std::uint32_t, reference::unread_field>> unread;  ///< by row, in the order in which they were found

    [[nodiscard]] std::size_t rows() const { return keys.size(); }
    [[nodiscard]] typed_cell& at(std::size_t row, std::size_t column) { return cells[row * columns + column]; }
    [[nodiscard]] typed_cell const& at(std::size_t row, std::size_t column) const { return cells[row * columns + column]; }
};

struct typed_rows {
    std::vector<typed_table> tables;      ///< by input table
    std::vector<checked::scalar_value> others;
    std::string texts;
    std::optional<date> known_on;
    std::map<checked::entity_id, reference::window> windows;
    /// Results that may look into them again: while there are any, nothing changes.
    mutable std::atomic<unsigned> readers = 0;

    typed_rows() = default;
    typed_rows(typed_rows const& of)
        : tables(of.tables), others(of.others), texts(of.texts), known_on(of.known_on), windows(of.windows), largest_(of.largest_) {}
    typed_rows& operator=(typed_rows const&) = delete;

    [[nodiscard]] std::string_view text(text_place at) const { return {texts.data() + (at >> bits_of_length), at & ((1U << bits_of_length) - 1)}; }
    [[nodiscard]] text_place add(std::string_view text);
    /// Puts a text into a cell.
    void put(typed_cell& into, std::string_view text);
    void put(typed_cell& into, checked::scalar_value value);
    void clear();

private:
    /// Texts that no cell looks at any more are given up, from time to time.
    void compact();

    static constexpr std::size_t smallest = std::size_t{1} << 16U;
    std::size_t largest_ = smallest;      ///< texts that are longer together are looked through
};

/// Rows that do not change while it lives.
class rows_as_they_are {
public:
    explicit rows_as_they_are(std::shared_ptr<typed_rows const> of) : rows_(std::move(of)) { rows_->readers.fetch_add(1, std::memory_order_relaxed); }
    ~rows_as_they_are() { rows_->readers.fetch_sub(1, std::memory_order_release); }
    rows_as_they_are(rows_as_they_are const&) = delete;
    rows_as_they_are& operator=(rows_as_they_are const&) = delete;
    typed_rows const& operator*() const { return *rows_; }

private:
    std::shared_ptr<typed_rows const> rows_;
};

}  // namespace carefare::engine
