// Arithmetic of exact rationals. A value that fits two 64-bit integers is kept in them and worked on with 128-bit
// intermediates; every other value is a pair of Multiprecision integers. As the small form is always taken where it
// fits, equal values have equal representations.
#include <carefare/base/rational.hpp>

#include <boost/multiprecision/cpp_int.hpp>

#include <limits>
#include <stdexcept>
#include <utility>

#include "base/rational_digits.hpp"

namespace carefare {

namespace {

__extension__ typedef __int128 int128;            // NOLINT: the only spelling that -Wpedantic takes
__extension__ typedef unsigned __int128 uint128;  // NOLINT

using integer = boost::multiprecision::cpp_int;

constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t greatest = std::numeric_limits<std::int64_t>::max();

bool fits(int128 value) {
    return value >= least && value <= greatest;
}

uint128 magnitude(int128 value) {
    return value < 0 ? -static_cast<uint128>(value) : static_cast<uint128>(value);
}

uint128 greatest_common_divisor(uint128 a, uint128 b) {
    while (b != 0) {
        if ((a >> 64U) == 0 && (b >> 64U) == 0) {  // 64-bit division is several times faster
            auto x = static_cast<std::uint64_t>(a);
            auto y = static_cast<std::uint64_t>(b);
            while (y != 0)
                x = std::exchange(y, x % y);
            return x;
        }
        a = std::exchange(b, a % b);
    }
    return a;
}

integer to_integer(int128 value) {
    auto const size = magnitude(value);
    integer result = static_cast<std::uint64_t>(size >> 64U);
    result <<= 64;
    result += static_cast<std::uint64_t>(size);
    return value < 0 ? integer(-result) : result;
}

std::size_t bits_of(integer const& value) {
    return value.is_zero() ? 0 : static_cast<std::size_t>(msb(abs(value))) + 1;
}

[[noreturn]] void divide_by_zero() {
    throw std::domain_error("division by zero");
}

}  // namespace

/// The general form, and everything that must see inside a rational.
struct rational::big {
    integer numerator;
    integer denominator;

    static big parts(rational const& value) {
        return value.big_ ? *value.big_ : big{integer(value.numerator_), integer(value.denominator_)};
    }

    /// A value in lowest terms with a positive denominator.
    static rational reduced(integer numerator, integer denominator) {
        rational result;
        if (numerator >= least && numerator <= greatest && denominator <= greatest) {
            result.numerator_ = static_cast<std::int64_t>(numerator);
            result.denominator_ = static_cast<std::int64_t>(denominator);
        } else {
            result.big_ = std::make_shared<big const>(big{std::move(numerator), std::move(denominator)});
        }
        return result;
    }

    static rational make(integer numerator, integer denominator) {
        if (denominator.is_zero()) divide_by_zero();
        if (denominator < 0) {
            numerator = -numerator;
            denominator = -denominator;
        }
        if (denominator != 1) {
            integer const divisor = gcd(numerator, denominator);
            if (divisor != 1) {
                numerator /= divisor;
                denominator /= divisor;
            }
        }
        return reduced(std::move(numerator), std::move(denominator));
    }

