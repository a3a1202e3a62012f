// How the values of an output are written is chosen once; what has no plain text is left to who writes any value.
#include "caseload/value_text.hpp"

#include <carefare/base/append_text.hpp>

#include "cases/caseload_text.hpp"

namespace carefare::caseload {

using checked::scalar;

namespace {

constexpr unsigned most_decimals = 9;

std::string as_cell(std::string const& text) {
    std::string line = ",";  // within a line an empty cell needs no quotes
    cases::add_cell(line, text);
    return line.substr(2);
}

}  // namespace

value_text::value_text(checked::rule_graph const& graph, checked::type const& type, rational const& denominator) : graph_(graph), type_(type) {
    choose(denominator);
}

void value_text::choose(rational const& denominator) {
    auto const& type = type_;
    switch (type.kind) {
        case scalar::boolean:
            how_ = kind::boolean;
            for (auto const value : {false, true}) words_.push_back(as_cell(cases::cell_text(checked::scalar_value{value}, type, graph_)));
            break;
        case scalar::word:
            how_ = kind::word;
            for (auto const& word : graph_.word_lists[type.words].words) words_.push_back(as_cell(word));
            break;
        case scalar::date: how_ = kind::date; break;
        case scalar::link: how_ = kind::link; break;
        case scalar::number: {
            if (type.percent) break;
            bool const money = cases::is_money(type);
            rational scale = 1;
            for (unsigned decimals = 0; decimals <= most_decimals; ++decimals, scale = scale * rational(10)) {
                auto const times = (scale / denominator).to_int64();
                if (!times || (money && decimals != 2)) continue;
                how_ = money ? kind::hundredths : kind::decimal;
                times_ = *times;
                decimals_ = decimals;
                break;
            }
            break;
        }
        default: break;
    }
}

bool value_text::add(std::string& into, eval::block const& block, program::wide value) const {
    auto const whole = static_cast<std::int64_t>(value);
    switch (how_) {
        case kind::boolean: into += words_[whole != 0 ? 1 : 0]; return true;
        case kind::word: into += words_[static_cast<std::size_t>(whole)]; return true;
        case kind::date: append(into, date{static_cast<std::int32_t>(whole)}); return true;
        case kind::link: {
            std::string key;
            block.add_key(key, type_.entity, static_cast<eval::row_number>(whole));
            into += as_cell(key);
            return true;
        }
        case kind::hundredths:
        case kind::decimal: {
            std::int64_t parts = 0;
            if (whole != value || __builtin_mul_overflow(whole, times_, &parts)) return false;
            if (how_ == kind::hundredths)
                append_hundredths(into, parts);
            else
                append_decimal(into, parts, decimals_);
            return true;
        }
        case kind::other: break;
    }
    return false;
}

void value_text::add(std::string& into, checked::constant_value const& value) const {
    into += as_cell(cases::cell_text(value, type_, graph_));
}

}  // namespace carefare::caseload
