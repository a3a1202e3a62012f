// Long work on a thread of its own, while the calling thread lets go of the interpreter, listens for Ctrl-C and tells how far
// the work is.
#pragma once

#include <pybind11/pybind11.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>

#include <carefare/engine/error.hpp>

namespace carefare::python {

/// What the work is told and tells.
struct background {
    std::atomic<bool> stop = false;
    std::atomic<std::size_t> done = 0, all = 0;
};

/// `tell` is called with what is done and what there is to do, on the calling thread; what it raises stops the work.
template <class Work>
auto in_background(pybind11::object const& tell, Work work) {
    using result = decltype(work(std::declval<background&>()));
    constexpr std::chrono::milliseconds between_looks{50};
    background shared;
    std::optional<result> made;
    std::exception_ptr thrown;
    std::mutex lock;
    std::condition_variable changed;
    bool is_finished = false;
    std::exception_ptr raised;
    std::size_t told = 0;
    auto const say = [&] {
        auto const done = shared.done.load();
        if (tell.is_none() || done == told) return;
        told = done;
        tell(done, shared.all.load());
    };
    {
        pybind11::gil_scoped_release const released;
        std::jthread const worker([&] {
            try {
                made.emplace(work(shared));
            } catch (...) {
                thrown = std::current_exception();
            }
            std::scoped_lock const hold(lock);
            is_finished = true;
            changed.notify_all();
        });
        std::unique_lock hold(lock);
        while (!changed.wait_for(hold, between_looks, [&] { return is_finished; })) {
            if (raised) continue;  // the work ends with the piece that it is at
            hold.unlock();
            {
                pybind11::gil_scoped_acquire const held;
                try {
                    if (PyErr_CheckSignals() != 0) throw pybind11::error_already_set();
                    say();
                } catch (...) {
                    raised = std::current_exception();
                    shared.stop = true;
                }
            }
            hold.lock();
        }
    }
    if (raised) std::rethrow_exception(raised);
    if (thrown) std::rethrow_exception(thrown);
    say();
    return std::move(*made);
}

}  // namespace carefare::python
