// One family of two children with a month of visits (two_children.yaml) through carefare.h, as a portal calls it: rows in, all
// results out, a case and a plan used again and again.
#include <benchmark/benchmark.h>

#include <cstring>

#include <carefare/base/render_diagnostic.hpp>
#include <carefare/carefare.h>
#include <carefare/cases/run_case.hpp>
#include <carefare/cases/workspace.hpp>

#include "cases/caseload_text.hpp"
#include "support/check.hpp"
#include "support/programme.hpp"

namespace carefare::bench {

namespace {

void must(carefare_status status) {
    if (status == CAREFARE_OK) return;
    carefare_error error{};
    error.struct_size = sizeof error;
    (void)carefare_last_error(0, &error);
    throw std::runtime_error(std::string(error.code) + ": " + error.message);
}

/// A value as a host has it: the kinds that setters take, else text.
struct value {
    enum class kind { text, number, boolean, date, moment } what = kind::text;
    std::int32_t field = 0, decimals = 0;
    std::int64_t whole = 0;
    std::string text;
};
struct host_row {
    std::int32_t table = 0;
    std::string key, owner;
    std::vector<value> values;
};

std::string quoted(std::string const& text) { return '"' + text + '"'; }

class host_family {
public:
    host_family() {
        must(carefare_engine_open(in_tree("plans").c_str(), -1, &engine_));
        carefare_setting settings[] = {setting(CAREFARE_OPTION, "share_bearing_order", "youngest first"), setting(CAREFARE_READING, "share.standard_date", "week"),
                                       setting(CAREFARE_READING, "share.rounding", "half up")};
        carefare_overlay over{};
        over.struct_size = sizeof over;
        over.known_on = CAREFARE_NO_DATE;
        over.settings = settings;
        over.settings_count = std::size(settings);
        must(carefare_plan_load(engine_, "ny/westchester", -1, &over, &plan_));
        must(carefare_case_new(plan_, &rows_));
        take_case();
    }
    ~host_family() { (void)carefare_case_free(rows_), (void)carefare_plan_free(plan_), (void)carefare_engine_free(engine_); }
    host_family(host_family const&) = delete;
    host_family& operator=(host_family const&) = delete;

    void set_all() {
        must(carefare_case_clear(rows_));
        for (auto const& table : dated_) must(carefare_case_set_window(rows_, table, from_, to_));
        for (auto const& row : given_) {
            std::int32_t number = 0;
            must(carefare_case_add(rows_, row.table, row.key.data(), length(row.key), row.owner.data(), length(row.owner), &number));
            for (auto const& one : row.values) set(row.table, number, one);
        }
    }
    void read_document() {
        must(carefare_case_clear(rows_));
        must(carefare_case_add_json(rows_, document_.data(), length(document_)));
    }
    [[nodiscard]] carefare_result* evaluate(carefare_evaluation const* how = nullptr) {
        carefare_result* result = nullptr;
        must(carefare_case_evaluate(rows_, nullptr, how, &result));
        return result;
    }
    [[nodiscard]] std::string const& document() const { return document_; }

private:
    static std::int64_t length(std::string const& text) { return static_cast<std::int64_t>(text.size()); }
    static carefare_setting setting(std::int32_t kind, char const* name, char const* text) { return {sizeof(carefare_setting), kind, name, -1, text, -1, nullptr, 0}; }

    void set(std::int32_t table, std::int32_t row, value const& one) {
        switch (one.what) {
            case value::kind::text: return must(carefare_case_set_text(rows_, table, row, one.field, one.text.data(), length(one.text)));
            case value::kind::number: return must(carefare_case_set_number(rows_, table, row, one.field, one.whole, one.decimals));
            case value::kind::boolean: return must(carefare_case_set_boolean(rows_, table, row, one.field, one.whole != 0 ? 1 : 0));
            case value::kind::date: return must(carefare_case_set_date(rows_, table, row, one.field, static_cast<std::int32_t>(one.whole)));
            case value::kind::moment: return must(carefare_case_set_moment(rows_, table, row, one.field, one.whole));
        }
    }

