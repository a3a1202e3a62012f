// Units multiply and divide by adding and subtracting the exponents of their base units.
#include <carefare/checked/type.hpp>

namespace carefare::checked {

namespace {

unit combine(unit const& a, unit const& b, std::int32_t sign) {
    unit result;
    auto left = a.factors.begin();
    auto right = b.factors.begin();
    while (left != a.factors.end() || right != b.factors.end()) {
        bool const take_left = right == b.factors.end() || (left != a.factors.end() && left->base <= right->base);
        bool const take_right = left == a.factors.end() || (right != b.factors.end() && right->base <= left->base);
        unit::factor sum{take_left ? left->base : right->base, 0};
        if (take_left) sum.exponent += (left++)->exponent;
        if (take_right) sum.exponent += sign * (right++)->exponent;
        if (sum.exponent != 0) result.factors.push_back(sum);
    }
    return result;
}

}  // namespace

unit operator*(unit const& a, unit const& b) {
    return combine(a, b, 1);
}

unit operator/(unit const& a, unit const& b) {
    return combine(a, b, -1);
}

}  // namespace carefare::checked
