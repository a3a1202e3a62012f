// The day that counts stands in the folder, the binding depends on it, and columns are read against the binding.
#include <carefare/caseload/input.hpp>

#include <stdexcept>
#include <utility>

#include "caseload/stage_runs.hpp"
#include "caseload/used_runs.hpp"
#include "cases/caseload_folder.hpp"
#include "cases/columns_read.hpp"

namespace carefare::caseload {

namespace {

/// What a program or its tables cannot hold is evaluated row by row throughout.
bool read_in_columns(cases::caseload_folder const& folder, run_request const& asked, stage_runs* stages, cases::workspace& in, run_input& into) {
    auto const& graph = *asked.plan->programme;
    try {
        auto texts = stages == nullptr ? std::map<std::string, std::int64_t>{} : stages->bind();
        into.program = std::make_shared<program::program const>(program::lower(graph));
        into.binding = std::make_shared<bind::binding const>(
            bind::bind(*into.program, asked.plan->plan, {asked.settings.readings, asked.settings.options}, asked.known_on, std::move(texts)));
        cases::reading_ways ways{asked.threads};
        ways.shared_as_rows = stages != nullptr || !graph.uses.empty();  // results of other runs are put into rows, too
        auto read = cases::read_columns(folder, *into.binding, graph, asked.known_on, ways, in);
        if (!read) return in.sink.has_errors();
        into.read = std::move(*read);
        return true;
    } catch (program::not_representable const&) {
    } catch (std::length_error const&) {
    }
    into.binding.reset();
    into.program.reset();
    return false;
}

}  // namespace

std::unique_ptr<run_input const> read_input(std::string const& folder, run_request& asked, cases::workspace& in) {
    auto described = cases::read_folder(folder, *asked.plan->programme, in);
    if (!described) return nullptr;
    asked.known_on = asked.settings.known_on ? asked.settings.known_on : described->known_on;
    auto made = std::make_unique<run_input>();
    std::optional<stage_runs> stages;
    auto const whole = asked;
    if (!asked.plan->programme->stages.empty()) {
        made->passes = checked::passes_of(*asked.plan->programme);
        made->plan = cases::workspace::loaded_plan{&made->passes.back().graph, asked.plan->plan, asked.plan->path, nullptr};
        asked.plan = &*made->plan;
        stages.emplace(whole, made->passes);
    }
    auto const& graph = *asked.plan->programme;
    used_runs const used(asked, graph, in);
    if (in.sink.has_errors()) return nullptr;
    used.add_rows(*described, in);
    if (asked.row_by_row || !read_in_columns(*described, asked, stages ? &*stages : nullptr, in, *made)) {
        auto rows = cases::read_tables(*described, graph, in);
        if (rows) made->read.rest = std::move(*rows);
    }
    if (in.sink.has_errors()) return nullptr;
    used.fill(*made, in);
    if (in.sink.has_errors()) return nullptr;
    if (stages) stages->run(*made, in.sources);
    return made;
}

void take_stages(cases::caseload load, run_request& asked, run_input& into) {
    auto const whole = asked;
    into.passes = checked::passes_of(*asked.plan->programme);
    into.plan = cases::workspace::loaded_plan{&into.passes.back().graph, asked.plan->plan, asked.plan->path, nullptr};
    asked.plan = &*into.plan;
    stage_runs stages(whole, into.passes);
    try {
        if (!asked.row_by_row) {
            auto texts = stages.bind();
            into.program = std::make_shared<program::program const>(program::lower(*asked.plan->programme));
            into.binding = std::make_shared<bind::binding const>(
                bind::bind(*into.program, asked.plan->plan, {asked.settings.readings, asked.settings.options}, asked.known_on, std::move(texts)));
            into.read = cases::to_columns(load, *into.binding, *asked.plan->programme, asked.known_on);
        }
    } catch (program::not_representable const&) {
        into.binding.reset();
    } catch (std::length_error const&) {
        into.binding.reset();
    }
    if (!into.binding) into.read.rest = std::move(load);
    stages.run(into, {});
}

}  // namespace carefare::caseload
