// From a literal expression to a value of the type that its place asks for. Units adapt, signs ($, %) do not: what a
// person left out is named, never guessed.
#include <string>
#include <utility>

#include <carefare/checked/check.hpp>
#include <carefare/constant/evaluate_constant.hpp>

#include "checked/intervals.hpp"
#include "checked/percent_advice.hpp"
#include "checked/wording.hpp"

namespace carefare::checked {

namespace {

using syntax::expr_kind;
using syntax::expr_op;

std::string trimmed(std::string_view text) {
    auto const first = text.find_first_not_of(" \n");
    if (first == std::string_view::npos) return {};
    return std::string(text.substr(first, text.find_last_not_of(" \n") - first + 1));
}

constexpr std::int64_t nanoseconds_of_minute = 60'000'000'000;
constexpr std::int64_t minutes_of_day = 24 * 60;

class constant_reader {
public:
    constant_reader(syntax::expr const& e, rule_graph const& graph, diagnostics& sink)
        : e_(e), graph_(graph), sink_(sink) {}

    std::optional<constant_value> read(syntax::node_id id, type const& asked) {
        if (e_[id].kind == expr_kind::none) return read_none(id, asked);
        if (asked.kind == scalar::range) return read_interval(id, asked);
        auto value = read_scalar(id, asked);
        if (!value) return std::nullopt;
        return std::optional<constant_value>(std::in_place, std::move(*value));
    }

private:
    std::optional<constant_value> read_none(syntax::node_id id, type const& asked) {
        if (asked.optional) return std::optional<constant_value>(std::in_place, scalar_value(none_value{}));
        sink_.error(diagnostic_code::F007, e_[id].where, "'none' stands where " + graph_.to_string(asked) + " is asked",
                    how_to_write(asked, graph_));
        return std::nullopt;
    }

    std::optional<scalar_value> read_scalar(syntax::node_id id, type const& asked) {
        switch (asked.kind) {
            case scalar::boolean:
                return read_boolean(id, asked);
            case scalar::number:
                return read_number(id, asked);
            case scalar::word:
                return read_word(id, asked);
            case scalar::text:
            case scalar::link:
                return read_text(id, asked);
            case scalar::date:
                return read_date(id, asked);
            case scalar::date_time:
                return read_date_time(id, asked);
            case scalar::range:
                break;
        }
        return refuse(id, asked, "another value");
    }

    std::nullopt_t refuse(syntax::node_id id, type const& asked, std::string const& found) {
        sink_.error(diagnostic_code::F003, e_[id].where, graph_.to_string(asked) + " is asked, and this is " + found,
                    how_to_write(asked, graph_));
        return std::nullopt;
    }

    /// The words of a plain scalar: a text or a name, else the whole expression as it was written ("1.5-2").
    std::optional<std::string> plain_text(syntax::node_id id) const {
        auto const& n = e_[id];
        if (n.kind == expr_kind::text || n.kind == expr_kind::name) return n.text;
        if (id != e_.root) return std::nullopt;
        return trimmed(e_.source_text);
    }

    std::optional<constant::value> fold(syntax::node_id id) { return constant::evaluate_constant(e_, sink_, id); }

    std::optional<scalar_value> read_boolean(syntax::node_id id, type const& asked) {
        auto const& n = e_[id];
        if (n.kind == expr_kind::boolean) return n.op == expr_op::yes;
        auto const text = plain_text(id);
        if (text == "yes" || text == "no") return text == "yes";
        if (n.kind == expr_kind::name || n.kind == expr_kind::text) return refuse(id, asked, quoted(n.text));
        auto const value = fold(id);
        if (!value) return std::nullopt;
        if (auto const* b = std::get_if<bool>(&value->held)) return *b;
        return refuse(id, asked, "a " + constant::type_name(*value));
    }

    std::optional<scalar_value> read_word(syntax::node_id id, type const& asked) {
        auto const text = plain_text(id);
        if (!text || asked.words >= graph_.word_lists.size()) return refuse(id, asked, "another value");
        auto const& list = graph_.word_lists[asked.words];
        for (std::uint32_t i = 0; i < list.words.size(); ++i) {
            if (list.words[i] == *text) return word{i};
        }
        sink_.error(diagnostic_code::F006, e_[id].where, quoted(*text) + " is no word of " + quoted(list.name),
                    did_you_mean(*text, list.words, how_to_write(asked, graph_)));
        return std::nullopt;
    }

    std::optional<scalar_value> read_text(syntax::node_id id, type const& asked) {
        if (auto text = plain_text(id)) return std::move(*text);
        return refuse(id, asked, "another value");
    }

    std::optional<scalar_value> read_date(syntax::node_id id, type const& asked) {
        auto const& n = e_[id];
        if (n.kind == expr_kind::at_literal || n.kind == expr_kind::text || n.kind == expr_kind::name) {
            if (auto const day = parse_date(n.text)) return *day;
            return refuse(id, asked, quoted(n.text));
        }
        auto const value = fold(id);
        if (!value) return std::nullopt;
        auto const* day = std::get_if<constant::wide_date>(&value->held);
        if (day == nullptr) return refuse(id, asked, "a " + constant::type_name(*value));
        if (day->days >= first_date.days && day->days <= last_date.days)
            return date{static_cast<std::int32_t>(day->days)};
        return refuse(id, asked, "a day outside the years 1 to 9999");
    }

