// What an evaluation came to: the tables, states, reasons and counts of `carefare run`, in memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <carefare/caseload/totals.hpp>
#include <carefare/engine/input.hpp>
#include <carefare/engine/plan.hpp>

namespace carefare::engine {

using caseload::result_state;
using caseload::result_state_names;

/// Something that has to be known before a result is.
struct need {
    std::string_view entity, key, output;  ///< of what waits
    std::string_view kind;                 ///< fact, determination, option, reading, gap, completeness, hook
    std::string_view name, row_key, reason, ask;
};

/// A row that is not used, or a result that is a fault.
struct finding {
    std::string_view code, entity, key, field, message;
};

/// A group that the window cuts.
struct incomplete_group {
    std::string_view entity, key, owner;
};

/// Rows in the order of a run's file: what stands outside all partitions, then partition by partition.
class result_table {
public:
    [[nodiscard]] table_info const& info() const { return *info_; }
    [[nodiscard]] std::size_t rows() const { return keys_.size(); }
    [[nodiscard]] std::size_t columns() const { return info_->columns.size(); }
    [[nodiscard]] std::string_view key(std::size_t row) const { return keys_[row]; }
    [[nodiscard]] std::string_view owner(std::size_t row) const { return owners_.empty() ? std::string_view{} : owners_[row]; }
    [[nodiscard]] result_state state(std::size_t row, std::size_t column) const { return states_[row * columns() + column]; }
    /// Of a value its text as a cell of a table: 86.56, 27%, yes, weekly; empty of any other state.
    [[nodiscard]] std::string_view text(std::size_t row, std::size_t column) const { return texts_[row * columns() + column]; }
    [[nodiscard]] std::optional<std::size_t> find_row(std::string_view key) const;
    [[nodiscard]] std::optional<std::size_t> find_column(std::string_view name) const;

private:
    friend class results_reader;
    friend class direct_results;
    table_info const* info_ = nullptr;
    std::vector<std::string_view> keys_, owners_, texts_;
    std::vector<result_state> states_;
};

struct evaluation_options;

/// A number as a whole number of parts, 10 ** decimals to the unit: "86.56", 2: 8656; "27%", 2: 27. Empty where the text is no
/// number or has more decimals, or where the number does not fit.
__extension__ using wide_number = __int128;
[[nodiscard]] std::optional<wide_number> parts_of(std::string_view text, unsigned decimals);

class results {
public:
    [[nodiscard]] std::vector<result_table> const& tables() const { return tables_; }
    /// May take as long as the evaluation when it is first asked for; so may the rest but for findings.
    [[nodiscard]] std::vector<need> const& needs() const;
    [[nodiscard]] std::vector<finding> const& findings() const { return findings_; }
    [[nodiscard]] std::vector<incomplete_group> const& incomplete() const;
    /// What the next run is to read of this one, as the text of a table: by its rows' name.
    struct carried_table {
        std::string name, csv;
    };
    [[nodiscard]] std::vector<carried_table> const& carried() const;
    /// As summary.json of a run.
    [[nodiscard]] std::string summary() const;
    /// All of it as one JSON document (docs/c-api.md).
    [[nodiscard]] std::string to_json() const;

    results();
    ~results();
    results(results&&) noexcept;
    results& operator=(results&&) noexcept;
    results(results const&) = delete;
    results& operator=(results const&) = delete;

private:
    friend class results_reader;
    friend class direct_results;
    friend std::optional<results> evaluate_directly(plan const& under, input const& rows, evaluation_options const& how);
    class later;
    void tell_later(struct later_request asked);

    std::shared_ptr<plan::inside const> plan_;
    std::vector<std::string> texts_;            ///< what all views look into
    std::vector<std::unique_ptr<std::string const>> decoded_;  ///< cells with quotes in them
    std::vector<result_table> tables_;
    std::vector<need> needs_;
    std::vector<finding> findings_;
    std::vector<incomplete_group> incomplete_;
    std::vector<carried_table> carried_;
    struct counted;
    std::shared_ptr<counted const> counts_;
    std::unique_ptr<later> later_;              ///< what is not here; null: all is
};

/// What of results is exported as a table: one of results by its number, or what they wait for, what was found, which groups
/// the window cuts.
enum class export_kind : std::uint8_t { table, needs, findings, incomplete };
/// Fills both structures of the Arrow C data interface, which then own all they hold: the caller releases them. Money, numbers
/// and percent are decimal128 (of percent 0.27), words dictionaries, dates date32, moments timestamps in seconds without a
/// zone, all else text; beside each output stands OUTPUT.state, a dictionary.
void export_arrow(results const& of, export_kind what, std::size_t table, ArrowSchema& schema, ArrowArray& array);
/// A table of results with, behind each output's state, OUTPUT.needs: what a pending result waits for, "fact
/// family.size of rivera; option discount", null of any other.
void export_arrow_with_needs(results const& of, std::size_t table, ArrowSchema& schema, ArrowArray& array);

/// The days that are paid: rows of others are read, not listed.
struct days {
    date first, last;
};

struct evaluation_options {
    std::optional<days> pay;
    unsigned threads = 1;
    std::size_t block_rows = 4096;
    bool row_by_row = false;                    ///< by the reference evaluator alone: the same results, slower
    std::function<void(std::size_t done, std::size_t all)> tell;  ///< partitions; called on the calling thread
    std::function<bool()> stop;                 ///< asked before each block, by any of the threads; then `stopped` is thrown
};

/// Every output of every row. The rows must be those of a plan of the same programme. May be called by several threads at
/// once with one plan.
[[nodiscard]] results evaluate(plan const& under, input const& rows, evaluation_options const& how = {});

}  // namespace carefare::engine
