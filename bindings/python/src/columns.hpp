// A table of the Arrow C data interface: taken from whoever exports one, read where it lies, handed on without a copy.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "arrow_stream.h"
#include "parts.hpp"

namespace carefare::python {

/// Owns what was handed over; releases it once nobody looks at it any more.
struct arrow_table {
    arrow_table() = default;
    arrow_table(arrow_table const&) = delete;
    arrow_table& operator=(arrow_table const&) = delete;
    ~arrow_table();
    ArrowSchema schema{};
    std::vector<ArrowArray> pieces;   ///< all of the schema, one behind the other
};

class columns {
public:
    explicit columns(std::shared_ptr<arrow_table> of) : its_(std::move(of)) {}
    /// From an object with __arrow_c_stream__ or __arrow_c_array__.
    [[nodiscard]] static columns take(py::object const& from);

    [[nodiscard]] ArrowSchema const& schema() const { return its_->schema; }
    [[nodiscard]] std::vector<ArrowArray> const& pieces() const { return its_->pieces; }
    [[nodiscard]] std::shared_ptr<arrow_table> const& share() const { return its_; }
    [[nodiscard]] std::int64_t rows() const;
    /// All rows in stretches of some ten thousand, in place.
    void each_piece(std::function<void(ArrowSchema const&, ArrowArray const&)> const& use) const;

private:
    std::shared_ptr<arrow_table> its_;
};

/// Both share the buffers of a table, which live as long as anybody holds one of them.
[[nodiscard]] ArrowSchema shared_schema(std::shared_ptr<arrow_table> const& of);
[[nodiscard]] ArrowArray shared_piece(std::shared_ptr<arrow_table> const& of, std::size_t piece);

/// The cells of a column as Python values: whole numbers, Decimal, bool, str, date, datetime; None where there is none.
[[nodiscard]] py::list values_of(columns const& of, std::size_t column);

/// The key of the first row in which a column is not null; empty where there is none or no key can be read.
[[nodiscard]] std::string first_row_of(columns const& of, std::string const& column);

}  // namespace carefare::python
