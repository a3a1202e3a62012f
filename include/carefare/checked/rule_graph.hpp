// The checked programme: typed nodes, entities, facts, slots (parameters, options, readings), rate tables and rules,
// every name resolved to an id, every node with its origin. Immutable once built; shared by both evaluators. Timelines
// are kept as written (sorted out by whoever evaluates), rate tables row by row.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <carefare/base/date.hpp>
#include <carefare/base/rational.hpp>
#include <carefare/base/source.hpp>
#include <carefare/checked/node.hpp>
#include <carefare/checked/type.hpp>
#include <carefare/syntax/programme_syntax.hpp>

namespace carefare::checked {

/// Lists 0 and 1 are built in: rounding_mode (in the order of the enum, words "up", "down", "half up", ...) and
/// month_end ("clamp", "carry"). A date that an operation moves outside 0001..9999 is a fault.
struct word_list {
    std::string name;
    std::vector<std::string> words;
    location where;
    std::vector<std::string> told;        ///< how letters say them; empty: as they are
};

struct citation { std::string text; location where; };

/// A sentence for letters: texts, each with the node whose value follows it. Nodes are over `self`.
struct sentence_part {
    std::string text;
    std::optional<node_id> what;
};
struct sentence {
    std::optional<node_id> when;          ///< boolean
    std::vector<sentence_part> parts;
    citation cite;                        ///< in place of the rule's
    location where;
};
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
    bool single = false;                  ///< one row, whether or not anybody hands it in
    std::optional<sentence> tell;         ///< what a row is called in letters
    location where;
};

/// A fact that is the result of another programme's rule: docs/language.md, "Chains".
struct used_result {
    std::uint32_t use = no_id;            ///< of rule_graph::uses
    rule_id rule = no_id;                 ///< of the used programme
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
    std::optional<used_result> from;      ///< unset: handed in by a host
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

/// What makes a rule a hook: its versions are a plan's answers, and the programme alone has none. Whatever a plan
/// answers, what reads the hook is proven: a number lies in the carrier.
struct hook_frame {
    std::string ask;
    std::optional<numeric_bounds> carrier;
    std::string source;                   ///< of the answers: the plan's, or what was put in their place
    std::vector<std::string> texts;       ///< of each version the plan's own words
};

struct rule {
    std::string name;                     ///< full name is entity.name
    entity_id owner = no_id;              ///< no_id: over slots and tables alone
    type type_of;
    std::optional<node_id> as_of;         ///< date node versions are chosen by and dated reads use; else the entity's at
    std::vector<dated<node_id>> versions; ///< value node, each; none for an allocation
    std::optional<std::uint32_t> allocate;///< index into allocations
    bool overridable = false;
    std::optional<hook_frame> hook;       ///< then neither allocated nor overridable
    std::optional<interval> range;        ///< of an override, or of a hook's answers
    std::optional<rational> step;
    std::string label;
    citation cite;
    location where;
    std::vector<std::string> version_texts;  ///< expression of each version as written
    std::optional<numeric_bounds> bounds; ///< numbers: of every result
    std::uint32_t stage = no_id;          ///< of rule_graph::stages; no_id: stands in all
    std::vector<sentence> tell;           ///< what letters say of a result: each sentence whose `when` is true
};

/// What of the law the programme does not decide: said with every run.
struct omission { std::string what; citation cite; };

struct sampling;
struct rule_graph;

/// A programme the outputs of which are facts of this one, under a prefix.
struct used_programme {
    std::string prefix, name;
    rule_graph const* of = nullptr;       ///< outlives the graph that uses it
    location where;
};

/// A part of the work, decided apart for each row of its partition: docs/language.md, "Stages".
struct stage {
    std::string name;
    entity_id partition = no_id;
    location where;
};

struct rule_graph {
    std::string name, title;
    std::vector<used_programme> uses;
    std::vector<stage> stages;            ///< none: one, of the partition
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
    std::vector<omission> omits;
    std::vector<carried_table> carried;
    std::vector<rule_id> order;           ///< rules so that each stands after those it reads
    std::vector<entity_id> making_order;  ///< derived entities so that each stands after those its maker needs
    std::shared_ptr<sampling const> drawn_by;  ///< how a made-up caseload is drawn (sampling.hpp); null: nothing says so
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
    /// The rule of "entity.name", if it is a hook.
    [[nodiscard]] std::optional<rule_id> find_hook(std::string_view full_name) const;
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
