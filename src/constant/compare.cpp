// Comparison by type; see compare.hpp.
#include "constant/compare.hpp"

#include <utility>

#include "constant/refusal.hpp"

namespace carefare::constant {
namespace {

[[noreturn]] void refuse_types(value const& a, value const& b) {
    refuse(diagnostic_code::C007, with_article(a) + " is compared with " + with_article(b),
           "Compare values of one type; convert one side first.");
}

std::strong_ordering order_numbers(value const& a, value const& b) {
    auto const& x = std::get<number>(a.held);
    auto const& y = std::get<number>(b.held);
    if ((x.kind == number_kind::money) != (y.kind == number_kind::money))
        refuse(diagnostic_code::C023, with_article(a) + " is compared with " + with_article(b),
               "Compare money with money: write the amount with a $.");
    return x.amount <=> y.amount;
}

/// Two points in time can be compared if both or neither have a zone.
void check_zones(zone const& a, zone const& b) {
    if (a.is_local() != b.is_local())
        refuse(diagnostic_code::C022, "a time with a zone is set against one without",
               "Give both a zone or neither.");
}

/// A time of day as nanoseconds of UTC. A named zone counts by its offset if it has but one.
std::int64_t utc(time_of_day const& t, evaluation& run) {
    return t.nanoseconds - run.zones.fixed_offset_of(t.where).value_or(0) * nanoseconds_per_second;
}

std::strong_ordering order_times(time_of_day const& a, time_of_day const& b, evaluation& run) {
    check_zones(a.where, b.where);
    bool const fixed = run.zones.fixed_offset_of(a.where) && run.zones.fixed_offset_of(b.where);
    if (!fixed && a.where.name != b.where.name)
        refuse(diagnostic_code::C022, "times of two zones, one of them named, have no order without a date",
               "Use dates and times, or offsets from UTC.");
    return utc(a, run) <=> utc(b, run);
}

/// FEEL's own texts disagree whether times that differ within one second are equal, so neither answer is given.
void check_same_second(value const& a, value const& b, evaluation& run) {
    bool same = false;
    if (auto const* x = std::get_if<wide_date_time>(&a.held)) {
        auto const left = run.zones.instant_of(*x);
        same = left.seconds == run.zones.instant_of(std::get<wide_date_time>(b.held)).seconds;
    } else if (auto const* t = std::get_if<time_of_day>(&a.held)) {
        auto const& u = std::get<time_of_day>(b.held);
        auto const second = [&](time_of_day const& each) {  // a day on, so that offsets leave no negative times
            return (utc(each, run) + nanoseconds_per_day) / nanoseconds_per_second;
        };
        same = second(*t) == second(u);
    }
    if (same)
        refuse(diagnostic_code::C013, "the times differ by less than a second, and FEEL compares times by the second",
               "Use times of whole seconds, or is(a, b) to tell them apart.");
}

std::strong_ordering order_date_times(wide_date_time const& a, wide_date_time const& b, evaluation& run) {
    check_zones(a.time.where, b.time.where);
    return run.zones.instant_of(a) <=> run.zones.instant_of(b);
}

bool equal_lists(list const& a, list const& b, evaluation& run) {
    if (a.items.size() != b.items.size()) return false;
    std::optional<refusal> unknown;
    for (std::size_t i = 0; i < a.items.size(); ++i) {
        try {
            if (!are_equal(a.items[i], b.items[i], run)) return false;
        } catch (refusal& found) {
            if (found.is_limit) throw;
            if (!unknown) unknown = std::move(found);
        }
    }
    if (unknown) throw std::move(*unknown);
    return true;
}

bool equal_ends(std::shared_ptr<value const> const& a, std::shared_ptr<value const> const& b, evaluation& run) {
    if (!a || !b) return !a && !b;
    return are_equal(*a, *b, run);
}

bool equal_ranges(range const& a, range const& b, evaluation& run) {
    return a.form == b.form && a.low_closed == b.low_closed && a.high_closed == b.high_closed &&
           equal_ends(a.low, b.low, run) && equal_ends(a.high, b.high, run);
}

bool identical_ends(std::shared_ptr<value const> const& a, std::shared_ptr<value const> const& b) {
    if (!a || !b) return !a && !b;
    return is_identical(*a, *b);
}

bool identical_times(time_of_day const& a, time_of_day const& b) {
    return a.nanoseconds == b.nanoseconds && a.where.offset_seconds == b.where.offset_seconds &&
           a.where.name == b.where.name;
}

}  // namespace

std::string with_article(value const& v) {
    if (std::holds_alternative<months_duration>(v.held)) return "a duration of months";
    if (std::holds_alternative<days_duration>(v.held)) return "a duration of days and time";
    auto const name = type_name(v);
    return name == "money" ? name : "a " + name;
}

bool are_equal(value const& a, value const& b, evaluation& run) {
    run.spent.spend(1);
    if (a.held.index() != b.held.index()) refuse_types(a, b);
    if (auto const* x = std::get_if<bool>(&a.held)) return *x == std::get<bool>(b.held);
    if (auto const* x = std::get_if<list>(&a.held)) return equal_lists(*x, std::get<list>(b.held), run);
    if (auto const* x = std::get_if<range>(&a.held)) return equal_ranges(*x, std::get<range>(b.held), run);
    bool const equal = order(a, b, run) == 0;
    if (!equal) check_same_second(a, b, run);
    return equal;
}

bool is_same(value const& a, value const& b, evaluation& run) {
    try {
        return are_equal(a, b, run);
    } catch (refusal const& found) {
        if (found.is_limit) throw;
        run.spent.spend(50);  // a thrown mismatch costs far more than a comparison
        return false;
    }
}

bool is_identical(value const& a, value const& b) {
    if (a.held.index() != b.held.index()) return false;
    if (auto const* x = std::get_if<bool>(&a.held)) return *x == std::get<bool>(b.held);
    if (auto const* x = std::get_if<number>(&a.held)) {
        auto const& y = std::get<number>(b.held);
        return x->amount == y.amount && (x->kind == number_kind::money) == (y.kind == number_kind::money);
    }
    if (auto const* x = std::get_if<std::string>(&a.held)) return *x == std::get<std::string>(b.held);
    if (auto const* x = std::get_if<wide_date>(&a.held)) return x->days == std::get<wide_date>(b.held).days;
    if (auto const* x = std::get_if<time_of_day>(&a.held)) return identical_times(*x, std::get<time_of_day>(b.held));
    if (auto const* x = std::get_if<wide_date_time>(&a.held)) {
        auto const& y = std::get<wide_date_time>(b.held);
        return x->day.days == y.day.days && identical_times(x->time, y.time);
    }
    if (auto const* x = std::get_if<days_duration>(&a.held)) return x->seconds == std::get<days_duration>(b.held).seconds;
    if (auto const* x = std::get_if<months_duration>(&a.held))
        return x->months == std::get<months_duration>(b.held).months;
    if (auto const* x = std::get_if<list>(&a.held)) {
        auto const& y = std::get<list>(b.held);
        if (x->items.size() != y.items.size()) return false;
        for (std::size_t i = 0; i < y.items.size(); ++i)
            if (!is_identical(x->items[i], y.items[i])) return false;
        return true;
    }
    auto const& x = std::get<range>(a.held);
    auto const& y = std::get<range>(b.held);
    return x.form == y.form && x.low_closed == y.low_closed && x.high_closed == y.high_closed &&
           identical_ends(x.low, y.low) && identical_ends(x.high, y.high);
}

std::strong_ordering order(value const& a, value const& b, evaluation& run) {
    if (a.held.index() != b.held.index()) refuse_types(a, b);
    if (std::holds_alternative<number>(a.held)) return order_numbers(a, b);
    if (auto const* x = std::get_if<std::string>(&a.held)) {
        run.spent.spend(x->size() / 64);
        return *x <=> std::get<std::string>(b.held);
    }
    if (auto const* x = std::get_if<wide_date>(&a.held)) return x->days <=> std::get<wide_date>(b.held).days;
    if (auto const* x = std::get_if<time_of_day>(&a.held)) return order_times(*x, std::get<time_of_day>(b.held), run);
    if (auto const* x = std::get_if<wide_date_time>(&a.held))
        return order_date_times(*x, std::get<wide_date_time>(b.held), run);
    if (auto const* x = std::get_if<days_duration>(&a.held))
        return x->seconds <=> std::get<days_duration>(b.held).seconds;
    if (auto const* x = std::get_if<months_duration>(&a.held))
        return x->months <=> std::get<months_duration>(b.held).months;
    refuse(diagnostic_code::C007, with_article(a) + " has no order",
           "Compare numbers, money, texts, dates, times or durations.");
}

bool contains(range const& r, value const& v, evaluation& run) {
    if (r.form != range_form::interval) return are_equal(*r.low, v, run) == (r.form == range_form::equal);
    if (r.low) {
        auto const side = order(v, *r.low, run);
        if (side < 0 || (side == 0 && !r.low_closed)) return false;
    }
    if (r.high) {
        auto const side = order(v, *r.high, run);
        if (side > 0 || (side == 0 && !r.high_closed)) return false;
    }
    return true;
}

value make_range(std::optional<value> low, std::optional<value> high, bool low_closed, bool high_closed,
                 evaluation& run) {
    range made;
    if (low) (void)order(*low, *low, run);  // refuses a type without order
    if (high) (void)order(*high, *high, run);
    if (low && high && order(*low, *high, run) > 0)
        refuse(diagnostic_code::C019, "the range starts at " + to_text(*low) + " and ends before it, at " + to_text(*high),
               "Write the smaller end first.");
    made.low_closed = low && low_closed;
    made.high_closed = high && high_closed;
    if (low) made.low = std::make_shared<value const>(std::move(*low));
    if (high) made.high = std::make_shared<value const>(std::move(*high));
    return value{std::move(made)};
}

}  // namespace carefare::constant
