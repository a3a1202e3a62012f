// Handles as callers hold them: a number in the clothes of a pointer, never followed. One that is NULL, freed or of another
// kind is found out without touching memory.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include <carefare/engine/error.hpp>

namespace carefare::capi {

enum class handle_kind : std::uint8_t { engine = 1, plan, rows, dataset, result, session, text };

class handle_table {
    struct slot;

public:
    [[nodiscard]] std::uintptr_t add(handle_kind kind, std::shared_ptr<void> what);
    /// What a handle stands for, kept while this lives; null where it stands for nothing of the kind. Takes no lock.
    class pin {
    public:
        pin(std::uintptr_t handle, handle_kind kind);
        ~pin();
        pin(pin const&) = delete;
        pin& operator=(pin const&) = delete;
        [[nodiscard]] std::shared_ptr<void> const* what() const;

    private:
        slot* at_;
    };
    /// Takes it out of the table; what stands behind it ends with its last user. False as with a pin.
    [[nodiscard]] bool remove(std::uintptr_t handle, handle_kind kind);

    static handle_table& all();

private:
    static constexpr unsigned bits_of_slot = 32;       ///< of a handle: half say which slot, half which turn of it
    static constexpr unsigned bits_of_users = 30;
    static constexpr std::uint64_t users = (std::uint64_t{1} << bits_of_users) - 1;
    static constexpr std::uint64_t is_live = std::uint64_t{1} << bits_of_users, is_over = is_live << 1U;
    static constexpr unsigned bits_of_state = bits_of_users + 2;  ///< then comes the turn

    /// What has become of a slot, which turn of it this is (an old handle names an earlier one) and how many look at it now.
    struct slot {
        std::atomic<std::uint64_t> state = is_over;
        handle_kind kind{};
        std::uint32_t number = 0;
        std::shared_ptr<void> what;
    };
    /// Slots stay where they are: the first chunk holds 64 of them, each further one twice as many as the one before.
    static constexpr unsigned bits_of_first = 6;
    static constexpr std::size_t chunks = bits_of_slot - bits_of_first;
    struct place {
        unsigned chunk = 0;
        std::uint64_t slot = 0;
    };
    [[nodiscard]] static place place_of(std::uint64_t number);
    [[nodiscard]] slot* at(std::uint64_t number) const;
    [[nodiscard]] slot& make(std::uint32_t number);
    /// What stood in a slot that nobody looks at any more is ended, once.
    void end(slot& of);
    void leave(slot& of);

    std::array<std::atomic<slot*>, chunks> chunks_{};
    std::mutex guard_;                                 ///< of what follows
    std::uint32_t made_ = 0;
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

[[noreturn]] void refuse_handle(void const* handle, handle_kind kind);

template <class Handle>
std::uintptr_t number_of(Handle const* handle) {
    return reinterpret_cast<std::uintptr_t>(handle);
}

/// What a handle of the kind stands for, while this lives. Throws H001 or H002.
template <class Object>
class pinned {
public:
    template <class Handle>
    pinned(Handle const* handle, handle_kind kind) : pin_(number_of(handle), kind) {
        if (pin_.what() == nullptr) refuse_handle(handle, kind);
    }
    Object& operator*() const { return *static_cast<Object*>(pin_.what()->get()); }
    Object* operator->() const { return &**this; }
    [[nodiscard]] std::shared_ptr<Object> share() const { return std::static_pointer_cast<Object>(*pin_.what()); }

private:
    handle_table::pin pin_;
};

/// The same, for longer.
template <class Object, class Handle>
std::shared_ptr<Object> object_of(Handle const* handle, handle_kind kind) {
    return pinned<Object>(handle, kind).share();
}

/// The object, kept and taken: it is for one thread at a time. Throws H001, H002, H019.
template <class Object>
class used {
public:
    template <class Handle>
    used(Handle const* handle, handle_kind kind) : what_(handle, kind) {
        if (what_->in_use.test_and_set(std::memory_order_acquire))
            throw engine::error(engine::call_code::in_use, "another thread is using this handle", "Give each thread a handle of its own.");
    }
    ~used() { what_->in_use.clear(std::memory_order_release); }
    used(used const&) = delete;
    used& operator=(used const&) = delete;
    Object& operator*() const { return what_->object; }
    Object* operator->() const { return &what_->object; }

private:
    pinned<one_at_a_time<Object>> what_;
};

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
