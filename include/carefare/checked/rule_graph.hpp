// The checked programme: typed nodes, entities, facts, slots (parameters, options, readings), rate tables and rules,
// every name resolved to an id, every node with its origin. Immutable once built; shared by both evaluators. Timelines
// are kept as written (sorted out by whoever evaluates), rate tables row by row. Length: the whole graph in one place.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <carefare/base/date.hpp>
#include <carefare/base/rational.hpp>
#include <carefare/base/source.hpp>
#include <carefare/checked/type.hpp>
#include <carefare/syntax/programme_syntax.hpp>

namespace carefare::checked {

using node_id = std::uint32_t;
using fact_id = std::uint32_t;
using slot_id = std::uint32_t;
using table_id = std::uint32_t;
using rule_id = std::uint32_t;
using decision_id = std::uint32_t;

/// A scalar of the column profile. Words are indexes into their list, text is itself, dates are day counts.
struct word { std::uint32_t index = 0; friend auto operator<=>(word, word) = default; };
struct none_value { friend auto operator<=>(none_value, none_value) = default; };
struct range_value;
using scalar_value = std::variant<none_value, bool, rational, word, std::string, date, date_time>;
/// Inclusive flags apply to present endpoints; an absent endpoint is open without bound.
struct interval {
    std::optional<scalar_value> low, high;
    bool low_closed = true, high_closed = true;
};
using constant_value = std::variant<scalar_value, interval>;

/// What a numeric node can be: value * denominator is a whole number, low <= value <= high. A ratio has no static
/// denominator and must be rounded before it is stored.
struct numeric_bounds {
    rational low, high;
    rational denominator = 1;
    bool ratio = false;
};

enum class op : std::uint8_t {
    constant,       ///< payload: index into constants
    // rows
    self,           ///< the row the rule is evaluated for
    follow_owner,   ///< child 0: row; its owner
    follow_link,    ///< child 0: row; payload: index of the link in the row's entity
    item,           ///< the row an enclosing aggregate is at; payload: nesting level, 0 the outermost
    // reads; the last child of a dated read is the date it is read at
    fact,           ///< payload: fact_id; child 0: row
    rule,           ///< payload: rule_id; child 0: row (none for a rule over slots)
    slot,           ///< payload: slot_id; child 0: date (absent for a constant slot)
    lookup,         ///< payload: table_id; children: keys in the table's order, then the date (absent for an undated table)
    // numbers
    add, subtract, multiply, divide, negate, absolute, minimum, maximum,
    floor, ceiling, modulo,
    round,          ///< payload: index into roundings; child 0: number; child 1: mode (a word) where the mode is computed
    // comparison: numbers, words, texts, dates, date-times, booleans, links
    less, less_equal, equal, not_equal,
    in_interval,    ///< child 0 in child 1 (a range value)
    // logic (Kleene)
    conjunction, disjunction, negation,
    conditional,    ///< if child 0 then child 1 else child 2
    // none
    otherwise,      ///< child 0, or child 1 where child 0 is none
    is_none,        ///< child 0 = none
    // dates
    date_of,                                   ///< the date of a date-time
    date_add_days,                             ///< child 0 date, child 1 whole number of days (negative: back)
    date_add_months,                           ///< child 0 date, child 1 whole number, child 2 word of month_end
    date_difference,                           ///< days from child 1 to child 0
    months_between,                            ///< whole months from child 0 to child 1, child 2 word of month_end: the
                                               ///< largest m with add months(child 0, m) <= child 1 (negative if earlier)
    year_of, month_of, day_of, weekday_of,     ///< numbers; Monday = 1
    make_date,                                 ///< year, month, day
    minutes_between,                           ///< date-times: minutes from child 1 to child 0
    make_range,     ///< children low, high (no_id, or none: open); payload bit 0: low closed, bit 1: high closed
    range_low, range_high,
    // aggregates over the rows of payload entity that child 0's row owns; child 1 filter, child 2 body (no_id if absent)
    sum, count, min_of, max_of, some, every,
    // decision table
    decide,         ///< payload: decision_id
    // rows the engine makes (docs/language.md section 12)
    field,          ///< payload: index of the made field in its entity; child 0: row. `subset` rows read their base row's
    follow_group,   ///< payload: entity of the group; child 0: a row of its source
    follow_base,    ///< child 0: a row of a subset; its row in the base table
    follow_computed,///< payload: index of the computed link in the row's entity; child 0: row. May be none
    best,           ///< payload: index into bests; child 0: row whose relation is searched, child 1: filter (no_id)
    previous, next, ///< payload: entity; child 0: row, child 1: no_id, child 2: body, evaluated with `item` at the neighbour
    running_sum, running_count, running_min, running_max,  ///< payload: entity; children row, filter (no_id), body; the row itself included
    overlap,        ///< two ranges; their common part, none if there is none
    length,         ///< of a range: minutes, or days
    clock_overlap,  ///< range of date-times, from and to in minutes since midnight (numbers)
    week_start,     ///< date, ISO weekday; payload: Monday = 1
    month_start, month_last,  ///< of a date
    make_date_time, ///< date, minutes since midnight
    clock_of,       ///< date-time: minutes since midnight
    row_key,        ///< child 0: row; its key as text, in orders only
    // what an allocation kept beside its grant; payload: rule_id, child 0: row
    grant_unmet, grant_before, grant_left, grant_place, grant_bound_by,
};

struct node {
    op what{};
    type type_of;
    std::uint32_t payload = no_id;
    std::uint32_t first_child = 0;
    std::uint32_t child_count = 0;
    location where;
    std::optional<numeric_bounds> bounds;   ///< numbers, after analysis
};

enum class rounding_mode : std::uint8_t { up, down, half_up, half_down, half_even, floor, ceiling };
struct rounding { unsigned scale = 0; std::optional<rounding_mode> mode; };  ///< mode absent: child 1 decides

/// Lists 0 and 1 are built in: rounding_mode (in the order of the enum, words "up", "down", "half up", ...) and
/// month_end ("clamp", "carry"). A date that an operation moves outside 0001..9999 is a fault.
struct word_list { std::string name; std::vector<std::string> words; location where; };

struct citation { std::string text; location where; };
struct link { std::string name; entity_id to = no_id; };

/// One key of an order: `day.date asc`.
struct order_key {
    node_id key = no_id;
    bool descending = false;
};

/// How an entity gets its rows (docs/language.md section 12). Host tables come from outside.
enum class maker_kind : std::uint8_t { host, subset, each_date, each_number, each_word, each_row, group, merge };

/// A field that a maker gives its rows: the element of `each`, a value of `by`, from, to and parts of `merge`.
struct made_field {
    std::string name;
    type type_of;
    std::optional<numeric_bounds> bounds;
    location where;
};

struct maker {
    maker_kind kind = maker_kind::host;
    entity_id source = no_id;             ///< subset, group, merge, each_row: the table whose rows are taken
    std::optional<node_id> over;          ///< each_date, each_number: a range, `self` being the owner's row; each_row: the row whose
                                          ///< relation `source` is gone through, `self` being the owner's row; merge: a range, `self` a source row
    std::optional<node_id> where_true;    ///< subset: boolean, `self` a source row; each: boolean, `self` the row made
    std::vector<node_id> by;              ///< group: one a field, `self` a source row
    word_list_id words = no_id;           ///< each_word
    rational gap;                         ///< merge: minutes of date-times, days of dates
    bool partial = false;                 ///< group: counts although the window cuts it; its last field says whether it began before
    std::vector<made_field> fields;
    /// Fields that a row's key is made of, from the first; of a merge `from` alone.
    [[nodiscard]] std::size_t key_fields() const {
        if (kind == maker_kind::merge) return 1;
        return partial && !fields.empty() ? fields.size() - 1 : fields.size();
    }
};

/// A link found by key: the row of `to` below the same owner whose only field equals `key`, or none.
struct computed_link {
    std::string name;
    entity_id to = no_id;
    node_id key = no_id;                  ///< `self` being the row that links
    location where;
};

/// Rows of a table with the same key are versions of one record.
struct version_facts {
    fact_id by = no_id;                   ///< date or date-time
    std::optional<fact_id> void_by;       ///< boolean
};

struct entity {
    std::string name;
    std::string rows;
    entity_id owner = no_id;
    std::vector<link> links;
    std::optional<std::uint32_t> at_most;
    std::optional<node_id> complete_by;   ///< boolean node over the owner's row
    std::optional<node_id> at;            ///< date node over `self`
    std::optional<node_id> pay_by;        ///< date node over `self`: the day that says which run pays the row
    maker made;
    std::vector<computed_link> computed;
    std::vector<order_key> order;         ///< `self` being the row; ends in a unique key
    std::optional<fact_id> dated_by;
    std::optional<version_facts> versions;
    bool partition = false;
    location where;
};

struct fact {
    std::string name;                     ///< "annual_gross_income"; full name is entity.name
    entity_id owner = no_id;
    type type_of;
    std::optional<numeric_bounds> bounds; ///< numbers
    std::optional<interval> range;        ///< as declared (numbers, dates)
    std::optional<rational> step;
    std::optional<scalar_value> absent;   ///< none or a value; unset: pending
    bool determination = false;
    std::string ask, label;
    citation cite;
    location where;
};

/// One entry of a timeline as written. Without `from` it holds for all time.
template <class Payload>
struct dated {
    std::optional<date> from, until, known;
    std::optional<Payload> payload;       ///< unset: a named gap
    std::string gap;                      ///< why nothing is known
    citation cite;
    syntax::answer_state state = syntax::answer_state::stated;
    std::string ground;
    location where;
};

using value_entry = dated<constant_value>;
struct bound {
    std::optional<interval> range;
    std::vector<word> allowed;
    std::optional<rational> step;
    bool clamp = false;
};

enum class slot_kind : std::uint8_t { parameter, option, reading };

/// A dated constant of the law (parameter), of a plan (option: entries come with the plan) or a reading.
struct slot {
    slot_kind kind{};
    std::string name;
    type type_of;
    std::vector<value_entry> entries;     ///< parameters and readings
    std::vector<dated<bound>> limits;     ///< options
    std::optional<numeric_bounds> carrier;///< numbers: what it may ever be
    std::optional<interval> range;
    std::optional<rational> step;
    bool divisor = false;
    bool required = false;                ///< options
    std::string ask, label, reason, open_fact;
    citation cite;
    location where;
};

struct table_key {
    std::string name;
    type type_of;                         ///< word or whole number; optional where `none` is a key value
    std::optional<interval> range;        ///< number: what the blocks of every schedule cover alike; every lookup is
                                          ///< proven to stay inside. Unset: a lookup outside is none
};

struct key_domain {
    std::vector<scalar_value> words;      ///< words and none; or
    std::optional<interval> range;        ///< whole numbers
};

struct table_row {
    std::vector<scalar_value> keys;       ///< in the table's order
    scalar_value value;                   ///< none_value: a cell that does not exist
    location where;                       ///< the line of the CSV
};

/// One schedule of a rate table.
struct schedule {
    std::vector<std::vector<key_domain>> blocks;  ///< each one domain a key; disjoint; a key outside all: the lookup is none
    std::vector<table_row> rows;          ///< in the order of the publication
    std::uint32_t exceptions_by = no_id;  ///< key whose rows other than none may be absent (then the lookup is none)
    std::string partial;                  ///< not empty: a cell of the domain without a row is pending, and this says why
    std::string file;
};

struct rate_table {
    std::string name;
    type type_of;                         ///< of a cell, without the unit `unit_by` adds; optional if a lookup can be none
    std::vector<table_key> keys;
    std::vector<dated<schedule>> entries;
    std::uint32_t unit_by = no_id;        ///< key that decides the unit
    std::vector<std::optional<unit>> units_of_words;  ///< by word of that key
    std::optional<numeric_bounds> carrier;
    std::optional<interval> range;
    std::optional<rational> step;
    std::string label;
    citation cite;
    location where;
};

/// A cell of a decision table. `any` matches everything, missing included.
struct cell_test {
    bool any = false;
    bool negated = false;                 ///< not(...)
    std::vector<constant_value> values;   ///< equal to, or inside, one of these
    std::vector<node_id> predicates;      ///< boolean nodes for tests that are not constant (their hit is not provable);
                                          ///< never evaluated where the input is none
    location where;
    std::string text;                     ///< as written
};

struct decision_row {
    std::vector<cell_test> tests;
    node_id output = no_id;
    citation cite;                        ///< the row's annotation, or the rule's
    location where;
};

struct decision_table {
    syntax::hit_policy policy{};
    std::vector<node_id> inputs;
    std::vector<std::string> input_texts;
    std::vector<decision_row> rows;
    std::optional<node_id> otherwise;
    location where;
};

/// best(m[filter], key desc, ...): the first row in a total order.
struct best_order {
    entity_id items = no_id;
    std::vector<order_key> keys;          ///< nodes over `item` at the level of the best node
    std::uint32_t level = 0;
};

struct allocation_limit {
    node_id within = no_id;               ///< row of the limit's entity, over `self`
    node_id up_to = no_id;                ///< over `self`; none does not bind
    std::optional<node_id> counts;        ///< boolean over `self`; absent: every row
    std::optional<node_id> used_before;   ///< over `self`
    std::string name;
    location where;
};

/// What a run hands to the next: rows of a host table, one for each row of a group.
struct carried_table {
    entity_id into = no_id;               ///< host table of the same owner
    entity_id from = no_id;               ///< group
    std::vector<std::pair<fact_id, node_id>> facts;  ///< every fact of `into`, in its order; nodes over `self`, a row of `from`
    location where;
};

/// docs/language.md section 14. All nodes are over `self`, a row of the rule's entity.
struct allocation {
    node_id ask = no_id;
    bool whole = false;
    std::vector<order_key> order;
    bool pending_skips = false;
    bool stops_when_full = false;
    bool in_proportion = false;
    std::vector<allocation_limit> limits;
    entity_id partition = no_id;          ///< common owner of all limits
    location where;
};

struct rule {
    std::string name;                     ///< full name is entity.name
    entity_id owner = no_id;              ///< no_id: over slots and tables alone
    type type_of;
    std::optional<node_id> as_of;         ///< date node versions are chosen by and dated reads use; else the entity's at
    std::vector<dated<node_id>> versions; ///< value node, each; none for an allocation
    std::optional<std::uint32_t> allocate;///< index into allocations
    bool overridable = false;
    std::optional<interval> range;        ///< of an override
    std::optional<rational> step;
    std::string label;
    citation cite;
    location where;
    std::vector<std::string> version_texts;  ///< expression of each version as written
};

struct rule_graph {
    std::string name, title;
    std::vector<std::string> units;       ///< names by index, base units first
    std::vector<word_list> word_lists;
    std::vector<entity> entities;
    std::vector<fact> facts;
    std::vector<slot> slots;
    std::vector<rate_table> tables;
    std::vector<decision_table> decisions;
    std::vector<best_order> bests;
    std::vector<allocation> allocations;
    std::vector<rule> rules;
    std::vector<rule_id> outputs;
    std::vector<carried_table> carried;
    std::vector<rule_id> order;           ///< rules so that each stands after those it reads
    std::vector<entity_id> making_order;  ///< derived entities so that each stands after those its maker needs
    std::vector<constant_value> constants;
    std::vector<rounding> roundings;
    std::vector<node> nodes;
    std::vector<std::uint32_t> children;  ///< node ids; no_id for an absent optional child

