// Rows that are made, and an allocation, against loops by hand over the same columns.
#include <algorithm>
#include <numeric>

#include "support/pairs.hpp"

namespace carefare::bench {

namespace {

using eval::state;

tables draw(programme const& of, std::size_t stretches) {
    tables made(of);
    auto& random = made.random;
    made.add_partitions("stretch", stretches);
    made.add_rows("visit", [&](std::size_t) { return static_cast<std::size_t>(random.from_to(5, 15)); });
    std::int64_t const day = parse_date("2019-06-01").value().days;
    made.fill_range("stretch.dates", 3, [&](std::size_t) {
        auto const begin = day + random.from_to(0, 20);
        return std::pair{begin, begin + random.from_to(0, 20)};
    });
    made.fill("stretch.most", 0, [&](std::size_t) { return random.from_to(0, 60); });
    made.fill_range("visit.times", 1, [&](std::size_t) {
        auto const begin = (day + random.from_to(0, 9)) * 1440 + random.from_to(400, 1000);
        return std::pair{begin, begin + random.from_to(30, 300)};
    });
    made.fill("visit.flag", 0, [&](std::size_t) { return random.from_to(0, 1); });
    made.fill("visit.n", 0, [&](std::size_t) { return random.from_to(0, 10); });
    return made;
}

/// A row for every day of the dates.
by_hand each(tables const& from) {
    return [low = given(from, "stretch.dates", 1), high = given(from, "stretch.dates", 2)](std::size_t first, std::size_t count, std::int64_t* cells, state* states) {
        std::size_t made = 0;
        for (auto at = first; at < first + count; ++at) {
            for (auto day = low.cells[at]; day <= high.cells[at]; ++day) cells[made++] = day;
        }
        std::fill(states, states + made, state::value);
        return made;
    };
}

std::int64_t monday(std::int64_t day) { return day - (day + 3) % 7; }

/// Days, then their weeks: the number of days in each. A week stands where its first day does.
by_hand group(tables const& from) {
    return [days = each(from), low = given(from, "stretch.dates", 1), high = given(from, "stretch.dates", 2),
            room = std::vector<std::int64_t>()](std::size_t first, std::size_t count, std::int64_t* cells, state* states) mutable {
        room.resize(count * 64);
        days(first, count, room.data(), states);
        std::size_t made = 0, day = 0;
        for (auto at = first; at < first + count; ++at) {
            auto const end = day + static_cast<std::size_t>(high.cells[at] - low.cells[at] + 1);
            std::int64_t last = INT64_MIN;
            for (; day < end; ++day) {
                auto const start = monday(room[day]);
                if (start != last) cells[made++] = 0;
                last = start;
                ++cells[made - 1];
            }
        }
        std::fill(states, states + made, state::value);
        return made;
    };
}

/// Visits in order of their starts, joined where no more than an hour lies between them: the minutes of each stay.
by_hand merge(tables const& from) {
    return [begins = from.begins("visit"), low = given(from, "visit.times", 1), high = given(from, "visit.times", 2),
            order = std::vector<std::uint32_t>()](std::size_t first, std::size_t count, std::int64_t* cells, state* states) mutable {
        std::size_t made = 0;
        for (auto at = first; at < first + count; ++at) {
            order.resize(begins[at + 1] - begins[at]);
            std::iota(order.begin(), order.end(), begins[at]);
            std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return low.cells[a] < low.cells[b]; });
            std::int64_t begin = 0, end = INT64_MIN;
            for (auto const visit : order) {
                if (end == INT64_MIN || low.cells[visit] > end + 60) {
                    begin = low.cells[visit];
                    end = high.cells[visit];
                    ++made;
                }
                end = std::max(end, high.cells[visit]);
                cells[made - 1] = end - begin;
            }
        }
        std::fill(states, states + made, state::value);
        return made;
    };
}

by_hand subset(tables const& from) {
    return [begins = from.begins("visit"), flag = given(from, "visit.flag"), n = given(from, "visit.n")](std::size_t first, std::size_t count, std::int64_t* cells, state* states) {
        std::size_t made = 0;
        for (std::size_t i = begins[first]; i < begins[first + count]; ++i) {
            cells[made] = n.cells[i];
            made += flag.cells[i] != 0 ? 1 : 0;
        }
        std::fill(states, states + made, state::value);
        return made;
    };
}

/// The visits that ask most first; of those that ask the same the first.
by_hand allocate(tables const& from) {
    return [begins = from.begins("visit"), most = given(from, "stretch.most"), n = given(from, "visit.n"),
            order = std::vector<std::uint32_t>()](std::size_t first, std::size_t count, std::int64_t* cells, state* states) mutable {
        std::size_t const start = begins[first];
        for (auto at = first; at < first + count; ++at) {
            order.resize(begins[at + 1] - begins[at]);
            std::iota(order.begin(), order.end(), begins[at]);
            std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return n.cells[a] > n.cells[b]; });
            auto left = most.cells[at];
            for (auto const visit : order) {
                auto const granted = std::min(left, n.cells[visit]);
                left -= granted;
                cells[visit - start] = granted;
            }
        }
        std::size_t const made = begins[first + count] - start;
        std::fill(states, states + made, state::value);
        return made;
    };
}

measured_pairs const makers({"makers",
                             draw,
                             {{"each", "day.each", each},
                              {"group", "week.group", group},
                              {"merge", "stay.merge", merge},
                              {"subset", "kept.subset", subset},
                              {"allocate", "visit.allocate", allocate}}});

}  // namespace

}  // namespace carefare::bench
