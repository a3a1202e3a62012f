// A file in pieces of some megabytes, each by one thread: records, then cells.
#include "cases/columns_table.hpp"

#include <algorithm>
#include <atomic>

#include <carefare/base/utf8.hpp>
#include <carefare/eval/run_blocks.hpp>

#include "cases/caseload_table.hpp"
#include "cases/columns_scan.hpp"

namespace carefare::cases {

using checked::entity_id;
using checked::no_id;
using eval::no_row;
using eval::row_number;
using eval::state;
using kind = caseload_column::kind;

std::uint32_t file_table::begin_of(row_number row) const {
    if (!begins.empty()) return begins[row];
    // No line break stands inside quotes.
    auto const before = file->text().rfind('\n', keys.offset(row) - 1);
    return static_cast<std::uint32_t>(before + 1);
}

file_tables::partition file_tables::partition_of(entity_id entity, row_number row) const {
    auto const top = above[entity];
    if (top == no_id) return {};
    while (entity != top && row != no_row) {
        row = tables[entity]->owner[row];
        entity = graph.entities[entity].owner;
    }
    // A partition of which the shared owner is not there is an orphan.
    if (row != no_row && graph.entities[top].owner != no_id && tables[top]->owner[row] == no_row) row = no_row;
    return {top, row};
}

void file_tables::mark(partition of) {
    if (of.entity == no_id)
        std::atomic_ref(unclean_shared).store(1, std::memory_order_relaxed);
    else if (of.row != no_row)
        std::atomic_ref(unclean[of.entity][of.row]).store(1, std::memory_order_relaxed);
}

row_number file_tables::find(entity_id entity, std::string_view key) const {
    if (auto const& table = tables[entity]) return table->index ? table->index->find(key, table->keys) : no_row;
    if (auto const& table = shared[entity]) {
        auto const found = table->rows.find(std::string(key));
        return found == table->rows.end() ? no_row : found->second;
    }
    return no_row;
}

bool file_tables::leads_away(partition from, entity_id to, row_number target) {
    if (is_shared(to)) return false;
    auto const there = partition_of(to, target);
    if (there == from) return false;
    mark(from);
    mark(there);
    return true;
}

namespace {

struct piece {
    std::size_t begin = 0, end = 0, first_row = 0, rows = 0;
    bool broken = false, quote = false, inner_break = false, too_wide = false;
    std::vector<std::pair<row_number, std::string>> decoded;
    std::vector<row_number> overridden;
    std::vector<std::uint32_t> begins;
    keys_in_order keys;
};

/// What becomes of the cells of one column of the file.
struct cell_target {
    caseload_column::kind what{};
    std::uint32_t id = 0;
    std::size_t column = 0;           ///< of a fact
    entity_id to = no_id;             ///< of an owner or a link
    bool late = false;
};

class table_loader {
public:
    table_loader(checked::entity_id entity, file_tables& all, text_pool& texts)
        : entity_(entity), declared_(all.graph.entities[entity]), all_(all), texts_(texts), out_(*all.tables[entity]) {}

    bool load(std::string const& path, reading_ways ways, workspace& in) {
        out_.source = in.sources.add(path, out_.file->text(), out_.file);
        return read_header(in) && read_all(ways);
    }

private:
    bool read_all(reading_ways ways) {
        total_ = 0;
        auto pieces = cut(ways);
        auto const unclean = all_.unclean;
        bool const is_whole = read_pieces(pieces, ways.threads);
        if (!is_whole || std::any_of(pieces.begin(), pieces.end(), [](piece const& one) { return one.inner_break; })) {
            // A line break inside quotes may have cut a record: all of it from the begin.
            bool const quoted = std::any_of(pieces.begin(), pieces.end(), [](piece const& one) { return one.quote; });
            if (!quoted) return false;
            all_.unclean = unclean;
            piece whole;
            whole.begin = data_begin_;
            whole.end = out_.file->text().size();
            whole.rows = total_;
            whole.inner_break = true;
            pieces.assign(1, std::move(whole));
            if (!read_pieces(pieces, 1)) return false;
            out_.begins = std::move(pieces.front().begins);
            resize(pieces.front().rows);
        }
        if (!is_wide_ && std::any_of(pieces.begin(), pieces.end(), [](piece const& one) { return one.too_wide; })) {
            // Numbers larger than any that is common: once more, with room for all.
            is_wide_ = true;
            all_.unclean = unclean;
            out_.begins.clear();
            return read_all(ways);
        }
        for (auto& one : pieces) {
            for (auto& [row, text] : one.decoded) out_.keys.set_decoded(row, std::move(text));
            out_.overridden.insert(out_.overridden.end(), one.overridden.begin(), one.overridden.end());
        }
        keys_in_order keys;
        for (auto const& one : pieces) keys.join(one.keys, static_cast<row_number>(one.first_row));
        if (keys.is_in_order()) out_.alike = keys.alike();
        return true;
    }

