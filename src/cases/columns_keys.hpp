// Rows by their keys: tables of hashes in which the texts are compared.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <carefare/eval/host_tables.hpp>

#include "eval/column.hpp"

namespace carefare::cases {

/// Empties a vector and gives its memory back, which `= {}` does not.
template <class Vector>
void let_go(Vector& of) {
    Vector().swap(of);
}

/// Of 64 bits; another for each process, so that no file is written for it to be slow.
[[nodiscard]] std::uint64_t hash_of(std::string_view text);

/// Texts of a file by row: eight bytes each, as in eval::text_refs.
class row_texts {
public:
    void resize(std::size_t rows) { refs_.resize(rows, 0); }
    /// Every row will be set.
    void resize_unwritten(std::size_t rows) { refs_.resize(rows); }
    void set_base(char const* base) { base_ = base; }
    /// In any order, by several threads.
    void set(std::size_t row, std::string_view text) {
        refs_[row] = (static_cast<std::uint64_t>(text.data() - base_) << 16U) | text.size();
    }
    /// A text that does not stand in the file as it is meant.
    void set_decoded(eval::row_number row, std::string text) { decoded_[row] = std::move(text); }
    [[nodiscard]] std::size_t size() const { return refs_.size(); }
    [[nodiscard]] std::size_t offset(std::size_t row) const { return refs_[row] >> 16U; }
    [[nodiscard]] std::string_view operator[](std::size_t row) const {
        if (!decoded_.empty()) {
            if (auto const found = decoded_.find(static_cast<eval::row_number>(row)); found != decoded_.end()) return found->second;
        }
        return {base_ + (refs_[row] >> 16U), refs_[row] & 0xffffU};
    }
    [[nodiscard]] eval::text_refs take(std::vector<eval::row_number> const& order, unsigned threads);

private:
    char const* base_ = nullptr;
    eval::buffer<std::uint64_t> refs_;
    std::unordered_map<eval::row_number, std::string> decoded_;
};

/// A row and another one with the same key that stands before it in the file.
struct twins {
    eval::row_number first, other;
};

/// The first row of each key.
class row_index {
public:
    explicit row_index(std::size_t rows);
    /// The row that has the key already; else `row` itself, which now is found.
    eval::row_number insert(std::uint64_t hash, eval::row_number row, row_texts const& keys);
    /// no_row where there is none.
    [[nodiscard]] eval::row_number find(std::string_view key, row_texts const& keys) const;

private:
    std::vector<std::uint64_t> places_;  ///< half of the hash, and the row and one; 0: free
    std::size_t mask_;
};

/// All rows but the first of a key, each with the first; in no order.
[[nodiscard]] std::vector<twins> find_twins(eval::buffer<std::uint64_t> const& hashes, row_texts const& keys, unsigned threads);

}  // namespace carefare::cases