    /// Products of 64-bit values and sums of two of them fit 128 bits, so no caller can overflow.
    static rational make(int128 numerator, int128 denominator) {
        if (denominator == 0) divide_by_zero();
        if (denominator < 0) {
            numerator = -numerator;
            denominator = -denominator;
        }
        if (denominator != 1) {
            auto const divisor = greatest_common_divisor(magnitude(numerator), magnitude(denominator));
            if (divisor != 1) {
                numerator /= static_cast<int128>(divisor);
                denominator /= static_cast<int128>(divisor);
            }
        }
        if (!fits(numerator) || !fits(denominator)) return reduced(to_integer(numerator), to_integer(denominator));
        rational result;
        result.numerator_ = static_cast<std::int64_t>(numerator);
        result.denominator_ = static_cast<std::int64_t>(denominator);
        return result;
    }
};

rational rational::fraction(std::int64_t numerator, std::int64_t denominator) {
    return big::make(int128{numerator}, int128{denominator});
}

bool rational::is_integer() const {
    return big_ ? big_->denominator == 1 : denominator_ == 1;
}

bool rational::is_zero() const {
    return !big_ && numerator_ == 0;
}

int rational::sign() const {
    if (big_) return big_->numerator.sign();
    return numerator_ < 0 ? -1 : (numerator_ > 0 ? 1 : 0);
}

std::optional<std::int64_t> rational::to_int64() const {
    if (big_ || denominator_ != 1) return std::nullopt;
    return numerator_;
}

rational rational::numerator() const {
    return big_ ? big::reduced(big_->numerator, 1) : rational(numerator_);
}

rational rational::denominator() const {
    return big_ ? big::reduced(big_->denominator, 1) : rational(denominator_);
}

std::size_t rational::bits() const {
    auto const [n, d] = big::parts(*this);
    return std::max(bits_of(n), bits_of(d));
}

rational rational::floor() const {
    if (is_integer()) return *this;
    auto const [n, d] = big::parts(*this);
    integer const truncated = n / d;  // towards zero
    return big::reduced(n < 0 ? integer(truncated - 1) : truncated, 1);
}

rational rational::ceiling() const {
    return is_integer() ? *this : floor() + 1;
}

rational operator+(rational const& a, rational const& b) {
    if (!a.big_ && !b.big_) {
        return rational::big::make(int128{a.numerator_} * b.denominator_ + int128{b.numerator_} * a.denominator_,
                                   int128{a.denominator_} * b.denominator_);
    }
    auto const [an, ad] = rational::big::parts(a);
    auto const [bn, bd] = rational::big::parts(b);
    return rational::big::make(integer(an * bd + bn * ad), integer(ad * bd));
}

rational operator-(rational const& a) {
    if (!a.big_) return rational::big::make(-int128{a.numerator_}, int128{a.denominator_});
    return rational::big::reduced(-a.big_->numerator, a.big_->denominator);
}

rational operator-(rational const& a, rational const& b) {
    return a + -b;
}

rational operator*(rational const& a, rational const& b) {
    if (!a.big_ && !b.big_) {
        return rational::big::make(int128{a.numerator_} * b.numerator_, int128{a.denominator_} * b.denominator_);
    }
    auto const [an, ad] = rational::big::parts(a);
    auto const [bn, bd] = rational::big::parts(b);
    return rational::big::make(integer(an * bn), integer(ad * bd));
}

rational operator/(rational const& a, rational const& b) {
    if (!a.big_ && !b.big_) {
        return rational::big::make(int128{a.numerator_} * b.denominator_, int128{a.denominator_} * b.numerator_);
    }
    auto const [an, ad] = rational::big::parts(a);
    auto const [bn, bd] = rational::big::parts(b);
    return rational::big::make(integer(an * bd), integer(ad * bn));
}

bool operator==(rational const& a, rational const& b) {
    if (!a.big_ || !b.big_)
        return !a.big_ && !b.big_ && a.numerator_ == b.numerator_ && a.denominator_ == b.denominator_;
    return a.big_->numerator == b.big_->numerator && a.big_->denominator == b.big_->denominator;
}

std::strong_ordering operator<=>(rational const& a, rational const& b) {
    if (!a.big_ && !b.big_) {
        auto const left = int128{a.numerator_} * b.denominator_;
        auto const right = int128{b.numerator_} * a.denominator_;
        return left < right ? std::strong_ordering::less
                            : (left > right ? std::strong_ordering::greater : std::strong_ordering::equal);
    }
    if (a.sign() != b.sign()) return a.sign() <=> b.sign();
    auto const [an, ad] = rational::big::parts(a);
    auto const [bn, bd] = rational::big::parts(b);
    return integer(an * bd).compare(integer(bn * ad)) <=> 0;
}

rational power(rational const& base, std::int64_t exponent, std::size_t max_bits) {
    if (exponent == 0) return 1;
    if (base.is_zero()) {
        if (exponent < 0) throw std::domain_error("zero has no negative power");
        return 0;
    }
    auto const times = exponent < 0 ? -static_cast<std::uint64_t>(exponent) : static_cast<std::uint64_t>(exponent);
    auto const [n, d] = rational::big::parts(base);
    // b bits hold at least 2^(b-1), so the result has more than times * (b-1) bits.
    auto const growth = base.bits() - 1;
    if (growth == 0) return n < 0 && times % 2 == 1 ? rational(-1) : rational(1);
    auto const too_large = [] { throw std::length_error("the power is too large"); };
    if (times > max_bits / growth) too_large();
    using boost::multiprecision::pow;
    auto const count = static_cast<unsigned>(times);
    integer top = pow(n, count);
    integer bottom = pow(d, count);
    if (exponent < 0) {
        std::swap(top, bottom);
        if (bottom < 0) {
            top = -top;
            bottom = -bottom;
        }
    }
    auto result = rational::big::reduced(std::move(top), std::move(bottom));
    if (result.bits() > max_bits) too_large();
    return result;
}

rational least_common_multiple(rational const& a, rational const& b) {
    return rational::big::reduced(lcm(rational::big::parts(a).numerator, rational::big::parts(b).numerator), 1);
}

rational whole_number_of(std::string_view digits) {
    // Multiprecision reads a leading zero as the sign of an octal number.
    auto const first = digits.find_first_not_of('0');
    if (first == std::string_view::npos) return 0;
    return rational::big::reduced(integer(std::string(digits.substr(first))), 1);
}

std::string digits_of(rational const& whole) {
    if (auto const small = whole.to_int64()) return std::to_string(*small);
    return rational::big::parts(whole).numerator.str();
}

decimal_factors decimal_factors_of(rational const& whole) {
    auto rest = rational::big::parts(whole).numerator;
    decimal_factors result;
    result.twos = static_cast<unsigned>(lsb(rest));
    rest >>= result.twos;
    // Nothing but fives is left if the rest is the one power of five of its length; log2(5) = 2.321928...
    auto const length = static_cast<std::uint64_t>(bits_of(rest) - 1);
    auto const estimate = length * 1'000'000 / 2'321'928;
    for (auto fives = estimate; fives <= estimate + 1; ++fives) {
        if (boost::multiprecision::pow(integer(5), static_cast<unsigned>(fives)) != rest) continue;
        result.fives = static_cast<unsigned>(fives);
        result.nothing_else = true;
        break;
    }
    return result;
}

}  // namespace carefare
