// Scenarios over one caseload: it is evaluated once, then only what the changed options and readings lead to.
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <carefare/engine/input.hpp>
#include <carefare/engine/plan.hpp>
#include <carefare/engine/results.hpp>

namespace carefare::engine {

/// What one output came to over all rows.
struct output_sum {
    std::string output;                      ///< "pay_month.payment"
    std::array<std::size_t, 5> states{};     ///< by result_state
    std::string total;                       ///< of money: the sum of its values, exact, in units; empty of others
};

/// A scenario changes options and readings alone; `known_on` and assumption files are those of the base.
struct scenario {
    std::vector<setting> options, readings;
};

struct session_options {
    std::vector<std::string> outputs;        ///< "pay_month.payment"; empty: all
    std::vector<std::string> options, readings;  ///< what scenarios may change
    unsigned threads = 1;
    std::size_t block_rows = 4096;
};

/// One thread at a time; it works with as many as it is told to. Rows that were set aside and partitions at fault at the door
/// take no part: `set_aside` says how many partitions.
class session {
public:
    session(std::shared_ptr<plan const> base, input const& rows, session_options const& how);
    ~session();
    session(session&&) noexcept;
    session& operator=(session&&) noexcept;

    /// `stop` is asked before the sums of each block, by any of the threads; then `stopped` is thrown, and the session is as before.
    [[nodiscard]] std::vector<output_sum> run(scenario const& what, std::function<bool()> const& stop = {});
    /// Scenario after scenario, in order.
    [[nodiscard]] std::vector<std::vector<output_sum>> sweep(std::vector<scenario> const& all);
    [[nodiscard]] std::size_t partitions() const;
    [[nodiscard]] std::size_t set_aside() const;
    /// False where what may change decides which rows there are, or an order: then every scenario evaluates all.
    [[nodiscard]] bool keeps_columns() const;

private:
    struct inside;
    std::unique_ptr<inside> inside_;
};

}  // namespace carefare::engine
