// Passes over a program: each a pure function, and the results of what it gives are those of what it was given.
#pragma once

#include <cstddef>
#include <vector>

#include <carefare/program/program.hpp>

namespace carefare::program {

/// Every register that an instruction reads: its operands, those its payload names, and those that its frame is built
/// from. What `allocate` decides is read by `granted`.
[[nodiscard]] std::vector<reg> uses_of(program const& of, instruction const& what);

/// Operands by which an instruction may come to need fewer of the others.
[[nodiscard]] std::vector<reg> deciders_of(program const& of, instruction const& what);

/// The registers that must stand when a program has run: outputs, the days that place rows, carried facts.
[[nodiscard]] std::vector<reg> kept_by(program const& of);

/// Operations over constants are constants; operations that change nothing are left out.
[[nodiscard]] program fold_constants(program const& of);

/// What is computed twice is computed once: instructions, tests, tables of decisions, frames of items.
[[nodiscard]] program share_subexpressions(program const& of);

/// A rule that only rules of the same row read is read as it is computed: the rows that give no result give none in
/// those, either. Of rows that are given, a rule that cannot be overridden is what it computes.
[[nodiscard]] program skip_results(program const& of);

/// Whether two rows of a table have one key is whether they are one row.
[[nodiscard]] program compare_rows(program const& of);

/// What a row computes from its owner, its group or an era alone is computed there, once, and read.
[[nodiscard]] program hoist_gathers(program const& of);

/// Aggregates run over no items for rows where what is read beside them decides alone: one branch of a choice is read, and
/// what is false with anything is false. The rows of such frames are not those of the law: nothing else may read them.
[[nodiscard]] program guard_items(program const& of);

/// Without instructions that nothing reads. Rows are made all the same: a partition may be at fault by them.
[[nodiscard]] program drop_unused(program const& of);

/// The same for some of the outputs alone, in the order given: no row is placed on a day, nothing handed on.
[[nodiscard]] program needed_for(program const& of, std::vector<std::size_t> const& outputs);

/// In an order in which what decides comes early, and all else as late as it is read.
[[nodiscard]] program put_off(program const& of);

/// With `last_use`.
[[nodiscard]] program assign_slots(program of);

}  // namespace carefare::program
