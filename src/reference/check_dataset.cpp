// A dataset at the door: keys, owners, links, values; then the one fate of every row (section 5 of docs/language.md).
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <carefare/base/diagnostic.hpp>
#include <carefare/reference/dataset.hpp>

#include "reference/check_values.hpp"
#include "reference/owned_rows.hpp"

namespace carefare::reference {

using checked::entity_id;
using checked::no_id;

namespace {

class door {
public:
    door(dataset& data, checked::rule_graph const& graph) : data_(data), graph_(graph) {}

    void check() {
        add_single_rows();
        start_anew();
        find_keys();
        for_each_row([&](entity_id e, row_index r) { find_owner(e, r); });
        for_each_row([&](entity_id e, row_index r) { find_links(e, r); });
        for_each_row([&](entity_id e, row_index r) { check_values(e, r); });
        count_owned_rows();
        decide_fates();
    }

private:
    template <class Action>
    void for_each_row(Action action) {
        for (entity_id e = 0; e < graph_.entities.size(); ++e) {
            for (row_index r = 0; r < data_.tables[e].size(); ++r)
                action(e, r);
        }
    }

    /// "a dataset that has none has the one row ..., and rows that name no owner belong to the only row"
    void add_single_rows() {
        data_.tables.resize(graph_.entities.size());
        for (entity_id e = 0; e < graph_.entities.size(); ++e) {
            auto const& entity = graph_.entities[e];
            if (!entity.single) continue;
            auto& rows = data_.tables[e];
            if (rows.empty()) {
                rows.emplace_back().key = entity.name;
                rows.back().link_keys.resize(entity.links.size());
            }
            for (entity_id below = 0; below < graph_.entities.size(); ++below) {
                if (graph_.entities[below].owner != e || graph_.entities[below].made.kind != checked::maker_kind::host) continue;
                for (auto& row : data_.tables[below]) {
                    if (row.owner_key.empty()) row.owner_key = rows.front().key;
                }
            }
        }
    }

    void start_anew() {
        data_.findings.clear();
        data_.fates.assign(graph_.entities.size(), {});
        data_.because.assign(graph_.entities.size(), {});
        partition_.assign(graph_.entities.size(), {});
        for (entity_id e = 0; e < graph_.entities.size(); ++e) {
            auto const rows = data_.tables[e].size();
            data_.fates[e].assign(rows, row_fate::used);
            data_.because[e].assign(rows, no_finding);
            partition_[e].assign(rows, no_row);
        }
        for_each_row([&](entity_id e, row_index r) {
            data_.tables[e][r].owner = no_row;
            data_.tables[e][r].links.assign(graph_.entities[e].links.size(), no_row);
        });
    }

    std::string name_of(entity_id e, std::string const& key) const {
        return graph_.entities[e].name + " '" + key + "'";
    }

    void find(diagnostic_code code, entity_id e, row_index r, std::string field, std::string const& what_is_wrong) {
        auto const& key = data_.tables[e][r].key;
        auto const subject = field.empty() ? std::string{} : "'" + field + "' ";
        data_.findings.push_back({std::string(carefare::name_of(code)),
                                  name_of(e, key) + ": " + subject + what_is_wrong, e, key, r, std::move(field)});
    }

    /// "Keys are unique in their table": every row with a key that is there twice is faulty. Others refer to the first.
    /// Rows of a table with versions may share a key, not a key and a date.
    void find_keys() {
        keys_.assign(graph_.entities.size(), {});
        for (entity_id e = 0; e < graph_.entities.size(); ++e) keys_[e].reserve(data_.tables[e].size());
        bool wrong = false;
        for (entity_id e = 0; e < graph_.entities.size(); ++e) wrong = wrong || (graph_.entities[e].single && data_.tables[e].size() > 1);
        for_each_row([&](entity_id e, row_index r) {
            auto const [at, fresh] = keys_[e].try_emplace(data_.tables[e][r].key, keyed_rows{r, 0});
            ++at->second.rows;
            if (graph_.entities[e].versions) return find_version(e, r);
            wrong = wrong || !fresh;
        });
        if (!wrong) return;
        for_each_row([&](entity_id e, row_index r) {
            if (graph_.entities[e].single && r > 0) find(diagnostic_code::R004, e, r, {}, "is number " + std::to_string(r + 1) + " of a table that has one row");
            if (graph_.entities[e].versions) return;
            auto const rows = keys_[e].at(data_.tables[e][r].key).rows;
            if (rows > 1) find(diagnostic_code::R003, e, r, {}, "the key stands at " + std::to_string(rows) + " rows");
        });
    }

    /// "two with the same `by` are a fault", and so is a version that does not say when it was recorded.
    void find_version(entity_id e, row_index r) {
        auto const by = graph_.entities[e].versions->by;
        auto const& row = data_.tables[e][r];
        auto const said = row.facts.find(by);
        auto const* moment = said == row.facts.end() ? nullptr : std::get_if<checked::scalar_value>(&said->second);
        if (moment == nullptr || std::holds_alternative<checked::none_value>(*moment)) {
            return find(diagnostic_code::R015, e, r, graph_.facts[by].name,
                        "is not given: which version of the row is the latest?");
        }
        if (versions_.insert({{e, row.key}, *moment}).second) return;
        find(diagnostic_code::R014, e, r, graph_.facts[by].name,
             "is " + graph_.to_string(*moment, graph_.facts[by].type_of) + " at another version, too");
    }

