// See handles.hpp.
#include "capi/handles.hpp"

#include <bit>
#include <limits>
#include <new>
#include <utility>

namespace carefare::capi {

static_assert(sizeof(std::uintptr_t) == 8, "a handle holds the number of a slot and of its turn in 64 bits");

namespace {

constexpr std::array names{"", "engine", "plan", "case", "dataset", "result", "session", "text"};

}  // namespace

handle_table& handle_table::all() {
    // Never destroyed: a thread may still call while the program ends.
    static auto* const one = new handle_table;
    return *one;
}

handle_table::place handle_table::place_of(std::uint64_t number) {
    auto const among_all = number + (std::uint64_t{1} << bits_of_first);
    auto const bits = static_cast<unsigned>(std::bit_width(among_all)) - 1;
    return {bits - bits_of_first, among_all - (std::uint64_t{1} << bits)};
}

handle_table::slot* handle_table::at(std::uint64_t number) const {
    auto const its = place_of(number);
    auto* const found = its.chunk < chunks ? chunks_[its.chunk].load(std::memory_order_acquire) : nullptr;
    return found == nullptr ? nullptr : found + its.slot;
}

handle_table::slot& handle_table::make(std::uint32_t number) {
    auto const its = place_of(number);
    if (its.chunk >= chunks) throw std::bad_alloc();
    // Never given back, like the table: a handle that was freed may be asked for at any time.
    if (chunks_[its.chunk].load(std::memory_order_relaxed) == nullptr)
        chunks_[its.chunk].store(new slot[std::size_t{1} << (its.chunk + bits_of_first)], std::memory_order_release);
    return *at(number);
}

std::uintptr_t handle_table::add(handle_kind kind, std::shared_ptr<void> what) {
    std::lock_guard const alone(guard_);
    if (free_.empty()) {
        free_.reserve(std::size_t{made_} + 1);  // so that freeing never fails
        make(made_).number = made_;
        free_.push_back(made_++);
    }
    auto const number = free_.back();
    free_.pop_back();
    auto& one = *at(number);
    one.kind = kind;
    one.what = std::move(what);
    // Whoever asks by an old handle may be counted just now.
    auto was = one.state.load(std::memory_order_relaxed);
    std::uint64_t turn = 0;
    do {
        turn = (was >> bits_of_state) + 1;
    } while (!one.state.compare_exchange_weak(was, (turn << bits_of_state) | is_live | (was & users), std::memory_order_release, std::memory_order_relaxed));
    return (static_cast<std::uintptr_t>(turn) << bits_of_slot) | number;
}

handle_table::pin::pin(std::uintptr_t handle, handle_kind kind) : at_(all().at(handle & ((std::uint64_t{1} << bits_of_slot) - 1))) {
    if (at_ == nullptr) return;
    auto const was = at_->state.fetch_add(1, std::memory_order_acquire);
    if ((was & is_live) != 0 && was >> bits_of_state == handle >> bits_of_slot && at_->kind == kind) return;
    all().leave(*at_);
    at_ = nullptr;
}

handle_table::pin::~pin() {
    if (at_ != nullptr) all().leave(*at_);
}

std::shared_ptr<void> const* handle_table::pin::what() const { return at_ == nullptr ? nullptr : &at_->what; }

void handle_table::leave(slot& of) {
    auto const was = of.state.fetch_sub(1, std::memory_order_acq_rel);
    if ((was & (is_live | is_over)) == 0 && (was & users) == 1) end(of);
}

void handle_table::end(slot& of) {
    auto now = of.state.load(std::memory_order_acquire);
    do {
        if ((now & (is_live | is_over | users)) != 0) return;
    } while (!of.state.compare_exchange_weak(now, now | is_over, std::memory_order_acq_rel, std::memory_order_acquire));
    auto const what = std::move(of.what);  // ends without the lock
    of.what = nullptr;
    // A slot whose turns are used up is never used again.
    if (now >> bits_of_state == std::numeric_limits<std::uint32_t>::max()) return;
    std::lock_guard const alone(guard_);
    free_.push_back(of.number);
}

bool handle_table::remove(std::uintptr_t handle, handle_kind kind) {
    pin const found(handle, kind);
    if (found.what() == nullptr) return false;
    auto& of = *at(handle & ((std::uint64_t{1} << bits_of_slot) - 1));
    // Of two that free it one has freed it.
    return (of.state.fetch_and(~is_live, std::memory_order_acq_rel) & is_live) != 0;
}

void refuse_handle(void const* handle, handle_kind kind) {
    std::string const name = names[static_cast<std::size_t>(kind)];
    if (handle == nullptr) throw engine::error(engine::call_code::null_argument, "the " + name + " is NULL", "Hand in a handle that the library gave.");
    throw engine::error(engine::call_code::wrong_handle, "this is no " + name + ", or one that was freed", "Hand in a handle of this kind that the library gave and that is not freed.");
}

}  // namespace carefare::capi
