// Results as one JSON document; every value is text, because no JSON number is exact everywhere.
#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>

#include <nlohmann/json.hpp>

#include <carefare/engine/results.hpp>

namespace carefare::engine {

namespace {

/// Printed ASCII but quotes and backslashes stands as it is.
bool is_plain(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F && c != '"' && c != '\\'; });
}

void add_text(std::string& into, std::string_view text) {
    if (!is_plain(text)) {
        into += nlohmann::json(std::string(text)).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
        return;
    }
    into += '"';
    into += text;
    into += '"';
}

/// `"name":"text"` for each, between braces.
void add_object(std::string& into, std::initializer_list<std::pair<std::string_view, std::string_view>> members) {
    auto separator = '{';
    for (auto const& [name, text] : members) {
        into += separator;
        add_text(into, name);
        into += ':';
        add_text(into, text);
        separator = ',';
    }
    into += '}';
}

template <class List, class Add>
void add_list(std::string& into, List const& list, Add add) {
    into += '[';
    for (auto const& one : list) {
        if (&one != &*list.begin()) into += ',';
        add(one);
    }
    into += ']';
}

class table_writer {
public:
    table_writer(std::string& into, result_table const& table) : into_(into), table_(table) {
        for (auto const& column : table.info().columns) {
            auto& name = names_.emplace_back();
            add_text(name, column.name);
            name += ":{\"state\":\"";
        }
    }

    void write() {
        into_ += '[';
        for (std::size_t r = 0; r < table_.rows(); ++r) {
            if (r != 0) into_ += ',';
            write(r);
        }
        into_ += ']';
    }

private:
    void write(std::size_t row) {
        into_ += "{\"key\":";
        add_text(into_, table_.key(row));
        if (!table_.info().owner.empty()) {
            into_ += ",\"owner\":";
            add_text(into_, table_.owner(row));
        }
        into_ += ",\"results\":{";
        for (std::size_t c = 0; c < names_.size(); ++c) {
            if (c != 0) into_ += ',';
            auto const state = table_.state(row, c);
            into_ += names_[c];
            into_ += result_state_names[static_cast<std::size_t>(state)];
            into_ += '"';
            if (state == result_state::value) {
                into_ += ",\"value\":";
                add_text(into_, table_.text(row, c));
            }
            into_ += '}';
        }
        into_ += "}}";
    }

    std::string& into_;
    result_table const& table_;
    std::vector<std::string> names_;  ///< as they stand before a state
};

}  // namespace

std::string results::to_json() const {
    std::string out = "{\"tables\":";
    auto separator = '{';
    for (auto const& table : tables_) {
        out += separator;
        add_text(out, table.info().name);
        out += ':';
        table_writer(out, table).write();
        separator = ',';
    }
    out += tables_.empty() ? "{}" : "}";
    out += ",\"pending\":";
    add_list(out, needs(), [&](need const& one) {
        add_object(out, {{"entity", one.entity}, {"key", one.key}, {"output", one.output}, {"kind", one.kind}, {"needed", one.name},
                         {"needed_row", one.row_key}, {"reason", one.reason}, {"ask", one.ask}});
    });
    out += ",\"findings\":";
    add_list(out, findings(), [&](finding const& one) {
        add_object(out, {{"code", one.code}, {"entity", one.entity}, {"key", one.key}, {"field", one.field}, {"message", one.message}});
    });
    out += ",\"incomplete\":";
    add_list(out, incomplete(), [&](incomplete_group const& one) { add_object(out, {{"entity", one.entity}, {"key", one.key}, {"owner", one.owner}}); });
    return out + '}';
}

}  // namespace carefare::engine
