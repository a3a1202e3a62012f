// A table as it stands in its file: a column for each fact, and of each row where its key stands and whose it is. What is not
// ordinary about a row makes its partition unclean; the rows of such partitions are read again, one by one, and all shared
// tables where it is a row of one of them.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include <carefare/cases/workspace.hpp>
#include <carefare/eval/host_tables.hpp>

#include "base/mapped_file.hpp"
#include "cases/caseload_columns.hpp"
#include "cases/columns_cell.hpp"
#include "cases/columns_order.hpp"

namespace carefare::cases {

struct file_table {
    std::shared_ptr<mapped_file const> file;
    source_id source;
    std::size_t size = 0;
    row_texts keys;
    std::vector<eval::row_number> owner;               ///< row of the owner's file, of a shared owner its row; no_row: none
    std::vector<std::vector<eval::row_number>> links;  ///< by link: row of the file, of a shared table its row among those that stand
    std::vector<row_texts> late_links;                 ///< by link: of a table that is read later
    std::vector<eval::given_column> facts;             ///< by number of the column; the first of a range is made last
    eval::buffer<std::uint64_t> hashes;                ///< of keys, until they are compared
    std::optional<std::vector<eval::row_number>> alike;  ///< of keys that stand in order (`compare_numbered`): rows that have that of the row before
    std::vector<std::uint32_t> begins;                 ///< of records, where lines do not tell
    std::vector<eval::row_number> overridden;          ///< rows with something in columns of overrides
    std::vector<eval::given_override> overrides;       ///< by row of the file
    std::unique_ptr<row_index> index;                  ///< of a table that others name
    std::vector<bool> superseded;                      ///< of a table with versions
    std::unordered_map<eval::row_number, eval::row_number> counting;  ///< of records with several versions
    /// Where the record of a row begins in the file.
    [[nodiscard]] std::uint32_t begin_of(eval::row_number row) const;
};

/// A table outside all partitions: its rows by key.
struct shared_table {
    std::unordered_map<std::string, eval::row_number> rows;  ///< the first of each key
    std::vector<eval::row_number> place;                     ///< among those that stand
    std::vector<bool> orphan;
};

/// What all tables of a caseload know of each other while they are read.
struct file_tables {
    checked::rule_graph const& graph;
    program::program const& program;
    std::vector<checked::entity_id> above;       ///< the partition above the rows of an entity; no_id of shared ones
    std::vector<std::optional<file_table>> tables;    ///< below partitions; shared ones that are read into columns
    std::vector<std::optional<shared_table>> shared;  ///< those that are read row by row
    std::vector<std::vector<std::uint8_t>> unclean;   ///< by partition entity and row
    std::uint8_t unclean_shared = 0;                  ///< something is not ordinary about a shared row

    struct partition {
        checked::entity_id entity = checked::no_id;
        eval::row_number row = eval::no_row;
        friend bool operator==(partition const&, partition const&) = default;
    };
    [[nodiscard]] bool is_shared(checked::entity_id entity) const { return above[entity] == checked::no_id; }
    /// The partition of a row; none of an orphan, nor an entity of a shared row.
    [[nodiscard]] partition partition_of(checked::entity_id entity, eval::row_number row) const;
    void mark(partition of);
    [[nodiscard]] bool is_clean(partition of) const { return of.row != eval::no_row && unclean[of.entity][of.row] == 0; }
    /// The row of a table below partitions or of a shared one; no_row where there is no such row.
    [[nodiscard]] eval::row_number find(checked::entity_id entity, std::string_view key) const;
    /// Is a link one that leads out of the partition it comes from into another? Both are marked.
    bool leads_away(partition from, checked::entity_id to, eval::row_number target);
};

struct reading_ways {
    unsigned threads = 1;
    std::size_t bytes_of_a_piece = std::size_t{4} << 20U;  ///< about so many by one thread at a time
    bool shared_as_rows = true;  ///< shared tables are asked for as rows, too
};

/// Reads a table; the owner's has been read. False where the table as a whole is not as it must be.
[[nodiscard]] bool read_file_table(std::string const& path, std::shared_ptr<mapped_file const> file, checked::entity_id entity, file_tables& all,
                                   text_pool& texts, reading_ways ways, workspace& in);

}  // namespace carefare::cases
