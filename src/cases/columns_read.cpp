// A folder into columns: shared tables row by row, the others column by column, and the rows of what is not clean again row by
// row.
#include <algorithm>

#include <carefare/cases/columnar_caseload.hpp>

#include "cases/caseload_blocks.hpp"
#include "cases/caseload_folder.hpp"
#include "cases/caseload_table.hpp"
#include "cases/columns_build.hpp"
#include "cases/columns_judge.hpp"
#include "cases/columns_read.hpp"
#include "cases/columns_table.hpp"
#include "eval/place_rows.hpp"

namespace carefare::cases {

using checked::entity_id;
using checked::no_id;
using eval::no_row;
using eval::row_number;

namespace {

class columns_reader {
public:
    columns_reader(caseload_folder const& folder, bind::binding const& with, checked::rule_graph const& graph, std::optional<date> known_on,
                   reading_ways ways, workspace& in)
        : folder_(folder), with_(with), graph_(graph), known_on_(known_on), ways_{std::max(ways.threads, 1U), ways.bytes_of_a_piece}, in_(in),
          all_{graph, *with.of, {}, {}, {}, {}} {
        auto const size = graph.entities.size();
        for (entity_id e = 0; e < size; ++e) all_.above.push_back(eval::partition_above(graph, e));
        all_.tables.resize(size);
        all_.shared.resize(size);
        all_.unclean.resize(size);
        out_.superseded.resize(size);
        out_.rest.folder = folder.folder;
        out_.rest.data.known_on = folder.known_on;
        out_.rest.data.windows = folder.windows;
        out_.rest.data.tables.resize(size);
    }

    /// Empty where a table as a whole is not as it must be: whoever reads row by row says what it is.
    std::optional<columnar_caseload> read() {
        if (!read_shared()) return std::nullopt;
        text_pool texts(out_.clean);
        auto const order = order_of_tables();
        for (auto const e : order) {
            auto const path = folder_.path_of(folder_.files[e]);
            auto file = folder_.texts[e];
            if (!file) {
                auto const real = syntax::file_access(folder_.folder).find(path);
                if (real) file = mapped_file::open(*real);
            }
            if (!file || !read_file_table(path, std::move(file), e, all_, texts, ways_, in_)) return std::nullopt;
            judge_table(e, all_, known_on_, is_named(e), texts, ways_.threads, in_);
        }
        for (auto const e : order) judge_late_links(e, all_);
        judge_shared_links();
        auto const files = files_of(order);
        read_rest(order);
        build_columns(order, all_, texts, out_);
        out_.clean.stored = files;
        return std::move(out_);
    }

private:
    struct storage {
        std::shared_ptr<void const> shared;
        std::vector<std::shared_ptr<mapped_file const>> files;
    };

    bool is_host(entity_id e) const { return !folder_.files[e].empty(); }

    bool is_named(entity_id e) const {
        return std::any_of(graph_.entities.begin(), graph_.entities.end(), [&](checked::entity const& other) {
            return other.owner == e || std::any_of(other.links.begin(), other.links.end(), [&](checked::link const& link) { return link.to == e; });
        });
    }

    bool read_shared() {
        auto const errors = in_.sink.error_count();
        auto& data = out_.rest.data;
        for (entity_id e = 0; e < graph_.entities.size(); ++e) {
            if (!is_host(e) || all_.above[e] != no_id) continue;
            // What is wrong with it is said when all is read row by row.
            diagnostics kept;
            std::swap(kept, in_.sink);
            bool const read = read_table(folder_, e, graph_, in_, data.tables[e]);
            std::swap(kept, in_.sink);
            if (!read || !kept.items().empty()) return false;
        }
        if (in_.sink.error_count() != errors) return false;
        // Their fates do not depend on rows of partitions: a link to one is a finding whether or not it is there.
        reference::check_dataset(data, graph_);
        auto const at = eval::place_rows(graph_, data, known_on_, nullptr);
        out_.clean = eval::fill_tables(with_, data, known_on_, at);
        for (entity_id e = 0; e < graph_.entities.size(); ++e) {
            if (all_.above[e] != no_id) continue;
            auto& table = all_.shared[e].emplace();
            for (row_number r = 0; r < data.tables[e].size(); ++r) table.rows.emplace(data.tables[e][r].key, r);
            table.place = at.place[e];
            for (auto const fate : data.fates[e]) table.orphan.push_back(fate == reference::row_fate::orphan);
        }
        return true;
    }

