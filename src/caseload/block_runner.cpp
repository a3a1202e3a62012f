// A block column by column; partitions of which something is not decided again row by row, which says what is needed.
#include "caseload/block_runner.hpp"

#include <algorithm>
#include <unordered_map>

#include <carefare/program/program.hpp>

#include "caseload/door.hpp"
#include "caseload/paid_rows.hpp"
#include "caseload/row_families.hpp"

namespace carefare::caseload {

using checked::entity_id;

block_runner::block_runner(run_request const& asked, cases::caseload const& of, output_layout const& layout)
    : asked_(asked), of_(of), graph_(*asked.plan->programme), layout_(layout), rows_(of.data, graph_) {
    if (!asked.row_by_row) bind_columns();
}

/// What a program cannot hold is evaluated row by row throughout.
void block_runner::bind_columns() {
    try {
        program_ = program::lower(graph_);
        binding_ = bind::bind(*program_, asked_.plan->plan, {asked_.settings.readings, asked_.settings.options}, asked_.known_on);
        columns_.emplace(*program_, layout_, asked_.pay, common_window(of_.data).to);
    } catch (program::not_representable const&) {
        columns_.reset();
    }
}

std::size_t block_runner::block_size(std::size_t first) const {
    std::vector<std::size_t> rows(graph_.entities.size());
    std::size_t count = 0;
    for (std::size_t most = 0; first + count < partitions() && most < asked_.block_rows; ++count) {
        for (entity_id e = 0; e < graph_.entities.size(); ++e) {
            rows[e] += rows_.rows_of(e, first + count);
            most = std::max(most, rows[e]);
        }
    }
    return count;
}

block_outcome block_runner::nothing_yet() const {
    return {file_texts(layout_.files().size()), totals::of(graph_)};
}

block_outcome block_runner::run_shared(source_map const& sources) const {
    auto out = nothing_yet();
    count_rows(of_.data, graph_, out.counts);
    list_findings(of_.data, sources, layout_, out.texts, out.counts);
    auto const data = rows_.take({});
    for (auto& outside : evaluate_rows(asked_, data, true)) outside.write(layout_, out.texts, out.counts);
    return out;
}

block_outcome block_runner::run(std::size_t first, std::size_t count) const {
    auto out = nothing_yet();
    std::vector<std::size_t> all(count);
    for (std::size_t p = 0; p < count; ++p) all[p] = first + p;
    if (!columns_) {
        run_rows(all, out);
        return out;
    }
    auto const data = rows_.take(all);
    eval::block const block(*binding_, data);
    column_families families(*columns_, block, count);
    std::vector<std::size_t> open;
    for (std::size_t p = 0; p < count; ++p) {
        if (families.undecided()[p]) open.push_back(first + p);
    }
    std::vector<family_results> others;
    if (!open.empty()) {
        auto const rest = rows_.take(open);
        others = evaluate_rows(asked_, rest, false);
    }
    auto other = others.begin();
    for (std::size_t p = 0; p < count; ++p) {
        if (families.undecided()[p])
            (other++)->write(layout_, out.texts, out.counts);
        else
            families.write(p, out.texts, out.counts);
    }
    families.add_sums(out.counts);
    if (asked_.pay) count_unpaid_days(families, block, data, out.counts);
    return out;
}

void block_runner::run_rows(std::vector<std::size_t> const& partitions, block_outcome& into) const {
    auto const data = rows_.take(partitions);
    for (auto& family : evaluate_rows(asked_, data, false)) family.write(layout_, into.texts, into.counts);
}

/// A row inside the window that stands for no date that is paid for is read for the sake of others. Every version of a
/// record is counted, not only the one that the block has.
void block_runner::count_unpaid_days(column_families const& families, eval::block const& block, reference::dataset const& data, totals& into) const {
    for (entity_id e = 0; e < graph_.entities.size(); ++e) {
        auto const& declared = graph_.entities[e];
        if (!columns_->within[e] || !declared.dated_by || declared.made.kind != checked::maker_kind::host) continue;
        std::unordered_map<std::string, eval::row_number> owners;
        for (std::size_t p = 0; p < families.undecided().size(); ++p) {
            if (families.undecided()[p]) continue;
            auto const [first, last] = families.rows_of(declared.owner, p);
            for (auto o = first; o < last; ++o) owners.emplace(block.key_of(declared.owner, o), o);
        }
        for (auto const& row : data.tables[e]) {
            auto const owner = owners.find(row.owner_key);
            auto const day = day_of_row(declared, row);
            if (owner == owners.end() || !day || is_context(declared, data, e, row)) continue;
            if (families.is_unpaid_day(declared.owner, owner->second, day->days)) ++into.unpaid[e];
        }
    }
}

}  // namespace carefare::caseload