    bool read_header(workspace& in) {
        diagnostics none;
        checked::csv_reader reader(in.sources[out_.source], out_.source, none, table_limits, checked::csv_reader::known_text{});
        std::vector<checked::csv_cell> cells;
        if (!reader.next(cells)) return false;
        data_begin_ = reader.at();
        auto const columns = find_columns(cells, entity_, all_.graph, reader, none);
        if (!columns || !none.items().empty()) return false;
        auto const numbers = eval::host_tables::columns_of(all_.graph);
        std::size_t number_of_columns = 0;
        for (checked::fact_id f = 0; f < all_.graph.facts.size(); ++f) {
            if (all_.graph.facts[f].owner != entity_) continue;
            number_of_columns = numbers[f] + (all_.graph.facts[f].type_of.kind == checked::scalar::range ? 3 : 1);
        }
        if (declared_.versions) by_column_ = numbers[declared_.versions->by];
        out_.facts.resize(number_of_columns);
        out_.links.resize(declared_.links.size());
        out_.late_links.resize(declared_.links.size());
        readers_.resize(number_of_columns);
        for (auto const& column : *columns) {
            cell_target target{column.what, column.id, 0, no_id, false};
            if (column.what == kind::owner) target.to = declared_.owner;
            if (column.what == kind::link) {
                target.to = declared_.links[column.id].to;
                target.late = !all_.shared[target.to] && (!all_.tables[target.to] || !all_.tables[target.to]->index);
            }
            if (column.what == kind::fact || column.what == kind::range_from || column.what == kind::range_to) {
                target.column = numbers[column.id] + (column.what == kind::fact ? 0 : column.what == kind::range_from ? 1 : 2);
                readers_[target.column].emplace(all_.graph, column.id, all_.program.fact_denominators[column.id]);
                if (column.what == kind::range_from) ranges_.push_back(numbers[column.id]);
            }
            targets_.push_back(target);
        }
        return true;
    }

    /// Pieces that end with a line, and how many lines each has.
    std::vector<piece> cut(reading_ways ways) {
        auto const text = out_.file->text();
        std::vector<piece> pieces;
        for (std::size_t at = data_begin_; at < text.size();) {
            auto const line_end = text.size() - at > ways.bytes_of_a_piece ? text.find('\n', at + ways.bytes_of_a_piece) : std::string_view::npos;
            auto const end = line_end == std::string_view::npos ? text.size() : line_end + 1;
            piece one;
            one.begin = at;
            one.end = end;
            pieces.push_back(std::move(one));
            at = end;
        }
        eval::in_parallel(pieces.size(), ways.threads, [&](std::size_t p) {
            auto const part = text.substr(pieces[p].begin, pieces[p].end - pieces[p].begin);
            pieces[p].rows = static_cast<std::size_t>(std::count(part.begin(), part.end(), '\n')) + (part.back() == '\n' ? 0 : 1);
            out_.file->release(pieces[p].begin, pieces[p].end);
        });
        for (auto& one : pieces) {
            one.first_row = total_;
            total_ += one.rows;
        }
        return pieces;
    }

