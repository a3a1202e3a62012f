// The order of instructions is the order of the program.
#include <cstring>

#include "eval/machine.hpp"
#include "eval/spare_parts.hpp"

namespace carefare::eval {

using program::code;
using program::frame;
using program::lane;

namespace {

std::vector<table> spare_tables() { return spare_parts::is_gone ? std::vector<table>{} : spare_parts::of_this_thread().take_tables(); }

std::vector<item_rows> spare_items(std::size_t frames) {
    auto all = spare_parts::is_gone ? std::vector<item_rows>{} : spare_parts::of_this_thread().take_items();
    for (auto& one : all) {
        if (one.known) one.clear();
    }
    all.resize(frames);
    return all;
}

}  // namespace

void item_rows::clear() {
    known = false;
    of.begins.assign(1, 0);
    of.rows.clear();
    outer.clear();
    open.clear();
    incomplete.clear();
}

machine::~machine() {
    if (spare_parts::is_gone) return;
    auto& spare = spare_parts::of_this_thread();
    // The last is taken first: each is again what it was for the block before, and of a size that it had.
    for (auto one = all_.rbegin(); one != all_.rend(); ++one) spare.give(std::move(*one));
    spare.give(tables_.take_apart());
    spare.give(std::move(items_));
}

machine::machine(bind::binding const& with, host_tables const& given, run_plan const& how, machine* shared, tables::part of)
    : machine(with, given, how, shared, of, nullptr) {}

machine::machine(bind::binding const& with, host_tables const& given, run_plan const& how, machine* shared, std::vector<host_table> chosen,
                 std::size_t partitions)
    : machine(with, given, how, shared, {0, partitions}, std::make_unique<std::vector<host_table> const>(std::move(chosen))) {}

machine::machine(bind::binding const& with, host_tables const& given, run_plan const& how, machine* shared, tables::part of,
                 std::unique_ptr<std::vector<host_table> const> chosen)
    : with_(&with),
      program_(*with.of),
      graph_(*with.of->graph),
      given_(given),
      how_(how),
      shared_(shared),
      chosen_(std::move(chosen)),
      items_(spare_items(with.of->frames.size())),
      tables_(*with.of->graph, how.within, given, chosen_ ? *chosen_ : given.tables, shared == nullptr ? nullptr : &shared->tables_, of,
              spare_tables()),
      grants_(with.of->allocations.size()) {
    no_rows_.is_kept = true;
    sizes_.resize(with.of->frames.size(), not_known);
    if (shared != nullptr) {
        start_from(*shared);
    } else {
        at_.resize(with.of->frame_of.size());
        flat_.resize(with.of->frame_of.size());
    }
}

std::size_t machine::find_size(program::frame_id of) {
    auto const& frame = program_.frames[of];
    switch (frame.what) {
        case frame::kind::single: return 1;
        case frame::kind::rows: return tables_.at(frame.entity).size;
        case frame::kind::candidates: return tables_.at(frame.entity, true).size;
        case frame::kind::items: return items(of).of.rows.size();
        case frame::kind::eras: return with_->starts.size();
    }
    return 0;
}

table& machine::rows_of(program::frame_id of) {
    auto const& frame = program_.frames[of];
    return tables_.at(frame.entity, frame.what == frame::kind::candidates);
}

/// The column of the result, of the size of its frame; what stands in it is not looked at.
column& machine::start(instruction const& what, std::size_t size) {
    bool const is_wide = program_.lane_of[what.out] == lane::wide;
    auto& free = is_wide ? free_wide_ : free_;
    column* made = nullptr;
    if (free.empty()) {
        made = all_.emplace_back(spare_parts::of_this_thread().take(is_wide)).get();
        made->is_wide = is_wide;
    } else {
        made = free.back();
        free.pop_back();
        made->clear();
    }
    made->holders = 1;
    made->flat = is_one_;
    at_[what.out] = made;
    started_ = made;
    if (is_wide)
        made->wides.resize(size);
    else
        made->cells.resize(size);
    return *made;
}

void machine::same(instruction const& what, program::reg as) {
    auto* const held = at_[as];
    at_[what.out] = held;
    if (!held->is_kept) ++held->holders;
}

void machine::kept(instruction const& what, column& as) {
    as.is_kept = true;
    at_[what.out] = &as;
}

bool machine::reads_one_value(instruction const& what) const {
    if (what.of == 0) return true;
    if (what.reads != how_it_reads::rows) return false;
    for (auto const of : what.operands) {
        if (of != program::no_reg && flat_[of] == 0) return false;
    }
    return true;
}

void machine::settle(column& made) {
    auto const rows = std::max(made.cells.size(), made.wides.size());
    if (rows == 0) return;
    if (rows == 1 && made.plain()) {
        made.flat = true;
        return;
    }
    // Each is the one before it; of most columns that are not alike a look here and there says so.
    auto const is_first = [](auto const& all) {
        constexpr std::size_t looks = 8;
        for (std::size_t i = 1; i <= looks; ++i) {
            if (all[i * (all.size() - 1) / looks] != all[0]) return false;
        }
        return std::memcmp(all.data(), all.data() + 1, (all.size() - 1) * sizeof(all[0])) == 0;
    };
    if (!made.plain()) {
        if (made.states.front() > state::none || !is_first(made.states)) return;
        if (made.states.front() == state::value) made.states.clear();
    }
    if (made.plain() && !(made.is_wide ? is_first(made.wides) : is_first(made.cells))) return;
    made.cells.shrink(1);
    made.wides.shrink(1);
    made.states.shrink(1);
    made.flat = true;
}

void machine::step(instruction const& what) {
    // Of no rows nothing is read, not even by what gives one value for all.
    if (sizes_[what.of] == 0 && what.reads != how_it_reads::together) return give_no_rows(what);
    is_one_ = reads_one_value(what);
    started_ = nullptr;
    if (!is_one_ && what.reads != how_it_reads::together && size_of(what.of) == 0) return give_no_rows(what);
    operate(what);
    if (started_ != nullptr && !started_->flat) settle(*started_);
    if (at_[what.out] != nullptr) flat_[what.out] = at_[what.out]->flat ? 1 : 0;
}

void machine::operate(instruction const& what) {
    bool const is_wide = what.in == lane::wide;
    switch (what.what) {
        case code::flat: return flat(what);
        case code::row_number:
        case code::item_row:
        case code::owner:
        case code::link:
        case code::field:
        case code::group_of:
        case code::base: return load_rows(what);
        case code::fact: return load_fact(what);
        case code::spread: return spread(what);
        case code::gather: return gather(what);
        case code::linked_row: return linked_row(what);
        case code::key_text: return key_text(what);
        case code::widen:
        case code::narrow: return change_lane(what);
        case code::beside:
        case code::add:
        case code::subtract:
        case code::multiply:
        case code::negate:
        case code::absolute:
        case code::minimum:
        case code::maximum:
        case code::scale:
        case code::divide_exactly:
        case code::floor_to:
        case code::ceiling_to:
        case code::modulo:
        case code::round: return is_wide ? arithmetic<wide>(what) : arithmetic<std::int64_t>(what);
        case code::less:
        case code::less_equal:
        case code::equal:
        case code::not_equal: return is_wide ? compare<wide>(what) : compare<std::int64_t>(what);
        case code::in_range: return is_wide ? in_range<wide>(what) : in_range<std::int64_t>(what);
        case code::in_spans: return in_spans(what);
        case code::conjunction:
        case code::disjunction:
        case code::negation:
        case code::is_none: return logic(what);
        case code::select:
        case code::otherwise: return is_wide ? choose<wide>(what) : choose<std::int64_t>(what);
        case code::day_of_moment:
        case code::clock_of_moment:
        case code::moment:
        case code::add_days:
        case code::add_months:
        case code::months_between:
        case code::year_of:
        case code::month_of:
        case code::day_of_month:
        case code::weekday_of:
        case code::make_date:
        case code::week_start:
        case code::month_start:
        case code::month_last: return calendar(what);
        case code::range_flags:
        case code::range_end:
        case code::overlap:
        case code::length:
        case code::clock_overlap: return ranges(what);
        case code::era: return era(what);
        case code::slot: return slot(what);
        case code::versions: return is_wide ? versions<wide>(what) : versions<std::int64_t>(what);
        case code::lookup: return lookup(what);
        case code::decide: return is_wide ? decide<wide>(what) : decide<std::int64_t>(what);
        case code::sum:
        case code::count:
        case code::least:
        case code::greatest:
        case code::only: return is_wide ? aggregate<wide>(what) : aggregate<std::int64_t>(what);
        case code::some:
        case code::every: return truths(what);
        case code::best: return best(what);
        case code::result: return result(what);
        case code::placed: return placed(what);
        case code::make: return make(what);
        case code::allocate: return allocate(what);
        case code::granted: return granted(what);
    }
}

/// Tables that were handed in with rows, of which the block has none; of those without any all blocks know.
void machine::know_empty_tables(unread& found) {
    for (auto const e : how_.given_within) {
        if (given_.tables[e].size != 0 && tables_.at(e).size == 0) found.know_empty(e, 0);
    }
}

/// Rows that were made: are there any?
void machine::know_made(instruction const& what, unread& found) {
    auto const& plan = program_.makers[what.payload];
    using stage = program::maker_plan::stage;
    bool const is_last = plan.what == stage::narrows || (plan.what == stage::rows && !plan.has_candidates);
    if (is_last && tables_.at(plan.entity).size == 0) found.know_empty(plan.entity, what.out + 1);
}

bool machine::is_pending_somewhere(program::reg of) {
    auto& known = pending_[of];
    if (!known) {
        auto const* const held = at_[of];
        known = held != nullptr && std::find(held->states.begin(), held->states.end(), state::pending) != held->states.end();
    }
    return *known;
}

bool machine::may_be_looked_back_at(program::reg of) {
    if (at_[of] == nullptr || how_.seen_again.always[of] || is_pending_somewhere(of)) return true;
    auto const beside = how_.seen_again.beside[of];
    // One that is gone was pending nowhere.
    return std::any_of(beside.begin(), beside.end(), [&](program::reg by) { return is_pending_somewhere(by); });
}

void machine::run(layout with, unread* found, std::vector<bool> const* varying) {
    if (with.keep_registers) pending_.assign(at_.size(), {});
    if (found != nullptr && shared_ != nullptr) know_empty_tables(*found);
    for (auto const i : shared_ == nullptr ? how_.once : how_.of_blocks) {
        bool const runs = found == nullptr || !found->skips(i);
        if (runs) step(how_.steps[i]);
        if (runs && found != nullptr) {
            if (flat_[i] != 0 && !(varying != nullptr && (*varying)[i])) found->know(i, *at_[i], i + 1);
            if (how_.steps[i].what == code::make) know_made(how_.steps[i], *found);
        }
        for (auto const r : how_.free_after[i]) {
            if (!with.keep_registers || !may_be_looked_back_at(r)) release(r);
        }
    }
}

void machine::keep_only(std::vector<bool> const& registers, std::vector<bool> const& entities, std::vector<bool> const& frames) {
    for (program::reg r = 0; r < at_.size(); ++r) {
        if (!registers[r] && !how_.is_shared[r]) release(r);
    }
    for (auto* const list : {&free_, &free_wide_}) list->clear();
    auto& spare = spare_parts::of_this_thread();
    for (auto& one : all_) {
        if (one->holders == 0) {
            spare.give(std::move(one));
        } else if (one->may_be_smaller()) {
            // Its memory may have held columns of other tables: it serves the next block.
            auto larger = std::make_unique<column>();
            larger->is_wide = one->is_wide;
            one->cells.fit(larger->cells);
            one->wides.fit(larger->wides);
            one->states.fit(larger->states);
            spare.give(std::move(larger));
        }
    }
    std::erase_if(all_, [](std::unique_ptr<column> const& one) { return one == nullptr; });
    for (checked::entity_id e = 0; e < graph_.entities.size(); ++e) {
        if (!entities[e] && how_.within[e]) tables_.drop(e);
    }
    std::vector<item_rows> kept_items(items_.size());
    for (std::size_t f = 0; f < items_.size(); ++f) {
        if (frames[f]) kept_items[f] = std::exchange(items_[f], {});
    }
    spare.give(std::exchange(items_, std::move(kept_items)));
    std::erase_if(ordered_, [&](auto const& one) { return !frames[one.first.second]; });
    for (auto& one : grants_) {
        for (auto& part : one.parts) {
            if (std::find(at_.begin(), at_.end(), &part) == at_.end()) part = {};
        }
    }
}

void machine::forget(stale_rows const& stale) {
    for (program::frame_id f = 0; f < items_.size(); ++f) {
        if (!stale.frames[f]) continue;
        items_[f].clear();
        sizes_[f] = not_known;
    }
    std::erase_if(ordered_, [&](auto const& one) { return stale.orders[one.first.first] || stale.frames[one.first.second]; });
}

void machine::let_go(std::vector<std::uint32_t> const& instructions) {
    for (auto const i : instructions) {
        auto const out = how_.steps[i].out;
        if (out != program::no_reg) release(out);
    }
}

void machine::run_again(bind::binding const& with, machine* shared, std::vector<std::uint32_t> const& instructions) {
    with_ = &with;
    // Columns of the last time first: their buffers are those of this time.
    let_go(instructions);
    if (shared != nullptr) {
        for (auto const i : how_.once) {
            auto const r = how_.steps[i].out;
            at_[r] = shared->at_[r];
            flat_[r] = shared->flat_[r];
        }
    }
    for (auto const i : instructions) {
        step(how_.steps[i]);
        for (auto const r : how_.free_after[i]) release(r);
    }
}

std::size_t machine::bytes() const {
    std::size_t all = 0;
    for (auto const& one : all_) {
        all += one->cells.capacity() * sizeof(std::int64_t) + one->wides.capacity() * sizeof(wide) + one->states.capacity();
    }
    return all;
}

void machine::keep() {
    for (auto const& one : all_) one->is_kept = true;
}

}  // namespace carefare::eval
