// Schedules of rate tables: blocks from the rule file, rows from CSV. A file that holds several stretches of time
// becomes one schedule for each.
#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

#include <carefare/checked/check.hpp>

#include "checked/csv_reader.hpp"
#include "checked/declare.hpp"
#include "checked/rate_columns.hpp"
#include "checked/rate_domains.hpp"
#include "checked/wording.hpp"

namespace carefare::checked {

namespace {

/// A file that is wrong in this many rows is not read on: one mistake is behind them.
constexpr std::size_t most_wrong_rows = 20;

class schedule_reader {
public:
    schedule_reader(builder& b, syntax::table_entry_syntax const& entry, rate_table& table)
        : b_(b), entry_(entry), table_(table), what_("a schedule of " + quoted(table.name)) {}

    void run() {
        dated<schedule> common;
        copy_dates(entry_, common);
        common.cite = cite_of(entry_.cite, table_.cite, what_, entry_.where, b_.sink);
        if (entry_.not_known) {
            common.gap = gap_reason(entry_.reason, what_, entry_.where, b_.sink);
            table_.entries.push_back(std::move(common));
            return;
        }
        auto const errors = b_.sink.error_count();
        schedule content;
        bool const has_blocks = read_blocks(content);
        if (entry_.partial) content.partial = entry_.partial->value;
        bool const has_exceptions = read_exceptions(content);
        auto const first = table_.entries.size();
        if (!entry_.file.value.empty() && has_blocks && has_exceptions) {
            blocks_ = index_blocks(content);
            common.payload = std::move(content);
            read_file(common);
        }
        if (b_.sink.error_count() == errors && table_.entries.size() > first) return;
        // The programme fails. What a mistake above took away must not be reported as a missing cell or a hole in time, too.
        for (auto i = first; i < table_.entries.size(); ++i) {
            table_.entries[i].payload->partial = "not all rows could be read";
        }
        if (table_.entries.size() > first || !entry_.from) return;
        common.payload.reset();
        table_.entries.push_back(std::move(common));
    }

private:
    bool read_blocks(schedule& content) {
        bool fits = true;
        std::vector<location> places;
        for (auto const& written : entry_.blocks) {
            std::vector<key_domain> block;
            for (auto const& key : table_.keys) {
                for (auto const& domain : written) {
                    if (domain.name.value != key.name) continue;
                    if (auto found = read_domain(b_, domain, key)) block.push_back(std::move(*found));
                }
            }
            fits = fits && block.size() == table_.keys.size();
            places.push_back(written.empty() ? entry_.where : written.front().name.where);
            content.blocks.push_back(std::move(block));
        }
        if (!fits || content.blocks.empty()) return false;
        check_blocks_disjoint(b_, content.blocks, table_.name, entry_.where, places);
        return true;
    }

    bool read_exceptions(schedule& content) {
        if (!entry_.exceptions_by) return true;
        auto const& name = *entry_.exceptions_by;
        std::vector<std::string> known;
        for (std::uint32_t k = 0; k < table_.keys.size(); ++k) {
            known.push_back(table_.keys[k].name);
            if (known.back() == name.value) content.exceptions_by = k;
        }
        if (content.exceptions_by == no_id) {
            b_.error(diagnostic_code::M009, name.where, "the table has no key " + quoted(name.value),
                     did_you_mean(name.value, known, "Name one of its keys."));
            return false;
        }
        if (table_.keys[content.exceptions_by].type_of.optional) return true;
        b_.error(
            diagnostic_code::M018, name.where,
            "the key " + quoted(name.value) + " cannot be none, so that no row is the one its exceptions depart from",
            "Give the key a type with 'or none', or take 'exceptions_by' away.");
        return false;
    }

    void read_file(dated<schedule> const& common) {
        auto const path = syntax::path_beside(b_.sources[entry_.file.where.source].name(), entry_.file.value);
        auto const id = b_.files.open(path, b_.sources, b_.sink, entry_.file.where, b_.limits.csv_bytes);
        if (!id) return;
        auto const errors = b_.sink.error_count();
        csv_reader records(b_.sources[*id], *id, b_.sink, {b_.limits.table_rows, b_.limits.table_columns});
        std::vector<csv_cell> record;
        if (!records.next(record)) {
            if (b_.sink.error_count() == errors) {
                b_.error(diagnostic_code::M001, entry_.file.where,
                         "the file " + quoted(entry_.file.value) + " is empty",
                         "Begin it with a line of column names.");
            }
            return;
        }
        auto const columns = find_columns(b_, entry_, table_, record, *id);
        if (!columns) return;
        std::map<std::pair<std::optional<date>, std::optional<date>>, dated<schedule>> stretches;
        while (records.next(record)) {
            if (!count_cells(record, records) || !count_steps(records, record)) return;
            if (!read_row(record, *columns, records, common, stretches) && ++wrong_rows_ >= most_wrong_rows) return;
        }
        if (stretches.empty() && b_.sink.error_count() == errors) {
            b_.error(diagnostic_code::M001, entry_.file.where,
                     "the file " + quoted(entry_.file.value) + " has a header and no rows",
                     "Add its rows, or write 'value: not known' with a reason.");
        }
        for (auto& [dates, stretch] : stretches)
            table_.entries.push_back(std::move(stretch));
    }

