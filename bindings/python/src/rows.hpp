// What the Python side holds of the engine: plans and rows.
#pragma once

#include <memory>
#include <utility>

#include "parts.hpp"

namespace carefare::python {

struct plan_handle {
    std::shared_ptr<engine::plan const> held;
};

struct rows_handle {
    explicit rows_handle(std::shared_ptr<engine::plan const> of) : rows(std::move(of)) {}
    engine::input rows;
};

}  // namespace carefare::python
