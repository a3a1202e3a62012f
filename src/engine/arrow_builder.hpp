// A struct array of the Arrow C data interface, made column by column and handed over.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <carefare/arrow_abi.h>

namespace carefare::engine {

/// What an exported array and its schema hold; each owns all below it.
struct arrow_column {
    std::string name, format;
    std::int64_t length = 0, nulls = 0;
    std::vector<std::uint8_t> validity;      ///< bits; of a column without nulls not handed over
    std::vector<std::uint8_t> values;        ///< or the offsets of texts
    std::vector<std::uint8_t> texts;
    bool has_texts = false;
    bool is_struct = false;
    std::vector<std::unique_ptr<arrow_column>> children;
    std::unique_ptr<arrow_column> dictionary;

    void add_null();
    void add_bits(bool value);
    void add_bytes(void const* value, std::size_t size);
    void add_text(std::string_view text);

    [[nodiscard]] static std::unique_ptr<arrow_column> of_texts(std::string name);
    [[nodiscard]] static std::unique_ptr<arrow_column> of_values(std::string name, std::string format);
    /// Whole numbers of 32 bits into these words.
    [[nodiscard]] static std::unique_ptr<arrow_column> of_words(std::string name, std::vector<std::string> const& words);

private:
    void count(bool is_valid);
};

/// Both are filled or, where it throws, neither.
void hand_over(std::unique_ptr<arrow_column> table, ArrowSchema& schema, ArrowArray& array);

}  // namespace carefare::engine
