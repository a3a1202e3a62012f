// The `sampling:` section of a rule file as it is written: how the rows of a made-up caseload are drawn. Nothing is
// resolved; values stand as text and are read by the type of the fact they are for. docs/language.md, "Sampling".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <carefare/base/located.hpp>
#include <carefare/base/source.hpp>

namespace carefare::syntax {

/// `days: 3`, or `days: { from: -3, to: 0 }`: one of these whole numbers, each as likely.
struct whole_range_syntax {
    std::int32_t low = 0, high = 0;
    location where;
};

/// A day found from another: months are added, then an edge of the month, a weekday at or before it, then days.
struct moment_syntax {
    location where;
    std::optional<located<std::string>> base;     ///< a fact; unsaid: the first day of the month asked for
    std::optional<whole_range_syntax> months;
    std::optional<located<std::string>> of;       ///< first or last: day of the month reached
    std::optional<located<std::string>> back_to;  ///< a weekday
    std::optional<whole_range_syntax> days;
};

struct recipe_syntax {
    enum class kind : std::uint8_t { value, weights, turns, uniform, date, dates, copy, choose, by };
    kind what = kind::value;
    location where;
    std::vector<located_text> values;             ///< value: one; weights, turns, choose: each in order
    std::vector<std::uint32_t> weights;           ///< weights, choose: one a value
    located_text low, high, step;                 ///< uniform
    moment_syntax date;                           ///< date
    located<std::string> source;                  ///< copy, choose, by
    std::vector<located_text> words;              ///< by: what each part is for
    std::vector<recipe_syntax> parts;             ///< by: a recipe a word; dates: first and last day
    std::optional<located<std::uint32_t>> missing;  ///< of 1000 cells so many are left empty
};

struct sampled_name {
    located<std::string> name;
    recipe_syntax recipe;
};

/// One entry of `tables:`.
struct sampled_table_syntax {
    located<std::string> entity;
    located<std::string> key;                     ///< letters before the number of a row
    std::optional<recipe_syntax> rows;            ///< unsaid: laid out
    std::optional<located<std::uint32_t>> shared_by;
    std::vector<sampled_name> traits, links, facts;  ///< in the order in which they are drawn
};

struct pattern_entry_syntax {
    std::vector<located<std::string>> on;         ///< weekdays
    located_text from, to;                        ///< clock times
};

struct pattern_syntax {
    located<std::string> name;
    std::vector<pattern_entry_syntax> entries;
};

/// `planned:`, `held:` or `missed:`: the table whose rows are laid out, and the facts that say when.
struct laid_part_syntax {
    location where;
    located<std::string> table;
    located<std::string> from, to;                ///< planned, held
    located<std::string> on;                      ///< missed
    whole_range_syntax from_shift, to_shift;      ///< held: minutes
    std::optional<recipe_syntax> chance;          ///< missed: of 1000 days
};

/// One entry of `layouts:`.
struct layout_syntax {
    located<std::string> entity;
    located<std::string> pattern;                 ///< a trait whose words are the patterns
    located<std::string> over;                    ///< a fact, a range of dates
    std::vector<pattern_syntax> patterns;
    laid_part_syntax planned, held;
    std::optional<laid_part_syntax> missed;
};

struct sampling_syntax {
    location where;
    moment_syntax from, to;                       ///< the span that rows are laid out over
    std::vector<sampled_table_syntax> tables;
    std::vector<layout_syntax> layouts;
};

}  // namespace carefare::syntax
