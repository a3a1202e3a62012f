// The front door: rules and a plan loaded once, a family or a caseload evaluated, every result with its state, its reasons
// and its explanation. What is wrong with what a caller hands in is an `engine::error`.
#pragma once

#include <carefare/engine/catalogue.hpp>
#include <carefare/engine/error.hpp>
#include <carefare/engine/explain.hpp>
#include <carefare/engine/folder_run.hpp>
#include <carefare/engine/input.hpp>
#include <carefare/engine/plan.hpp>
#include <carefare/engine/results.hpp>
#include <carefare/engine/session.hpp>
