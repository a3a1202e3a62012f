// A checked caseload taken apart: clean partitions as columns, the rest as rows.
#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>

#include <carefare/cases/columnar_caseload.hpp>

#include "cases/caseload_paid.hpp"
#include "eval/place_rows.hpp"

namespace carefare::cases {

using checked::entity_id;
using checked::no_id;
using eval::no_row;
using eval::row_number;
using reference::row_fate;

namespace {

class splitting {
public:
    splitting(caseload const& of, bind::binding const& with, checked::rule_graph const& graph, std::optional<date> known_on)
        : of_(of), data_(of.data), with_(with), graph_(graph), known_on_(known_on), above_(graph.entities.size()), within_(graph.entities.size()) {}

    columnar_caseload split() {
        find_partitions();
        find_unclean();
        std::vector<std::vector<bool>> keep;
        for (entity_id e = 0; e < graph_.entities.size(); ++e) {
            keep.emplace_back(data_.tables[e].size(), false);
            for (std::size_t r = 0; within_[e] && r < keep[e].size(); ++r) keep[e][r] = is_clean(above_[e][r]);
        }
        auto const at = eval::place_rows(graph_, data_, known_on_, &keep);
        columnar_caseload out;
        out.clean = eval::fill_tables(with_, data_, known_on_, at);
        list_superseded(at, keep, out);
        take_rest(keep, out);
        return out;
    }

private:
    bool is_clean(row_number partition) const { return partition != no_row && !unclean_[partition]; }
    void mark(row_number partition) {
        if (partition != no_row) unclean_[partition] = true;
    }

    /// By row the number of its partition; no_row of shared rows and orphans.
    void find_partitions() {
        std::vector<bool> done(graph_.entities.size(), false);
        for (bool more = true; more;) {
            more = false;
            for (entity_id e = 0; e < graph_.entities.size(); ++e) {
                auto const owner = graph_.entities[e].owner;
                if (done[e] || (owner != no_id && !done[owner])) continue;
                done[e] = more = true;
                auto const partition = eval::partition_above(graph_, e);
                within_[e] = partition != no_id;
                above_[e].assign(data_.tables[e].size(), no_row);
                for (row_number r = 0; within_[e] && r < above_[e].size(); ++r) {
                    if (data_.fates[e][r] == row_fate::orphan) continue;
                    above_[e][r] = partition == e ? static_cast<row_number>(unclean_.size()) : above_[owner][data_.tables[e][r].owner];
                    if (partition == e) unclean_.push_back(false);
                }
            }
        }
    }

    void find_unclean() {
        for (entity_id e = 0; e < graph_.entities.size(); ++e) {
            auto const& entity = graph_.entities[e];
            for (row_number r = 0; r < above_[e].size(); ++r) {
                if (within_[e] && data_.fates[e][r] == row_fate::set_aside) mark(above_[e][r]);
                for (std::size_t l = 0; l < entity.links.size(); ++l) follow(e, r, entity.links[l].to, data_.tables[e][r].links[l]);
            }
            if (within_[e] && entity.versions) find_shared_records(e);
            if (entity.partition && entity.owner != no_id) find_crowded_owners(e);
        }
    }

    /// A link into another partition is a finding of the row that has it, and only where both are seen.
    void follow(entity_id e, row_number r, entity_id to, row_number target) {
        if (target == reference::no_row || !within_[to] || above_[e][r] == above_[to][target]) return;
        mark(above_[e][r]);
        mark(above_[to][target]);
    }

    /// Versions of one record below two partitions, or below none: which counts is seen where all of them are.
    void find_shared_records(entity_id e) {
        std::unordered_map<std::string_view, row_number> first;
        for (row_number r = 0; r < above_[e].size(); ++r) {
            auto const [at, fresh] = first.emplace(data_.tables[e][r].key, r);
            if (fresh || above_[e][at->second] == above_[e][r]) continue;
            mark(above_[e][at->second]);
            mark(above_[e][r]);
        }
    }

    /// Of an owner with more partitions than it may have all are counted.
    void find_crowded_owners(entity_id e) {
        std::vector<bool> crowded(data_.tables[graph_.entities[e].owner].size(), false);
        for (auto const& found : data_.findings) {
            if (found.entity != e || found.code != name_of(diagnostic_code::R004)) continue;
            if (auto const owner = data_.tables[e][found.row].owner; owner != reference::no_row) crowded[owner] = true;
        }
        for (row_number r = 0; r < above_[e].size(); ++r) {
            auto const owner = data_.tables[e][r].owner;
            if (owner != reference::no_row && crowded[owner]) mark(above_[e][r]);
        }
    }

    void list_superseded(eval::placed_rows const& at, std::vector<std::vector<bool>> const& keep, columnar_caseload& out) const {
        out.superseded.resize(graph_.entities.size());
        for (entity_id e = 0; e < graph_.entities.size(); ++e) {
            std::vector<bool> stands(keep[e].size(), false);
            for (auto const r : at.rows[e]) stands[r] = true;
            std::vector<std::pair<row_number, std::int64_t>> found;
            for (row_number r = 0; r < keep[e].size(); ++r) {
                if (!keep[e][r] || stands[r]) continue;
                auto const& row = data_.tables[e][r];
                auto const day = day_of_row(graph_.entities[e], row);
                auto const owner = graph_.entities[e].owner == no_id ? no_row : at.place[graph_.entities[e].owner][row.owner];
                found.emplace_back(owner, day ? day->days : no_day);
            }
            std::sort(found.begin(), found.end());
            for (auto const& [owner, day] : found) {
                out.superseded[e].owner.push_back(owner);
                out.superseded[e].day.push_back(day);
            }
        }
    }

    void take_rest(std::vector<std::vector<bool>> const& keep, columnar_caseload& out) const {
        out.rest.folder = of_.folder;
        out.rest.data.known_on = data_.known_on;
        out.rest.data.windows = data_.windows;
        out.rest.data.tables.resize(graph_.entities.size());
        for (entity_id e = 0; e < graph_.entities.size(); ++e) {
            for (row_number r = 0; r < keep[e].size(); ++r) {
                if (!keep[e][r]) out.rest.data.tables[e].push_back(data_.tables[e][r]);
            }
        }
        // Links into other partitions are among what the rows say of themselves since they were checked first.
        reference::check_dataset(out.rest.data, graph_);
    }

    caseload const& of_;
    reference::dataset const& data_;
    bind::binding const& with_;
    checked::rule_graph const& graph_;
    std::optional<date> known_on_;
    std::vector<std::vector<row_number>> above_;
    std::vector<bool> within_, unclean_;
};

}  // namespace

columnar_caseload to_columns(caseload const& of, bind::binding const& with, checked::rule_graph const& graph, std::optional<date> known_on) {
    return splitting(of, with, graph, known_on).split();
}

}  // namespace carefare::cases
