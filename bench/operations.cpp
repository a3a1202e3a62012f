// Each family of operations alone, over items of houses, against loops by hand. Facts are missing in some rows: a state is a
// value or pending, so that the state of an operation is the bitwise or of those of its operands.
#include <algorithm>

#include "support/pairs.hpp"

namespace carefare::bench {

namespace {

using eval::state;

constexpr unsigned missing = 10;
constexpr char const* first_day = "2019-01-01";

state both(state a, state b) { return static_cast<state>(static_cast<unsigned>(a) | static_cast<unsigned>(b)); }
state only_if(bool condition, state a) { return condition ? a : state::value; }

tables draw(programme const& of, std::size_t houses) {
    tables made(of);
    auto& random = made.random;
    made.add_partitions("house", houses);
    made.add_rows("item", [&](std::size_t) { return static_cast<std::size_t>(random.from_to(5, 15)); });
    auto const from_to = [&](std::string const& fact, unsigned missing_per_mille, std::int64_t low, std::int64_t high) {
        made.fill(fact, missing_per_mille, [&random, low, high](std::size_t) { return random.from_to(low, high); });
    };
    auto const day = parse_date(first_day).value().days;
    from_to("house.x", missing, 0, 1000);
    from_to("item.on", 0, day, day + 730);
    from_to("item.day", missing, day, day + 730);
    from_to("item.a", missing, 0, 100'000'00);
    from_to("item.b", missing, 0, 100'000'00);
    from_to("item.n", missing, 0, 100);
    from_to("item.size", 0, 0, 9);
    for (auto const* fact : {"item.p", "item.q", "item.r"}) from_to(fact, missing, 0, 1);
    from_to("item.colour", missing, 0, 2);
    auto const hours = [&](std::size_t) {
        auto const begin = std::int64_t{day} * 1440 + random.from_to(0, 1000);
        return std::pair{begin, begin + random.from_to(30, 600)};
    };
    made.fill_range("item.times", 1, hours);
    made.fill_range("item.other", 1, hours);
    return made;
}

/// A loop over the items of the houses: `each(i, cell, state)` writes the result of item i.
template <class Each>
by_hand of_items(tables const& from, Each each) {
    return [begins = from.begins("item"), each](std::size_t first, std::size_t count, std::int64_t* cells, state* states) {
        std::size_t const begin = begins[first], end = begins[first + count];
        for (std::size_t i = begin; i < end; ++i) each(i, cells[i - begin], states[i - begin]);
        return end - begin;
    };
}

/// A loop over the houses: `each(begin, end, cell, state)` writes the result of a house with these items.
template <class Each>
by_hand of_houses(tables const& from, Each each) {
    return [begins = from.begins("item"), each](std::size_t first, std::size_t count, std::int64_t* cells, state* states) {
        for (std::size_t house = 0; house < count; ++house)
            each(begins[first + house], begins[first + house + 1], cells[house], states[house]);
        return count;
    };
}

by_hand arithmetic(tables const& from) {
    return of_items(from, [a = given(from, "item.a"), b = given(from, "item.b"), n = given(from, "item.n")](std::size_t i, std::int64_t& cell, state& is) {
        cell = a.cells[i] * 3 + b.cells[i] - n.cells[i] * 100;
        is = both(a.states[i], both(b.states[i], n.states[i]));
    });
}

by_hand rounding(tables const& from) {
    return of_items(from, [a = given(from, "item.a")](std::size_t i, std::int64_t& cell, state& is) {
        cell = static_cast<std::int64_t>((static_cast<std::uint64_t>(a.cells[i]) * 27 * 2 + 5200) / 10400);
        is = a.states[i];
    });
}

by_hand comparison(tables const& from) {
    return of_items(from, [a = given(from, "item.a"), b = given(from, "item.b")](std::size_t i, std::int64_t& cell, state& is) {
        cell = a.cells[i] < b.cells[i] ? 1 : 0;
        is = both(a.states[i], b.states[i]);
    });
}

by_hand logic(tables const& from) {
    return of_items(from, [p = given(from, "item.p"), q = given(from, "item.q"), r = given(from, "item.r")](std::size_t i, std::int64_t& cell, state& is) {
        auto const yes = [i](given const& of) { return (of.cells[i] != 0) & (of.states[i] == state::value); };
        auto const no = [i](given const& of) { return (of.cells[i] == 0) & (of.states[i] == state::value); };
        bool const holds = (yes(p) & yes(q)) | yes(r), fails = (no(p) | no(q)) & no(r);
        cell = holds ? 1 : 0;
        is = holds | fails ? state::value : state::pending;
    });
}

by_hand choose(tables const& from) {
    return of_items(from, [p = given(from, "item.p"), a = given(from, "item.a"), b = given(from, "item.b")](std::size_t i, std::int64_t& cell, state& is) {
        bool const first = p.cells[i] != 0;
        cell = first ? a.cells[i] : b.cells[i];
        is = both(p.states[i], first ? a.states[i] : b.states[i]);
    });
}

/// The day of the month by the usual arithmetic of eras of 400 years.
std::int64_t day_of_month(std::int64_t days) {
    auto const z = static_cast<std::uint64_t>(days + 719468);
    auto const of_era = z % 146097;
    auto const year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    auto const of_year = of_era - (365 * year + year / 4 - year / 100);
    auto const month = (5 * of_year + 2) / 153;
    return static_cast<std::int64_t>(of_year - (153 * month + 2) / 5 + 1);
}

by_hand calendar(tables const& from) {
    return of_items(from, [day = given(from, "item.day")](std::size_t i, std::int64_t& cell, state& is) {
        cell = day.cells[i] - day_of_month(day.cells[i]) + 1;
        is = day.states[i];
    });
}

std::int64_t second_era() { return parse_date("2020-01-01").value().days; }

/// The prices of bench/rules/operations/tables: quarters, by era, colour and size.
by_hand lookup(tables const& from) {
    std::vector<std::int64_t> prices;
    for (std::int64_t era = 0; era < 2; ++era) {
        for (std::int64_t colour = 0; colour < 3; ++colour) {
            for (std::int64_t size = 0; size < 10; ++size) prices.push_back((colour * 100 + size * 7) * 4 + era + 1);
        }
    }
    return of_items(from, [prices, later = second_era(), on = given(from, "item.on"), colour = given(from, "item.colour"),
                           size = given(from, "item.size")](std::size_t i, std::int64_t& cell, state& is) {
        std::int64_t const era = on.cells[i] >= later ? 30 : 0;
        cell = prices[static_cast<std::size_t>(era + colour.cells[i] * 10 + size.cells[i])];
        is = colour.states[i];
    });
}

by_hand slot(tables const& from) {
    return of_items(from, [later = second_era(), on = given(from, "item.on")](std::size_t i, std::int64_t& cell, state& is) {
        cell = on.cells[i] >= later ? 30 : 27;
        is = state::value;
    });
}

by_hand decide(tables const& from) {
    return of_items(from, [n = given(from, "item.n"), colour = given(from, "item.colour")](std::size_t i, std::int64_t& cell, state& is) {
        auto const number = n.cells[i];
        bool const low = number < 20, high = number >= 60;
        cell = low ? 1 : high ? number : colour.cells[i] == 0 ? 2 : 3;
        is = both(n.states[i], only_if(!low & !high, colour.states[i]));
    });
}

by_hand gather(tables const& from) {
    return of_items(from, [x = given(from, "house.x"), owner = from.all().tables[1].owner.data()](std::size_t i, std::int64_t& cell, state& is) {
        cell = x.cells[owner[i]];
        is = x.states[owner[i]];
    });
}

by_hand ranges(tables const& from) {
    return of_items(from, [low = given(from, "item.times", 1), high = given(from, "item.times", 2), other_low = given(from, "item.other", 1),
                           other_high = given(from, "item.other", 2)](std::size_t i, std::int64_t& cell, state& is) {
        auto const begin = std::max(low.cells[i], other_low.cells[i]), end = std::min(high.cells[i], other_high.cells[i]);
        cell = std::max<std::int64_t>(0, end - begin);
        is = state::value;
    });
}

by_hand sum(tables const& from) {
    return of_houses(from, [a = given(from, "item.a")](std::size_t begin, std::size_t end, std::int64_t& cell, state& is) {
        cell = 0;
        is = state::value;
        for (auto i = begin; i < end; ++i) {
            cell += a.cells[i];
            is = both(is, a.states[i]);
        }
    });
}

by_hand count(tables const& from) {
    return of_houses(from, [p = given(from, "item.p")](std::size_t begin, std::size_t end, std::int64_t& cell, state& is) {
        cell = 0;
        is = state::value;
        for (auto i = begin; i < end; ++i) {
            cell += p.cells[i];
            is = both(is, p.states[i]);
        }
    });
}

by_hand any(tables const& from) {
    return of_houses(from, [a = given(from, "item.a")](std::size_t begin, std::size_t end, std::int64_t& cell, state& is) {
        bool found = false;
        is = state::value;
        for (auto i = begin; i < end; ++i) {
            found |= (a.cells[i] > 99'000'00) & (a.states[i] == state::value);
            is = both(is, a.states[i]);
        }
        cell = found ? 1 : 0;
        is = only_if(!found, is);
    });
}

/// The size of the first item that has the most.
by_hand best(tables const& from) {
    return of_houses(from, [a = given(from, "item.a"), size = given(from, "item.size")](std::size_t begin, std::size_t end, std::int64_t& cell, state& is) {
        std::int64_t most = -1;
        cell = 0;
        is = state::value;
        for (auto i = begin; i < end; ++i) {
            is = both(is, a.states[i]);
            cell = a.cells[i] > most ? size.cells[i] : cell;
            most = std::max(most, a.cells[i]);
        }
    });
}

measured_pairs const operations({"operations",
                                 draw,
                                 {{"arithmetic", "item.arithmetic", arithmetic},
                                  {"rounding", "item.rounding", rounding},
                                  {"comparison", "item.comparison", comparison},
                                  {"logic", "item.logic", logic},
                                  {"choose", "item.choose", choose},
                                  {"calendar", "item.calendar", calendar},
                                  {"lookup", "item.lookup", lookup},
                                  {"slot", "item.slot", slot},
                                  {"decide", "item.decide", decide},
                                  {"gather", "item.gather", gather},
                                  {"ranges", "item.ranges", ranges},
                                  {"sum", "house.sum", sum},
                                  {"count", "house.count", count},
                                  {"some", "house.any", any},
                                  {"best", "house.best", best}}});

}  // namespace

}  // namespace carefare::bench
