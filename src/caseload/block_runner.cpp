// A block column by column; partitions of which something is not decided again row by row, which says what is needed.
#include "caseload/block_runner.hpp"

#include <algorithm>
#include <numeric>
#include <stdexcept>

#include <carefare/program/program.hpp>

#include "caseload/door.hpp"
#include "caseload/paid_rows.hpp"

namespace carefare::caseload {

using checked::entity_id;

block_runner::block_runner(run_request const& asked, cases::caseload const& of, output_layout const& layout)
    : asked_(asked), of_(of), graph_(*asked.plan->programme), layout_(layout), rows_(of.data, graph_) {
    if (!asked.row_by_row) bind_columns();
}

/// What a program or its tables cannot hold is evaluated row by row throughout.
void block_runner::bind_columns() {
    try {
        program_ = program::lower(graph_);
        binding_ = bind::bind(*program_, asked_.plan->plan, {asked_.settings.readings, asked_.settings.options}, asked_.known_on);
        split_ = cases::to_columns(of_, *binding_, graph_, asked_.known_on);
        split_.rest = {};
        evaluation_.emplace(*binding_, split_.clean);
        columns_.emplace(*program_, layout_, asked_.pay, common_window(of_.data).to);
        fact_columns_ = eval::host_tables::columns_of(graph_);
        number_clean();
    } catch (program::not_representable const&) {
        columns_.reset();
    } catch (std::length_error const&) {
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

/// Both stand in the order of keys.
void block_runner::number_clean() {
    auto const& partition = *std::find_if(graph_.entities.begin(), graph_.entities.end(), [](checked::entity const& e) { return e.partition; });
    auto const& keys = split_.clean.tables[static_cast<std::size_t>(&partition - graph_.entities.data())].keys;
    clean_before_.assign(partitions() + 1, 0);
    std::size_t clean = 0;
    for (std::size_t p = 0; p < partitions(); ++p) {
        if (clean < split_.clean.partitions && rows_.key(p) == keys[clean]) ++clean;
        clean_before_[p + 1] = clean;
    }
}

block_outcome block_runner::run(std::size_t first, std::size_t count) const {
    auto out = nothing_yet();
    if (columns_ && clean_before_[first] < clean_before_[first + count]) {
        run_columns(first, count, out);
        return out;
    }
    std::vector<std::size_t> all(count);
    std::iota(all.begin(), all.end(), first);
    for (auto& family : evaluate_partitions(all)) family.write(layout_, out.texts, out.counts);
    return out;
}

void block_runner::run_columns(std::size_t first, std::size_t count, block_outcome& into) const {
    auto const clean = clean_before_[first], last_clean = clean_before_[first + count];
    auto const block = evaluation_->run(clean, last_clean - clean);
    column_families families(*columns_, block, last_clean - clean);
    auto const is_decided = [&](std::size_t p) {
        return clean_before_[p] < clean_before_[p + 1] && !families.undecided()[clean_before_[p] - clean];
    };
    std::vector<std::size_t> open;
    for (auto p = first; p < first + count; ++p) {
        if (!is_decided(p)) open.push_back(p);
    }
    auto others = evaluate_partitions(open);
    auto other = others.begin();
    for (auto p = first; p < first + count; ++p) {
        if (is_decided(p))
            families.write(clean_before_[p] - clean, into.texts, into.counts);
        else
            (other++)->write(layout_, into.texts, into.counts);
    }
    families.add_sums(into.counts);
    if (asked_.pay) count_unpaid_days(families, clean, last_clean, into.counts);
}

std::vector<family_results> block_runner::evaluate_partitions(std::vector<std::size_t> const& partitions) const {
    if (partitions.empty()) return {};
    auto const data = rows_.take(partitions);
    return evaluate_rows(asked_, data, false);
}

/// A row inside the window that stands for no date that is paid for is read for the sake of others. Every version of a
/// record is counted, not only the one that counts.
void block_runner::count_unpaid_days(column_families const& families, std::size_t first, std::size_t last, totals& into) const {
    constexpr std::int64_t minutes_a_day = 24 * 60;
    for (entity_id e = 0; e < graph_.entities.size(); ++e) {
        auto const& declared = graph_.entities[e];
        if (!columns_->within[e] || !declared.dated_by || declared.made.kind != checked::maker_kind::host) continue;
        auto const& table = split_.clean.tables[e];
        auto const& owners = split_.clean.tables[declared.owner].begins;
        auto const found = split_.clean.windows.find(e);
        auto const window = found == split_.clean.windows.end() ? reference::window{} : found->second;
        auto const count = [&](eval::row_number owner, std::int64_t day) {
            bool const is_context = (window.from && day < window.from->days) || (window.to && window.to->days < day);
            auto const partition = static_cast<std::size_t>(std::upper_bound(owners.begin(), owners.end(), owner) - owners.begin()) - 1;
            if (is_context || families.undecided()[partition - first]) return;
            if (families.is_unpaid_day(declared.owner, owner - owners[first], day)) ++into.unpaid[e];
        };
        auto const& days = table.facts[fact_columns_[*declared.dated_by]];
        bool const moments = graph_.facts[*declared.dated_by].type_of.kind == checked::scalar::date_time;
        for (auto r = table.begins[first]; r < table.begins[last]; ++r) {
            if (!days.states.empty() && days.states[r] != eval::state::value) continue;
            auto const cell = days.cells[r];
            count(table.owner[r], !moments ? cell : cell >= 0 ? cell / minutes_a_day : -((minutes_a_day - 1 - cell) / minutes_a_day));
        }
        auto const& others = split_.superseded[e];
        auto const from = std::lower_bound(others.owner.begin(), others.owner.end(), owners[first]) - others.owner.begin();
        for (auto i = static_cast<std::size_t>(from); i < others.owner.size() && others.owner[i] < owners[last]; ++i) {
            if (others.day[i] != cases::no_day) count(others.owner[i], others.day[i]);
        }
    }
}

}  // namespace carefare::caseload
