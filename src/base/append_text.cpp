// Numbers and dates at the end of a text.
#include <carefare/base/append_text.hpp>

#include <array>
#include <charconv>

namespace carefare {

namespace {

/// Room for a sign and the digits of 64 bits.
using digits = std::array<char, 24>;

std::uint64_t size_of(std::int64_t number) {
    return number < 0 ? 0 - static_cast<std::uint64_t>(number) : static_cast<std::uint64_t>(number);
}

void append_digits(std::string& into, std::uint64_t number, std::size_t at_least) {
    digits room;
    auto const end = std::to_chars(room.data(), room.data() + room.size(), number).ptr;
    auto const count = static_cast<std::size_t>(end - room.data());
    if (count < at_least) into.append(at_least - count, '0');
    into.append(room.data(), count);
}

std::uint64_t power_of_ten(unsigned exponent) {
    std::uint64_t power = 1;
    while (exponent-- > 0) power *= 10;
    return power;
}

std::array<char, 10> text_of(year_month_day const& civil) {
    std::array<char, 10> room{'0', '0', '0', '0', '-', '0', '0', '-', '0', '0'};
    auto const put = [&](std::size_t behind, unsigned number) {
        for (; number > 0; number /= 10) room[--behind] = static_cast<char>('0' + number % 10);
    };
    put(4, static_cast<unsigned>(civil.year));
    put(7, civil.month);
    put(10, civil.day);
    return room;
}

}  // namespace

void append(std::string& into, std::int64_t whole) {
    digits room;
    auto const end = std::to_chars(room.data(), room.data() + room.size(), whole).ptr;
    into.append(room.data(), static_cast<std::size_t>(end - room.data()));
}

void append_hundredths(std::string& into, std::int64_t hundredths) {
    if (hundredths < 0) into += '-';
    auto const size = size_of(hundredths);
    append_digits(into, size / 100, 1);
    into += '.';
    append_digits(into, size % 100, 2);
}

void append_decimal(std::string& into, std::int64_t parts, unsigned decimals) {
    if (parts < 0) into += '-';
    auto const one = power_of_ten(decimals);
    auto const size = size_of(parts);
    append_digits(into, size / one, 1);
    auto rest = size % one;
    if (rest == 0) return;
    while (rest % 10 == 0) {
        rest /= 10;
        --decimals;
    }
    into += '.';
    append_digits(into, rest, decimals);
}

void append(std::string& into, date day) {
    if (day < first_date || last_date < day) {
        into += to_string(day);
        return;
    }
    // The days of a caseload lie close together: their texts are put together once.
    struct day_text {
        std::int32_t of = INT32_MIN;
        std::array<char, 10> text;
    };
    thread_local std::array<day_text, 256> last;
    auto& kept = last[static_cast<std::uint32_t>(day.days) % last.size()];
    if (kept.of != day.days) kept = {day.days, text_of(to_civil(day))};
    into.append(kept.text.data(), kept.text.size());
}

}  // namespace carefare
