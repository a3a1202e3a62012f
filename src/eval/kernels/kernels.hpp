// The loops that most of the time goes into, compiled for the baseline, AVX2 and AVX-512 and chosen when the program runs. Plain
// pointers: nothing that is inlined from elsewhere may be compiled for a processor that is not there.
#pragma once

#include <cstddef>
#include <cstdint>

namespace carefare::eval::kernels {

/// Of an operand: a cell in each row, or one for all.
struct cells {
    std::int64_t const* at;
    bool flat;
};
struct marks {
    std::uint8_t const* at;  ///< states as numbers; null: all are values
    bool flat;
};

enum binary : unsigned { add, subtract, multiply, minimum, maximum, less, less_equal, equal, not_equal, binaries };

/// Which whole number a quotient is rounded to, as checked::rounding_mode has it.
enum class steps : unsigned { up, down, half_up, half_down, half_even, floor, ceiling };

/// What is read of a day.
enum day_part : unsigned { year, month, day_of_month, weekday, month_start, month_last, day_parts };

/// A key of a table by places: a word or a number, `count` of them from `low` on.
struct places {
    std::int64_t low;
    std::size_t size, count;  ///< size: with a place for none
};

struct cells_and_marks {
    cells of;
    marks is;
};

/// Both ends belong to it.
struct span {
    std::int64_t low, high;
};

struct table_key {
    cells_and_marks of;
    places in;
};

/// Of a decision table.
struct table_row {
    cells_and_marks truth, output;
};

/// Of a rate table.
struct schedule {
    std::int64_t first_era;
    std::int64_t const* cells;
    std::uint8_t const* marks;  ///< null: all are values
};

struct functions {
    void (*combine[binaries])(std::int64_t* out, cells a, cells b, std::size_t n);
    void (*select)(std::int64_t* out, cells condition, cells a, cells b, std::size_t n);
    void (*select_marks)(std::uint8_t* out, cells condition, marks of_condition, marks a, marks b, std::size_t n);
    void (*scale)(std::int64_t* out, cells a, std::int64_t by, std::size_t n);
    /// Of whole multiples of `by`: a shift and a product.
    void (*divide_exactly)(std::int64_t* out, cells a, std::int64_t by, std::size_t n);
    void (*is_zero)(std::int64_t* out, cells a, std::size_t n);
    /// The test of a cell of a decision table: 1 where a value lies in one of the spans, or in none of them where `negated`; none is
    /// `of_none`, other states stay. `out_marks` is null where `a` has none.
    void (*test)(std::int64_t* out, std::uint8_t* out_marks, cells_and_marks a, span const* spans, std::size_t count, bool negated, bool of_none,
                 std::size_t n);
    /// Where values lie in ranges: 1 of `ends` says that the low end belongs to one, 2 the high end. An end that is none is none.
    void (*in_range)(std::int64_t* out, cells a, cells ends, cells_and_marks low, cells_and_marks high, std::size_t n);
    void (*both)(std::int64_t* out, cells a, std::size_t n);    ///< out and a
    void (*either)(std::int64_t* out, cells a, std::size_t n);  ///< out or a
    /// Kleene: `deciding` where a value of some operand is, else the other; marks, unless null, the greatest of all where none is.
    void (*kleene)(std::int64_t* out, std::uint8_t* out_marks, cells_and_marks const* of, std::size_t count, std::int64_t deciding, std::size_t n);
    /// The greater mark, none being a fault.
    void (*worst)(std::uint8_t* out, marks a, marks b, std::size_t n);
    void (*otherwise)(std::int64_t* out, std::uint8_t* out_marks, cells a, marks of_a, cells b, marks of_b, std::size_t n);
    /// Of rows that are known; a cell beside a state may be any number.
    void (*gather_known)(std::int64_t* out, std::uint8_t* out_marks, cells from, marks of_from, std::size_t size, cells rows, marks of_rows,
                         std::size_t n);
    void (*gather)(std::int64_t* out, std::int64_t const* from, std::int64_t const* rows, std::size_t n);
    void (*spread)(std::int64_t* out, std::int64_t const* from, std::uint32_t const* rows, std::size_t n);
    void (*spread_marks)(std::uint8_t* out, std::uint8_t const* from, std::uint32_t const* rows, std::size_t n);
    void (*number)(std::int64_t* out, std::uint32_t const* rows, std::size_t n);
    /// A day of a month some months away; no_such_day beyond the years 1 to 9999. `carries`: past the last day of a month.
    void (*add_months)(std::int64_t* out, cells days, cells months, bool carries, std::size_t n);
    void (*months_between)(std::int64_t* out, cells from, cells to, bool carries, std::size_t n);
    /// no_such_day of what is no day of those years.
    void (*read_day[day_parts])(std::int64_t* out, cells days, std::size_t n);
    /// The last day up to each that is that day of the week, 1 being Monday.
    void (*week_start)(std::int64_t* out, cells days, std::int64_t weekday, std::size_t n);
    /// Are all of them less than 2^32 from zero?
    bool (*are_short)(cells a, std::size_t n);
    /// Of such, by a divisor from 2 to 2^32.
    void (*round)(std::int64_t* out, cells a, std::int64_t by, steps how, std::size_t n);
    /// The least and the greatest of a column of at least one row.
    void (*bounds)(std::int64_t const* a, std::int64_t* least, std::int64_t* most, std::size_t n);
    /// `first`, and one for each of some numbers that is reached.
    void (*count_reached)(std::int64_t* out, std::int64_t const* a, std::int64_t first, std::int32_t const* numbers, std::size_t count, std::size_t n);
    /// What stands in the rows of a column, all from `first` to `last`.
    void (*gather_few)(std::int64_t* out, std::int64_t const* rows, std::int64_t first, std::int64_t last, std::int64_t const* from, std::size_t n);
    /// 1 where a mark is at least that; what is marked stays so.
    void (*mark_from)(std::uint8_t* out, marks a, std::uint8_t least, std::size_t n);
    /// Over what stands in `out`: what the first row of a table gives that hits. Marks where a row is not decided, or, where only
    /// `once` is right, two hit; what is marked stays so.
    void (*first_hits)(std::int64_t* out, std::uint8_t* out_marks, std::uint8_t* marked, table_row const* rows, std::size_t count, bool once,
                       std::size_t n);
    /// What stands in the schedule that counts in the era of a row: schedules of one layout in the order of their eras. None
    /// outside; the greatest mark of the keys where some is neither a value nor none.
    void (*look_up)(std::int64_t* out, std::uint8_t* out_marks, table_key const* keys, std::size_t count, schedule const* schedules,
                    std::size_t schedules_count, cells era, std::size_t n);
};

extern functions const baseline;
extern functions const avx2;
extern functions const avx512;

/// The best that this processor runs.
functions const& chosen();

}  // namespace carefare::eval::kernels
