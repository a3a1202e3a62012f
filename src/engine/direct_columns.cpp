// See direct_columns.hpp.
#include "engine/direct_columns.hpp"

#include <utility>

#include "cases/caseload_blocks.hpp"
#include "engine/direct_tables.hpp"

namespace carefare::engine {

std::optional<cases::columnar_caseload> columns_of(std::shared_ptr<typed_rows const> const& rows, direct_plan const& plan,
                                                   std::shared_ptr<bind::binding const> const& with, std::optional<date> known_on) {
    direct_tables tables;
    if (!tables.fill(*rows, plan, with, known_on)) return std::nullopt;
    auto const& graph = *with->of->graph;
    std::optional<cases::columnar_caseload> made(std::in_place);
    made->clean = tables.take();
    made->clean.stored = std::make_shared<rows_as_they_are>(rows);
    made->superseded.resize(graph.entities.size());
    made->shared_in_columns = true;
    auto& rest = made->rest.data;
    rest.known_on = rows->known_on;
    rest.windows = rows->windows;
    rest.tables.resize(graph.entities.size());
    cases::check_with_links(rest, graph);
    return made;
}

}  // namespace carefare::engine