    void resize(std::size_t rows) {
        out_.size = rows;
        out_.keys.resize_unwritten(rows);
        out_.keys.set_base(out_.file->text().data());
        out_.hashes.resize(rows);
        // Who names no owner belongs to the only row, if the owner's table has but one.
        if (declared_.owner != no_id) out_.owner.resize(rows, all_.graph.entities[declared_.owner].single ? 0 : no_row);
        for (auto const& target : targets_) {
            if (target.what == kind::link && target.late) {
                out_.late_links[target.id].resize(rows);
                out_.late_links[target.id].set_base(out_.file->text().data());
            } else if (target.what == kind::link) {
                out_.links[target.id].resize(rows, no_row);
            } else if (target.what == kind::fact || target.what == kind::range_from || target.what == kind::range_to) {
                resize(out_.facts[target.column], readers_[target.column]->bytes(), rows);
            }
        }
        if (all_.above[entity_] == entity_) all_.unclean[entity_].resize(rows);
    }

    void resize(eval::given_column& column, std::size_t bytes, std::size_t rows) const {
        if (is_wide_) column.widen();
        if (bytes == sizeof(std::int8_t) && !is_wide_)
            column.tiny.resize(rows);
        else if (bytes == sizeof(std::int32_t) && !is_wide_)
            column.narrow.resize(rows);
        else
            column.cells.resize(rows);
        column.states.resize(rows);
    }

    bool read_pieces(std::vector<piece>& pieces, unsigned threads) {
        if (total_ > table_limits.rows) return false;
        resize(total_);
        eval::in_parallel(pieces.size(), threads, [&](std::size_t p) {
            read_piece(pieces[p]);
            out_.file->release(pieces[p].begin, pieces[p].end);
        });
        return std::none_of(pieces.begin(), pieces.end(), [&](piece const& one) { return one.broken; });
    }

    struct last_found {
        std::string_view key;
        row_number row = no_row;
    };

    void read_piece(piece& one) {
        auto const text = out_.file->text();
        record_scanner scanner(text.data() + one.begin, text.data() + one.end, targets_.size(), table_limits.cell_bytes);
        std::vector<raw_cell> cells(targets_.size());
        std::vector<last_found> last(targets_.size());
        known_texts texts(texts_);
        bool const keep_begins = one.inner_break;
        std::size_t row = one.first_row;
        for (; !scanner.is_at_end(); ++row) {
            if (keep_begins) one.begins.push_back(static_cast<std::uint32_t>(scanner.at() - text.data()));
            if (row >= one.first_row + one.rows || !scanner.next(cells)) {
                one.broken = true;
                break;
            }
            read_row(static_cast<row_number>(row), cells, last, texts, one);
        }
        one.quote = scanner.saw_quote();
        one.inner_break = scanner.saw_inner_break();
        one.rows = row - one.first_row;
        auto const key = std::find_if(targets_.begin(), targets_.end(), [](cell_target const& each) { return each.what == kind::key; });
        // The text of the file is given back now.
        if (key != targets_.end()) one.keys.end(last[static_cast<std::size_t>(key - targets_.begin())].key);
        if (scanner.saw_high() && first_invalid_utf8(text.substr(one.begin, one.end - one.begin))) one.broken = true;
    }

