// A small cursor over the text and one function a form; see parse_temporal.hpp.
#include "constant/parse_temporal.hpp"

#include <algorithm>
#include <cstdint>
#include <string>

#include "constant/calendar.hpp"

namespace carefare::constant {
namespace {

constexpr std::int64_t nanoseconds_a_second = 1'000'000'000;
constexpr std::int64_t nanoseconds_a_day = 86'400 * nanoseconds_a_second;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

class cursor {
public:
    explicit cursor(std::string_view text) : rest_(text) {}
    [[nodiscard]] bool at_end() const { return rest_.empty(); }
    [[nodiscard]] char peek() const { return rest_.empty() ? '\0' : rest_.front(); }
    bool take(char c) {
        if (peek() != c || rest_.empty()) return false;
        rest_.remove_prefix(1);
        return true;
    }
    /// All digits that follow.
    std::string_view digits() {
        auto const end = std::find_if_not(rest_.begin(), rest_.end(), is_digit);
        auto const found = rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
        rest_.remove_prefix(found.size());
        return found;
    }
    /// Exactly two digits that make at most `most`.
    std::optional<unsigned> two_digits(unsigned most) {
        if (rest_.size() < 2 || !is_digit(rest_[0]) || !is_digit(rest_[1])) return std::nullopt;
        auto const made = static_cast<unsigned>((rest_[0] - '0') * 10 + (rest_[1] - '0'));
        rest_.remove_prefix(2);
        return made <= most ? std::optional{made} : std::nullopt;
    }
    std::string_view everything() {
        auto const all = rest_;
        rest_ = {};
        return all;
    }

private:
    std::string_view rest_;
};

std::int64_t to_number(std::string_view digits) {
    std::int64_t made = 0;
    for (char const c : digits) made = made * 10 + (c - '0');
    return made;
}

std::optional<wide_date> read_date(cursor& in) {
    bool const before_zero = in.take('-');
    auto const year = in.digits();
    if (year.size() < 4 || year.size() > 9 || (year.size() > 4 && year.front() == '0')) return std::nullopt;
    if (before_zero && year == "0000") return std::nullopt;
    if (!in.take('-')) return std::nullopt;
    auto const month = in.two_digits(12);
    if (!month || !in.take('-')) return std::nullopt;
    auto const day = in.two_digits(31);
    if (!day) return std::nullopt;
    return from_civil({before_zero ? -to_number(year) : to_number(year), *month, *day});
}

std::optional<zone> read_zone(cursor& in) {
    zone made;
    if (in.at_end()) return made;
    if (in.take('Z') || in.take('z')) {
        made.offset_seconds = 0;
    } else if (in.take('@')) {
        made.name = std::string(in.everything());
        if (!is_zone_name(made.name)) return std::nullopt;
    } else {
        bool const west = in.peek() == '-';
        if (!in.take('+') && !in.take('-')) return std::nullopt;
        auto const hours = in.two_digits(18);
        if (!hours || !in.take(':')) return std::nullopt;
        auto const minutes = in.two_digits(59);
        if (!minutes) return std::nullopt;
        unsigned seconds = 0;
        if (in.take(':')) {
            auto const read = in.two_digits(59);
            if (!read) return std::nullopt;
            seconds = *read;
        }
        auto const total = static_cast<std::int32_t>(*hours * 3600 + *minutes * 60 + seconds);
        if (total > 18 * 3600) return std::nullopt;
        made.offset_seconds = west ? -total : total;
    }
    return in.at_end() ? std::optional{made} : std::nullopt;
}

/// A time up to the end of the text; 24:00:00 gives a whole day of nanoseconds.
std::optional<time_of_day> read_time(cursor& in) {
    auto const hour = in.two_digits(24);
    if (!hour || !in.take(':')) return std::nullopt;
    auto const minute = in.two_digits(59);
    if (!minute || !in.take(':')) return std::nullopt;
    auto const second = in.two_digits(59);
    if (!second) return std::nullopt;
    std::int64_t fraction = 0;
    if (in.take('.')) {
        auto const digits = in.digits();
        if (digits.empty() || digits.size() > 9) return std::nullopt;
        fraction = to_number(digits);
        for (auto size = digits.size(); size < 9; ++size) fraction *= 10;
    }
    auto const where = read_zone(in);
    if (!where) return std::nullopt;
    auto const seconds = static_cast<std::int64_t>(*hour * 3600 + *minute * 60 + *second);
    auto const total = seconds * nanoseconds_a_second + fraction;
    if (total > nanoseconds_a_day) return std::nullopt;
    return time_of_day{total, *where};
}

/// One "12D" of a duration: the amount if the digits are followed by `unit`, else the cursor stays.
bool read_part(cursor& in, char unit, std::int64_t each, std::int64_t& total, bool& any) {
    auto tried = in;
    auto const digits = tried.digits();
    if (digits.empty() || digits.size() > 12 || !tried.take(unit)) return false;
    total += to_number(digits) * each;
    any = true;
    in = tried;
    return true;
}

std::optional<rational> read_seconds(cursor& in) {
    auto const whole = in.digits();
    std::string text(whole);
    if (whole.empty() || whole.size() > 12) return std::nullopt;
    if (in.take('.')) {
        auto const fraction = in.digits();
        if (fraction.empty() || fraction.size() > 9) return std::nullopt;
        text += '.';
        text += fraction;
    }
    if (!in.take('S')) return std::nullopt;
    return rational::from_decimal(text);
}

}  // namespace

bool is_zone_name(std::string_view text) {
    if (text.empty() || text.size() > 64 || !is_letter(text.front())) return false;
    char previous = '/';
    for (char const c : text) {
        if (!is_letter(c) && !is_digit(c) && c != '_' && c != '+' && c != '-' && c != '/') return false;
        if (c == '/' && previous == '/') return false;
        previous = c;
    }
    return previous != '/';
}

std::optional<wide_date> parse_wide_date(std::string_view text) {
    cursor in(text);
    auto const made = read_date(in);
    return made && in.at_end() ? made : std::nullopt;
}

std::optional<time_of_day> parse_time(std::string_view text) {
    cursor in(text);
    auto const made = read_time(in);
    if (!made || made->nanoseconds >= nanoseconds_a_day) return std::nullopt;
    return made;
}

std::optional<wide_date_time> parse_wide_date_time(std::string_view text) {
    cursor in(text);
    auto day = read_date(in);
    if (!day) return std::nullopt;
    if (in.at_end()) return wide_date_time{*day, {}};
    if (!in.take('T')) return std::nullopt;
    auto time = read_time(in);
    if (!time) return std::nullopt;
    if (time->nanoseconds == nanoseconds_a_day) {
        time->nanoseconds = 0;
        day->days += 1;
        if (!in_range(*day)) return std::nullopt;
    }
    return wide_date_time{*day, *time};
}

std::optional<value> parse_duration(std::string_view text) {
    cursor in(text);
    bool const negative = in.take('-');
    if (!in.take('P')) return std::nullopt;
    bool any = false;
    std::int64_t months = 0;
    read_part(in, 'Y', 12, months, any);
    read_part(in, 'M', 1, months, any);
    if (any) {
        if (!in.at_end()) return std::nullopt;
        return value{months_duration{negative ? -months : months}};
    }
    std::int64_t seconds = 0;
    read_part(in, 'D', 86'400, seconds, any);
    rational fraction;
    if (in.take('T')) {
        bool any_time = false;
        read_part(in, 'H', 3600, seconds, any_time);
        read_part(in, 'M', 60, seconds, any_time);
        if (!in.at_end()) {
            auto const read = read_seconds(in);
            if (!read) return std::nullopt;
            fraction = *read;
            any_time = true;
        }
        if (!any_time) return std::nullopt;
        any = true;
    }
    if (!any || !in.at_end()) return std::nullopt;
    auto const total = rational(seconds) + fraction;
    return value{days_duration{negative ? -total : total}};
}

std::optional<value> parse_at_literal(std::string_view text) {
    if (text.starts_with("P") || text.starts_with("-P")) return parse_duration(text);
    if (auto const day = parse_wide_date(text)) return value{*day};
    if (auto const time = parse_time(text)) return value{*time};
    if (auto const both = parse_wide_date_time(text)) return value{*both};
    return std::nullopt;
}

}  // namespace carefare::constant