    std::optional<scalar_value> read_date_time(syntax::node_id id, type const& asked) {
        auto const& n = e_[id];
        if (n.kind == expr_kind::at_literal || n.kind == expr_kind::text || n.kind == expr_kind::name) {
            if (auto const moment = parse_date_time(n.text)) return *moment;
            return refuse(id, asked, quoted(n.text));
        }
        auto const value = fold(id);
        if (!value) return std::nullopt;
        auto const* moment = std::get_if<constant::wide_date_time>(&value->held);
        if (moment == nullptr) return refuse(id, asked, "a " + constant::type_name(*value));
        auto const days = moment->day.days;
        bool const is_civil = days >= first_date.days && days <= last_date.days && moment->time.where.is_local() &&
                              moment->time.nanoseconds % nanoseconds_of_minute == 0;
        if (!is_civil) return refuse(id, asked, "a time with seconds, with a zone or outside the years 1 to 9999");
        return date_time{days * minutes_of_day + moment->time.nanoseconds / nanoseconds_of_minute};
    }

    std::optional<scalar_value> read_number(syntax::node_id id, type const& asked) {
        auto const& n = e_[id];
        if (n.kind == expr_kind::name || n.kind == expr_kind::text) return refuse(id, asked, quoted(n.text));
        auto const value = fold(id);
        if (!value) return std::nullopt;
        if (auto const* number = std::get_if<constant::number>(&value->held)) return adapt(id, *number, asked);
        if (auto const duration = count_of(*value, asked)) return *duration;
        return refuse(id, asked, "a " + constant::type_name(*value));
    }

    /// A literal takes the unit that is asked for, but money must be written as money and percent as percent.
    std::optional<scalar_value> adapt(syntax::node_id id, constant::number const& number, type const& asked) {
        using constant::number_kind;
        auto const written = number.amount.to_string();
        if (is_money(asked) && number.kind == number_kind::number) {
            sink_.error(diagnostic_code::F004, e_[id].where,
                        graph_.to_string(asked) + " is asked, and " + written + " has no $",
                        "Write " + graph_.to_string(scalar_value(number.amount), asked) + ".");
            return std::nullopt;
        }
        if (asked.percent && number.kind == number_kind::number) {
            sink_.error(diagnostic_code::F005, e_[id].where, "percent is asked, and " + written + " has no %", percent_advice(number.amount, written));
            return std::nullopt;
        }
        if (number.kind == number_kind::money && !is_money(asked)) return refuse(id, asked, "money");
        bool const takes_percent = asked.percent || asked.measure.is_plain();
        if (number.kind == number_kind::percent && !takes_percent) return refuse(id, asked, "a percentage");
        return number.amount;
    }

    /// @"P10D" is 10 days, @"PT90M" 90 minutes, @"P3M" 3 months.
    static std::optional<rational> count_of(constant::value const& value, type const& asked) {
        auto const measures = [&](std::uint32_t base) {
            return asked.measure.factors == std::vector<unit::factor>{{base, 1}};
        };
        if (auto const* months = std::get_if<constant::months_duration>(&value.held)) {
            if (measures(unit_month)) return rational(months->months);
        }
        if (auto const* duration = std::get_if<constant::days_duration>(&value.held)) {
            auto const minutes = duration->seconds / rational(60);
            auto const days = minutes / rational(minutes_of_day);
            if (measures(unit_minute) && minutes.is_integer()) return minutes;
            if (measures(unit_day) && days.is_integer()) return days;
        }
        return std::nullopt;
    }

    std::optional<constant_value> read_interval(syntax::node_id id, type const& asked) {
        auto const& n = e_[id];
        if (n.kind == expr_kind::unary_test) return read_half(id, asked);
        if (n.kind != expr_kind::range) return refuse(id, asked, "no range");
        auto const children = e_.children_of(id);
        interval result;
        result.low_closed = n.low_closed;
        result.high_closed = n.high_closed;
        bool const low_fits = read_end(children[0], asked, result.low);
        if (!read_end(children[1], asked, result.high) || !low_fits) return std::nullopt;
        bool const is_point = result.low && result.high && !is_less(*result.low, *result.high);
        if (is_point && (is_less(*result.high, *result.low) || !result.low_closed || !result.high_closed)) {
            sink_.error(diagnostic_code::F008, n.where,
                        "the range " + graph_.to_string(result, asked) + " holds no value",
                        "Write the lower end first.");
            return std::nullopt;
        }
        return std::optional<constant_value>(std::in_place, std::move(result));
    }

    /// "< 5" as a range without its other end.
    std::optional<constant_value> read_half(syntax::node_id id, type const& asked) {
        auto const operation = e_[id].op;
        bool const below = operation == expr_op::less || operation == expr_op::less_equal;
        if (!below && operation != expr_op::greater && operation != expr_op::greater_equal) {
            return refuse(id, asked, "no range");
        }
        interval result;
        if (!read_end(e_.children_of(id)[0], asked, below ? result.high : result.low)) return std::nullopt;
        result.high_closed = operation != expr_op::less;
        result.low_closed = operation != expr_op::greater;
        return std::optional<constant_value>(std::in_place, std::move(result));
    }

    bool read_end(syntax::node_id id, type const& asked, std::optional<scalar_value>& out) {
        if (id == syntax::no_node || e_[id].kind == expr_kind::none) return true;
        out = read_scalar(id, end_of(asked));
        return out.has_value();
    }

    syntax::expr const& e_;
    rule_graph const& graph_;
    diagnostics& sink_;
};

}  // namespace

std::optional<constant_value> read_constant(syntax::expr const& e, type const& asked, rule_graph const& graph,
                                            diagnostics& sink) {
    if (e.root == syntax::no_node) return std::nullopt;
    return constant_reader(e, graph, sink).read(e.root, asked);
}

}  // namespace carefare::checked
