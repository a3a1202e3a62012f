// Types made and compared while expressions are lowered.
#include "checked/operand.hpp"

#include <algorithm>

namespace carefare::checked {

bool same_kind(type const& a, type const& b) {
    if (a.kind != b.kind) return false;
    switch (a.kind) {
        case scalar::number:
            return a.measure == b.measure;
        case scalar::word:
            return a.words == b.words;
        case scalar::link:
            return a.entity == b.entity;
        case scalar::range:
            return a.element == b.element && a.measure == b.measure;
        case scalar::boolean:
        case scalar::text:
        case scalar::date:
        case scalar::date_time:
            return true;
    }
    return false;
}

type simple(scalar kind) {
    type made;
    made.kind = kind;
    return made;
}

type plain_number() {
    return simple(scalar::number);
}

type number_of(unit measure) {
    type made;
    made.measure = std::move(measure);
    return made;
}

type number_of(std::uint32_t base) {
    return number_of(unit{{{base, 1}}});
}

type word_of(word_list_id words) {
    type made = simple(scalar::word);
    made.words = words;
    return made;
}

type row_of(entity_id entity) {
    type made = simple(scalar::link);
    made.entity = entity;
    return made;
}

type range_of(type const& element) {
    type made = simple(scalar::range);
    made.element = element.kind;
    made.measure = element.measure;
    made.percent = element.percent;
    return made;
}

type element_of(type const& range) {
    type made = simple(range.element);
    made.measure = range.measure;
    made.percent = range.percent;
    return made;
}

type with_none(type t, bool optional) {
    t.optional = optional;
    return t;
}

int money_power(unit const& measure) {
    auto const found = std::find_if(measure.factors.begin(), measure.factors.end(),
                                    [](unit::factor const& f) { return f.base == unit_money; });
    return found == measure.factors.end() ? 0 : found->exponent;
}

unit power(unit const& measure, unsigned exponent) {
    unit made;
    for (unsigned i = 0; i < exponent; ++i)
        made = made * measure;
    return made;
}

}  // namespace carefare::checked
