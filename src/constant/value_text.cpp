// Names of types and the text of values, as FEEL's string() prints them; see value.hpp.
#include <carefare/constant/value.hpp>

#include "constant/calendar.hpp"
#include "constant/instant.hpp"
#include "constant/temporal_text.hpp"

namespace carefare::constant {
namespace {

std::string number_text(number const& n) {
    switch (n.kind) {
        case number_kind::percent: return (n.amount * rational(100)).to_string();
        case number_kind::money: {
            bool const cents = (n.amount * rational(100)).is_integer();
            return cents ? n.amount.to_fixed(2) : n.amount.to_string();
        }
        case number_kind::number: break;
    }
    return n.amount.to_string();
}

/// A text inside a list or a range is written as a literal.
std::string literal_text(value const& v) {
    auto const* text = std::get_if<std::string>(&v.held);
    if (text == nullptr) return to_text(v);
    std::string made = "\"";
    for (char const c : *text) {
        if (c == '"' || c == '\\') made += '\\';
        made += c;
    }
    return made + "\"";
}

std::string range_text(range const& r) {
    if (r.form != range_form::interval)
        return (r.form == range_form::equal ? "(=" : "(!=") + literal_text(*r.low) + ")";
    if (!r.low && !r.high) return "(none..none)";
    if (!r.low) return (r.high_closed ? "(<=" : "(<") + literal_text(*r.high) + ")";
    if (!r.high) return (r.low_closed ? "(>=" : "(>") + literal_text(*r.low) + ")";
    return (r.low_closed ? "[" : "(") + literal_text(*r.low) + ".." + literal_text(*r.high) +
           (r.high_closed ? "]" : ")");
}

struct text_maker {
    std::string operator()(bool b) const { return b ? "true" : "false"; }
    std::string operator()(number const& n) const { return number_text(n); }
    std::string operator()(std::string const& text) const { return text; }
    std::string operator()(wide_date const& d) const { return date_text(d); }
    std::string operator()(time_of_day const& t) const { return time_text(t); }
    std::string operator()(wide_date_time const& t) const { return date_text(t.day) + "T" + time_text(t.time); }
    std::string operator()(days_duration const& d) const { return duration_text(d); }
    std::string operator()(months_duration const& d) const { return duration_text(d); }
    std::string operator()(range const& r) const { return range_text(r); }
    std::string operator()(list const& l) const {
        std::string made = "[";
        for (auto const& item : l.items) {
            if (made.size() > 1) made += ", ";
            made += literal_text(item);
        }
        return made + "]";
    }
};

struct type_namer {
    std::string operator()(bool) const { return "boolean"; }
    std::string operator()(number const& n) const {
        if (n.kind == number_kind::money) return "money";
        return n.kind == number_kind::percent ? "percent" : "number";
    }
    std::string operator()(std::string const&) const { return "string"; }
    std::string operator()(wide_date const&) const { return "date"; }
    std::string operator()(time_of_day const&) const { return "time"; }
    std::string operator()(wide_date_time const&) const { return "date and time"; }
    std::string operator()(days_duration const&) const { return "duration"; }
    std::string operator()(months_duration const&) const { return "duration"; }
    std::string operator()(list const&) const { return "list"; }
    std::string operator()(range const&) const { return "range"; }
};

}  // namespace

std::string type_name(value const& v) { return std::visit(type_namer{}, v.held); }

std::string to_text(value const& v) { return std::visit(text_maker{}, v.held); }

}  // namespace carefare::constant
