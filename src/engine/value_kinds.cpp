// See value_kinds.hpp.
#include "engine/value_kinds.hpp"

#include "cases/caseload_text.hpp"

namespace carefare::engine {

value_kind kind_of(checked::type const& t) {
    switch (t.kind) {
        case checked::scalar::boolean: return value_kind::boolean;
        case checked::scalar::number: return t.percent ? value_kind::percent : cases::is_money(t) ? value_kind::money : value_kind::number;
        case checked::scalar::word: return value_kind::word;
        case checked::scalar::text: return value_kind::text;
        case checked::scalar::date: return value_kind::date;
        case checked::scalar::date_time: return value_kind::date_time;
        case checked::scalar::range: return value_kind::range;
        case checked::scalar::link: return value_kind::link;
    }
    return value_kind::text;
}

}  // namespace carefare::engine
