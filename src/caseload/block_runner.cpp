// A block column by column; partitions of which something is not decided again row by row, which says what is needed.
#include "caseload/block_runner.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>

#include <carefare/checked/partition.hpp>

#include "caseload/door.hpp"
#include "caseload/paid_rows.hpp"
#include "eval/place_rows.hpp"

namespace carefare::caseload {

using checked::entity_id;

block_runner::block_runner(run_request const& asked, run_input const& of, output_layout const& layout)
    : asked_(asked), of_(of), graph_(*asked.plan->programme), layout_(layout), rest_(of.read.rest.data, graph_), within_(checked::entities_within(graph_)),
      fact_columns_(eval::host_tables::columns_of(graph_)) {
    if (of.binding) {
        if (of.bound)
            evaluation_.emplace(of.bound, of.read.clean);
        else
            evaluation_.emplace(*of.binding, of.read.clean, of.how);
        columns_ = of.columns ? of.columns : std::make_shared<column_plan const>(*of.program, layout);
        days_ = {asked.pay, common_window(of.read.rest.data).to};
        rows_of_clean_.emplace(of.read, graph_, rest_);
    }
    windows_.assign(graph_.entities.size(), {INT64_MIN, INT64_MAX});
    for (auto const& [e, window] : of.read.clean.windows) {
        if (window.from) windows_[e].first = window.from->days;
        if (window.to) windows_[e].second = window.to->days;
    }
    list_parts();
}

/// Both stand in the order of keys.
void block_runner::list_parts() {
    auto const rest = rest_.partitions().size();
    eval::text_refs const* keys = nullptr;
    for (entity_id e = 0; evaluation_ && e < graph_.entities.size(); ++e) {
        if (graph_.entities[e].partition) keys = &of_.read.clean.tables[e].keys;
    }
    auto const clean = keys != nullptr ? of_.read.clean.partitions : 0;
    for (std::size_t c = 0, r = 0; c < clean || r < rest;) {
        clean_before_.push_back(c);
        bool const in_columns = r == rest || (c < clean && (*keys)[c] < std::string_view(rest_.key(r)));
        parts_.push_back({in_columns, in_columns ? c++ : r++});
    }
    clean_before_.push_back(clean);
}

std::size_t block_runner::block_size(std::size_t first) const {
    std::vector<std::size_t> rows(graph_.entities.size());
    std::size_t count = 0;
    for (std::size_t most = 0; first + count < partitions() && most < asked_.block_rows; ++count) {
        auto const& one = parts_[first + count];
        for (entity_id e = 0; e < graph_.entities.size(); ++e) {
            if (!one.in_columns) rows[e] += rest_.rows_of(e, one.number);
            if (one.in_columns && within_[e] && !of_.read.clean.tables[e].begins.empty())
                rows[e] += of_.read.clean.tables[e].begins[one.number + 1] - of_.read.clean.tables[e].begins[one.number];
            most = std::max(most, rows[e]);
        }
    }
    return count;
}

block_outcome block_runner::nothing_yet() const {
    std::lock_guard const one_at_a_time(guards_used_texts_);
    if (used_texts_.empty()) return {file_texts(layout_.files().size()), layout_.nothing()};
    auto texts = std::move(used_texts_.back());
    used_texts_.pop_back();
    for (auto& one : texts) one.clear();
    return {std::move(texts), layout_.nothing()};
}

void block_runner::give_back(file_texts texts) const {
    std::lock_guard const one_at_a_time(guards_used_texts_);
    used_texts_.push_back(std::move(texts));
}

block_outcome block_runner::run_shared(source_map const& sources) const {
    auto out = nothing_yet();
    count_rows(of_.read.rest.data, graph_, out.counts);
    if (evaluation_) count_clean(out.counts);
    list_findings(of_.read.rest.data, sources, layout_, out.texts, out.counts);
    if (!tells_of_shared() || write_shared_columns(out)) return out;
    auto const data = rows_of_clean_ ? rows_of_clean_->take_shared() : rest_.take({});
    for (auto& outside : evaluate_rows(asked_, data, true)) outside.write(layout_, out.texts, out.counts);
    return out;
}

/// Is anything computed outside all partitions that a run tells of? Else their rows are read for the sake of others alone.
bool block_runner::tells_of_shared() const {
    auto const is_outside = [&](entity_id e) { return e == checked::no_id || !within_[e]; };
    auto const& tables = layout_.nothing().results;
    if (std::any_of(tables.begin(), tables.end(), [&](result_total const& one) { return is_outside(one.entity); })) return true;
    if (std::any_of(graph_.carried.begin(), graph_.carried.end(), [&](auto const& one) { return is_outside(one.from); })) return true;
    for (entity_id e = 0; e < graph_.entities.size(); ++e) {
        if (!within_[e] && graph_.entities[e].made.kind != checked::maker_kind::host) return true;
    }
    return false;
}

/// False, with nothing written, where it is left to the reference evaluator: what belongs to no row, days of shared rows that
/// are paid for by others, faults.
bool block_runner::write_shared_columns(block_outcome& into) const {
    if (!evaluation_ || !of_.read.shared_in_columns) return false;
    for (auto const& one : layout_.nothing().results) {
        if (one.entity == checked::no_id) return false;
    }
    for (entity_id e = 0; e < graph_.entities.size(); ++e) {
        if (!within_[e] && graph_.entities[e].made.kind == checked::maker_kind::each_date && graph_.entities[e].pay_by) return false;
    }
    auto const block = evaluation_->run(0, 0, {.keep_registers = true});
    column_families outside(*columns_, days_, block, column_families::outside{});
    if (outside.of(0) == column_families::standing::at_fault) return false;
    outside.write(0, into.texts, into.counts);
    outside.add_sums(into.counts);
    return true;
}

block_outcome block_runner::run(std::size_t first, std::size_t count) const {
    auto out = nothing_yet();
    if (clean_before_[first] < clean_before_[first + count]) {
        run_columns(first, count, out);
        // Keys that were looked at would stay in memory to the end of the run.
        if (of_.read.release_texts && ++done_ % blocks_between_releases == 0) of_.read.release_texts();
        return out;
    }
    auto const begin = parts_.begin() + static_cast<std::ptrdiff_t>(first);
    for (auto& family : evaluate_parts({begin, begin + static_cast<std::ptrdiff_t>(count)})) family.write(layout_, out.texts, out.counts);
    return out;
}

/// What is not written from the columns is evaluated first, so that all goes to the ends of the files in its order.
void block_runner::run_columns(std::size_t first, std::size_t count, block_outcome& into) const {
    using standing = column_families::standing;
    auto const clean = clean_before_[first], size = clean_before_[first + count] - clean;
    bool const kept = size <= most_kept || expects_waiting();
    auto const block = evaluation_->run(clean, size, {.keep_registers = kept});
    column_families families(*columns_, days_, block, size);
    std::vector<std::size_t> waiting;
    std::vector<part> others;
    std::size_t waited = 0;
    for (auto p = first; p < first + count; ++p) {
        auto const& one = parts_[p];
        auto const is = one.in_columns ? families.of(one.number - clean) : standing::at_fault;
        waited += is == standing::waiting ? 1 : 0;
        if (is == standing::at_fault) others.push_back(one);
        if (is == standing::waiting && !kept) waiting.push_back(one.number);
    }
    seen_ += size;
    waited_ += waited;
    auto of_others = evaluate_parts(others);
    std::optional<eval::block> again;
    std::optional<column_families> waiting_families;
    if (!waiting.empty()) {
        again.emplace(evaluation_->run(waiting, {.keep_registers = true}));
        waiting_families.emplace(*columns_, days_, *again, waiting.size());
    }
    auto other = of_others.begin();
    std::vector<std::size_t> written(size, none);
    for (auto [p, w] = std::pair{first, std::size_t{0}}; p < first + count; ++p) {
        auto const& one = parts_[p];
        auto const is = one.in_columns ? families.of(one.number - clean) : standing::at_fault;
        if (is == standing::at_fault) {
            (other++)->write(layout_, into.texts, into.counts);
        } else if (is == standing::waiting && !kept) {
            waiting_families->write(w++, into.texts, into.counts);
        } else {
            families.write(one.number - clean, into.texts, into.counts);
            written[one.number - clean] = one.number;
        }
    }
    families.add_sums(into.counts);
    if (asked_.pay) count_unpaid_days(families, written, into.counts);
    if (!waiting_families) return;
    waiting_families->add_sums(into.counts);
    if (asked_.pay) count_unpaid_days(*waiting_families, waiting, into.counts);
}

/// Keeping all registers costs less than evaluating more than a few of the partitions a second time. Of those to come
/// as many are expected to wait as of those before; at first nothing is known, and most caseloads lack something.
bool block_runner::expects_waiting() const {
    constexpr std::size_t few = 8;  // one in so many
    return waited_ * few >= seen_;
}

std::vector<family_results> block_runner::evaluate_parts(std::vector<part> const& parts) const {
    std::vector<std::size_t> clean, rest;
    for (auto const& one : parts) (one.in_columns ? clean : rest).push_back(one.number);
    std::vector<family_results> of_clean, of_rest, all;
    if (!clean.empty()) of_clean = evaluate_rows(asked_, rows_of_clean_->take(clean), false);
    if (!rest.empty()) of_rest = evaluate_rows(asked_, rest_.take(rest), false);
    auto next_clean = of_clean.begin();
    auto next_rest = of_rest.begin();
    for (auto const& one : parts) all.push_back(std::move(one.in_columns ? *next_clean++ : *next_rest++));
    return all;
}

bool block_runner::is_context(entity_id e, std::int64_t day) const {
    return day < windows_[e].first || windows_[e].second < day;
}

template <class Tell>
void block_runner::each_day(entity_id e, std::size_t first, std::size_t last, Tell tell) const {
    auto const& declared = graph_.entities[e];
    auto const& table = of_.read.clean.tables[e];
    auto const& days = table.facts[fact_columns_[*declared.dated_by]];
    bool const moments = graph_.facts[*declared.dated_by].type_of.kind == checked::scalar::date_time;
    auto const begin = within_[e] ? table.begins[first] : 0, end = within_[e] ? table.begins[last] : static_cast<eval::row_number>(table.size);
    for (auto r = begin; r < end; ++r) {
        if (!days.states.empty() && days.states[r] != eval::state::value) continue;
        tell(table.owner.empty() ? eval::no_row : table.owner[r], moments ? eval::day_of_minutes(days.cell(r)) : days.cell(r));
    }
    if (declared.owner == checked::no_id || !within_[declared.owner]) return;
    auto const& owners = of_.read.clean.tables[declared.owner].begins;
    auto const& others = of_.read.superseded[e];
    auto const from = std::lower_bound(others.owner.begin(), others.owner.end(), owners[first]) - others.owner.begin();
    for (auto i = static_cast<std::size_t>(from); i < others.owner.size() && others.owner[i] < owners[last]; ++i) {
        if (others.day[i] != cases::no_day) tell(others.owner[i], others.day[i]);
    }
}

/// Rows that do not count in favour of another version were read, too.
void block_runner::count_clean(totals& into) const {
    for (auto& counts : into.tables) {
        auto const e = counts.entity;
        if (!within_[e] && !of_.read.shared_in_columns) continue;
        if (!within_[e]) counts = {e};  // those among the rest stand in columns, too
        auto const rows = of_.read.clean.tables[e].size + of_.read.superseded[e].owner.size();
        std::size_t context = 0;
        if (graph_.entities[e].dated_by)
            each_day(e, 0, within_[e] ? of_.read.clean.partitions : 0, [&](eval::row_number, std::int64_t day) { if (is_context(e, day)) ++context; });
        counts.read += rows;
        counts.context += context;
        counts.used += rows - context;
    }
}

/// A row inside the window that stands for no date that is paid for is read for the sake of others.
void block_runner::count_unpaid_days(column_families const& families, std::vector<std::size_t> const& written, totals& into) const {
    for (entity_id e = 0; e < graph_.entities.size(); ++e) {
        auto const& declared = graph_.entities[e];
        if (!within_[e] || !declared.dated_by || declared.owner == checked::no_id || declared.made.kind != checked::maker_kind::host) continue;
        auto const& owners = of_.read.clean.tables[declared.owner].begins;
        for (std::size_t first = 0, last = 0; first < written.size(); first = last) {
            // Those that stand one behind the other here and there at once.
            for (last = first + 1; last < written.size() && written[last - 1] != none && written[last] == written[last - 1] + 1;) ++last;
            if (written[first] == none) continue;
            auto const here = families.rows_of(declared.owner, first).first;
            each_day(e, written[first], written[first] + (last - first), [&](eval::row_number owner, std::int64_t day) {
                if (!is_context(e, day) && families.is_unpaid_day(declared.owner, owner - owners[written[first]] + here, day)) ++into.unpaid[e];
            });
        }
    }
}

}  // namespace carefare::caseload
