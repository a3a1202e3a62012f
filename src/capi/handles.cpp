// See handles.hpp.
#include "capi/handles.hpp"

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

std::uintptr_t handle_table::add(handle_kind kind, std::shared_ptr<void> what) {
    std::unique_lock const alone(guard_);
    if (free_.empty()) {
        if (slots_.size() >= std::numeric_limits<std::uint32_t>::max()) throw std::bad_alloc();
        free_.reserve(slots_.size() + 1);  // so that freeing never fails
        slots_.emplace_back();
        free_.push_back(static_cast<std::uint32_t>(slots_.size() - 1));
    }
    auto const number = free_.back();
    free_.pop_back();
    auto& one = slots_[number];
    ++one.turn;
    one.kind = kind;
    one.what = std::move(what);
    return (static_cast<std::uintptr_t>(one.turn) << bits_of_slot) | number;
}

handle_table::slot const* handle_table::at(std::uintptr_t handle, handle_kind kind) const {
    auto const number = handle & ((std::uintptr_t{1} << bits_of_slot) - 1);
    if (number >= slots_.size()) return nullptr;
    auto const& one = slots_[number];
    return one.what && one.kind == kind && one.turn == handle >> bits_of_slot ? &one : nullptr;
}

std::shared_ptr<void> handle_table::find(std::uintptr_t handle, handle_kind kind) const {
    std::shared_lock const reading(guard_);
    auto const* const one = at(handle, kind);
    return one == nullptr ? nullptr : one->what;
}

std::shared_ptr<void> handle_table::remove(std::uintptr_t handle, handle_kind kind) {
    std::unique_lock const alone(guard_);
    if (at(handle, kind) == nullptr) return nullptr;
    auto const number = static_cast<std::uint32_t>(handle & ((std::uintptr_t{1} << bits_of_slot) - 1));
    auto what = std::move(slots_[number].what);
    slots_[number].what = nullptr;
    // A slot whose turns are used up is never used again.
    if (slots_[number].turn != std::numeric_limits<std::uint32_t>::max()) free_.push_back(number);
    return what;
}

void refuse_handle(void const* handle, handle_kind kind) {
    std::string const name = names[static_cast<std::size_t>(kind)];
    if (handle == nullptr) throw engine::error(engine::call_code::null_argument, "the " + name + " is NULL", "Hand in a handle that the library gave.");
    throw engine::error(engine::call_code::wrong_handle, "this is no " + name + ", or one that was freed", "Hand in a handle of this kind that the library gave and that is not freed.");
}

}  // namespace carefare::capi