    [[nodiscard]] std::span<std::uint32_t const> children_of(node_id id) const {
        return {children.data() + nodes[id].first_child, nodes[id].child_count};
    }
    [[nodiscard]] std::optional<entity_id> find_entity(std::string_view name) const;
    [[nodiscard]] std::optional<fact_id> find_fact(entity_id owner, std::string_view name) const;
    [[nodiscard]] std::optional<rule_id> find_rule(entity_id owner, std::string_view name) const;
    [[nodiscard]] std::optional<slot_id> find_slot(slot_kind kind, std::string_view name) const;
    [[nodiscard]] std::string full_name(fact const& f) const;
    [[nodiscard]] std::string full_name(rule const& r) const;
    /// "money per week", "colour or none"
    [[nodiscard]] std::string to_string(type const& t) const;
    /// "$86.56", "27%", "2019-06-01", "\"weekly\"", "none"
    [[nodiscard]] std::string to_string(scalar_value const& v, type const& t) const;
    /// "[10%..35%]"; `t` is the type of an end, or of the range
    [[nodiscard]] std::string to_string(interval const& v, type const& t) const;
};

/// A plan checked against a programme: the entries of each option, values typed and within bounds.
struct plan {
    std::string name, source;
    std::map<slot_id, std::vector<value_entry>> answers;
    location where;
};

}  // namespace carefare::checked