    /// Owners first, and what is linked to first where it can be.
    std::vector<entity_id> order_of_tables() const {
        std::vector<entity_id> order;
        std::vector<bool> done(graph_.entities.size(), false);
        for (entity_id e = 0; e < graph_.entities.size(); ++e) done[e] = !is_host(e) || all_.above[e] == no_id;
        for (bool patient = true;;) {
            bool more = false;
            for (entity_id e = 0; e < graph_.entities.size(); ++e) {
                auto const& entity = graph_.entities[e];
                auto const waits = [&](checked::link const& link) { return !done[link.to] && link.to != e; };
                if (done[e] || (entity.owner != no_id && !done[entity.owner])) continue;
                if (patient && std::any_of(entity.links.begin(), entity.links.end(), waits)) continue;
                order.push_back(e);
                done[e] = more = true;
                patient = true;
            }
            if (more) continue;
            if (!patient) return order;
            patient = false;
        }
    }

    /// Links of shared rows to rows of partitions are findings where both are seen.
    void judge_shared_links() {
        for (entity_id e = 0; e < graph_.entities.size(); ++e) {
            for (auto const& row : out_.rest.data.tables[e]) {
                for (std::size_t l = 0; l < row.link_keys.size(); ++l) {
                    auto const to = graph_.entities[e].links[l].to;
                    if (!row.link_keys[l] || !all_.tables[to]) continue;
                    if (auto const found = all_.find(to, *row.link_keys[l]); found != no_row) all_.mark(all_.partition_of(to, found));
                }
            }
        }
    }

    std::shared_ptr<storage const> files_of(std::vector<entity_id> const& order) const {
        auto made = std::make_shared<storage>();
        made->shared = out_.clean.stored;
        for (auto const e : order) made->files.push_back(all_.tables[e]->file);
        return made;
    }

    void read_rest(std::vector<entity_id> const& order) {
        for (auto const e : order) {
            auto const& table = *all_.tables[e];
            std::vector<std::uint32_t> begins;
            for (row_number r = 0; r < table.size; ++r) {
                if (!all_.is_clean(all_.partition_of(e, r))) begins.push_back(table.begin_of(r));
            }
            read_rows_at(begins, table.source, e, graph_, in_, out_.rest.data.tables[e]);
        }
        check_with_links(out_.rest.data, graph_);
    }

    caseload_folder const& folder_;
    bind::binding const& with_;
    checked::rule_graph const& graph_;
    std::optional<date> known_on_;
    reading_ways ways_;
    workspace& in_;
    file_tables all_;
    columnar_caseload out_;
};

}  // namespace

std::optional<columnar_caseload> read_columns(caseload_folder const& folder, bind::binding const& with, checked::rule_graph const& graph,
                                              std::optional<date> known_on, reading_ways ways, workspace& in) {
    if (auto read = columns_reader(folder, with, graph, known_on, ways, in).read()) return read;
    auto const rows = read_tables(folder, graph, in);
    if (!rows) return std::nullopt;
    return to_columns(*rows, with, graph, known_on);
}

std::optional<columnar_caseload> read_columns(std::string const& folder, bind::binding const& with, checked::rule_graph const& graph,
                                              std::optional<date> known_on, unsigned threads, workspace& in) {
    auto const described = read_folder(folder, graph, in);
    if (!described) return std::nullopt;
    return read_columns(*described, with, graph, known_on, {threads}, in);
}

}  // namespace carefare::cases
