// The cells of a column as Python values.
#include <charconv>
#include <cstring>
#include <optional>
#include <string_view>

#include "columns.hpp"
#include "decimals.hpp"
#include "engine/arrow_view.hpp"

namespace carefare::python {

namespace {

using engine::arrow_view;
using wide = engine::wide_number;

/// "d:38,2": 2
unsigned scale_of(std::string_view format) {
    unsigned scale = 0;
    auto const from = format.find(',') + 1;
    std::from_chars(format.data() + from, format.data() + format.size(), scale);
    return scale;
}

class cell_reader {
public:
    cell_reader(ArrowSchema const& schema, ArrowArray const& array, std::int64_t first, std::int64_t rows)
        : view_(schema, array, first, rows), array_(array), first_(array.offset + first), format_(schema.format) {
        if (view_.what() == arrow_view::kind::decimal) {
            scale_ = scale_of(format_);
            decimal_ = py::module_::import("decimal").attr("Decimal");
        }
        if (view_.what() == arrow_view::kind::moment) {
            auto const datetime = py::module_::import("datetime");
            epoch_ = datetime.attr("datetime")(1970, 1, 1);
            minutes_ = datetime.attr("timedelta");
        }
    }

    py::object read(std::int64_t row) const {
        if (view_.is_null(row)) return py::none();
        switch (view_.what()) {
            case arrow_view::kind::nothing: return py::none();
            case arrow_view::kind::boolean: return py::bool_(view_.boolean(row));
            case arrow_view::kind::whole: return py::int_(*view_.whole(row));
            case arrow_view::kind::text: return py::str(std::string(view_.text(row)));
            case arrow_view::kind::date: return to_python(date{static_cast<std::int32_t>(*view_.whole(row))});
            case arrow_view::kind::moment: {
                auto const minutes = view_.whole(row);
                if (!minutes) throw engine::error(engine::call_code::not_a_number, "column '" + view_.name() + "' has a time with seconds", "Read the column with pyarrow.");
                return epoch_ + minutes_(0, 0, 0, 0, *minutes);
            }
            case arrow_view::kind::decimal: {
                wide value = 0;
                std::memcpy(&value, static_cast<char const*>(array_.buffers[1]) + static_cast<std::size_t>(first_ + row) * sizeof value, sizeof value);
                return decimal_(decimal_text(value, scale_));
            }
        }
        return py::none();
    }

private:
    arrow_view view_;
    ArrowArray const& array_;
    std::int64_t first_;
    std::string_view format_;
    unsigned scale_ = 0;
    py::object decimal_, epoch_, minutes_;
};

}  // namespace

py::list values_of(columns const& of, std::size_t column) {
    if (column >= static_cast<std::size_t>(of.schema().n_children)) throw py::index_error("there is no column of that number");
    py::list all;
    for (auto const& piece : of.pieces()) {
        cell_reader const cells(*of.schema().children[column], *piece.children[column], piece.offset, piece.length);
        for (std::int64_t r = 0; r < piece.length; ++r) all.append(cells.read(r));
    }
    return all;
}

std::string first_row_of(columns const& of, std::string const& column) {
    constexpr std::int64_t bits_of_byte = 8;
    std::optional<std::size_t> keys, wanted;
    for (std::size_t c = 0; c < static_cast<std::size_t>(of.schema().n_children); ++c) {
        std::string_view const name = of.schema().children[c]->name == nullptr ? "" : of.schema().children[c]->name;
        if (name == "key") keys = c;
        if (name == column) wanted = c;
    }
    if (!keys || !wanted) return {};
    for (auto const& piece : of.pieces()) {
        auto const& cells = *piece.children[*wanted];
        for (std::int64_t r = 0; r < piece.length; ++r) {
            auto const place = piece.offset + cells.offset + r;
            auto const* const bits = cells.n_buffers > 0 ? static_cast<std::uint8_t const*>(cells.buffers[0]) : nullptr;
            if (bits != nullptr && ((bits[place / bits_of_byte] >> (place % bits_of_byte)) & 1U) == 0) continue;
            cell_reader const key(*of.schema().children[*keys], *piece.children[*keys], piece.offset, piece.length);
            return py::str(key.read(r)).cast<std::string>();
        }
    }
    return {};
}

}  // namespace carefare::python
