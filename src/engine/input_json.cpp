// Rows of a JSON document: tables by name, rows by key or in a list, rows of owned tables inside those of their owners.
#include <algorithm>

#include "engine/input_inside.hpp"
#include "engine/json_cursor.hpp"

namespace carefare::engine {

namespace {

using column_kind = cases::caseload_column::kind;
using json_kind = json_cursor::kind;

class document_reader {
public:
    document_reader(input& into, input::inside& rows, std::string_view text) : into_(into), rows_(rows), json_(text) {}

    void read() {
        json_.enter_object();
        std::string name;
        while (json_.next_name(name)) {
            auto const where = json_.at();
            if (name == "programme") {
                check_programme(where);
            } else if (name == "known_on") {
                into_.set_known_on(read_date());
            } else if (name == "windows") {
                read_windows();
            } else {
                read_table(find_table(name, checked::no_id, where), {});
            }
        }
        json_.finish();
    }

private:
    void check_programme(std::size_t where) {
        json_.read_scalar(cell_);
        if (cell_ != rows_.of->programme())
            json_.refuse(call_code::other_plan, "the document is one of programme '" + cell_ + "', the plan one of '" + rows_.of->programme() + "'", "Name a plan of the document's programme.", where);
    }

    std::optional<date> read_date() {
        auto const where = json_.at();
        json_.read_scalar(cell_);
        if (cell_.empty()) return std::nullopt;
        auto const day = parse_date(cell_);
        if (!day) json_.refuse(call_code::wrong_value, "this is no date", "Write a date as \"2019-06-01\".", where);
        return day;
    }

    /// "windows": { "visits": { "from": "2019-06-03", "until": "2019-06-30" } }
    void read_windows() {
        json_.enter_object();
        std::string name, end;
        while (json_.next_name(name)) {
            auto const where = json_.at();
            auto const table = find_table(name, checked::no_id, where);
            std::optional<date> from, until;
            json_.enter_object();
            while (json_.next_name(end)) {
                if (end != "from" && end != "until") json_.refuse(call_code::unknown_field, "a window has no '" + end + "'", "A window has from and until.", json_.at());
                (end == "from" ? from : until) = read_date();
            }
            try {
                into_.set_window(table, from, until);
            } catch (error const& found) {
                json_.refuse(found, where);
            }
        }
    }

    /// Of a table that stands inside a row the one whose rows that entity owns.
    std::uint32_t find_table(std::string const& name, checked::entity_id owner, std::size_t where) {
        std::vector<std::string> names;
        auto const& all = rows_.of->input_tables();
        for (std::uint32_t t = 0; t < all.size(); ++t) {
            if (owner != checked::no_id && rows_.graph().entities[rows_.tables[t].entity].owner != owner) continue;
            if (all[t].name == name) return t;
            names.push_back(all[t].name);
        }
        auto const near = nearest_name(name, names);
        json_.refuse(call_code::unknown_table, "there is no table '" + name + "'" + (owner == checked::no_id ? "" : " of rows that '" + rows_.graph().entities[owner].name + "' owns"),
                     near.empty() ? "Use the rows name of an entity whose rows are handed in." : "Did you mean '" + near + "'?", where);
    }

    void read_table(std::uint32_t table, std::string const& owner) {
        if (json_.next() == json_kind::array) {
            json_.enter_array();
            for (std::size_t number = 1; json_.next_item(); ++number) read_row(table, owner + "#" + std::to_string(number), owner, true);
            return;
        }
        json_.enter_object();
        std::string key;
        while (json_.next_name(key)) read_row(table, key, owner, false);
    }

    void read_row(std::uint32_t table, std::string const& key, std::string const& owner, bool may_have_key) {
        auto const where = json_.at();
        check(key, "the key", where);
        auto const row = rows_.add_row(table, key, owner);
        auto const& its = rows_.tables[table];
        auto own_key = key;
        std::vector<bool> seen(its.columns.size());
        json_.enter_object();
        std::string name;
        while (json_.next_name(name)) {
            auto const at = json_.at();
            auto const what = json_.next();
            if (what == json_kind::object || what == json_kind::array) {
                may_have_key = false;  // rows below name their owner by it
                read_table(find_table(name, its.entity, at), own_key);
                continue;
            }
            auto const column = find_column(table, name, at);
            if (seen[column]) json_.refuse(call_code::malformed_json, "'" + name + "' stands twice", "Take one of them away.", at);
            seen[column] = true;
            json_.read_scalar(cell_);
            check(cell_, "the value", at);
            if (its.columns[column].what != column_kind::key) {
                rows_.put_or_refuse(row, {table, column}, cell_);
            } else if (may_have_key && !cell_.empty()) {
                own_key = cell_;
                rows_.rename_row(row, own_key);
            } else {
                json_.refuse(call_code::malformed_json, "the key does not stand here", "Of rows in a list it stands before the rows that they own; of others outside the row.", at);
            }
        }
    }

    std::uint32_t find_column(std::uint32_t table, std::string const& name, std::size_t where) const {
        try {
            return into_.field(table, name).column;
        } catch (error const& found) {
            json_.refuse(found, where);
        }
    }

    void check(std::string const& text, char const* what, std::size_t where) const {
        try {
            check_text(text, what);
        } catch (error const& found) {
            json_.refuse(found, where);
        }
    }

    input& into_;
    input::inside& rows_;
    json_cursor json_;
    std::string cell_;
};

}  // namespace

void input::add_json(std::string_view text) {
    auto const before = inside_->mark();
    try {
        document_reader(*this, *inside_, text).read();
    } catch (...) {
        inside_->go_back(before);
        throw;
    }
}

}  // namespace carefare::engine
