// The files of a run, read back line by line.
#include "caseload/handed_results.hpp"

#include <algorithm>
#include <functional>
#include <set>
#include <unordered_map>
#include <utility>

#include <carefare/base/diagnostic.hpp>

#include "caseload/fact_columns.hpp"
#include "caseload/result_value.hpp"
#include "cases/caseload_table.hpp"

namespace carefare::caseload {

using checked::entity_id;
using checked::no_id;
using reference::open_result;
using cells = std::vector<checked::csv_cell>;

namespace {

using row_name = std::pair<entity_id, std::string>;  ///< entity of `to`, and the key

std::optional<reference::need::kind> kind_of(std::string_view words) {
    using kind = reference::need::kind;
    static std::map<std::string_view, kind> const kinds{{"fact", kind::fact},     {"determination", kind::determination}, {"option", kind::option},
                                                        {"reading", kind::reading}, {"gap", kind::gap},                   {"completeness", kind::completeness}, {"hook", kind::hook}};
    auto const found = kinds.find(words);
    return found == kinds.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace

struct handed_results::contents {
    contents(handing const& with, output_layout const& layout, std::vector<std::string> texts) : with_(with) {
        if (texts.size() != layout.files().size()) throw malformed_results("there are not the files of a run");
        for (std::size_t i = 0; i < texts.size(); ++i) {
            auto const& file = layout.files()[i];
            if (!texts[i].starts_with(file.head)) throw malformed_results("'" + file.name + "' does not begin with the columns that the rules have now");
            files_.push_back(sources_.add(file.name, std::move(texts[i])));
        }
        find_tables();
        read_pending(layout.pending());
        read_findings(layout.findings());
    }

    /// A file of results, and which of its columns are which facts.
    struct table {
        entity_id here = no_id, there = no_id;
        std::size_t file = 0;
        bool owned = false;
        std::vector<std::pair<std::size_t, checked::fact_id>> columns;  ///< number among the outputs
        std::vector<checked::rule_id> outputs;
    };

    void each_line(std::size_t file, std::function<void(cells const&)> const& tell) const {
        diagnostics found;
        checked::csv_reader reader(sources_[files_[file]], files_[file], found, cases::table_limits);
        cells line;
        bool head = true;
        while (reader.next(line)) {
            if (!std::exchange(head, false)) tell(line);
        }
        if (found.has_errors()) throw malformed_results("'" + sources_[files_[file]].name() + "': " + found.items().front().message);
    }

    std::optional<entity_id> here(std::string_view name) const { return with_.to->find_entity(name); }

    void find_tables() {
        auto const results = totals::of(*with_.from).results;
        for (std::size_t t = 0; t < results.size(); ++t) {
            table made;
            made.there = results[t].entity;
            made.file = t;
            made.outputs = results[t].outputs;
            for (std::size_t i = 0; i < made.outputs.size(); ++i) {
                auto const fact = with_.facts.find(made.outputs[i]);
                if (fact == with_.facts.end()) continue;
                made.columns.emplace_back(i, fact->second);
                made.here = with_.to->facts[fact->second].owner;
            }
            made.owned = made.there != no_id && with_.from->entities[made.there].owner != no_id;
            if (made.here != no_id) tables_.push_back(std::move(made));
        }
    }

    void read_pending(std::size_t file) {
        each_line(file, [&](cells const& line) {
            auto const entity = here(line[0].text);
            auto const kind = kind_of(line[3].text);
            if (!kind) throw malformed_results("'pending.csv' names a kind of need that there is not: " + line[3].text);
            if (!entity) return;
            reference::need one{*kind, with_.prefix.empty() ? line[4].text : with_.prefix + "." + line[4].text, line[5].text, line[6].text};
            waiting_[{*entity, line[1].text}][line[2].text].insert(std::move(one));
        });
    }

    void read_findings(std::size_t file) {
        each_line(file, [&](cells const& line) {
            auto const entity = here(line[1].text);
            if (!entity) return;
            open_result fault;
            fault.is = reference::state::fault;
            fault.fault_code = line[0].text;
            fault.fault_message = line[4].text;
            auto& of = faults_[{*entity, line[2].text}];
            of.emplace(std::string(), fault);  // the first one, of whatever
            of.emplace(line[3].text, std::move(fault));
        });
    }

    open_result const* fault_of(row_name const& row, std::string const& output) const {
        auto const of = faults_.find(row);
        if (of == faults_.end()) return nullptr;
        auto const found = of->second.find(output);
        return found == of->second.end() ? nullptr : &found->second;
    }

    /// What a row that has no line is told, by the rows that own it: nothing where the run knows them and made no such row.
    template <class Target>
    std::optional<open_result> why_not_listed(Target const& into, entity_id e, std::size_t row) const {
        if (with_.prefix.empty()) return std::nullopt;
        if (auto const* fault = fault_of({e, std::string(into.key(e, row))}, {})) return *fault;
        while (true) {
            auto const below = e;
            auto const owner = into.owner(e, row);
            if (!owner) return std::nullopt;
            e = with_.to->entities[e].owner;
            row = *owner;
            row_name const name{e, std::string(into.key(e, row))};
            if (auto const* fault = fault_of(name, {})) return *fault;
            auto const waits = waiting_.find(name);
            if (waits == waiting_.end()) continue;
            auto const there = with_.from->find_entity(with_.to->entities[below].name);
            auto const rows = there ? waits->second.find(with_.from->entities[*there].rows) : waits->second.end();
            if (rows != waits->second.end()) return open_result{reference::state::pending, rows->second, {}, {}};
        }
    }

    template <class Target>
    void fill_into(Target& into) const {
        for (auto const& one : tables_) {
            into.begin(one.here, one.columns);
            std::vector<bool> listed(into.size(one.here), false);
            each_line(one.file, [&](cells const& line) {
                auto const row = into.find(one.here, line[0].text);
                if (!row) return;
                listed[*row] = true;
                for (auto const& [column, fact] : one.columns) put(into, one, line, column, fact, *row);
            });
            for (std::size_t row = 0; row < listed.size(); ++row) {
                if (listed[row]) continue;
                auto const why = why_not_listed(into, one.here, row);
                for (auto const& [column, fact] : one.columns) {
                    if (why) into.put_open(fact, row, *why);
                }
            }
        }
    }

    template <class Target>
    void put(Target& into, table const& of, cells const& line, std::size_t column, checked::fact_id fact, std::size_t row) const {
        auto const at = 1 + (of.owned ? 1U : 0U) + 2 * column;
        auto const& state = line[at + 1].text;
        auto const& output = with_.from->rules[of.outputs[column]].name;
        auto const refuse = [&](std::string const& why) { throw malformed_results("'" + output + "' of '" + line[0].text + "' " + why); };
        row_name const name{of.here, line[0].text};
        if (state == "none") return into.put_none(fact, row);
        if (state == "incomplete") return into.put_open(fact, row, {reference::state::incomplete, {}, {}, {}});
        if (state == "value") {
            auto const& declared = with_.to->facts[fact];
            auto value = result_value(line[at].text, declared.type_of, *with_.to);
            if (!value) refuse("is no value of its type: " + line[at].text);
            if (declared.bounds && !is_proven(*value, *declared.bounds)) refuse("is no value that its rule can have: " + line[at].text);
            return into.put(fact, row, *value);
        }
        if (state == "pending") {
            auto const waits = waiting_.find(name);
            auto const needs = waits == waiting_.end() ? nullptr : &waits->second;
            auto const found = needs == nullptr ? std::map<std::string, std::set<reference::need>>::const_iterator{} : needs->find(output);
            if (needs == nullptr || found == needs->end()) refuse("is pending, and 'pending.csv' does not say on what");
            return into.put_open(fact, row, {reference::state::pending, found->second, {}, {}});
        }
        if (state != "fault") refuse("is in no state of a result: " + state);
        auto const* fault = fault_of(name, output);
        if (fault == nullptr) refuse("is at fault, and 'findings.csv' does not say why");
        into.put_open(fact, row, *fault);
    }

    /// What the arithmetic of the rules that read it was proven for.
    static bool is_proven(checked::constant_value const& value, checked::numeric_bounds const& within) {
        auto const fits = [&](checked::scalar_value const& one) {
            auto const* number = std::get_if<rational>(&one);
            return number == nullptr || (within.low <= *number && *number <= within.high && (*number * within.denominator).is_integer());
        };
        if (auto const* one = std::get_if<checked::scalar_value>(&value)) return fits(*one);
        auto const& range = std::get<checked::interval>(value);
        return (!range.low || fits(*range.low)) && (!range.high || fits(*range.high));
    }

    handing const& with_;
    source_map sources_;
    std::vector<source_id> files_;
    std::vector<table> tables_;
    std::map<row_name, std::map<std::string, std::set<reference::need>>> waiting_;  ///< by output, or by the rows of a table that are not made
    std::map<row_name, std::map<std::string, open_result>> faults_;                 ///< by field; of nothing the first of a row
};

handed_results::handed_results(handing with, output_layout const& layout, std::vector<std::string> texts)
    : with_(std::move(with)), inside_(std::make_unique<contents>(with_, layout, std::move(texts))) {}
handed_results::~handed_results() = default;

std::vector<handed_results::listed> handed_results::rows_of(entity_id entity) const {
    std::vector<listed> rows;
    for (auto const& one : inside_->tables_) {
        if (one.here != entity) continue;
        inside_->each_line(one.file, [&](cells const& line) { rows.push_back({line[0].text, one.owned ? line[1].text : std::string()}); });
    }
    return rows;
}

void handed_results::fill(reference::dataset& rows) const {
    facts_of_rows into(rows, *with_.to);
    inside_->fill_into(into);
}

void handed_results::fill(eval::host_tables& tables) const {
    facts_in_columns into(tables, *with_.to);
    inside_->fill_into(into);
}

}  // namespace carefare::caseload