    /// The case of the file as a host would hold it, and as one document.
    void take_case() {
        auto const path = in_tree("bench/two_children.yaml");
        cases::workspace tree({in_tree("plans/ny/westchester.yaml"), path});
        auto const* document = tree.document(path, {});
        auto const file = document != nullptr ? syntax::read_cases(*document, tree.sink) : std::nullopt;
        auto const ready = file ? cases::prepare(file->cases.at(0), *file, tree) : std::nullopt;
        if (!ready) throw std::runtime_error(render_all(tree.sink, tree.sources));
        auto const& graph = *ready->plan->programme;
        std::string windows;
        for (auto const& [entity, window] : ready->data.windows) {
            auto const table = table_of(graph.entities[entity].rows);
            dated_.push_back(table);
            from_ = window.from->days, to_ = window.to->days;
            windows += (windows.empty() ? "" : ", ") + quoted(graph.entities[entity].rows) + ": {\"from\": " + quoted(to_string(*window.from)) + ", \"until\": " + quoted(to_string(*window.to)) + "}";
        }
        document_ = "{\"windows\": {" + windows + "}";
        for (checked::entity_id e = 0; e < graph.entities.size(); ++e) {
            if (ready->data.tables[e].empty()) continue;
            document_ += ", " + quoted(graph.entities[e].rows) + ": {";
            for (auto const& row : ready->data.tables[e]) take_row(row, e, graph);
            document_.back() = '}';
        }
        document_ += '}';
    }

    std::int32_t table_of(std::string const& rows) {
        std::int32_t number = 0;
        must(carefare_plan_table(plan_, rows.c_str(), -1, &number));
        return number;
    }

    void take_row(reference::row const& row, checked::entity_id e, checked::rule_graph const& graph) {
        auto const& entity = graph.entities[e];
        auto& into = given_.emplace_back();
        into.table = table_of(entity.rows);
        into.key = row.key;
        into.owner = row.owner_key;
        document_ += quoted(row.key) + ": {";
        if (entity.owner != checked::no_id) add_json(graph.entities[entity.owner].name, quoted(row.owner_key));
        for (std::size_t l = 0; l < entity.links.size(); ++l) {
            if (row.link_keys[l]) add_text(into, entity.links[l].name, *row.link_keys[l]);
        }
        for (auto const& [id, held] : row.facts) {
            auto const& fact = graph.facts[id];
            if (auto const* range = std::get_if<checked::interval>(&held)) {
                auto element = fact.type_of;
                element.kind = element.element;
                add(into, fact.name + "_from", *range->low, element, graph);
                add(into, fact.name + "_to", *range->high, element, graph);
            } else {
                add(into, fact.name, std::get<checked::scalar_value>(held), fact.type_of, graph);
            }
        }
        if (document_.ends_with(", ")) document_.resize(document_.size() - 2);
        document_ += "},";
    }

    void add_json(std::string const& name, std::string const& text) { document_ += quoted(name) + ": " + text + ", "; }
    value& add_value(host_row& into, std::string const& field, value::kind what) {
        auto& one = into.values.emplace_back();
        one.what = what;
        must(carefare_plan_field(plan_, into.table, field.c_str(), -1, &one.field));
        return one;
    }
    void add_text(host_row& into, std::string const& field, std::string text) {
        add_json(field, quoted(text));
        add_value(into, field, value::kind::text).text = std::move(text);
    }
    void add(host_row& into, std::string const& field, checked::scalar_value const& held, checked::type const& type, checked::rule_graph const& graph) {
        auto text = cases::cell_text(held, type, graph);
        if (auto const* truth = std::get_if<bool>(&held)) {
            add_json(field, *truth ? "true" : "false");
            add_value(into, field, value::kind::boolean).whole = *truth ? 1 : 0;
        } else if (auto const* number = std::get_if<rational>(&held); number != nullptr && !type.percent) {
            constexpr std::int32_t decimals = 4;
            constexpr std::int64_t scale = 10'000;
            add_json(field, text);
            auto& one = add_value(into, field, value::kind::number);
            one.whole = (*number * rational(scale)).to_int64().value();
            one.decimals = decimals;
        } else if (auto const* day = std::get_if<date>(&held)) {
            add_json(field, quoted(text));
            add_value(into, field, value::kind::date).whole = day->days;
        } else if (auto const* moment = std::get_if<date_time>(&held)) {
            add_json(field, quoted(text));
            add_value(into, field, value::kind::moment).whole = moment->minutes;
        } else {
            add_text(into, field, std::move(text));
        }
    }

