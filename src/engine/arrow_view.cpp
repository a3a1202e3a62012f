// See arrow_view.hpp.
#include "engine/arrow_view.hpp"

#include <charconv>
#include <cstring>
#include <limits>

#include <carefare/base/utf8.hpp>

namespace carefare::engine {

namespace {

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t bits_of_byte = 8;
constexpr std::size_t bytes_of_decimal = 16, bytes_of_view = 16, bytes_of_inline_view = 12, bytes_of_prefix = 4;
constexpr unsigned most_scale = 38;
__extension__ using wide = __int128;

[[noreturn]] void malformed(std::string const& column, std::string const& why, std::string advice) {
    throw error(call_code::malformed_arrow, (column.empty() ? std::string() : "column '" + printable(column) + "': ") + why,
                advice.empty() ? "Export the table again with a library of the Arrow C data interface." : std::move(advice));
}

/// The value at a place of a buffer, aligned or not.
template <class Value>
Value at(void const* buffer, std::int64_t place) {
    Value value;
    std::memcpy(&value, static_cast<char const*>(buffer) + static_cast<std::size_t>(place) * sizeof(Value), sizeof(Value));
    return value;
}

void check_lengths(ArrowArray const& array, std::string const& name) {
    if (array.release == nullptr) malformed(name, "the array was released already", "Export it again: an array is handed over once.");
    if (array.length < 0 || array.offset < 0 || array.offset > most - array.length) malformed(name, "the length or the offset is impossible", {});
    if (array.null_count < -1 || array.null_count > array.length) malformed(name, "the count of nulls is impossible", {});
    if (array.n_buffers < 0 || array.n_children < 0 || (array.n_buffers > 0 && array.buffers == nullptr) || (array.n_children > 0 && array.children == nullptr))
        malformed(name, "buffers or children are missing", {});
}

bool is_set(void const* bits, std::int64_t place) {
    return ((at<std::uint8_t>(bits, place / bits_of_byte) >> (place % bits_of_byte)) & 1U) != 0;
}

}  // namespace

void check_arrow_struct(ArrowSchema const& schema, ArrowArray const& array) {
    if (schema.release == nullptr) malformed({}, "the schema was released already", "Export it again: a schema is handed over once.");
    if (schema.format == nullptr || std::string_view(schema.format) != "+s") malformed({}, "the table is no struct of columns", "Hand in a record batch, exported as a struct array.");
    check_lengths(array, {});
    if (schema.n_children < 0 || schema.n_children != array.n_children || (schema.n_children > 0 && schema.children == nullptr))
        malformed({}, "the schema and the array have another number of columns", {});
    if (array.n_buffers != 1) malformed({}, "a struct has one buffer", {});
    if (array.null_count > 0 || (array.null_count < 0 && array.buffers[0] != nullptr)) {
        for (std::int64_t r = 0; r < array.length && array.buffers[0] != nullptr; ++r) {
            if (!is_set(array.buffers[0], array.offset + r)) malformed({}, "row " + std::to_string(r) + " is null as a whole", "Leave such rows out.");
        }
    }
    for (std::int64_t c = 0; c < schema.n_children; ++c) {
        if (schema.children[c] == nullptr || array.children[c] == nullptr) malformed({}, "column " + std::to_string(c) + " is missing", {});
    }
}

arrow_view::arrow_view(ArrowSchema const& schema, ArrowArray const& array, std::int64_t first, std::int64_t rows)
    : name_(schema.name == nullptr ? "" : schema.name), array_(array), first_(first), rows_(rows) {
    if (first_invalid_utf8(name_)) refuse("its name is not UTF-8");
    if (schema.release == nullptr) refuse("the schema was released already");
    if (schema.format == nullptr) refuse("it has no format");
    check_lengths(array, name_);
    if (first > array.length || rows > array.length - first) refuse("it is shorter than the table");
    first_ += array.offset;
    read_format(schema.format);
    check_buffers(array);
    if ((schema.dictionary == nullptr) != (array.dictionary == nullptr)) refuse("the dictionary is missing");
    if (schema.dictionary == nullptr) return;
    if (kind_ != kind::whole) refuse("the indices of its dictionary are no whole numbers");
    arrow_view const words(*schema.dictionary, *array.dictionary, 0, array.dictionary->length);
    if (words.what() != kind::text || words.is_dictionary()) refuse("its dictionary holds no texts");
    dictionary_ = array.dictionary;
    dictionary_layout_ = words.layout_;
    kind_ = kind::text;
}

void arrow_view::refuse(std::string const& why, std::string advice) const { malformed(name_, why, std::move(advice)); }

void arrow_view::read_format(std::string_view format) {
    if (format.size() == 1) layout_ = format.front();
    if (format == "n") {
        kind_ = kind::nothing;
    } else if (format == "b") {
        kind_ = kind::boolean;
    } else if (format.size() == 1 && std::string_view("cCsSiIlL").find(layout_) != std::string_view::npos) {
        kind_ = kind::whole;
    } else if (format == "u" || format == "U" || format == "vu") {
        layout_ = format.front();
        kind_ = kind::text;
    } else if (format == "tdD") {
        layout_ = 'i';
        kind_ = kind::date;
    } else if (format.starts_with("d:")) {
        read_decimal(format.substr(2));
    } else if (format.starts_with("ts")) {
        read_moment(format);
    } else if (format == "e" || format == "f" || format == "g") {
        refuse("binary floating point is not exact", "Hand in decimal128, text, or for money a whole number of cents.");
    } else {
        refuse("Arrow type '" + printable(format) + "' is not read", "Hand in booleans, whole numbers, decimal128, text, dictionaries of text, date32 or timestamps without a zone.");
    }
}

/// "p,s" or "p,s,128"
void arrow_view::read_decimal(std::string_view format) {
    unsigned precision = 0, scale = 0, width = 128;
    auto const* const end = format.data() + format.size();
    auto read = std::from_chars(format.data(), end, precision);
    bool good = read.ec == std::errc() && read.ptr != end && *read.ptr == ',';
    if (good) read = std::from_chars(read.ptr + 1, end, scale), good = read.ec == std::errc();
    if (good && read.ptr != end) {
        good = *read.ptr == ',';
        if (good) read = std::from_chars(read.ptr + 1, end, width), good = read.ec == std::errc() && read.ptr == end;
    }
    if (!good || precision == 0 || precision > most_scale || scale > most_scale || width != 128) refuse("decimal type '" + printable(format) + "' is not read", "Hand in decimal128 with a scale of 0 to 38.");
    scale_ = scale;
    layout_ = 'd';
    kind_ = kind::decimal;
}

/// "tss:", "tsm:", "tsu:", "tsn:", each with nothing behind the colon.
void arrow_view::read_moment(std::string_view format) {
    constexpr std::int64_t seconds = 60, thousand = 1000;
    if (format.size() != 4 || format[3] != ':') refuse("a timestamp with a time zone is not read", "Hand in the civil time where the care is given, without a zone.");
    switch (format[2]) {
        case 's': per_minute_ = seconds; break;
        case 'm': per_minute_ = seconds * thousand; break;
        case 'u': per_minute_ = seconds * thousand * thousand; break;
        case 'n': per_minute_ = seconds * thousand * thousand * thousand; break;
        default: refuse("timestamp type '" + printable(format) + "' is not read");
    }
    layout_ = 'l';
    kind_ = kind::moment;
}

void arrow_view::check_buffers(ArrowArray const& array) const {
    if (kind_ == kind::nothing) return;
    bool const views = layout_ == 'v';
    std::int64_t const asked = kind_ == kind::text ? 3 : 2;
    if (views ? array.n_buffers < asked : array.n_buffers != asked) refuse("it has " + std::to_string(array.n_buffers) + " buffers");
    if (array.null_count > 0 && array.buffers[0] == nullptr) refuse("it has nulls and no validity");
    if (rows_ > 0 && array.buffers[1] == nullptr) refuse("its values are missing");
    if (rows_ == 0 || kind_ != kind::text || views) return;
    bool const is_large = layout_ == 'U';
    auto const offset = [&](std::int64_t place) { return is_large ? at<std::int64_t>(array.buffers[1], place) : at<std::int32_t>(array.buffers[1], place); };
    auto before = offset(first_);
    if (before < 0) refuse("its offsets begin below zero");
    for (std::int64_t r = 1; r <= rows_; ++r) {
        auto const next = offset(first_ + r);
        if (next < before) refuse("its offsets do not rise");
        before = next;
    }
    if (before > 0 && array.buffers[2] == nullptr) refuse("its texts are missing");
}

bool arrow_view::is_null(std::int64_t row) const {
    if (kind_ == kind::nothing) return true;
    if (array_.null_count == 0 || array_.buffers[0] == nullptr) return false;
    return !is_set(array_.buffers[0], first_ + row);
}

bool arrow_view::boolean(std::int64_t row) const { return is_set(array_.buffers[1], first_ + row); }

std::int64_t arrow_view::integer(std::int64_t row) const {
    auto const* const values = array_.buffers[1];
    auto const place = first_ + row;
    switch (layout_) {
        case 'c': return at<std::int8_t>(values, place);
        case 'C': return at<std::uint8_t>(values, place);
        case 's': return at<std::int16_t>(values, place);
        case 'S': return at<std::uint16_t>(values, place);
        case 'i': return at<std::int32_t>(values, place);
        case 'I': return at<std::uint32_t>(values, place);
        case 'L': {
            auto const value = at<std::uint64_t>(values, place);
            if (value > static_cast<std::uint64_t>(most)) refuse("row " + std::to_string(row) + " holds a number beyond 63 bits");
            return static_cast<std::int64_t>(value);
        }
        default: return at<std::int64_t>(values, place);
    }
}

std::optional<std::int64_t> arrow_view::whole(std::int64_t row) const {
    auto const value = integer(row);
    if (kind_ != kind::moment) return value;
    if (value % per_minute_ != 0) return std::nullopt;
    return value / per_minute_;
}

rational arrow_view::decimal(std::int64_t row) const {
    static_assert(sizeof(wide) == bytes_of_decimal);
    auto const value = at<wide>(array_.buffers[1], first_ + row);
    std::string digits;
    bool const negative = value < 0;
    // Below the smallest there is no positive number of the same size: digit by digit.
    for (auto left = value; left != 0; left /= 10) {
        auto const digit = static_cast<int>(left % 10);
        digits.insert(digits.begin(), static_cast<char>('0' + (digit < 0 ? -digit : digit)));
    }
    if (digits.size() <= scale_) digits.insert(0, scale_ + 1 - digits.size(), '0');
    if (scale_ > 0) digits.insert(digits.size() - scale_, 1, '.');
    return rational::from_decimal(negative ? "-" + digits : digits).value();
}

std::int64_t arrow_view::index(std::int64_t row) const {
    auto const place = integer(row);
    if (place < 0 || place >= dictionary_->length) refuse("row " + std::to_string(row) + " points outside the dictionary");
    return place;
}

std::string_view arrow_view::text_at(ArrowArray const& of, char format, std::int64_t place) const {
    if (format == 'v') {
        auto const* const view = static_cast<char const*>(of.buffers[1]) + static_cast<std::size_t>(place) * bytes_of_view;
        auto const length = at<std::int32_t>(view, 0);
        if (length < 0) refuse("a text has a length below zero");
        auto const size = static_cast<std::size_t>(length);
        if (size <= bytes_of_inline_view) return {view + bytes_of_prefix, size};
        auto const buffer = at<std::int32_t>(view, 2), offset = at<std::int32_t>(view, 3);
        // Behind validity and views stand the texts; the last buffer says how long each of them is.
        auto const texts = of.n_buffers - 3;
        if (buffer < 0 || buffer >= texts || offset < 0 || of.buffers[of.n_buffers - 1] == nullptr || of.buffers[2 + buffer] == nullptr) refuse("a text stands outside its buffers");
        auto const all = at<std::int64_t>(of.buffers[of.n_buffers - 1], buffer);
        if (offset > all || length > all - offset) refuse("a text stands outside its buffers");
        return {static_cast<char const*>(of.buffers[2 + buffer]) + offset, size};
    }
    auto const from = format == 'U' ? at<std::int64_t>(of.buffers[1], place) : at<std::int32_t>(of.buffers[1], place);
    auto const to = format == 'U' ? at<std::int64_t>(of.buffers[1], place + 1) : at<std::int32_t>(of.buffers[1], place + 1);
    if (from == to) return {};
    return {static_cast<char const*>(of.buffers[2]) + from, static_cast<std::size_t>(to - from)};
}

std::string_view arrow_view::text(std::int64_t row) const {
    if (dictionary_ == nullptr) return text_at(array_, layout_, first_ + row);
    auto const place = index(row);
    bool const is_absent = dictionary_->null_count != 0 && dictionary_->buffers[0] != nullptr && !is_set(dictionary_->buffers[0], dictionary_->offset + place);
    return is_absent ? std::string_view{} : text_at(*dictionary_, dictionary_layout_, dictionary_->offset + place);
}

}  // namespace carefare::engine