    [[nodiscard]] row_index row_of_key(entity_id e, std::string const& key) const {
        auto const found = keys_[e].find(key);
        return found == keys_[e].end() ? no_row : found->second.first;
    }

    /// Rows without owner stand at the top; of an entity that owns rows of its own kind, those that name none.
    [[nodiscard]] bool is_top(entity_id e, row_index r) const {
        auto const owner = graph_.entities[e].owner;
        return owner == no_id || (owner == e && data_.tables[e][r].owner_key.empty());
    }

    void find_owner(entity_id e, row_index r) {
        auto& row = data_.tables[e][r];
        if (is_top(e, r)) return;
        auto const owner = graph_.entities[e].owner;
        row.owner = row_of_key(owner, row.owner_key);
        if (row.owner != no_row) return;
        auto const& kind = graph_.entities[owner].name;
        find(diagnostic_code::R001, e, r, kind,
             row.owner_key.empty() ? "is not given" : "names '" + row.owner_key + "', and there is no such row");
        orphans_.push_back({{e, r}, data_.findings.size() - 1});
    }

    void find_links(entity_id e, row_index r) {
        auto& row = data_.tables[e][r];
        row.link_keys.resize(row.links.size());
        for (std::size_t i = 0; i < row.links.size(); ++i) {
            if (!row.link_keys[i]) continue;
            auto const& link = graph_.entities[e].links[i];
            row.links[i] = row_of_key(link.to, *row.link_keys[i]);
            if (row.links[i] != no_row) continue;
            find(diagnostic_code::R002, e, r, link.name, "names '" + *row.link_keys[i] + "', and there is no such row");
        }
    }

    void check_values(entity_id e, row_index r) {
        auto const& row = data_.tables[e][r];
        for (auto const& one : row.unread) {
            auto const subject = one.field.empty() ? std::string{} : "'" + one.field + "' ";
            data_.findings.push_back(
                {one.code, name_of(e, row.key) + ": " + subject + one.message, e, row.key, r, one.field});
        }
        for (auto const& [id, value] : row.facts) {
            auto const& fact = graph_.facts.at(id);
            if (fact.owner != e) {
                find(diagnostic_code::R007, e, r, fact.name, "is no fact of " + graph_.entities[e].name);
            } else if (auto fault = fault_of_value(value, fact.type_of, fact.range, fact.step, graph_)) {
                find(fault->code, e, r, fact.name, fault->message);
            }
        }
        for (auto const& [id, replacement] : row.overrides) {
            auto const& rule = graph_.rules.at(id);
            if (!rule.overridable || rule.owner != e) {
                find(diagnostic_code::R008, e, r, rule.name, "is not overridable");
            } else if (auto fault = fault_of_value(replacement.value, rule.type_of, rule.range, rule.step, graph_)) {
                find(fault->code, e, r, rule.name, fault->message);
            }
        }
    }

    /// "`at_most` bounds the rows an owner may have": those after are one too many. Versions of a record count as one.
    void count_owned_rows() {
        owned_.emplace(graph_, data_);
        for (entity_id e = 0; e < graph_.entities.size(); ++e) {
            auto const owner = graph_.entities[e].owner;
            auto const at_most = graph_.entities[e].at_most;
            if (owner == no_id || !at_most) continue;
            for (row_index o = 0; o < data_.tables[owner].size(); ++o) {
                auto const& rows = owned_->of(e, o);
                std::set<std::string> keys;
                for (std::size_t i = 0; i < rows.size(); ++i) {
                    auto const is_new = keys.insert(data_.tables[e][rows[i]].key).second;
                    auto const number = graph_.entities[e].versions ? keys.size() : i + 1;
                    if (number <= *at_most || (graph_.entities[e].versions && !is_new)) continue;
                    find(diagnostic_code::R004, e, rows[i], {},
                         "is number " + std::to_string(number) + " of " + name_of(owner, data_.tables[owner][o].key) +
                             ", which may have " + std::to_string(*at_most));
                }
            }
        }
    }

    using place_of_row = std::pair<entity_id, row_index>;

    /// Goes down from rows to all that they own; calls `visit` for each, owners first.
    template <class Visit>
    void go_down(std::vector<place_of_row> rows, Visit visit) {
        while (!rows.empty()) {
            auto const [e, r] = rows.back();
            rows.pop_back();
            reached_[e][r] = true;
            visit(e, r);
            for (entity_id below = 0; below < graph_.entities.size(); ++below) {
                if (graph_.entities[below].owner != e) continue;
                for (auto const owned : owned_->of(below, r)) {
                    if (!reached_[below][owned]) rows.emplace_back(below, owned);
                }
            }
        }
    }

