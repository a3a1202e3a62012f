// Handles as callers hold them: a number in the clothes of a pointer, never followed. One that is NULL, freed or of another
// kind is found out without touching memory.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <vector>

#include <carefare/engine/error.hpp>

namespace carefare::capi {

enum class handle_kind : std::uint8_t { engine = 1, plan, rows, dataset, result, session, text };

class handle_table {
public:
    [[nodiscard]] std::uintptr_t add(handle_kind kind, std::shared_ptr<void> what);
    /// What a handle stands for, kept while it is used; null where it stands for nothing of the kind.
    [[nodiscard]] std::shared_ptr<void> find(std::uintptr_t handle, handle_kind kind) const;
    /// Takes it out of the table; what stands behind it ends with its last user. Null as with `find`.
    [[nodiscard]] std::shared_ptr<void> remove(std::uintptr_t handle, handle_kind kind);

    static handle_table& all();

private:
    struct slot {
        std::uint32_t turn = 0;  ///< how often the slot was used: an old handle names an earlier turn
        handle_kind kind{};
        std::shared_ptr<void> what;
    };
    /// Half of the bits say which slot, half which turn of it.
    static constexpr unsigned bits_of_slot = 32;
    [[nodiscard]] slot const* at(std::uintptr_t handle, handle_kind kind) const;

    mutable std::shared_mutex guard_;
    std::vector<slot> slots_;
    std::vector<std::uint32_t> free_;
};

/// An object that one thread uses at a time.
template <class Object>
struct one_at_a_time {
    template <class... Arguments>
    explicit one_at_a_time(Arguments&&... arguments) : object(std::forward<Arguments>(arguments)...) {}
    Object object;
    std::atomic_flag in_use;
};

/// The object, kept and, where it is for one thread at a time, taken. Throws H001, H002, H019.
template <class Object>
class used {
public:
    explicit used(std::shared_ptr<one_at_a_time<Object>> what) : what_(std::move(what)) {
        if (what_->in_use.test_and_set(std::memory_order_acquire)) {
            what_.reset();
            throw engine::error(engine::call_code::in_use, "another thread is using this handle", "Give each thread a handle of its own.");
        }
    }
    ~used() {
        if (what_) what_->in_use.clear(std::memory_order_release);
    }
    used(used const&) = delete;
    used& operator=(used const&) = delete;
    Object& operator*() const { return what_->object; }
    Object* operator->() const { return &what_->object; }

private:
    std::shared_ptr<one_at_a_time<Object>> what_;
};

[[noreturn]] void refuse_handle(void const* handle, handle_kind kind);

template <class Handle>
std::uintptr_t number_of(Handle const* handle) {
    return reinterpret_cast<std::uintptr_t>(handle);
}

/// What a handle of the kind stands for. Throws H001 or H002.
template <class Object, class Handle>
std::shared_ptr<Object> object_of(Handle const* handle, handle_kind kind) {
    auto found = handle_table::all().find(number_of(handle), kind);
    if (!found) refuse_handle(handle, kind);
    return std::static_pointer_cast<Object>(std::move(found));
}

/// A new handle; `into` is written when nothing can go wrong any more.
template <class Handle>
void give(Handle** into, handle_kind kind, std::shared_ptr<void> what) {
    *into = reinterpret_cast<Handle*>(handle_table::all().add(kind, std::move(what)));
}

/// Frees; NULL is harmless. Throws H002.
template <class Handle>
void free_handle(Handle* handle, handle_kind kind) {
    if (handle != nullptr && !handle_table::all().remove(number_of(handle), kind)) refuse_handle(handle, kind);
}

}  // namespace carefare::capi
