// The day that counts stands in the folder, the binding depends on it, and columns are read against the binding.
#include <carefare/caseload/input.hpp>

#include <stdexcept>
#include <utility>

#include "cases/caseload_folder.hpp"
#include "cases/columns_read.hpp"

namespace carefare::caseload {

namespace {

/// What a program or its tables cannot hold is evaluated row by row throughout.
bool read_in_columns(cases::caseload_folder const& folder, run_request const& asked, cases::workspace& in, run_input& into) {
    auto const& graph = *asked.plan->programme;
    try {
        into.program = std::make_shared<program::program const>(program::lower(graph));
        into.binding = std::make_shared<bind::binding const>(
            bind::bind(*into.program, asked.plan->plan, {asked.settings.readings, asked.settings.options}, asked.known_on));
        auto read = cases::read_columns(folder, *into.binding, graph, asked.known_on, {asked.threads}, in);
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
    auto const& graph = *asked.plan->programme;
    auto const described = cases::read_folder(folder, graph, in);
    if (!described) return nullptr;
    asked.known_on = asked.settings.known_on ? asked.settings.known_on : described->known_on;
    auto made = std::make_unique<run_input>();
    if (asked.row_by_row || !read_in_columns(*described, asked, in, *made)) {
        auto rows = cases::read_tables(*described, graph, in);
        if (rows) made->read.rest = std::move(*rows);
    }
    if (in.sink.has_errors()) return nullptr;
    return made;
}

}  // namespace carefare::caseload
