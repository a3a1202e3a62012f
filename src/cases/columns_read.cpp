// A folder into columns: table by table, and the rows of what is not clean again row by row. Shared tables are read row by row
// where they are asked for as rows, or where something is not ordinary about one of them.
#include <algorithm>

#include <carefare/cases/columnar_caseload.hpp>
#include <carefare/eval/run_blocks.hpp>

#include "cases/caseload_blocks.hpp"
#include "cases/caseload_folder.hpp"
#include "cases/caseload_table.hpp"
#include "cases/columns_build.hpp"
#include "cases/columns_judge.hpp"
#include "cases/columns_read.hpp"
#include "cases/columns_table.hpp"
#include "cases/shared_rows.hpp"
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
        : folder_(folder), with_(with), graph_(graph), known_on_(known_on), ways_(ways), in_(in), all_{graph, *with.of, {}, {}, {}, {}} {
        ways_.threads = std::max(ways.threads, 1U);
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
        text_pool texts(out_.clean);
        out_.shared_in_columns = read_shared_columns(texts);
        if (!out_.shared_in_columns && !read_shared()) return std::nullopt;
        auto const order = order_of_tables(false);
        for (auto const e : order) {
            if (!read_one(e, texts)) return std::nullopt;
        }
        for (auto const e : order) judge_late_links(e, all_);
        judge_shared_links();
        bool const any = read_rest(order);
        auto built = out_.shared_in_columns ? order_of_tables(true) : std::vector<entity_id>();
        built.insert(built.end(), order.begin(), order.end());
        auto const files = files_of(built);
        build_columns(built, all_, texts, ways_.threads, out_);
        out_.clean.stored = files;
        out_.release_texts = [files] {
            for (auto const& one : files->files) one->release(0, one->text().size());
        };
        if (out_.shared_in_columns) shared_rows(out_.clean, graph_).add_to(out_.rest.data);
        // Shared rows alone have been checked where they are rows, and lead to no partition that is there.
        if (any || out_.shared_in_columns) check_with_links(out_.rest.data, graph_);
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

    bool read_one(entity_id e, text_pool& texts) {
        auto const path = folder_.path_of(folder_.files[e]);
        auto file = folder_.texts[e];
        if (!file) {
            auto const real = syntax::file_access(folder_.folder).find(path);
            if (real) file = mapped_file::open(*real);
        }
        if (!file || !read_file_table(path, std::move(file), e, all_, texts, ways_, in_)) return false;
        judge_table(e, all_, known_on_, is_named(e), texts, ways_.threads, in_);
        return true;
    }

    /// Of versions, of rows that own their like and of links into partitions it is seen row by row what they come to.
    bool is_plain(entity_id e) const {
        auto const& entity = graph_.entities[e];
        return !entity.single && !entity.versions && entity.owner != e &&
               std::all_of(entity.links.begin(), entity.links.end(), [&](checked::link const& link) { return all_.is_shared(link.to); });
    }

    /// False, with nothing read, where shared tables are not to be read so, or something is not ordinary about a row of them.
    bool read_shared_columns(text_pool& texts) {
        auto const order = order_of_tables(true);
        for (entity_id e = 0; e < graph_.entities.size(); ++e) {
            if (ways_.shared_as_rows || (all_.is_shared(e) && !is_plain(e))) return false;
        }
        start_tables();
        bool good = true;
        for (auto const e : order) good = good && read_one(e, texts) && all_.tables[e]->overridden.empty();
        for (auto const e : order) {
            if (good) judge_late_links(e, all_);
        }
        good = good && all_.unclean_shared == 0;
        for (auto const e : order) {
            if (!good) all_.tables[e].reset();
        }
        return good;
    }

    /// Host tables of the shared rows that there are as rows.
    eval::placed_rows start_tables() {
        reference::check_dataset(out_.rest.data, graph_);
        auto at = eval::place_rows(graph_, out_.rest.data, known_on_, nullptr);
        out_.clean = eval::fill_tables(with_, out_.rest.data, known_on_, at);
        return at;
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
        auto const at = start_tables();
        for (entity_id e = 0; e < graph_.entities.size(); ++e) {
            if (all_.above[e] != no_id) continue;
            auto& table = all_.shared[e].emplace();
            for (row_number r = 0; r < data.tables[e].size(); ++r) table.rows.emplace(data.tables[e][r].key, r);
            table.place = at.place[e];
            for (auto const fate : data.fates[e]) table.orphan.push_back(fate == reference::row_fate::orphan);
        }
        return true;
    }

    /// The shared tables, or those below partitions: owners first, and what is linked to first where it can be.
    std::vector<entity_id> order_of_tables(bool shared) const {
        std::vector<entity_id> order;
        std::vector<bool> done(graph_.entities.size(), false);
        for (entity_id e = 0; e < graph_.entities.size(); ++e) done[e] = !is_host(e) || all_.is_shared(e) != shared;
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

    /// Are there any?
    bool read_rest(std::vector<entity_id> const& order) {
        bool any = false;
        for (auto const e : order) {
            auto const& table = *all_.tables[e];
            constexpr std::size_t rows_of_a_part = 100'000;
            std::vector<std::vector<std::uint32_t>> parts((table.size + rows_of_a_part - 1) / rows_of_a_part);
            eval::in_parallel(parts.size(), ways_.threads, [&](std::size_t part) {
                auto const last = static_cast<row_number>(std::min((part + 1) * rows_of_a_part, static_cast<std::size_t>(table.size)));
                for (auto r = static_cast<row_number>(part * rows_of_a_part); r < last; ++r) {
                    if (!all_.is_clean(all_.partition_of(e, r))) parts[part].push_back(table.begin_of(r));
                }
            });
            std::vector<std::uint32_t> begins;
            for (auto const& part : parts) begins.insert(begins.end(), part.begin(), part.end());
            any = any || !begins.empty();
            read_rows_at(begins, table.source, e, graph_, in_, out_.rest.data.tables[e]);
        }
        return any;
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
