// What of results is worked out when somebody asks for it: what pending results wait for, cut groups, what the next run is to
// read, counts. The rows are kept for it as they were. What is listed of families comes from one more block, which keeps its
// registers, or from the first where it is still there; counts, and what is listed of rows outside of families, by the way of a run.
#pragma once

#include <memory>
#include <mutex>

#include <carefare/engine/results.hpp>

#include "engine/plan_inside.hpp"
#include "engine/typed_rows.hpp"

namespace carefare::engine {

struct later_request {
    std::shared_ptr<plan::inside const> under;
    std::shared_ptr<typed_rows const> rows;
    evaluation_options how;
    bool waits = false, has_cut_groups = false;
    bool outside = false;  ///< one of the two holds of what stands outside of families
    // Where the block that the results came from is, and whose it is
    std::weak_ptr<direct_bench> bench;
    std::uint64_t number = 0;
};

class results::later {
public:
    explicit later(later_request asked)
        : under_(std::move(asked.under)), rows_(std::move(asked.rows)), waits_(asked.waits), has_cut_groups_(asked.has_cut_groups), outside_(asked.outside),
          bench_(std::move(asked.bench)), number_(asked.number) {
        how_.pay = asked.how.pay;
        how_.block_rows = asked.how.block_rows;
    }
    [[nodiscard]] bool waits() const { return waits_; }
    [[nodiscard]] bool has_cut_groups() const { return has_cut_groups_; }
    [[nodiscard]] bool carries() const { return !under_->graph().carried.empty(); }
    /// All of it, once.
    [[nodiscard]] results const& told() const;
    /// All but the counts, once.
    [[nodiscard]] results const& listed() const;

private:
    std::shared_ptr<plan::inside const> under_;
    rows_as_they_are rows_;
    evaluation_options how_;
    bool waits_, has_cut_groups_, outside_;
    std::weak_ptr<direct_bench> bench_;
    std::uint64_t number_;
    mutable std::once_flag is_told_, is_listed_;
    mutable results told_, listed_;
};

/// What is listed of the families of rows that were evaluated directly: from the block of that evaluation, where `last` has it.
[[nodiscard]] results list_directly(std::shared_ptr<plan::inside const> const& under, typed_rows const& rows, evaluation_options const& how,
                                    direct_benches::lent const& last);
/// By way of the texts that a run would write to its files. The rows must be those of the plan's programme.
[[nodiscard]] results evaluate_as_a_run(std::shared_ptr<plan::inside const> const& under, reference::dataset data, evaluation_options const& how);

}  // namespace carefare::engine
