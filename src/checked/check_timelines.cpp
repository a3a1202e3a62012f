// The timelines of a programme: parameters, readings, bounds of options, schedules of tables, versions of rules.
#include "checked/builder.hpp"
#include "checked/timeline.hpp"
#include "checked/wording.hpp"

namespace carefare::checked {

void check_timelines(builder& b) {
    for (auto const& s : b.graph.slots) {
        if (s.kind == slot_kind::option) {
            check_timeline(times_of(s.limits), "the bounds of option " + quoted(s.name), b.sink);
        } else {
            auto const* const kind = s.kind == slot_kind::parameter ? "parameter " : "reading ";
            check_timeline(times_of(s.entries), kind + quoted(s.name), b.sink);
        }
    }
    for (auto const& table : b.graph.tables)
        check_timeline(times_of(table.entries), "table " + quoted(table.name), b.sink);
    for (auto const& r : b.graph.rules) {
        check_timeline(times_of(r.versions), "rule " + quoted(b.graph.full_name(r)), b.sink);
    }
}

}  // namespace carefare::checked