    carefare_engine* engine_ = nullptr;
    carefare_plan* plan_ = nullptr;
    carefare_case* rows_ = nullptr;
    std::vector<host_row> given_;
    std::vector<std::int32_t> dated_;
    std::int32_t from_ = 0, to_ = 0;
    std::string document_;
};

/// Every result's state, and of values the text: what a caller does with a result.
std::size_t read_cells(carefare_result const* result) {
    std::size_t values = 0;
    std::int32_t tables = 0;
    must(carefare_result_tables(result, &tables));
    for (std::int32_t t = 0; t < tables; ++t) {
        carefare_table_info info{};
        info.struct_size = sizeof info;
        must(carefare_result_table_info(result, t, &info));
        for (std::int64_t row = 0; row < info.rows; ++row) {
            for (std::int32_t column = 0; column < info.columns; ++column) {
                std::int32_t state = 0;
                must(carefare_result_state(result, t, row, column, &state));
                if (state != CAREFARE_VALUE) continue;
                char const* text = nullptr;
                std::int64_t length = 0;
                must(carefare_result_text(result, t, row, column, &text, &length));
                values += length > 0 ? 1U : 0U;
            }
        }
    }
    return values;
}

std::string json_of(carefare_result const* result) {
    carefare_text* text = nullptr;
    must(carefare_result_json(result, &text));
    char const* data = nullptr;
    std::int64_t length = 0;
    must(carefare_text_view(text, &data, &length));
    std::string made(data, static_cast<std::size_t>(length));
    must(carefare_text_free(text));
    return made;
}

check const same_ways("host", [] {
    host_family one;
    one.set_all();
    auto* const typed = one.evaluate();
    one.read_document();
    auto* const document = one.evaluate();
    auto const first = json_of(typed), second = json_of(document);
    auto const values = read_cells(typed);
    must(carefare_result_free(typed)), must(carefare_result_free(document));
    require(first == second, "setters and the document come to other results");
    // In blocks of one row a case goes the way of a run over files.
    carefare_evaluation by_run{};
    by_run.struct_size = sizeof by_run;
    by_run.pay_first = by_run.pay_last = CAREFARE_NO_DATE;
    by_run.block_rows = 1;
    auto* const run = one.evaluate(&by_run);
    require(json_of(run) == first, "a case and a run over it come to other results");
    must(carefare_result_free(run));
    // The payment of the toddler's week: min(300, 338) - 86.56 = 213.44.
    require(first.find("213.44") != std::string::npos && values > 30, "the amounts of the case are not those reckoned by hand");
});

/// Rows by setters, evaluated, every result read.
void by_setters(benchmark::State& state) {
    host_family one;
    std::size_t values = 0;
    for (auto _ : state) {
        one.set_all();
        auto* const result = one.evaluate();
        values = read_cells(result);
        must(carefare_result_free(result));
    }
    state.counters["values"] = static_cast<double>(values);
}

/// A document in, a document out.
void by_json(benchmark::State& state) {
    host_family one;
    std::size_t bytes = 0;
    for (auto _ : state) {
        one.read_document();
        auto* const result = one.evaluate();
        bytes = json_of(result).size();
        must(carefare_result_free(result));
    }
    state.counters["bytes_in"] = static_cast<double>(one.document().size());
    state.counters["bytes_out"] = static_cast<double>(bytes);
}

/// What of both is not evaluation: rows set, and a document read.
void setters_alone(benchmark::State& state) {
    host_family one;
    for (auto _ : state) one.set_all();
}
void document_alone(benchmark::State& state) {
    host_family one;
    for (auto _ : state) one.read_document();
}

BENCHMARK(by_setters)->Name("family/by_setters")->Unit(benchmark::kMicrosecond);
BENCHMARK(by_json)->Name("family/by_json")->Unit(benchmark::kMicrosecond);
BENCHMARK(setters_alone)->Name("family/setters_alone")->Unit(benchmark::kMicrosecond);
BENCHMARK(document_alone)->Name("family/document_alone")->Unit(benchmark::kMicrosecond);

}  // namespace

}  // namespace carefare::bench