    void read_row(row_number row, std::vector<raw_cell> const& cells, std::vector<last_found>& last, known_texts& texts, piece& one) {
        bool bad = false, overridden = false;
        std::string room;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            auto const& target = targets_[i];
            auto const& cell = cells[i];
            switch (target.what) {
                case kind::key:
                    out_.keys.set(row, cell.text);
                    out_.hashes[row] = hash_of(cell.decoded(room));
                    if (cell.escaped) one.keys.give_up();
                    one.keys.add(row, row == one.first_row ? std::nullopt : std::optional(last[i].key), cell.text);
                    last[i].key = cell.text;
                    if (cell.escaped) one.decoded.emplace_back(row, std::string(cell.decoded(room)));
                    bad = bad || cell.text.empty() || cell.escaped;
                    break;
                case kind::owner:
                    out_.owner[row] = owner_of(target.to, cell, last[i]);
                    bad = bad || (all_.is_shared(entity_) && out_.owner[row] == no_row);
                    break;
                case kind::link: break;
                case kind::fact:
                case kind::range_from:
                case kind::range_to: {
                    auto const read = readers_[target.column]->read(cell.decoded(room), texts);
                    bad = bad || !read;
                    if (!out_.facts[target.column].put(row, read ? read->cell : 0)) one.too_wide = true;
                    out_.facts[target.column].states[row] = read ? read->is : state::pending;
                    break;
                }
                default: overridden = overridden || !cell.text.empty();
            }
        }
        if (overridden) one.overridden.push_back(row);
        bad = bad || has_half_a_range(row) || has_no_date(row);
        auto const partition = all_.partition_of(entity_, row);
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (targets_[i].what == kind::link) bad = !read_link(row, targets_[i], cells[i], last[i], partition) || bad;
        }
        if (bad) all_.mark(partition);
    }

    row_number find(entity_id to, raw_cell const& cell, last_found& last) {
        if (!cell.escaped && last.key == cell.text && last.key.data() != nullptr) return last.row;
        std::string room;
        auto const found = all_.find(to, cell.decoded(room));
        if (!cell.escaped) last = {cell.text, found};
        return found;
    }

    row_number owner_of(entity_id to, raw_cell const& cell, last_found& last) {
        if (cell.text.empty() && all_.graph.entities[to].single) return 0;
        auto const found = find(to, cell, last);
        // What a shared orphan owns is an orphan, too.
        if (found != no_row && all_.shared[to] && all_.shared[to]->orphan[found]) return no_row;
        return found;
    }

    /// False where the row has a finding.
    bool read_link(row_number row, cell_target const& target, raw_cell const& cell, last_found& last, file_tables::partition own) {
        if (target.late) {
            out_.late_links[target.id].set(row, cell.text);
            return !cell.escaped;
        }
        out_.links[target.id][row] = no_row;
        if (cell.text.empty()) return true;
        auto const found = find(target.to, cell, last);
        if (found == no_row) return false;
        if (auto const& shared = all_.shared[target.to]) {
            out_.links[target.id][row] = shared->place[found];
            return true;
        }
        out_.links[target.id][row] = found;
        return !all_.leads_away(own, target.to, found);
    }

    bool has_half_a_range(row_number row) {
        return std::any_of(ranges_.begin(), ranges_.end(), [&](std::size_t first) {
            auto const& low = out_.facts[first + 1];
            auto const& high = out_.facts[first + 2];
            if ((low.states[row] == state::pending) != (high.states[row] == state::pending)) return true;
            return low.states[row] == state::value && high.states[row] == state::value && high.cell(row) < low.cell(row);
        });
    }

    /// Of versions that do not say when they were recorded it is not known which is the latest.
    bool has_no_date(row_number row) {
        if (!declared_.versions) return false;
        auto const& by = out_.facts[by_column_];
        return by.states.empty() || by.states[row] != state::value;
    }

    entity_id entity_;
    checked::entity const& declared_;
    file_tables& all_;
    text_pool& texts_;
    file_table& out_;
    std::vector<cell_target> targets_;
    std::vector<std::optional<fact_cells>> readers_;  ///< by column
    std::vector<std::size_t> ranges_;
    std::size_t data_begin_ = 0, total_ = 0, by_column_ = 0;
    bool is_wide_ = false;                            ///< all cells have eight bytes
};

}  // namespace

bool read_file_table(std::string const& path, std::shared_ptr<mapped_file const> file, entity_id entity, file_tables& all, text_pool& texts,
                     reading_ways ways, workspace& in) {
    if (file->text().size() > most_table_bytes) return false;
    all.tables[entity].emplace();
    all.tables[entity]->file = std::move(file);
    return table_loader(entity, all, texts).load(path, ways, in);
}

}  // namespace carefare::cases
