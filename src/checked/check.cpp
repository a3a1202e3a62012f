// The passes of the checker, in order. What later passes prove needs a graph without mistakes, so they run on no other.
#include <carefare/checked/check.hpp>

#include "checked/builder.hpp"

namespace carefare::checked {

std::optional<rule_graph> check(syntax::programme_syntax const& programme, syntax::file_access const& files,
                                source_map& sources, diagnostics& sink, check_limits const& limits,
                                check_counters* counters, programme_finder const& find) {
    check_counters unobserved;
    std::size_t const errors_before = sink.error_count();
    builder b{programme, files, sources, sink, limits, counters == nullptr ? unobserved : *counters, find, {}, {}, {}};
    b.graph.name = programme.name.value;
    b.graph.title = programme.title.value;
    for (auto const& one : programme.omits)
        b.graph.omits.push_back({one.what.value, {one.cite.value, one.cite.where}});

    declare_word_lists_and_units(b);
    declare_uses(b);
    if (b.graph.uses.size() != programme.uses.size()) return {};  // names of results would all be unknown
    declare_entities(b);
    declare_facts(b);
    declare_used_facts(b);
    declare_slots(b);
    declare_tables(b);
    declare_rules(b);
    check_name_clashes(b);
    check_timelines(b);

    lower_entities(b);
    lower_rules(b);
    lower_sentences(b);
    resolve_outputs(b);
    lower_carried(b);
    find_cycles(b);

    analyse_tables(b);
    if (sink.error_count() == errors_before) {
        assign_stages(b);
        analyse_numbers(b);
        analyse_decisions(b);
        check_sampling(b);
    }
    if (sink.error_count() != errors_before) return {};
    return std::move(b.graph);
}

}  // namespace carefare::checked
