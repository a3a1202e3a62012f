// The checked `sampling` section: tables in the order in which they are drawn, fields with recipes, layouts. Names are
// resolved, values typed and within the ranges and steps of their facts.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <carefare/checked/rule_graph.hpp>

namespace carefare::checked {

struct sample_whole_range { std::int32_t low = 0, high = 0; };

/// A field of a row that is drawn already: of the row itself, of an owner so many levels up, or of the row that a link of one
/// of these names.
struct sample_ref {
    std::uint32_t up = 0;
    std::uint32_t link = no_id;           ///< index of the link's field in that row's table
    std::uint32_t field = no_id;          ///< index in the table of the row that is read
};

struct sample_moment {
    enum class edge : std::uint8_t { none, first, last };
    std::optional<sample_ref> base;       ///< unset: the first day of the month asked for
    sample_whole_range months, days;
    edge of = edge::none;
    unsigned back_to = 0;                 ///< Monday = 1; 0: no weekday
};

struct sample_recipe {
    enum class kind : std::uint8_t { weights, turns, uniform, date, dates, copy, any, choose, by };
    kind what = kind::weights;
    std::vector<scalar_value> values;     ///< weights, turns, choose: to draw from; by: one a part
    std::vector<std::uint64_t> weights;   ///< weights, choose: one a value
    rational low, step;                   ///< uniform: low + k * step
    std::uint64_t steps = 0;              ///< uniform: k is 0 to this
    sample_moment date;
    sample_ref source;                    ///< copy, by; choose: `field` alone, of the rows to choose from
    std::vector<std::uint32_t> parts;     ///< by, dates: recipes
    std::uint32_t otherwise = no_id;      ///< by
    std::uint32_t missing = 0;            ///< of 1000 cells so many are empty
    location where;
};

struct sample_field {
    enum class kind : std::uint8_t { trait, link, fact };
    kind what = kind::trait;
    std::string name;
    std::uint32_t id = no_id;             ///< fact: fact_id; link: index in the entity
    std::uint32_t pool = no_id;           ///< link: index of the table whose rows are chosen from
    type type_of;                         ///< trait: text
    std::vector<std::string> words;       ///< trait: all it can be
    std::uint32_t recipe = no_id;         ///< no_id: laid out
    location where;
};

struct sample_table {
    entity_id entity = no_id;
    std::uint32_t owner = no_id;          ///< index of the owner's table
    std::string key;
    std::uint32_t rows = no_id;           ///< recipe of their number; no_id: of the partition, or laid out
    std::uint32_t shared_by = 0;          ///< rows of the partition that choose from the same rows; 0: owned
    std::vector<sample_field> fields;     ///< in the order in which they are drawn
    std::vector<std::uint32_t> owned;     ///< tables whose rows are drawn for each row
    std::uint32_t layout = no_id;
    location where;
};

/// Clock times in minutes since midnight; an end not after the start is on the next day.
struct sample_slot { std::int32_t from = 0, to = 0; };

struct sample_layout {
    std::uint32_t pattern = no_id, over = no_id;  ///< fields of the table it lays rows out for
    std::map<std::string, std::array<std::vector<sample_slot>, 7>> patterns;  ///< by weekday, Monday first
    std::uint32_t planned = no_id, held = no_id, missed = no_id;  ///< tables
    std::uint32_t planned_from = no_id, planned_to = no_id, held_from = no_id, held_to = no_id, missed_on = no_id;  ///< fields
    sample_whole_range from_shift, to_shift;
    std::uint32_t chance = no_id;         ///< recipe
    location where;
};

struct sampling {
    sample_moment from, to;
    std::vector<sample_table> tables;     ///< an owner before what it owns
    std::uint32_t partition = no_id;      ///< index of its table
    std::vector<sample_recipe> recipes;
    std::vector<sample_layout> layouts;
    location where;
};

}  // namespace carefare::checked
