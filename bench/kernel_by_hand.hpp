// The kernel of bench/rules/kernel as a person would write it for speed: one loop without branches over the same columns.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <carefare/eval/host_tables.hpp>

namespace carefare::bench {

/// Cells as they stand in the tables: cents, quarter hours, days, words by their places. States where facts can be missing.
struct kernel_input {
    std::int64_t const *start, *income, *standard, *exempt, *hours, *days, *missed, *group, *provider, *age, *special, *charge;
    eval::state const *income_is, *exempt_is, *hours_is, *days_is, *special_is, *charge_is;
};

struct kernel_output {
    std::int64_t *share, *period, *payable_days, *payment;
    eval::state *share_is, *period_is, *payable_days_is, *payment_is;
};

/// What the plan and the rate table say, by era: before July 2019 and from then on.
struct kernel_law {
    static constexpr std::size_t places = 5 * 4 * 4 * 4;   ///< groups, providers, periods, ages
    std::int64_t second_era = 0;                 ///< its first day
    std::int64_t share_percent[2] = {}, special_percent[2] = {}, missed_days[2] = {};
    std::int64_t rates[2 * places] = {};         ///< cents; those of the second era stand behind those of the first
};

/// The answers of bench/plans/kernel.yaml, and the rates as the files of the programme say them.
[[nodiscard]] kernel_law read_kernel_law();

void kernel_by_hand(kernel_law const& law, kernel_input const& in, kernel_output const& out, std::size_t rows);

}  // namespace carefare::bench
