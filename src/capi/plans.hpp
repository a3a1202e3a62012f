// What stands behind handles of plans and rows.
#pragma once

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <carefare/engine.hpp>

#include "capi/call.hpp"

namespace carefare::capi {

struct plan_object {
    explicit plan_object(std::shared_ptr<engine::plan const> of) : plan(std::move(of)), names(plan) {}
    std::shared_ptr<engine::plan const> plan;
    engine::input const names;  ///< has no rows: finds tables and fields
};

using rows_object = one_at_a_time<engine::input>;

[[nodiscard]] engine::overlay overlay_of(carefare_overlay const* given);
/// By kind: options, then readings.
[[nodiscard]] engine::scenario settings_of(carefare_setting const* settings, std::int64_t count);
[[nodiscard]] std::optional<date> day_of(std::int32_t days, char const* name);
[[nodiscard]] std::optional<engine::days> pay_of(std::int32_t first, std::int32_t last);
[[nodiscard]] unsigned threads_of(std::int32_t given);
/// The plan that is named, or that of the rows.
[[nodiscard]] std::shared_ptr<engine::plan const> plan_for(carefare_plan const* given, engine::input const& rows);

}  // namespace carefare::capi
