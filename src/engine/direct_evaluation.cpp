// See direct_evaluation.hpp. Which rows are listed, in which order and with which texts is for caseload/column_families to say.
#include "engine/direct_evaluation.hpp"

#include <algorithm>
#include <stdexcept>

#include "caseload/column_families.hpp"
#include "caseload/listed_rows.hpp"
#include "caseload/paid_rows.hpp"
#include "engine/input_inside.hpp"
#include "engine/results_later.hpp"
#include "engine/results_reader.hpp"

namespace carefare::engine {

using caseload::column_families;
using eval::row_number;
using eval::state;

namespace {

/// A block of more rows than these, of all tables together, is not kept: its registers are large, and to fill them once more is
/// little beside what is read of them.
constexpr std::size_t most_rows_kept = 1024;

std::size_t rows_in(typed_rows const& all) {
    std::size_t rows = 0;
    for (auto const& table : all.tables) rows += table.rows();
    return rows;
}

bool is_within(caseload::column_plan const& plan, checked::entity_id e) { return e != checked::no_id && plan.within[e]; }

}  // namespace

/// The tables of results of one block. Texts stand one behind the other; the views are made when all of them do.
class direct_results {
public:
    direct_results(std::shared_ptr<plan::inside const> under, eval::block const& block, column_families const& families)
        : under_(std::move(under)), programme_(*under_->programme), plan_(*programme_.listed), block_(block), families_(families) {}

    results take(std::size_t partitions) {
        auto const& all = programme_.layout.nothing().results;
        out_.tables_.resize(all.size());
        for (std::size_t t = 0; t < all.size(); ++t) {
            out_.tables_[t].info_ = &programme_.output_tables[t];
            auto const e = all[t].entity;
            if (!is_within(plan_, e)) add_rows(t, e, 0, static_cast<row_number>(block_.size(e)));
            for (std::size_t p = 0; p < partitions && is_within(plan_, e); ++p) {
                auto const [first, last] = families_.rows_of(e, p);
                add_rows(t, e, first, last);
            }
        }
        out_.texts_.push_back(std::move(texts_));
        look_at(out_.texts_.back());
        out_.plan_ = std::move(under_);
        return std::move(out_);
    }

private:
    void add_rows(std::size_t t, checked::entity_id e, row_number first, row_number last) {
        list_.list(block_, e, first, last, [&](row_number r) { return families_.is_paid(e, r); });
        auto& table = out_.tables_[t];
        auto const owner_entity = e == checked::no_id ? checked::no_id : plan_.graph.entities[e].owner;
        table.keys_.resize(table.keys_.size() + list_.size());
        if (owner_entity != checked::no_id) table.owners_.resize(table.keys_.size());
        table.states_.reserve(table.states_.size() + list_.size() * plan_.outputs[t].size());
        for (std::size_t i = 0; i < list_.size(); ++i) {
            auto const row = list_.row(i);
            texts_ += list_.key(i);
            ends_.push_back(texts_.size());
            if (owner_entity != checked::no_id) {
                if (auto const owner = block_.owner_of(e, row); owner != eval::no_row) block_.add_key(texts_, owner_entity, owner);
                ends_.push_back(texts_.size());
            }
            for (auto const number : plan_.outputs[t]) add_cell(number, row, table);
        }
        table.texts_.resize(table.states_.size());
    }

    void add_cell(std::size_t number, row_number row, result_table& into) {
        auto const& column = families_.column(number);
        auto const is = caseload::result_state_of(column.is(row));
        into.states_.push_back(is);
        if (is == result_state::value) {
            auto const begin = texts_.size();
            families_.add_value(texts_, number, row);
            if (texts_.size() > begin && texts_[begin] == '"') without_quotes(begin);
        }
        ends_.push_back(texts_.size());
    }

    /// Of a cell as it stands in a file the text that it is.
    void without_quotes(std::size_t begin) {
        auto to = begin;
        for (auto from = begin + 1; from + 1 < texts_.size(); ++from) {
            texts_[to++] = texts_[from];
            if (texts_[from] == '"') ++from;
        }
        texts_.resize(to);
    }

    void look_at(std::string const& texts) {
        std::size_t number = 0, begin = 0;
        auto const next = [&] {
            auto const end = ends_[number++];
            auto const made = std::string_view(texts).substr(begin, end - begin);
            begin = end;
            return made;
        };
        for (auto& table : out_.tables_) {
            auto const columns = table.columns();
            for (std::size_t r = 0; r < table.keys_.size(); ++r) {
                table.keys_[r] = next();
                if (!table.owners_.empty()) table.owners_[r] = next();
                for (std::size_t c = 0; c < columns; ++c) table.texts_[r * columns + c] = next();
            }
        }
    }

