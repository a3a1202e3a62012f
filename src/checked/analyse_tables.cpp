// Every cell of every schedule's blocks has exactly one row: gaps and overlaps of rate tables, in words.
#include <algorithm>
#include <string>
#include <utility>

#include "checked/builder.hpp"
#include "checked/rate_domains.hpp"
#include "checked/rate_gaps.hpp"
#include "checked/wording.hpp"

namespace carefare::checked {

namespace {

constexpr std::size_t most_reports = 10;

class schedule_analysis {
public:
    schedule_analysis(builder& b, rate_table const& table, dated<schedule> const& entry)
        : b_(b),
          table_(table),
          entry_(entry),
          content_(*entry.payload),
          blocks_(index_blocks(content_)),
          steps_(b.limits.region_steps) {}

    void run() {
        std::vector<std::vector<placed_row>> rows(blocks_.size());
        for (auto const& row : content_.rows) {
            if (!spend(place(row, rows))) return;
        }
        for (std::size_t i = 0; i < rows.size(); ++i) {
            std::stable_sort(rows[i].begin(), rows[i].end(),
                             [](placed_row const& a, placed_row const& z) { return a.places < z.places; });
            report_overlaps(i, rows[i]);
            if (content_.partial.empty() && !report_gaps(i, rows[i])) return;
        }
        if (gaps_ > most_reports) report_rest(diagnostic_code::M015, gaps_ - most_reports, "gap");
        if (overlaps_ > most_reports) report_rest(diagnostic_code::M016, overlaps_ - most_reports, "overlap");
        b_.counters.region_steps += b_.limits.region_steps - steps_;
    }

private:
    struct placed_row {
        cell_places places;
        location where;
    };

    bool spend(std::uint64_t amount) {
        if (steps_ < amount) return too_large();
        steps_ -= amount;
        return true;
    }

    bool too_large() {
        b_.counters.region_steps += b_.limits.region_steps;
        b_.error(diagnostic_code::L044, entry_.where,
                 "it takes too many steps to show that " + schedule_words() + " of the table " + quoted(table_.name) +
                     " has a row for every combination of keys",
                 "Split it into several tables, or say 'partial' with the reason.");
        return false;
    }

    /// Puts a row to its block; the number of blocks looked at.
    std::uint64_t place(table_row const& row, std::vector<std::vector<placed_row>>& out) const {
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            placed_row placed{{}, row.where};
            for (std::size_t k = 0; k < blocks_[i].size(); ++k) {
                auto const at = blocks_[i][k].place_of(row.keys[k]);
                if (!at) break;
                placed.places.push_back(*at);
            }
            if (placed.places.size() < blocks_[i].size()) continue;
            out[i].push_back(std::move(placed));
            return i + 1;
        }
        return blocks_.size();
    }

    [[nodiscard]] std::string schedule_words() const {
        return entry_.from ? "the schedule of " + carefare::to_string(*entry_.from) : std::string("the schedule");
    }

    void report_overlaps(std::size_t block, std::vector<placed_row> const& rows) {
        for (std::size_t i = 1; i < rows.size(); ++i) {
            if (rows[i - 1].places != rows[i].places || ++overlaps_ > most_reports) continue;
            diagnostic found{
                diagnostic_code::M016,
                severity::error,
                schedule_words() + " of the table " + quoted(table_.name) + " has two rows for " + cell_words(block, rows[i].places),
                rows[i].where,
                {},
                "Keep the row that the published table has."};
            found.labels.push_back({rows[i - 1].where, "the other row"});
            b_.sink.add(std::move(found));
        }
    }

    /// "size 2, colour red"; what the block holds one of goes without saying.
    [[nodiscard]] std::string cell_words(std::size_t block, cell_places const& places) const {
        std::string words;
        for (std::size_t k = 0; k < places.size(); ++k) {
            if (blocks_[block][k].size() == 1) continue;
            words += (words.empty() ? "" : ", ") + table_.keys[k].name + " " +
                     places_words(content_.blocks[block][k], table_.keys[k].type_of.words, {{places[k], places[k]}});
        }
        return words.empty() ? "the same keys" : words;
    }

