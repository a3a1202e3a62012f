// States are values or pending, so that the state of an operation is the bitwise or of those of what it looked at.
#include "kernel_by_hand.hpp"

#include <algorithm>
#include <bit>
#include <fstream>
#include <stdexcept>
#include <string>

#include <carefare/base/date.hpp>

#include "support/programme.hpp"

namespace carefare::bench {

namespace {

/// The rows stand in the order of the keys, so that the place of a row is its index: group, provider, period, age.
void read_rates(std::string const& path, std::int64_t* into) {
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    for (std::size_t at = 0; at < kernel_law::places; ++at) {
        if (!std::getline(file, line)) throw std::runtime_error(path + ": too few rows");
        auto const amount = line.substr(line.rfind(',') + 1);
        auto const point = amount.find('.');
        into[at] = std::stoll(amount.substr(0, point)) * 100 + std::stoll(amount.substr(point + 1));
    }
}

}  // namespace

kernel_law read_kernel_law() {
    kernel_law law;
    law.second_era = parse_date("2019-07-01").value().days;
    law.share_percent[0] = 27, law.share_percent[1] = 30;
    law.special_percent[0] = 15, law.special_percent[1] = 10;
    law.missed_days[0] = 2, law.missed_days[1] = 3;
    read_rates(in_tree("bench/rules/kernel/tables/rate_2019_01.csv"), law.rates);
    read_rates(in_tree("bench/rules/kernel/tables/rate_2019_07.csv"), law.rates + kernel_law::places);
    return law;
}

namespace {

/// Of a number below zero all bits, else none: choices are made by them, where a compiler could make a branch of a condition.
std::int64_t below_zero(std::int64_t value) { return value >> 63; }

/// By a constant, of a number from zero to `most`: a shift by the powers of two in it and a product with the reciprocal of the
/// rest, which takes no more than 64 bits, as no machine divides or has longer products in many lanes at once.
template <std::uint64_t by, std::uint64_t most>
std::int64_t divided(std::int64_t value) {
    constexpr int twos = std::countr_zero(by), bits = 64 - std::bit_width(most >> twos) + std::bit_width(by >> twos) - 1;
    constexpr std::uint64_t rest = by >> twos, greatest = most >> twos, power = std::uint64_t{1} << bits, reciprocal = power / rest + 1;
    static_assert(greatest * (reciprocal * rest - power) < power && reciprocal <= UINT64_MAX / greatest, "the quotient may be too great");
    return static_cast<std::int64_t>((static_cast<std::uint64_t>(value) >> twos) * reciprocal >> bits);
}

/// What the law says in the era of a row: `later` has all bits in the second, else none.
class by_era {
public:
    explicit by_era(std::int64_t const (&of)[2]) : first_(of[0]), more_(of[1] - of[0]) {}
    std::int64_t operator[](std::int64_t later) const { return first_ + (later & more_); }

private:
    std::int64_t first_, more_;
};

std::int64_t bits(eval::state is) { return static_cast<std::int64_t>(is); }
eval::state state_of(std::int64_t bits) { return static_cast<eval::state>(bits); }

/// Three loops over rows that stay in the nearest cache: in one, no machine has registers for all these columns.
constexpr std::size_t chunk = 4096;

void shares(kernel_law const& law, kernel_input const& from, kernel_output const& into, std::int64_t* __restrict later, std::size_t first,
            std::size_t rows) {
    auto const *start = from.start + first, *income = from.income + first, *standard = from.standard + first, *exempt = from.exempt + first;
    auto const *exempt_is = from.exempt_is + first, *income_is = from.income_is + first;
    auto* __restrict share = into.share + first;
    auto* __restrict share_is = into.share_is + first;
    constexpr std::int64_t minimum = 100;
    constexpr std::uint64_t most = std::uint64_t{2} * 50 * 250'000'00 + 5200;  // of the greatest income and percentage
    by_era const percent(law.share_percent);
    auto const last_of_first_era = law.second_era - 1;
    for (std::size_t i = 0; i < rows; ++i) {
        later[i] = below_zero(last_of_first_era - start[i]);
        // Cents times percent over 52 weeks, to the cent.
        auto const above = std::max<std::int64_t>(0, income[i] - standard[i]);
        auto const beyond = divided<10400, most>(percent[later[i]] * above * 2 + 5200) - minimum;
        auto const owes = exempt[i] - 1;
        share[i] = owes & (minimum + (beyond & ~below_zero(beyond)));
        share_is[i] = state_of(bits(exempt_is[i]) | (owes & bits(income_is[i])));
    }
}

void periods(kernel_law const& law, kernel_input const& from, kernel_output const& into, std::int64_t const* __restrict later,
             std::int64_t* __restrict units, std::size_t first, std::size_t rows) {
    constexpr std::int64_t part_day = 2, hourly = 3;
    auto const *hours = from.hours + first, *days = from.days + first, *missed = from.missed + first;
    auto const *hours_is = from.hours_is + first, *days_is = from.days_is + first;
    by_era const missed_days(law.missed_days);
    auto* __restrict period = into.period + first;
    auto* __restrict payable_days = into.payable_days + first;
    auto* __restrict period_is = into.period_is + first;
    for (std::size_t i = 0; i < rows; ++i) {
        // At 30 and at 15 hours, in quarters; `daily` is the word before `part_day`.
        auto const weekly = below_zero(119 - hours[i]), by_hour = below_zero(hours[i] - 60), between = ~(weekly | by_hour);
        period[i] = (by_hour & hourly) | (between & (part_day + below_zero(2 - days[i])));
        auto const payable = std::min<std::int64_t>(7, days[i] + std::min(missed[i], missed_days[later[i]]));
        payable_days[i] = payable;
        units[i] = (weekly & 4) | (by_hour & hours[i]) | (between & (payable * 4));
        period_is[i] = state_of(bits(hours_is[i]) | (between & bits(days_is[i])));
    }
    std::copy(days_is, days_is + rows, into.payable_days_is + first);
}

void payments(kernel_law const& law, kernel_input const& from, kernel_output const& into, std::int64_t const* later, std::int64_t const* units,
              std::size_t first, std::size_t rows) {
    auto const *group = from.group + first, *provider = from.provider + first, *age = from.age + first, *special = from.special + first,
               *charge = from.charge + first, *period = into.period + first, *share = into.share + first;
    auto* __restrict payment = into.payment + first;
    constexpr std::uint64_t most = std::uint64_t{2} * 2000'00 * 168 * 4 * 150 + 400;  // of the greatest rate, hours and percentage
    auto const* const rates = law.rates;
    by_era const special_percent(law.special_percent);
    for (std::size_t i = 0; i < rows; ++i) {
        auto const place = (later[i] & std::int64_t{kernel_law::places}) + group[i] * 64 + provider[i] * 16 + period[i] * 4 + age[i];
        auto const factor = 100 + (-special[i] & special_percent[later[i]]);
        // Cents times quarters times percent, to the cent.
        auto const limit = divided<800, most>(rates[place] * units[i] * factor * 2 + 400);
        payment[i] = std::max<std::int64_t>(0, std::min(charge[i], limit) - share[i]);
    }
    auto const *special_is = from.special_is + first, *charge_is = from.charge_is + first, *period_is = into.period_is + first,
               *share_is = into.share_is + first;
    auto* __restrict payment_is = into.payment_is + first;
    for (std::size_t i = 0; i < rows; ++i) payment_is[i] = state_of(bits(period_is[i]) | bits(special_is[i]) | bits(charge_is[i]) | bits(share_is[i]));
}

}  // namespace

void kernel_by_hand(kernel_law const& law, kernel_input const& in, kernel_output const& out, std::size_t rows) {
    std::int64_t later[chunk], units[chunk];
    for (std::size_t first = 0; first < rows; first += chunk) {
        auto const count = std::min(chunk, rows - first);
        shares(law, in, out, later, first, count);
        periods(law, in, out, later, units, first, count);
        payments(law, in, out, later, units, first, count);
    }
}

}  // namespace carefare::bench
