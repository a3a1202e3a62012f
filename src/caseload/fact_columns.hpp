// Facts of rows that stand already, set one by one: of a dataset, and in columns.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <carefare/eval/host_tables.hpp>
#include <carefare/reference/dataset.hpp>

namespace carefare::caseload {

/// Facts of a dataset whose owners are known.
class facts_of_rows {
public:
    facts_of_rows(reference::dataset& rows, checked::rule_graph const& graph) : data_(rows), graph_(graph), rows_(graph.entities.size()) {}
    /// Takes back what these facts were.
    void begin(checked::entity_id e, std::vector<std::pair<std::size_t, checked::fact_id>> const& columns);
    [[nodiscard]] std::size_t size(checked::entity_id e) const { return data_.tables[e].size(); }
    [[nodiscard]] std::string_view key(checked::entity_id e, std::size_t row) const { return data_.tables[e][row].key; }
    [[nodiscard]] std::optional<std::size_t> owner(checked::entity_id e, std::size_t row) const;
    [[nodiscard]] std::optional<std::size_t> find(checked::entity_id e, std::string const& key) const;
    void put(checked::fact_id f, std::size_t row, checked::constant_value const& value) { of(f, row).facts[f] = value; }
    void put_none(checked::fact_id f, std::size_t row) { of(f, row).facts[f] = checked::scalar_value(checked::none_value{}); }
    void put_open(checked::fact_id f, std::size_t row, reference::open_result const& result) { of(f, row).open[f] = result; }

private:
    reference::row& of(checked::fact_id f, std::size_t row) { return data_.tables[graph_.facts[f].owner][row]; }

    reference::dataset& data_;
    checked::rule_graph const& graph_;
    std::vector<std::unordered_map<std::string_view, std::size_t>> rows_;
};

/// The same of tables.
class facts_in_columns {
public:
    facts_in_columns(eval::host_tables& tables, checked::rule_graph const& graph)
        : tables_(tables), graph_(graph), columns_(eval::host_tables::columns_of(graph)), rows_(graph.entities.size()) {}
    void begin(checked::entity_id e, std::vector<std::pair<std::size_t, checked::fact_id>> const& columns);
    [[nodiscard]] std::size_t size(checked::entity_id e) const { return tables_.tables[e].size; }
    [[nodiscard]] std::string_view key(checked::entity_id e, std::size_t row) const { return tables_.tables[e].keys[row]; }
    [[nodiscard]] std::optional<std::size_t> owner(checked::entity_id e, std::size_t row) const;
    [[nodiscard]] std::optional<std::size_t> find(checked::entity_id e, std::string const& key) const;
    void put(checked::fact_id f, std::size_t row, checked::constant_value const& value);
    void put_none(checked::fact_id f, std::size_t row) { set(f, row, eval::state::none); }
    void put_open(checked::fact_id f, std::size_t row, reference::open_result const& result);

private:
    [[nodiscard]] std::size_t parts_of(checked::fact_id f) const { return graph_.facts[f].type_of.kind == checked::scalar::range ? 3 : 1; }
    [[nodiscard]] eval::given_column& column(checked::fact_id f, std::size_t part) { return tables_.tables[graph_.facts[f].owner].facts[columns_[f] + part]; }
    [[nodiscard]] bool is_used(checked::fact_id f, std::size_t row) const;
    void set(checked::fact_id f, std::size_t row, eval::state is);
    void put_scalar(checked::fact_id f, std::size_t part, std::size_t row, checked::scalar_value const& value);

    eval::host_tables& tables_;
    checked::rule_graph const& graph_;
    std::vector<std::uint32_t> columns_;
    std::vector<std::unordered_map<std::string_view, std::size_t>> rows_;
};

}  // namespace carefare::caseload