    /// Where exceptions may be absent, only the rows from which they depart must be there.
    bool report_gaps(std::size_t block, std::vector<placed_row> const& rows) {
        std::vector<std::int64_t> sizes;
        for (auto const& domain : blocks_[block])
            sizes.push_back(domain.size());
        std::optional<std::int64_t> only;
        auto const by = content_.exceptions_by;
        if (by != no_id) {
            only = blocks_[block][by].place_of(scalar_value(none_value{}));
            if (!only) return true;
            sizes[by] = 1;
        }
        std::vector<cell_places> cells;
        for (auto const& row : rows) {
            if (only && row.places[by] != *only) continue;
            auto places = row.places;
            if (only) places[by] = 0;
            if (cells.empty() || cells.back() != places) cells.push_back(std::move(places));
        }
        auto const gaps = find_gaps(sizes, cells, steps_);
        if (!gaps) return too_large();
        for (auto const& gap : *gaps) {
            if (++gaps_ <= most_reports) report_gap(block, sizes, gap);
        }
        return true;
    }

    void report_gap(std::size_t block, std::vector<std::int64_t> const& sizes, cell_region const& gap) {
        std::string region;
        for (std::size_t k = 0; k < gap.size(); ++k) {
            bool const is_everything = gap[k] == place_runs{{0, sizes[k] - 1}};
            bool const is_base = k == content_.exceptions_by;
            if (is_everything && !is_base) continue;
            region += (region.empty() ? "" : ", ") + table_.keys[k].name + " ";
            region += is_base ? std::string("none")
                              : places_words(content_.blocks[block][k], table_.keys[k].type_of.words, gap[k]);
        }
        auto const missing = region.empty() ? schedule_words() + " has no row in a block"
                                            : region + " of " + schedule_words() + " has no row";
        diagnostic found{
            diagnostic_code::M015,
            severity::error,
            "table " + quoted(table_.name) + ": " + missing,
            entry_.where,
            {},
            "Add the rows to " + quoted(content_.file) +
                ", with the value none where the published table has no such cell, or say 'partial' with the reason."};
        b_.sink.add(std::move(found));
    }

    [[nodiscard]] std::string places_words(key_domain const& domain, word_list_id list, place_runs const& runs) const {
        std::vector<std::string> words;
        for (auto const& [first, last] : runs) {
            if (domain.range) {
                auto const low = std::get<rational>(*domain.range->low);
                auto const text = (low + rational(first)).to_string();
                words.push_back(first == last ? text : text + " to " + (low + rational(last)).to_string());
                continue;
            }
            for (auto i = first; i <= last; ++i)
                words.push_back(word_text(domain.words[static_cast<std::size_t>(i)], list));
        }
        return choices(words);
    }

    [[nodiscard]] std::string word_text(scalar_value const& value, word_list_id list) const {
        auto const* item = std::get_if<word>(&value);
        return item == nullptr ? "none" : b_.graph.word_lists[list].words[item->index];
    }

    void report_rest(diagnostic_code code, std::size_t count, std::string const& noun) {
        b_.error(code, entry_.where,
                 schedule_words() + " of the table " + quoted(table_.name) + " has " + std::to_string(count) +
                     " more " + noun + (count == 1 ? "" : "s"),
                 "Correct those above first.");
    }

    builder& b_;
    rate_table const& table_;
    dated<schedule> const& entry_;
    schedule const& content_;
    block_index blocks_;
    std::uint64_t steps_;
    std::size_t gaps_ = 0;
    std::size_t overlaps_ = 0;
};

}  // namespace

void analyse_tables(builder& b) {
    for (auto const& table : b.graph.tables) {
        for (auto const& entry : table.entries) {
            if (entry.payload) schedule_analysis(b, table, entry).run();
        }
    }
}

}  // namespace carefare::checked
