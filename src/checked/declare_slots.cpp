// Parameters and readings: constants of the law over time, and switches where it can be read in two ways. Options have
// a file of their own, since they bring bounds instead of values.
#include <utility>

#include "checked/builder.hpp"
#include "checked/declare.hpp"
#include "checked/intervals.hpp"
#include "checked/wording.hpp"

namespace carefare::checked {

namespace {

/// Reads a value of the slot's type within its range.
std::optional<constant_value> read_value(builder& b, slot const& s, syntax::expr const& written) {
    auto found = read_constant(written, s.type_of, b.graph, b.sink);
    if (!found) return std::nullopt;
    bool const fits = check_value(*found, s.type_of, s.range, s.step, s.name, written.where, b.graph, b.sink);
    return fits ? found : std::nullopt;
}

void set_frame(builder& b, slot& s, std::optional<syntax::expr> const& range, std::optional<syntax::expr> const& step,
               std::string const& what) {
    auto frame = read_frame(s.type_of, range, step, what, s.where, b.graph, b.sink);
    s.range = std::move(frame.range);
    s.step = std::move(frame.step);
    s.carrier = std::move(frame.bounds);
}

void declare_parameter(builder& b, syntax::parameter_syntax const& declared) {
    slot s;
    s.kind = slot_kind::parameter;
    s.name = declared.name.value;
    s.where = declared.name.where;
    s.divisor = declared.divisor;
    s.label = declared.label.value;
    s.cite = to_citation(declared.cite);
    auto const what = "parameter " + quoted(s.name);
    require_citation(s.cite, !declared.values.empty(), what, s.where, b.sink);
    if (auto const found = read_type(declared.type, b)) {
        s.type_of = *found;
        set_frame(b, s, declared.range, declared.step, what);
        if (declared.carrier) {
            auto carrier = read_carrier(*declared.carrier, s.type_of, s.range, s.step, what, b.graph, b.sink);
            if (carrier) s.carrier = std::move(carrier);
        }
        if (s.divisor && s.type_of.kind != scalar::number) {
            b.error(diagnostic_code::N006, s.where, what + " is marked as a divisor, but it is no number",
                    "Take 'divisor' away.");
        }
        if (declared.constant)
            s.entries.push_back(declare_constant(b, s, *declared.constant));
        else
            s.entries = declare_values(b, s, declared.values, true);
    }
    if (s.cite.text.empty() && !s.entries.empty()) s.cite = s.entries.front().cite;
    b.graph.slots.push_back(std::move(s));
}

std::optional<type> type_of(builder& b, syntax::reading_syntax const& declared) {
    if (declared.type) return read_type(*declared.type, b);
    if (declared.words.empty()) return std::nullopt;
    word_list list;
    list.name = declared.name.value;
    list.where = declared.name.where;
    for (auto const& item : declared.words)
        list.words.push_back(item.value);
    type result;
    result.kind = scalar::word;
    result.words = static_cast<word_list_id>(b.graph.word_lists.size());
    b.graph.word_lists.push_back(std::move(list));
    return result;
}

void declare_reading(builder& b, syntax::reading_syntax const& declared) {
    slot s;
    s.kind = slot_kind::reading;
    s.name = declared.name.value;
    s.where = declared.name.where;
    s.label = declared.label.value;
    s.reason = declared.reason.value;
    s.open_fact = declared.fact.value;
    if (auto const found = type_of(b, declared)) {
        s.type_of = *found;
        set_frame(b, s, declared.range, declared.step, "reading " + quoted(s.name));
        if (declared.constant) {
            s.entries.push_back(declare_constant(b, s, *declared.constant));
        } else if (declared.not_known) {
            value_entry gap;
            gap.gap = s.reason;
            gap.where = s.where;
            s.entries.push_back(std::move(gap));
        } else {
            s.entries = declare_values(b, s, declared.values, false);
        }
    }
    b.graph.slots.push_back(std::move(s));
}

}  // namespace

value_entry declare_constant(builder& b, slot const& s, syntax::expr const& value) {
    value_entry entry;
    entry.payload = read_value(b, s, value);
    entry.cite = s.cite;
    entry.where = value.where;
    return entry;
}

std::vector<value_entry> declare_values(builder& b, slot const& s,
                                        std::vector<syntax::dated_value_syntax> const& values, bool cite_needed) {
    std::vector<value_entry> result;
    auto const what = "an entry of " + quoted(s.name);
    for (auto const& written : values) {
        value_entry entry;
        copy_dates(written, entry);
        if (written.not_known)
            entry.gap = gap_reason(written.reason, what, written.where, b.sink);
        else if (written.value)
            entry.payload = read_value(b, s, *written.value);
        entry.cite =
            cite_needed ? cite_of(written.cite, s.cite, what, written.where, b.sink) : to_citation(written.cite);
        result.push_back(std::move(entry));
    }
    return result;
}

void declare_slots(builder& b) {
    for (auto const& declared : b.programme.parameters)
        declare_parameter(b, declared);
    for (auto const& declared : b.programme.options)
        declare_option(b, declared);
    for (auto const& declared : b.programme.readings)
        declare_reading(b, declared);
}

}  // namespace carefare::checked
