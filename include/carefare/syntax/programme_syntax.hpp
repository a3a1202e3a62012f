// The files of a programme, exactly what they say: sections as plain structs, expressions parsed, dates read, nothing
// resolved. Made by `read_files.hpp`; the checker turns it into a `rule_graph`. File formats: docs/language.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <carefare/base/date.hpp>
#include <carefare/base/located.hpp>
#include <carefare/base/source.hpp>
#include <carefare/syntax/expr_syntax.hpp>
#include <carefare/syntax/sampling_syntax.hpp>

namespace carefare::syntax {

using name_text = located<std::string>;

/// `cite:`. Empty text where the file has none (the checker asks for it).
using citation_text = located<std::string>;

/// State of an answer (scope.md). `assumed` is only ever set by an assumption file.
enum class answer_state : std::uint8_t { stated, inferred, not_stated, details_missing, not_asked, determination, assumed };

/// One dated entry of a parameter, option or reading: `{ from, until, known, value, cite, state, ground, reason }`.
/// A plan's `from` is copied here where the entry has none. `from` is absent only in a case's answer, which holds for all
/// time, and in an only answer of a plan that has no value either (`not stated`). A word without quotes is a `text` node.
struct dated_value_syntax {
    location where;
    std::optional<located<date>> from;
    std::optional<located<date>> until;  ///< last day
    std::optional<located<date>> known;
    std::optional<expr> value;           ///< absent where not known / not stated / ...
    bool not_known = false;              ///< `value: not known`
    name_text reason;                    ///< why it is not known; asked for by the checker
    located<answer_state> state;         ///< stated unless the entry says otherwise; plans only
    name_text ground;                    ///< why `inferred`
    name_text text;                      ///< hooks: the plan's own words
    citation_text cite;
};

struct word_list_syntax {  ///< types: pay_period: [weekly, daily]
    name_text name;
    std::vector<name_text> words;
    std::vector<name_text> told;             ///< types: pay_period: { half_month: half a month }; empty, or one a word
};

/// A sentence for letters, `tell:`: text, and what stands between braces in it.
struct sentence_syntax {
    struct part {
        std::string text;                    ///< what stands before the braces
        std::optional<expr> what;            ///< absent in the last part
        std::string name;                    ///< what stands between the braces, as it is written
    };
    std::optional<expr> when;                ///< said only where this is true
    std::vector<part> parts;
    citation_text cite;                      ///< in place of the rule's
    location where;
};

struct link_syntax {  ///< to: provider, or to: { payee: provider }
    name_text name;
    name_text entity;
};

/// `[day.date asc, day.key asc]`: `asc` or `desc` behind an expression.
struct order_key_syntax {
    expr key;
    bool descending = false;
    location where;
};

/// One of subset, each, group, merge.
struct maker_syntax {
    enum class kind : std::uint8_t { subset, each, group, merge } what{};
    location where;
    std::optional<name_text> source;         ///< subset, group, merge
    std::optional<expr> where_true;          ///< subset, each: `where:`
    std::vector<std::pair<name_text, expr>> fields;  ///< each: one; group: `by:`
    std::optional<expr> range;               ///< merge
    std::optional<expr> gap;                 ///< merge: `0 minutes` is the expression 0 with its unit checked by the reader
    name_text gap_unit;                      ///< "minutes" or "days"
    bool partial = false;                    ///< group
};

struct versions_syntax {
    name_text by;
    std::optional<name_text> void_by;        ///< `void:`
};

struct entity_syntax {
    name_text name;
    name_text rows;                          ///< plural: section of a case, stem of a CSV file
    std::optional<name_text> owner;          ///< of
    std::vector<link_syntax> links;          ///< to
    std::vector<std::pair<name_text, expr>> computed;  ///< to: { day: date(stay.from) }, a link found by key
    std::optional<maker_syntax> maker;
    std::vector<order_key_syntax> order;
    std::optional<name_text> dated_by;
    std::optional<versions_syntax> versions;
    std::optional<located<std::uint32_t>> at_most;  ///< rows an owner
    std::optional<expr> complete_by;         ///< a boolean fact of an owner
    std::optional<expr> at;                  ///< the date that counts for dated reads
    std::optional<expr> pay_by;              ///< the date that says which run pays a row
    std::optional<location> partition;       ///< named by `partition:`, or by the first of `stages:`
    bool single = false;                     ///< one row, whether or not anybody hands it in
    std::optional<sentence_syntax> tell;     ///< what a row is called in letters
};

struct fact_syntax {
    name_text entity;
    name_text name;
    name_text type;
    std::optional<expr> range;
    std::optional<expr> step;
    bool absent_is_none = false;             ///< absent: none
    std::optional<expr> absent_value;        ///< absent: VALUE
    bool determination = false;              ///< a judgement left to a person
    name_text ask;                           ///< question in plain words
    name_text label;                         ///< words for explanations
    citation_text cite;
};

struct bound_syntax {  ///< one dated entry of an option's bounds
    location where;
    std::optional<located<date>> from;
    std::optional<located<date>> until;
    std::optional<located<date>> known;
    std::optional<expr> range;               ///< numbers and dates
    std::vector<name_text> words;            ///< named values: the words allowed (`allowed:`)
    std::optional<expr> step;
    bool clamp = false;
    citation_text cite;
};

struct option_syntax {
    name_text name;                          ///< dotted
    name_text type;
    std::vector<bound_syntax> bounds;
    std::optional<expr> carrier;
    std::optional<expr> step;                ///< of the carrier
    bool required = false;
    name_text ask;
    name_text label;
    citation_text cite;
};

struct parameter_syntax {
    name_text name;                          ///< dotted
    name_text type;
    std::optional<expr> range;
    std::optional<expr> carrier;
    std::optional<expr> step;
    bool divisor = false;
    std::optional<expr> constant;            ///< holds for all time
    std::vector<dated_value_syntax> values;
    name_text label;
    citation_text cite;
};

struct reading_syntax {  ///< a switch where the law leaves two readings open
    name_text name;                          ///< dotted
    std::optional<name_text> type;           ///< a type by name ...
    std::vector<name_text> words;            ///< ... or words listed in place
    std::optional<expr> range;
    std::optional<expr> step;
    std::optional<expr> constant;            ///< value: holds for all time
    bool not_known = false;                  ///< value: not known
    std::vector<dated_value_syntax> values;
    name_text reason;
    name_text fact;                          ///< the fact that leaves it open
    name_text label;
};

/// A key column of a rate table entry and its domain.
struct table_key_syntax {
    name_text name;
    name_text column;                        ///< column of the CSV; the key's name where not said
    std::vector<name_text> words;            ///< words allowed, `none` included where written
    std::optional<expr> range;               ///< whole numbers
};

struct table_entry_syntax {  ///< one schedule
    location where;
    std::optional<located<date>> from;
    std::optional<located<date>> until;
    std::optional<located<date>> known;
    bool not_known = false;
    name_text reason;
    name_text file;                          ///< CSV, relative to the rule file
    name_text column;                        ///< value column of the CSV
    std::optional<name_text> from_column;    ///< the CSV itself carries the dates, one stretch for each distinct value
    std::optional<name_text> until_column;
    /// `keys:` gives one block, `blocks:` several: each the domains of all keys; the blocks together say which cells exist.
    std::vector<std::vector<table_key_syntax>> blocks;
    std::optional<name_text> exceptions_by;  ///< a key whose rows other than none may be absent
    std::vector<name_text> remarks;          ///< columns of the CSV that are kept for readers and not read
    std::optional<name_text> partial;        ///< reason why cells of the domain are missing: reading one is pending
    citation_text cite;
};

struct table_syntax {
    name_text name;                          ///< dotted
    name_text type;                          ///< of a cell; "money" where unit_by decides the unit
    std::vector<std::pair<name_text, name_text>> key_types;  ///< keys: { group: rate_group, size: number }
    std::optional<expr> range;
    std::optional<expr> carrier;
    std::optional<expr> step;
    std::optional<name_text> unit_by;        ///< a key of words
    std::vector<std::pair<name_text, name_text>> units;  ///< word -> unit: { weekly: week }
    std::vector<table_entry_syntax> entries;
    name_text label;
    citation_text cite;
};

/// hit_policy of DMN; collect comes with its aggregation.
enum class hit_policy : std::uint8_t { unique, any, first, collect_sum, collect_count, collect_min, collect_max };

struct decision_row_syntax {
    location where;
    std::vector<expr> tests;                 ///< parse_unary_tests, one an input clause
    expr output;
    std::string annotation;                  ///< text after the last "|" (a citation or a remark), may be empty
    location annotation_where;
};

/// A pipe table: header of input expressions and "-> name", then rows. `otherwise:` beside it is the default output.
struct decision_table_syntax {
    location where;
    located<hit_policy> policy;
    bool has_policy = false;
    std::vector<expr> inputs;
    std::vector<decision_row_syntax> rows;
    std::optional<expr> otherwise;
};

struct rule_version_syntax {
    location where;
    std::optional<located<date>> from;
    std::optional<located<date>> until;
    std::optional<located<date>> known;
    std::optional<expr> value;               ///< exactly one of value, table, not_known
    std::optional<decision_table_syntax> table;
    bool not_known = false;
    name_text reason;
    citation_text cite;
};

struct allocation_limit_syntax {
    location where;
    name_text within;
    std::optional<expr> up_to, counts, used_before;
    name_text name;
};

struct allocation_syntax {
    location where;
    std::optional<expr> ask;
    bool whole = false;
    std::vector<order_key_syntax> order;
    located<std::string> pending;            ///< block (unsaid) or skip
    located<std::string> when_full;          ///< skip or stop; must be said
    bool in_proportion = false;              ///< split: in proportion
    std::vector<allocation_limit_syntax> limits;
};

struct rule_syntax {
    name_text entity;                        ///< what stands before the first dot; empty for a name without dots
    name_text name;                          ///< what stands behind it
    name_text type;
    std::optional<expr> as_of;
    std::optional<allocation_syntax> allocate;  ///< in place of versions
    std::vector<rule_version_syntax> versions;  ///< one without `from` where the rule has no versions
    bool overridable = false;
    std::optional<name_text> stage;          ///< where it stands, if not in the earliest that it can
    std::optional<expr> range;               ///< of an override
    std::optional<expr> step;
    name_text label;
    std::vector<sentence_syntax> tell;       ///< what letters say of a result
    citation_text cite;
};

/// Where a plan says in an expression of its own what it wrote in words: a rule whose versions come with the plan.
struct hook_syntax {
    rule_syntax as_rule;                     ///< without versions; range and step bound what a plan may answer
    name_text ask;
};

/// What of the law the programme does not decide.
struct omission_syntax {
    name_text what, cite;
};

/// `balance: { from: period, facts: { start: period.start } }`
struct carried_syntax {
    name_text into;
    name_text from;
    std::vector<std::pair<name_text, expr>> facts;
    location where;
};

/// What the cases of all prefixes have in common stands under this name in a case: it is no prefix.
inline constexpr std::string_view shared_uses = "shared";

/// `uses: { before: state/programme }`
struct use_syntax {
    name_text prefix;
    name_text programme;
};

/// `stages: [case: family]`
struct stage_syntax {
    name_text name;
    name_text entity;
};

struct programme_syntax {
    name_text name;                          ///< state/programme
    name_text title;
    std::vector<use_syntax> uses;            ///< in the order of their prefixes
    std::vector<stage_syntax> stages;        ///< none: one, of the partition
    std::vector<word_list_syntax> types;
    std::vector<name_text> units;
    std::vector<entity_syntax> entities;
    std::vector<fact_syntax> facts;
    std::vector<option_syntax> options;
    std::vector<parameter_syntax> parameters;
    std::vector<reading_syntax> readings;
    std::vector<table_syntax> tables;
    std::vector<rule_syntax> rules;
    std::vector<hook_syntax> hooks;
    std::vector<name_text> outputs;          ///< entity.rule
    std::vector<omission_syntax> omits;
    std::optional<sampling_syntax> sampling; ///< how a made-up caseload is drawn
    std::vector<carried_syntax> carried;
};

/// Answers to one option, or to one hook; the value of a hook's answer is an expression over the row that it is asked of.
struct option_answer_syntax {
    name_text name;                          ///< dotted
    std::vector<dated_value_syntax> values;
};
using hook_answer_syntax = option_answer_syntax;

struct plan_syntax {
    name_text name;                          ///< state/district
    name_text programme;
    name_text source;
    std::optional<located<date>> from;       ///< default of every entry
    std::vector<option_answer_syntax> options;
    std::vector<hook_answer_syntax> hooks;
};

/// `--assume FILE`: boxes of a form assumed for one run.
struct assumption_syntax {
    name_text name;
    bool is_hook = false;                    ///< else an option
    expr value;
    name_text reason;
    std::optional<located<date>> from, until;  ///< of an option: the days; an end that is not given is open
    bool beyond_bounds = false;              ///< of an option: as another law might have it
};

}  // namespace carefare::syntax
