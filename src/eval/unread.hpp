// What no row of a block reads. A value that is the same in all rows often decides alone: which branch of a choice counts,
// whether a truth of many is true, which row of a decision table hits. What only the rest would read is not computed.
#pragma once

#include <cstdint>
#include <vector>

#include "eval/column.hpp"
#include "eval/lists.hpp"

namespace carefare::eval {

/// Who reads what, of a program; worked out once.
struct reading_plan {
    reading_plan() = default;
    /// `of_blocks`: by instruction whether it runs for each block. An instruction stands at the number of its register.
    reading_plan(program::program const& of, std::vector<bool> const& of_blocks);

    lists<program::reg> uses;                           ///< by instruction: registers, each once, ascending
    std::vector<std::uint8_t> fixed;      ///< by place in `uses`: its frame is built from it, so that it is always read
    lists<std::uint32_t> decided;                        ///< by register: instructions that it may decide
    std::vector<std::uint32_t> readers;   ///< by register: instructions that read it, and who keeps it
    /// By entity: instructions over frames that have no rows where the entity has none. Those that do their work whether
    /// there are rows or not are none of them.
    lists<std::uint32_t> over;
};

/// The registers of one block that are still read, as its columns become known.
class unread {
public:
    unread(bind::binding const& under, reading_plan const& with);
    [[nodiscard]] bool skips(program::reg of) const { return readers_[of] == 0; }
    /// The registers that an instruction of blocks still reads.
    template <class See>
    void each_read(std::uint32_t instruction, See see) const {
        for (auto at = with_->uses.begin_of(instruction); at < with_->uses.begin_of(instruction + 1); ++at) {
            if (dropped_[at] == 0) see(with_->uses.all()[at]);
        }
    }
    /// The column of a register is known; `next`: the first instruction that has not run.
    void know(program::reg of, column const& as, std::uint32_t next) {
        if (as.flat && as.plain() && !as.is_wide && !with_->decided[of].empty()) decide(of, as, next);
    }

    /// An entity has no rows: what is computed over its rows alone reads nothing.
    void know_empty(checked::entity_id entity, std::uint32_t next);

private:
    void decide(program::reg of, column const& as, std::uint32_t next);
    void decide_table(program::instruction const& what, program::reg by, bool hits, std::uint32_t next);
    void leave(std::uint32_t place, std::uint32_t next) {
        if (dropped_[place] != 0) return;
        dropped_[place] = 1;
        auto const used = with_->uses.all()[place];
        if (--readers_[used] == 0 && used >= next) left_.push_back(used);
    }
    /// Registers that lost their last reader lose their operands, and so on.
    void leave_the_rest(std::uint32_t next) {
        while (!left_.empty()) {
            auto const of = left_.back();
            left_.pop_back();
            for (auto at = with_->uses.begin_of(of); at < with_->uses.begin_of(of + 1); ++at) leave(at, next);
        }
    }
    /// An instruction does not read an operand after all, unless it reads it for something else, too.
    void drop(program::instruction const& what, program::reg operand, std::uint32_t next);

    bind::binding const* binding_;
    reading_plan const* with_;
    std::vector<std::uint32_t> readers_;
    std::vector<std::uint8_t> dropped_;   ///< by place in `uses`
    std::vector<program::reg> left_;      ///< without a reader, their operands still to be gone through
};

}  // namespace carefare::eval
