// Rounding and the functions of dates.
#include <array>

#include <carefare/constant/evaluate_constant.hpp>

#include "checked/lower_expr.hpp"

namespace carefare::checked {

namespace {

constexpr word_list_id rounding_modes = 0;
constexpr word_list_id month_ends = 1;
constexpr std::int64_t largest_scale = 18;

std::optional<rounding_mode> mode_of_name(std::string_view name) {
    if (name == "round up") return rounding_mode::up;
    if (name == "round down") return rounding_mode::down;
    if (name == "round half up") return rounding_mode::half_up;
    if (name == "round half down") return rounding_mode::half_down;
    if (name == "round half even") return rounding_mode::half_even;
    return {};
}

}  // namespace

std::optional<unsigned> lowering::literal_scale(syntax::node_id id) {
    auto const& where = e_[id].where;
    if (constant::is_constant(e_, id)) {
        auto const v = constant::evaluate_constant(e_, b_.sink, id);
        if (!v) return {};
        auto const* number = std::get_if<constant::number>(&v->held);
        auto const digits = number == nullptr ? std::nullopt : number->amount.to_int64();
        if (digits && *digits >= 0 && *digits <= largest_scale) return static_cast<unsigned>(*digits);
    }
    error(diagnostic_code::T034, where,
          "the scale " + written(where) + " is not a whole number from 0 to " + std::to_string(largest_scale),
          "Write the number of digits after the point, such as 2 for cents.");
    return {};
}

lowering::result lowering::lower_round(std::string_view name, ids arguments, location const& where) {
    auto const value = lower(arguments[0]);
    auto const scale = literal_scale(arguments[1]);
    rounding how;
    how.mode = mode_of_name(name);
    std::vector<node_id> children;
    bool good = true;
    std::optional<operand> mode;
    if (!how.mode) {
        mode = lower(arguments[2]);
        good = mode && takes(*mode, word_of(rounding_modes), "the mode of 'round'");
    }
    if (!value || !scale || !good || !is_number(*value, "'" + std::string(name) + "'")) return {};
    how.scale = *scale;
    children.push_back(value->node);
    if (mode) {
        if (auto const literal = literal_scalar(*mode)) {
            how.mode = static_cast<rounding_mode>(std::get<word>(*literal).index);
        } else {
            children.push_back(mode->node);
        }
    }
    g_.roundings.push_back(how);
    type t = value->type_of;
    t.percent = false;
    return add(op::round, t, where, children, static_cast<std::uint32_t>(g_.roundings.size() - 1));
}

lowering::result lowering::lower_date_call(std::string_view name, ids arguments, location const& where) {
    auto all = lower_all(arguments);
    if (!all) return {};
    std::string const function = quoted(name);
    std::vector<operand>& o = *all;
    std::vector<node_id> children;
    type t = plain_number();
    op what = op::weekday_of;
    bool good = true;
    if (name == "date") {
        what = op::make_date;
        t = simple(scalar::date);
        for (operand& part : o)
            good = good && is_number(part, function) && takes(part, plain_number(), "a part of a date");
    } else if (name == "minutes between") {
        what = op::minutes_between;
        t = number_of(unit_minute);
        good = is_kind(o[0], scalar::date_time, function) && is_kind(o[1], scalar::date_time, function);
        // The operation counts to its first operand.
        std::swap(o[0], o[1]);
    } else {
        good = is_kind(o[0], scalar::date, function);
        if (name == "add months") {
            what = op::date_add_months;
            t = simple(scalar::date);
            good = good && is_number(o[1], function);
            // A count of months may be plain or in months; nothing else moves a date by months.
            bool const plain = !o[1].literal && o[1].type_of.measure.is_plain();
            good = good && takes(o[1], plain ? plain_number() : number_of(unit_month), "the number of months");
        } else if (name == "months between") {
            what = op::months_between;
            t = number_of(unit_month);
            good = good && is_kind(o[1], scalar::date, function);
        }
        if (o.size() == 3) good = good && takes(o[2], word_of(month_ends), "the month end of " + function);
    }
    if (!good) return {};
    for (operand const& part : o)
        children.push_back(part.node);
    return add(what, t, where, children);
}

}  // namespace carefare::checked
