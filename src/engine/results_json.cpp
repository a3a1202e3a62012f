// Results as one JSON document; every value is text, because no JSON number is exact everywhere.
#include <nlohmann/json.hpp>

#include <carefare/engine/results.hpp>

namespace carefare::engine {

namespace {

using nlohmann::ordered_json;

ordered_json to_json(result_table const& table) {
    auto rows = ordered_json::array();
    for (std::size_t r = 0; r < table.rows(); ++r) {
        ordered_json row;
        row["key"] = table.key(r);
        if (!table.info().owner.empty()) row["owner"] = table.owner(r);
        auto& results = row["results"] = ordered_json::object();
        for (std::size_t c = 0; c < table.columns(); ++c) {
            auto const state = table.state(r, c);
            auto& one = results[table.info().columns[c].name];
            one["state"] = result_state_names[static_cast<std::size_t>(state)];
            if (state == result_state::value) one["value"] = table.text(r, c);
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace

std::string results::to_json() const {
    ordered_json out;
    out["tables"] = ordered_json::object();
    for (auto const& table : tables_) out["tables"][table.info().name] = engine::to_json(table);
    out["pending"] = ordered_json::array();
    for (auto const& one : needs_) {
        out["pending"].push_back({{"entity", one.entity}, {"key", one.key}, {"output", one.output}, {"kind", one.kind}, {"needed", one.name},
                                  {"needed_row", one.row_key}, {"reason", one.reason}, {"ask", one.ask}});
    }
    out["findings"] = ordered_json::array();
    for (auto const& one : findings_) {
        out["findings"].push_back({{"code", one.code}, {"entity", one.entity}, {"key", one.key}, {"field", one.field}, {"message", one.message}});
    }
    out["incomplete"] = ordered_json::array();
    for (auto const& one : incomplete_) out["incomplete"].push_back({{"entity", one.entity}, {"key", one.key}, {"owner", one.owner}});
    return out.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace carefare::engine
