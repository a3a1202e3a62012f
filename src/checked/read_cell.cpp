// Values as plain text: cells of CSV files and plain scalars of rows.
#include <string>
#include <utility>

#include <carefare/checked/check.hpp>

#include "checked/percent_advice.hpp"
#include "checked/wording.hpp"

namespace carefare::checked {

namespace {

class cell_reader {
public:
    cell_reader(located_text const& cell, type const& asked, rule_graph const& graph, diagnostics& sink)
        : text_(cell.text), where_(cell.everything()), asked_(asked), graph_(graph), sink_(sink) {}

    std::optional<scalar_value> read() {
        if (text_.empty() || text_ == "none") return read_none();
        switch (asked_.kind) {
            case scalar::boolean:
                if (text_ == "yes" || text_ == "true") return true;
                if (text_ == "no" || text_ == "false") return false;
                break;
            case scalar::number:
                return read_number();
            case scalar::word:
                return read_word();
            case scalar::text:
            case scalar::link:
                return text_;
            case scalar::date:
                if (auto const day = parse_date(text_)) return *day;
                break;
            case scalar::date_time:
                if (auto const moment = parse_date_time(text_)) return *moment;
                break;
            case scalar::range:
                break;
        }
        return refuse();
    }

private:
    std::optional<scalar_value> read_none() {
        if (asked_.optional) return none_value{};
        if (asked_.kind == scalar::text && !text_.empty()) return text_;
        sink_.error(diagnostic_code::F007, where_,
                    (text_.empty() ? std::string("an empty cell") : quoted(text_)) + " stands where " +
                        graph_.to_string(asked_) + " is asked",
                    how_to_write(asked_, graph_));
        return std::nullopt;
    }

    std::nullopt_t refuse() {
        sink_.error(diagnostic_code::F003, where_, graph_.to_string(asked_) + " is asked, and this is " + quoted(text_),
                    asked_.kind == scalar::range ? "Leave it out: a range cannot stand in a cell."
                                                 : how_to_write(asked_, graph_));
        return std::nullopt;
    }

    std::optional<scalar_value> read_word() {
        if (asked_.words >= graph_.word_lists.size()) return refuse();
        auto const& list = graph_.word_lists[asked_.words];
        for (std::uint32_t i = 0; i < list.words.size(); ++i) {
            if (list.words[i] == text_) return word{i};
        }
        sink_.error(diagnostic_code::F006, where_, quoted(text_) + " is no word of " + quoted(list.name),
                    did_you_mean(text_, list.words, how_to_write(asked_, graph_)));
        return std::nullopt;
    }

    /// "12.50" or "$12.50" for money, "27%" for percent, "12.5" for other numbers.
    std::optional<scalar_value> read_number() {
        std::string digits = text_;
        if (is_money(asked_)) {
            auto const sign = digits.front() == '-' ? 1U : 0U;
            if (digits.size() > sign && digits[sign] == '$') digits.erase(sign, 1);
        }
        bool const has_percent = digits.back() == '%';
        if (has_percent) digits.pop_back();
        // 3.8E+04 is what a spreadsheet leaves of 38123: exact as it stands, and not what was meant.
        bool const has_exponent = digits.find_first_of("eE") != std::string::npos;
        auto const amount = has_exponent ? std::nullopt : rational::from_decimal(digits);
        if (!amount || (has_percent && !asked_.percent)) return refuse();
        if (asked_.percent && !has_percent) {
            sink_.error(diagnostic_code::F005, where_, "percent is asked, and " + text_ + " has no %", percent_advice(*amount, text_));
            return std::nullopt;
        }
        return has_percent ? *amount / rational(100) : *amount;
    }

    std::string const& text_;
    location where_;
    type const& asked_;
    rule_graph const& graph_;
    diagnostics& sink_;
};

}  // namespace

std::optional<scalar_value> read_cell(located_text const& text, type const& asked, rule_graph const& graph,
                                      diagnostics& sink) {
    return cell_reader(text, asked, graph, sink).read();
}

}  // namespace carefare::checked
