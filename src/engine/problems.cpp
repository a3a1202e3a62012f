// See problems.hpp.
#include "engine/problems.hpp"

#include <algorithm>
#include <utility>

namespace carefare::engine {

problem to_problem(diagnostic const& item, source_map const& sources) {
    problem made;
    made.code = std::string(name_of(item.code));
    made.message = item.message;
    made.advice = item.advice;
    made.is_warning = item.level != severity::error;
    if (item.where.source.value == source_id::none) return made;
    auto const& file = sources[item.where.source];
    auto const at = file.at(item.where.where.begin);
    made.file = file.name();
    made.line = at.line;
    made.column = at.column;
    return made;
}

std::vector<problem> to_problems(diagnostics const& sink, source_map const& sources, std::size_t from) {
    std::vector<problem> all;
    for (auto i = from; i < sink.items().size(); ++i) all.push_back(to_problem(sink.items()[i], sources));
    std::stable_partition(all.begin(), all.end(), [](problem const& one) { return !one.is_warning; });
    return all;
}

void throw_problems(diagnostics const& sink, source_map const& sources, std::size_t from) {
    auto all = to_problems(sink, sources, from);
    if (all.empty()) throw error(call_code::internal, "something is wrong that was not kept", "Ask the command line: carefare check.");
    throw error(std::move(all));
}

}  // namespace carefare::engine