    bool count_cells(std::vector<csv_cell> const& record, csv_reader const& records) {
        b_.counters.table_cells += record.size();
        if (b_.counters.table_cells <= b_.limits.table_cells) return true;
        b_.error(diagnostic_code::L042, records.place(record.front().where),
                 "the tables of the programme have more than " + std::to_string(b_.limits.table_cells) + " cells",
                 "Leave out schedules or remarks that are not used.");
        return false;
    }

    /// Many rows in many blocks take their product of steps.
    bool count_steps(csv_reader const& records, std::vector<csv_cell> const& record) {
        if (blocks_tried_ <= b_.limits.region_steps) return true;
        b_.error(diagnostic_code::L044, records.place(record.front().where),
                 "it takes too many steps to find the blocks of the rows of " + quoted(table_.name),
                 "Join blocks that differ in one key, or split the table.");
        return false;
    }

    dated<schedule> named(dated<schedule> const& common) const {
        auto result = common;
        result.payload->file = entry_.file.value;
        return result;
    }

    template <class Stretches>
    bool read_row(std::vector<csv_cell> const& record, rate_columns const& columns, csv_reader const& records,
                  dated<schedule> const& common, Stretches& stretches) {
        table_row row;
        row.where = records.place({record.front().where.begin, record.back().where.end});
        bool fits = true;
        for (std::size_t k = 0; k < columns.keys.size(); ++k) {
            auto key = read_key(record[columns.keys[k]], k, records);
            if (key)
                row.keys.push_back(std::move(*key));
            else
                fits = false;
        }
        auto value = read_value(record[columns.value], records);
        if (!value || !fits) return false;
        row.value = std::move(*value);
        if (!check_in_block(row, record, columns, records)) return false;
        auto from = common.from, until = common.until;
        if (columns.from && !read_date(record[*columns.from], false, records, from)) return false;
        if (columns.until && !read_date(record[*columns.until], true, records, until)) return false;
        auto const [found, is_new] = stretches.try_emplace({from, until});
        auto& stretch = found->second;
        if (is_new) {
            stretch = named(common);
            stretch.from = from;
            stretch.until = until;
            if (columns.from) stretch.where = records.place(record[*columns.from].where);
        }
        stretch.payload->rows.push_back(std::move(row));
        return true;
    }

    bool read_date(csv_cell const& cell, bool optional, csv_reader const& records, std::optional<date>& out) {
        type day;
        day.kind = scalar::date;
        day.optional = optional;
        auto const found = read_cell(records.text_of(cell), day, b_.graph, b_.sink);
        if (!found) return false;
        if (auto const* value = std::get_if<date>(&*found)) out = *value;
        return true;
    }

    /// Words are looked up once for each text: a long list must not make a long file slow.
    std::optional<scalar_value> read_key(csv_cell const& cell, std::size_t k, csv_reader const& records) {
        known_keys_.resize(table_.keys.size());
        auto const known = known_keys_[k].find(cell.text);
        if (known != known_keys_[k].end()) return known->second;
        auto value = read_cell(records.text_of(cell), table_.keys[k].type_of, b_.graph, b_.sink);
        if (value) known_keys_[k].emplace(cell.text, *value);
        return value;
    }

    std::optional<scalar_value> read_value(csv_cell const& cell, csv_reader const& records) {
        auto const where = records.place(cell.where);
        if (cell.text.empty()) {
            b_.error(diagnostic_code::M014, where, "the value of this row is empty",
                     "Write none if the published table has no such cell, and 0 if it prints a zero.");
            return std::nullopt;
        }
        if (cell.text == "none") return scalar_value(none_value{});
        type asked = table_.type_of;
        asked.optional = false;
        auto value = read_cell(records.text_of(cell), asked, b_.graph, b_.sink);
        if (!value || !check_value(*value, asked, table_.range, table_.step, table_.name, where, b_.graph, b_.sink)) {
            return std::nullopt;
        }
        return value;
    }

    bool check_in_block(table_row const& row, std::vector<csv_cell> const& record, rate_columns const& columns,
                        csv_reader const& records) {
        std::size_t best = 0;
        for (auto const& block : blocks_) {
            std::size_t k = 0;
            while (k < block.size() && block[k].place_of(row.keys[k]))
                ++k;
            if (k == block.size()) return true;
            best = std::max(best, k);
            ++blocks_tried_;
        }
        auto const& key = table_.keys[best];
        auto const value = b_.graph.to_string(row.keys[best], key.type_of);
        b_.error(diagnostic_code::M013, records.place(record[columns.keys[best]].where),
                 "the row lies outside all blocks: the key " + quoted(key.name) + " is " + value + " there",
                 "Correct the cell, or add it to the domain of a block.");
        return false;
    }

    builder& b_;
    syntax::table_entry_syntax const& entry_;
    rate_table& table_;
    std::string what_;
    block_index blocks_;
    std::size_t wrong_rows_ = 0;
    std::uint64_t blocks_tried_ = 0;
    std::vector<std::unordered_map<std::string, scalar_value>> known_keys_;
};

}  // namespace

void declare_schedules(builder& b, syntax::table_syntax const& syntax, rate_table& table) {
    for (auto const& entry : syntax.entries)
        schedule_reader(b, entry, table).run();
}

}  // namespace carefare::checked
