// The passes of a programme one after the other, over the rows of a dataset.
#include <carefare/caseload/input.hpp>

#include "caseload/stage_runs.hpp"
#include "differential/compare.hpp"

namespace carefare::differential {

void compare_stages(checked::rule_graph const& whole, checked::plan const& plan, reference::settings const& settings, reference::dataset const& data,
                    std::string const& name, comparison& into) {
    auto const passes = checked::passes_of(whole);
    cases::workspace::loaded_plan const loaded{&whole, plan, {}, nullptr};
    caseload::run_request asked;
    asked.plan = &loaded;
    asked.settings = settings;
    asked.known_on = settings.known_on ? settings.known_on : data.known_on;
    caseload::stage_runs stages(asked, passes);
    (void)stages.bind();
    caseload::run_input input;
    input.read.rest.data = data;
    source_map const none;
    stages.run(input, none);
    auto const& last = passes.back().graph;
    auto const program = program::lower(last);
    compare({last, program, plan, settings, input.read.rest.data, &whole, &data}, name, into);
}

}  // namespace carefare::differential
