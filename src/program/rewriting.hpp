// A program written anew, instruction by instruction: registers, frames and plans are numbered as they are written, and
// what nothing mentions is left behind.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <tuple>
#include <vector>

#include <carefare/program/program.hpp>

namespace carefare::program {

class rewriting {
public:
    /// `from` must outlive it.
    explicit rewriting(program const& from);

    /// Of an old register or frame: the one that stands for it.
    [[nodiscard]] reg now(reg old) const;
    [[nodiscard]] frame_id frame_now(frame_id old);
    /// Instructions over old items are from now on over those of rows where a register of the new program is not false. Makers,
    /// links and allocations go on to see all.
    void guard(frame_id old, reg by);
    /// An old instruction in terms of the new program, its plans with it. Its own register is not yet given.
    [[nodiscard]] instruction translated(instruction const& old);
    /// The same, reading other old registers of the same row: `instead` of each of its operands.
    [[nodiscard]] instruction translated(instruction const& old, std::function<reg(reg)> const& instead);
    /// Adds an instruction; or gives the register of an equal one that is there already.
    reg write(instruction what, lane result);
    reg write_once(instruction what, lane result);
    void stands_for(reg old, reg made);
    /// Translates and writes.
    void keep(instruction const& old);
    /// With the outputs, and all that the old program keeps.
    [[nodiscard]] program finish();

    [[nodiscard]] program const& made() const { return made_; }
    [[nodiscard]] instruction const& by(reg made) const { return made_.code[made]; }
    /// A constant over all rows, of the lane.
    reg constant_in(lane in, constant value);
    std::uint32_t add_constant(constant value);
    std::uint32_t add_decision(decision_plan plan);
    frame_id add_frame(frame made);

private:
    using shape = std::tuple<code, lane, frame_id, std::vector<reg>, std::uint32_t, std::uint32_t, lane>;

    [[nodiscard]] frame translated_frame(frame_id old);
    [[nodiscard]] frame_id over(frame_id old);
    [[nodiscard]] std::uint32_t order_now(std::uint32_t old);
    [[nodiscard]] std::uint32_t allocation_now(std::uint32_t old);
    [[nodiscard]] maker_plan maker_now(maker_plan plan);

    program const& from_;
    program made_;
    std::vector<reg> now_;
    std::map<frame_id, frame_id> frames_, guarded_;
    std::map<std::uint32_t, std::uint32_t> orders_, allocations_;
    std::map<shape, reg> known_;
};

}  // namespace carefare::program
