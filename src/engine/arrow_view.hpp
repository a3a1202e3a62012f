// A column of the Arrow C data interface, looked at and not owned: what can be wrong with it is found before or while it is
// read. Sizes of buffers are not part of the interface; that they fit the lengths is the producer's word.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <carefare/arrow_abi.h>
#include <carefare/base/rational.hpp>
#include <carefare/engine/error.hpp>

namespace carefare::engine {

/// Throws H012 for a schema or an array of another shape, released, or with impossible lengths.
void check_arrow_struct(ArrowSchema const& schema, ArrowArray const& array);

class arrow_view {
public:
    enum class kind : std::uint8_t { nothing, boolean, whole, decimal, text, date, moment };

    /// A column of which `rows` are read, from `first` on. Throws H012.
    arrow_view(ArrowSchema const& schema, ArrowArray const& array, std::int64_t first, std::int64_t rows);

    [[nodiscard]] std::string const& name() const { return name_; }
    [[nodiscard]] kind what() const { return kind_; }
    [[nodiscard]] bool is_dictionary() const { return dictionary_ != nullptr; }
    [[nodiscard]] bool is_null(std::int64_t row) const;
    // Of a row that is not null.
    [[nodiscard]] bool boolean(std::int64_t row) const;
    /// A whole number; of dates days; of moments minutes, or nothing where it is no whole minute.
    [[nodiscard]] std::optional<std::int64_t> whole(std::int64_t row) const;
    [[nodiscard]] rational decimal(std::int64_t row) const;
    [[nodiscard]] std::string_view text(std::int64_t row) const;
    /// Of a dictionary which of its texts.
    [[nodiscard]] std::int64_t index(std::int64_t row) const;

private:
    void read_format(std::string_view format);
    void read_decimal(std::string_view format);
    void read_moment(std::string_view format);
    void check_buffers(ArrowArray const& array) const;
    [[nodiscard]] std::int64_t integer(std::int64_t row) const;
    [[nodiscard]] std::string_view text_at(ArrowArray const& of, char format, std::int64_t at) const;
    [[noreturn]] void refuse(std::string const& why, std::string advice = {}) const;

    std::string name_;
    ArrowArray const& array_;
    std::int64_t first_ = 0, rows_ = 0;
    kind kind_ = kind::nothing;
    char layout_ = 'n';             ///< letter of the format: of whole numbers their width, of texts u, U or v
    unsigned scale_ = 0;            ///< of decimals
    std::int64_t per_minute_ = 1;   ///< of moments
    ArrowArray const* dictionary_ = nullptr;
    char dictionary_layout_ = 'u';
};

}  // namespace carefare::engine
