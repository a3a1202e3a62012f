// A tree of rules and plans, and a plan of it: checked, compiled and bound once, then shared by any number of threads.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <carefare/base/date.hpp>

namespace carefare::engine {

enum class value_kind : std::uint8_t { boolean, number, percent, money, word, text, date, date_time, range, link };

/// A column of a table, handed in or of results.
struct column_info {
    std::string name;
    value_kind kind{};
    std::string type;                  ///< as the language writes it: "number per hour", "colour or none"
    std::vector<std::string> words;    ///< of a word: all it may be
    unsigned decimals = 0;             ///< of a number: as many as it is ever written with; of money per cent at least 2
    bool is_decimal = true;            ///< of a number: false where some values have no finite decimals
    bool may_be_none = false;
    bool required = false;             ///< of a table that is handed in: the column must stand
    std::string label, ask;            ///< in words; of a fact the question that asks for it
};

struct table_info {
    std::string name;                  ///< "families"
    std::string entity;                ///< "family"; empty of the outputs that belong to no entity
    std::string owner;                 ///< entity that owns the rows; empty at the top
    std::vector<column_info> columns;
    bool is_partition = false;         ///< its rows are decided one by one, each with all it owns
    bool has_days = false;             ///< its rows are dated: the table may have a window
};

/// A slot of the programme that a plan or a run answers.
struct slot_info {
    std::string name;
    std::string type, label, ask, cite;
    bool is_reading = false;           ///< else an option
    bool is_answered = false;          ///< by this plan or overlay
};

/// A value that counts in place of what is written: for all time, or from a day to a day; an end that is not given is open.
struct setting {
    std::string name;                  ///< "discount_percent"
    std::string value;                 ///< as a cell of a table: 27%, 86.56, yes, 2019-06-01
    std::string reason;                ///< said in explanations
    std::optional<date> from = {}, until = {};
    bool within_bounds = false;        ///< of an option: refused where the law's bounds of those days do not allow it
};

/// The same of cells of a table: all whose keys are these, in each schedule of those days.
struct cell_setting {
    std::string table;                 ///< "market_rates"
    std::vector<std::pair<std::string, std::string>> keys;  ///< name and value; a key that is not named may be any
    std::string value, reason;
    std::optional<date> from = {}, until = {};
};

/// What is laid over a plan.
struct overlay {
    std::string assumptions_file;      ///< a file of assumptions; empty: none
    std::string assumptions_text;      ///< the same in memory
    std::vector<setting> options, readings;
    std::vector<setting> parameters = {};
    std::vector<cell_setting> cells = {};
    std::optional<date> known_on;      ///< what was known on this day counts, whatever the data say
};

class plan {
public:
    struct inside;
    explicit plan(std::shared_ptr<inside const> made);
    [[nodiscard]] std::string const& name() const;
    [[nodiscard]] std::string const& programme() const;
    /// The tables that are handed in, in the order of the programme: every column that they may have.
    [[nodiscard]] std::vector<table_info> const& input_tables() const;
    /// The tables of results, in the order in which results list them. Columns are outputs.
    [[nodiscard]] std::vector<table_info> const& output_tables() const;
    [[nodiscard]] std::vector<slot_info> slots() const;
    /// The plan with another overlay in place of its own. Cheap beside loading: the rules are not read again.
    [[nodiscard]] std::shared_ptr<plan const> with(overlay const& over) const;
    /// Pages in Markdown that say how to write the tables.
    [[nodiscard]] std::string data_page() const;

    [[nodiscard]] inside const& in() const { return *inside_; }
    [[nodiscard]] std::shared_ptr<inside const> const& share() const { return inside_; }

private:
    std::shared_ptr<inside const> inside_;
};

/// Where rules and plans are found: folders at or below trees with `rules` and `plans`. May be used by several threads at
/// once; plans do not need it once they are loaded.
class library {
public:
    /// Throws where a path does not exist.
    explicit library(std::vector<std::string> paths);
    ~library();
    library(library const&) = delete;
    library& operator=(library const&) = delete;

    /// By name ("a/district") or file. Throws `error` with all that is wrong with it.
    [[nodiscard]] std::shared_ptr<plan const> load(std::string const& plan, overlay const& over = {});
    /// Names of the plans below `plans`, in order.
    [[nodiscard]] std::vector<std::string> plan_names() const;
    [[nodiscard]] std::vector<std::string> const& paths() const { return paths_; }

private:
    struct state;
    std::vector<std::string> paths_;
    std::unique_ptr<state> state_;
};

}  // namespace carefare::engine
