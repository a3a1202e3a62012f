// See direct_columns.hpp.
#include "engine/direct_columns.hpp"

#include <utility>

#include "cases/caseload_blocks.hpp"
#include "cases/shared_rows.hpp"
#include "engine/clean_partitions.hpp"
#include "engine/direct_tables.hpp"
#include "engine/gathered_input.hpp"

namespace carefare::engine {

std::optional<cases::columnar_caseload> columns_of(std::shared_ptr<typed_rows const> const& rows, std::vector<input_table> const& inputs, direct_plan const& plan,
                                                   std::shared_ptr<bind::binding const> const& with, std::optional<date> known_on) {
    auto const& graph = *with->of->graph;
    direct_tables tables;
    std::optional<chosen_rows> chosen;
    if (!tables.fill(*rows, plan, with, known_on)) {
        chosen = find_clean(*rows, plan, known_on);
        if (!chosen || !tables.fill(*rows, plan, with, known_on, &*chosen)) return std::nullopt;
    }
    std::optional<cases::columnar_caseload> made(std::in_place);
    made->clean = tables.take();
    made->clean.stored = std::make_shared<rows_as_they_are>(rows);
    made->superseded.resize(graph.entities.size());
    made->shared_in_columns = true;
    auto& rest = made->rest.data;
    if (chosen) {
        rest = gathered(*rows, inputs, graph, &*chosen);
        cases::shared_rows(made->clean, graph).add_to(rest);
    } else {
        rest.known_on = rows->known_on;
        rest.windows = rows->windows;
        rest.tables.resize(graph.entities.size());
    }
    cases::check_with_links(rest, graph);
    return made;
}

}  // namespace carefare::engine