    std::shared_ptr<plan::inside const> under_;
    compiled const& programme_;
    caseload::column_plan const& plan_;
    eval::block const& block_;
    column_families const& families_;
    caseload::listed_rows list_;
    std::string texts_;
    std::vector<std::size_t> ends_;
    results out_;
};

namespace {

bool has_cut_groups(compiled const& programme, eval::block const& block, bool within) {
    auto const& graph = programme.graph;
    for (checked::entity_id e = 0; e < graph.entities.size(); ++e) {
        if (graph.entities[e].made.kind != checked::maker_kind::group || programme.listed->within[e] != within) continue;
        for (row_number r = 0; r < block.size(e); ++r) {
            if (block.is_incomplete(e, r) && block.stands(e, r)) return true;
        }
    }
    return false;
}

caseload::run_days days_of(typed_rows const& rows, evaluation_options const& how) {
    caseload::run_days made;
    if (how.pay) made.pay = {how.pay->first, how.pay->last};
    if (rows.windows.empty()) return made;
    reference::dataset windows;
    windows.windows = rows.windows;
    made.last = caseload::common_window(windows).to;
    return made;
}

}  // namespace

std::optional<results> evaluate_directly(plan const& under, input const& rows, evaluation_options const& how) {
    auto const& in = under.in();
    auto const& given = rows.in().rows();
    auto const fits = [&](typed_table const& table) { return table.rows() <= how.block_rows; };
    if (how.row_by_row || !in.programme->direct.is_possible || in.programme != rows.in().of->in().programme) return std::nullopt;
    if (!std::all_of(given.tables.begin(), given.tables.end(), fits)) return std::nullopt;
    auto const known_on = in.known_on(given.known_on);
    auto const bound = in.bound(known_on);
    if (!bound) return std::nullopt;
    auto const bench = in.benches.any();
    bench->clear();
    auto& tables = bench->tables;
    if (!tables.fill(given, in.programme->direct, {bound, &bound->binding}, known_on) || tables.tables().partitions == 0) return std::nullopt;
    if (how.stop && how.stop()) throw stopped();
    auto const partitions = tables.tables().partitions;
    bool const is_kept = rows_in(given) <= most_rows_kept;
    bench->bound = bound;
    bench->over.emplace(bound->columns, tables.tables());
    bench->block.emplace(bench->over->run(0, partitions, {.keep_registers = is_kept}));
    ++bench->number;
    auto const& block = *bench->block;
    auto const days = days_of(given, how);
    column_families const families(*in.programme->listed, days, block, partitions);
    auto const outside = column_families(*in.programme->listed, days, block, column_families::outside{}).of(0);
    auto worst = outside;
    for (std::size_t p = 0; p < partitions; ++p) worst = std::max(worst, families.of(p));
    if (worst == column_families::standing::at_fault) return std::nullopt;  // the words for it are those of the reference evaluator
    auto made = direct_results(under.share(), block, families).take(partitions);
    bool const cut_outside = has_cut_groups(*in.programme, block, false);
    bool const waits_outside = outside == column_families::standing::waiting;
    made.tell_later({under.share(), rows.in().share(), how, worst == column_families::standing::waiting, cut_outside || has_cut_groups(*in.programme, block, true),
                     cut_outside || waits_outside, bench.seen(), bench->number});
    if (!is_kept) bench->clear();
    if (how.tell) how.tell(partitions, partitions);
    return made;
}

namespace {

results lists_of(std::shared_ptr<plan::inside const> const& under, eval::block const& block, std::size_t partitions, caseload::run_days const& days) {
    auto const& programme = *under->programme;
    column_families families(*programme.listed, days, block, partitions);
    caseload::file_texts texts(programme.layout.files().size());
    auto counts = programme.layout.nothing();
    for (std::size_t p = 0; p < partitions; ++p) families.write_lists(p, texts, counts);
    return results_reader(under).read_lists(std::move(texts));
}

}  // namespace

results list_directly(std::shared_ptr<plan::inside const> const& under, typed_rows const& rows, evaluation_options const& how,
                      direct_benches::lent const& last) {
    auto const days = days_of(rows, how);
    if (last) return lists_of(under, *last->block, last->tables.tables().partitions, days);
    auto const known_on = under->known_on(rows.known_on);
    auto const bound = under->bound(known_on);
    direct_tables tables;
    if (!bound || !tables.fill(rows, under->programme->direct, {bound, &bound->binding}, known_on))
        throw std::logic_error("rows that were evaluated are no tables");
    eval::evaluation const over(bound->columns, tables.tables());
    auto const partitions = tables.tables().partitions;
    return lists_of(under, over.run(0, partitions, {.keep_registers = true}), partitions, days);
}

}  // namespace carefare::engine
