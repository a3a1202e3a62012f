// Which column of a CSV file is what.
#include "checked/rate_columns.hpp"

#include <map>
#include <string>
#include <utility>

#include "checked/wording.hpp"

namespace carefare::checked {

namespace {

class column_finder {
public:
    column_finder(builder& b, std::vector<csv_cell> const& header, source_id file)
        : b_(b), header_(header), file_(file) {
        for (std::size_t i = 0; i < header.size(); ++i) {
            auto const& cell = header[i];
            auto const [first, is_new] = places_.emplace(cell.text, i);
            if (is_new) continue;
            twice({file, cell.where}, cell.text, {file, header[first->second].where}, "the other column",
                  "Give every column a name of its own.");
        }
    }

    std::optional<std::size_t> take(syntax::name_text const& name) {
        auto const found = places_.find(name.value);
        if (found == places_.end()) {
            missing(name);
            return std::nullopt;
        }
        auto const [first, is_new] = used_.emplace(name.value, name.where);
        if (!is_new) {
            twice(name.where, name.value, first->second, "used here, too",
                  "Let each key, value and date have its own column.");
            return std::nullopt;
        }
        return found->second;
    }

    void check_unused() {
        for (auto const& cell : header_) {
            if (used_.contains(cell.text)) continue;
            b_.error(diagnostic_code::M007, {file_, cell.where}, "the column " + quoted(cell.text) + " is not used",
                     "Name it under 'remarks' if it is for readers only, or take it away.");
            is_sound_ = false;
        }
    }

    [[nodiscard]] bool is_sound() const { return is_sound_; }

private:
    void missing(syntax::name_text const& name) {
        std::vector<std::string> known;
        for (auto const& cell : header_)
            known.push_back(cell.text);
        diagnostic found{
            diagnostic_code::M008, severity::error, "the file has no column " + quoted(name.value), name.where, {}, ""};
        found.labels.push_back({{file_, {header_.front().where.begin, header_.back().where.end}}, "its header"});
        found.advice = did_you_mean(name.value, known, "Name a column of the header.");
        b_.sink.add(std::move(found));
        // The column that was meant is not reported as one too many.
        if (auto const meant = nearest_name(name.value, known); !meant.empty()) used_.emplace(meant, name.where);
        is_sound_ = false;
    }

    void twice(location const& where, std::string const& name, location const& other, std::string label,
               std::string advice) {
        diagnostic found{
            diagnostic_code::M006, severity::error, "the column " + quoted(name) + " stands twice", where, {}, ""};
        found.labels.push_back({other, std::move(label)});
        found.advice = std::move(advice);
        b_.sink.add(std::move(found));
        is_sound_ = false;
    }

    builder& b_;
    std::vector<csv_cell> const& header_;
    source_id file_;
    std::map<std::string, std::size_t> places_;
    std::map<std::string, location> used_;
    bool is_sound_ = true;
};

/// The column of a key: all blocks read the same one, and a block that does not name it follows the others.
syntax::name_text column_of(builder& b, syntax::table_entry_syntax const& entry, table_key const& key) {
    syntax::name_text result;
    for (auto const& block : entry.blocks) {
        for (auto const& domain : block) {
            if (domain.name.value != key.name) continue;
            bool const is_named = domain.column.value != key.name;
            if (result.value.empty() || (result.value == key.name && is_named)) {
                result = domain.column;
            } else if (is_named && result.value != domain.column.value) {
                b.error(diagnostic_code::M011, domain.column.where,
                        "the key " + quoted(key.name) + " is read from the columns " + quoted(result.value) + " and " +
                            quoted(domain.column.value),
                        "Name one column in all blocks.");
            }
        }
    }
    return result;
}

}  // namespace

std::optional<rate_columns> find_columns(builder& b, syntax::table_entry_syntax const& entry, rate_table const& table,
                                         std::vector<csv_cell> const& header, source_id file) {
    column_finder find(b, header, file);
    rate_columns result;
    for (auto const& key : table.keys)
        result.keys.push_back(find.take(column_of(b, entry, key)).value_or(0));
    result.value = find.take(entry.column).value_or(0);
    if (entry.from_column) result.from = find.take(*entry.from_column);
    if (entry.until_column) result.until = find.take(*entry.until_column);
    for (auto const& remark : entry.remarks)
        static_cast<void>(find.take(remark));
    find.check_unused();
    return find.is_sound() ? std::optional(std::move(result)) : std::nullopt;
}

}  // namespace carefare::checked
