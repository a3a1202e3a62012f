// Work on several threads, taken in the order in which it was given out.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <exception>
#include <map>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace carefare::caseload {

/// Takes pieces of work from `next` (empty: there is no more), does each with `work` on one of `threads` threads, and
/// hands the results to `take` on the calling thread, in the order of `next`, until `take` says false. No more than twice
/// as many pieces as threads are begun before the next that is taken, so that results do not pile up. What is thrown by
/// `work` is thrown here when its turn comes.
template <class Next, class Work, class Take>
void in_order(unsigned threads, Next next, Work work, Take take) {
    using piece = typename decltype(next())::value_type;
    using result = decltype(work(std::declval<piece const&>()));
    if (threads <= 1) {
        while (auto one = next()) {
            if (!take(work(*one))) return;
        }
        return;
    }
    struct done {
        std::optional<result> made;
        std::exception_ptr thrown;
    };
    std::mutex lock;
    std::condition_variable changed;
    std::map<std::size_t, done> finished;
    std::size_t begun = 0, taken = 0;
    bool no_more = false, stop = false;
    auto const run = [&] {
        std::unique_lock hold(lock);
        while (true) {
            changed.wait(hold, [&] { return stop || no_more || begun < taken + 2 * std::size_t{threads}; });
            if (stop || no_more) return;
            auto one = next();
            if (!one) {
                no_more = true;
                changed.notify_all();
                return;
            }
            auto const number = begun++;
            hold.unlock();
            done outcome;
            try {
                outcome.made.emplace(work(*one));
            } catch (...) {
                outcome.thrown = std::current_exception();
            }
            hold.lock();
            finished.emplace(number, std::move(outcome));
            changed.notify_all();
        }
    };
    std::vector<std::jthread> workers;
    struct stopping {
        std::mutex& lock;
        std::condition_variable& changed;
        bool& stop;
        ~stopping() {
            {
                std::scoped_lock const hold(lock);
                stop = true;
            }
            changed.notify_all();
        }
    };
    stopping const at_the_end{lock, changed, stop};  // ends before the threads do, which are waited for
    for (unsigned i = 0; i < threads; ++i) {
        try {
            workers.emplace_back(run);
        } catch (std::system_error const&) {  // the machine has no more threads: those that are there do it
            if (workers.empty()) throw;
            break;
        }
    }
    while (true) {
        std::unique_lock hold(lock);
        changed.wait(hold, [&] { return finished.contains(taken) || (no_more && taken == begun); });
        auto found = finished.extract(taken);
        if (found.empty()) break;
        ++taken;
        hold.unlock();
        changed.notify_all();
        if (found.mapped().thrown) std::rethrow_exception(found.mapped().thrown);
        if (!take(std::move(*found.mapped().made))) break;
    }
}

}  // namespace carefare::caseload
