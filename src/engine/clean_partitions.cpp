// See clean_partitions.hpp.
#include "engine/clean_partitions.hpp"

#include <algorithm>

#include "engine/key_index.hpp"

namespace carefare::engine {

using eval::no_row;
using eval::row_number;
using cell_kind = typed_cell::kind;

namespace {

class partition_check {
public:
    partition_check(typed_rows const& rows, direct_plan const& plan, std::optional<date> known_on)
        : rows_(rows), plan_(plan), known_on_(known_on), index_(plan.tables.size()), partition_(plan.tables.size()) {}

    std::optional<chosen_rows> choose() {
        for (auto const t : plan_.order) {
            find_partitions(t);
            look_at_keys(t);
            look_at_rows(t);
        }
        for (auto const t : plan_.order) look_at_links(t);
        if (!shared_are_clean_) return std::nullopt;
        chosen_rows chosen(plan_.tables.size());
        for (std::uint32_t t = 0; t < plan_.tables.size(); ++t) {
            for (auto const& one : partition_[t]) chosen[t].push_back(stands(t, one) ? 1 : 0);
        }
        return chosen;
    }

private:
    /// The partition of a row: a table of partitions, and which row of it.
    struct partition {
        std::uint32_t table = direct_plan::none;
        row_number row = no_row;  ///< none of a row of its own, outside of partitions, and of an orphan
        friend bool operator==(partition const&, partition const&) = default;
    };

    [[nodiscard]] bool stands(std::uint32_t t, partition const& of) const {
        if (!plan_.tables[t].within) return true;
        return of.row != no_row && unclean_[of.table][of.row] == 0;
    }
    [[nodiscard]] std::string_view text(text_place at) const { return rows_.text(at); }

    void mark(std::uint32_t t, std::size_t row) {
        auto const& its = partition_[t][row];
        if (!plan_.tables[t].within)
            shared_are_clean_ = false;
        else if (its.row != no_row)
            unclean_[its.table][its.row] = 1;
    }

    void find_partitions(std::uint32_t t) {
        auto const& its = plan_.tables[t];
        auto const& from = rows_.tables[t];
        unclean_.resize(plan_.tables.size());
        if (its.is_partition) unclean_[t].assign(from.rows(), 0);
        partition_[t].resize(from.rows());
        if (its.owner != direct_plan::none) find_owners(t);
        for (row_number r = 0; its.is_partition && r < from.rows(); ++r) {
            bool const is_orphan = its.owner != direct_plan::none && owners_[r] == no_row;
            partition_[t][r] = is_orphan ? partition{} : partition{t, r};
        }
    }

    void find_owners(std::uint32_t t) {
        auto const& its = plan_.tables[t];
        auto const& from = rows_.tables[t];
        auto const& above = rows_.tables[its.owner].keys;
        std::vector<std::int64_t> counts(its.at_most ? above.size() : 0);
        owners_.assign(from.rows(), no_row);
        for (std::size_t r = 0; r < from.rows(); ++r) {
            bool const is_last = r != 0 && text(from.owners[r]) == text(from.owners[r - 1]);
            auto const found = is_last ? owners_[r - 1] : index_[its.owner].find(rows_, above, text(from.owners[r]));
            owners_[r] = found;
            if (found == no_row) {
                if (!its.within) shared_are_clean_ = false;
                continue;
            }
            partition_[t][r] = partition_[its.owner][found];
            if (its.at_most && ++counts[found] > *its.at_most) mark(its.owner, found);
        }
    }

    void look_at_keys(std::uint32_t t) {
        auto const& keys = rows_.tables[t].keys;
        index_[t].fill(rows_, keys, [&](row_number first, row_number other) {
            mark(t, first);
            mark(t, other);
        });
    }

    void look_at_rows(std::uint32_t t) {
        auto const& its = plan_.tables[t];
        auto const& from = rows_.tables[t];
        for (auto const& [row, field] : from.unread) mark(t, row);
        for (std::size_t r = 0; r < from.rows(); ++r) {
            auto const* const cells = from.cells.data() + r * from.columns;
            bool is_ordinary = its.counts(from, r, known_on_) && std::none_of(cells, cells + from.columns, [](typed_cell const& one) { return one.is == cell_kind::other; });
            for (auto const& fact : its.facts) is_ordinary = is_ordinary && (!fact.is_range || fact.is_whole_range(from, r));
            if (!is_ordinary) mark(t, r);
        }
    }

    void look_at_links(std::uint32_t t) {
        auto const& from = rows_.tables[t];
        for (auto const& link : plan_.tables[t].links) {
            auto const& keys = rows_.tables[link.to].keys;
            for (std::size_t r = 0; r < from.rows(); ++r) {
                auto const& cell = from.at(r, link.column);
                if (cell.is == cell_kind::absent) continue;
                auto const target = cell.is == cell_kind::text ? index_[link.to].find(rows_, keys, text(static_cast<text_place>(cell.value))) : no_row;
                bool const leads_away = target != no_row && plan_.tables[link.to].within && partition_[link.to][target] != partition_[t][r];
                if (target == no_row || leads_away) mark(t, r);
                if (leads_away) mark(link.to, target);
            }
        }
    }

    typed_rows const& rows_;
    direct_plan const& plan_;
    std::optional<date> known_on_;
    std::vector<key_index> index_;
    std::vector<std::vector<partition>> partition_;        ///< by table and row
    std::vector<std::vector<std::uint8_t>> unclean_;       ///< by table of partitions and row
    std::vector<row_number> owners_;                       ///< of the table that is looked at
    bool shared_are_clean_ = true;
};

}  // namespace

std::optional<chosen_rows> find_clean(typed_rows const& rows, direct_plan const& plan, std::optional<date> known_on) {
    if (!plan.is_possible) return std::nullopt;
    return partition_check(rows, plan, known_on).choose();
}

}  // namespace carefare::engine
