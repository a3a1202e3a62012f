// Work on several threads, handed over in order.
#include "caseload/ordered_workers.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <stdexcept>

namespace carefare::caseload {
namespace {

auto up_to(int last) {
    return [next = 0, last]() mutable -> std::optional<int> { return next < last ? std::optional(next++) : std::nullopt; };
}

TEST(ordered_workers, results_come_in_the_order_of_the_work_on_any_number_of_threads) {
    for (auto const threads : {1U, 2U, 5U, 16U}) {
        std::vector<int> got;
        auto const work = [](int n) {
            std::this_thread::sleep_for(std::chrono::microseconds(n % 7 == 0 ? 500 : 10));
            return n * n;
        };
        in_order(threads, up_to(200), work, [&](int n) {
            got.push_back(n);
            return true;
        });
        ASSERT_EQ(got.size(), 200U);
        for (int n = 0; n < 200; ++n) EXPECT_EQ(got[static_cast<std::size_t>(n)], n * n);
    }
}

TEST(ordered_workers, no_more_is_begun_than_twice_the_threads_before_what_is_taken) {
    std::atomic<int> begun = 0;
    int taken = 0;
    in_order(3, up_to(100), [&](int n) { ++begun; return n; }, [&](int) {
        EXPECT_LE(begun.load(), ++taken + 6);
        std::this_thread::sleep_for(std::chrono::microseconds(200));
        return true;
    });
    EXPECT_EQ(taken, 100);
}

TEST(ordered_workers, it_ends_where_the_taker_says_so) {
    for (auto const threads : {1U, 4U}) {
        int taken = 0;
        in_order(threads, up_to(1000), [](int n) { return n; }, [&](int) { return ++taken < 10; });
        EXPECT_EQ(taken, 10);
    }
}

TEST(ordered_workers, what_is_thrown_comes_in_its_turn) {
    for (auto const threads : {1U, 4U}) {
        int taken = 0;
        auto const work = [](int n) { return n == 20 ? throw std::runtime_error("twenty") : n; };
        EXPECT_THROW(in_order(threads, up_to(1000), work, [&](int) { ++taken; return true; }), std::runtime_error);
        EXPECT_EQ(taken, 20);
    }
}

TEST(ordered_workers, without_work_nothing_is_taken) {
    in_order(4, up_to(0), [](int n) { return n; }, [](int) -> bool { throw std::logic_error("taken"); });
}

}  // namespace
}  // namespace carefare::caseload