    void decide_fates() {
        reached_.clear();
        for (auto const& table : data_.tables)
            reached_.emplace_back(table.size(), false);
        std::vector<place_of_row> tops;
        for_each_row([&](entity_id e, row_index r) {
            if (is_top(e, r)) tops.emplace_back(e, r);
        });
        go_down(std::move(tops), [&](entity_id e, row_index r) { partition_[e][r] = partition_of(e, r); });
        for (auto const& [row, finding] : orphans_)
            leave_orphaned(row, finding);
        // What is left is owned by itself, around a ring of rows of one kind: nobody at the top owns it.
        for_each_row([&](entity_id e, row_index r) {
            if (reached_[e][r]) return;
            find(diagnostic_code::R001, e, r, graph_.entities[graph_.entities[e].owner].name,
                 "leads back to the row itself");
            leave_orphaned({e, r}, data_.findings.size() - 1);
        });
        find_divided_records();
        set_aside();
    }

    /// "all versions of a record belong to one partition": each is decided by itself, and one would not see the other's.
    void find_divided_records() {
        for (entity_id e = 0; e < graph_.entities.size(); ++e) {
            if (!graph_.entities[e].versions) continue;
            std::unordered_map<std::string_view, row_index> belongs;
            std::set<std::string_view> divided;
            for (row_index r = 0; r < data_.tables[e].size(); ++r) {
                auto const& key = data_.tables[e][r].key;
                if (data_.fates[e][r] == row_fate::orphan || keys_[e].at(key).rows == 1) continue;
                if (belongs.try_emplace(key, partition_[e][r]).first->second != partition_[e][r]) divided.insert(key);
            }
            for (row_index r = 0; r < data_.tables[e].size() && !divided.empty(); ++r) {
                if (data_.fates[e][r] == row_fate::orphan || !divided.contains(data_.tables[e][r].key)) continue;
                find(diagnostic_code::R020, e, r, {}, "is a version of a record that stands below another " + partition_name() + ", too: withdraw it there, and record it here by another key");
            }
        }
    }

    [[nodiscard]] std::string partition_name() const {
        for (auto const& entity : graph_.entities) {
            if (entity.partition) return entity.name;
        }
        return "row";
    }

    /// The row of the partition entity that a row belongs to; no_row outside.
    [[nodiscard]] row_index partition_of(entity_id e, row_index r) const {
        auto const owner = data_.tables[e][r].owner;
        auto const above = owner == no_row ? no_row : partition_[graph_.entities[e].owner][owner];
        if (above != no_row) return above;
        return graph_.entities[e].partition ? r : no_row;
    }

    void leave_orphaned(place_of_row row, std::size_t finding) {
        go_down({row}, [&](entity_id e, row_index r) {
            data_.fates[e][r] = row_fate::orphan;
            data_.because[e][r] = finding;
        });
    }

    /// "sets its whole partition aside; a faulty row of a table outside the partition is set aside alone". The first
    /// finding is the reason; an orphan stays one.
    void set_aside() {
        std::unordered_map<row_index, std::size_t> partitions;
        for (std::size_t i = 0; i < data_.findings.size(); ++i) {
            auto const& found = data_.findings[i];
            auto const e = found.entity;
            auto const r = found.row;
            if (data_.fates[e][r] == row_fate::orphan) continue;
            if (partition_[e][r] != no_row) {
                partitions.emplace(partition_[e][r], i);
            } else if (data_.fates[e][r] == row_fate::used) {
                data_.fates[e][r] = row_fate::set_aside;
                data_.because[e][r] = i;
            }
        }
        for_each_row([&](entity_id e, row_index r) {
            auto const faulty = partitions.find(partition_[e][r]);
            if (faulty == partitions.end()) return;
            data_.fates[e][r] = row_fate::set_aside;
            data_.because[e][r] = faulty->second;
        });
    }

    dataset& data_;
    checked::rule_graph const& graph_;
    struct keyed_rows {
        row_index first = no_row;
        std::size_t rows = 0;
    };
    std::vector<std::unordered_map<std::string_view, keyed_rows>> keys_;  ///< by entity; texts of the rows
    std::set<std::pair<std::pair<entity_id, std::string>, checked::scalar_value>> versions_;
    std::vector<std::pair<place_of_row, std::size_t>> orphans_;  ///< rows that name no owner, with their finding
    std::vector<std::vector<row_index>> partition_;              ///< row of the partition entity, by entity and row
    std::vector<std::vector<bool>> reached_;
    std::optional<owned_rows> owned_;
};

}  // namespace

void check_dataset(dataset& data, checked::rule_graph const& graph) {
    door(data, graph).check();
}

row_counts count_fates(dataset const& data, entity_id entity) {
    row_counts counts;
    for (auto const fate : data.fates.at(entity)) {
        switch (fate) {
            case row_fate::used:
                ++counts.used;
                break;
            case row_fate::set_aside:
                ++counts.set_aside;
                break;
            case row_fate::orphan:
                ++counts.orphan;
                break;
        }
    }
    return counts;
}

}  // namespace carefare::reference
