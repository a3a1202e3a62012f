// What a run came to: counts for people and for machines. Every count is of rows or results and adds up.
#include <algorithm>

#include <nlohmann/json.hpp>

#include <carefare/caseload/run.hpp>

#include "cases/caseload_text.hpp"

namespace carefare::caseload {

namespace {

/// Columns as wide as their widest cell; the first to the left, the others to the right.
std::string laid_out(std::vector<std::vector<std::string>> const& lines) {
    std::vector<std::size_t> widths;
    for (auto const& line : lines) {
        widths.resize(std::max(widths.size(), line.size()));
        for (std::size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], line[i].size());
    }
    std::string text;
    for (auto const& line : lines) {
        std::string row;
        for (std::size_t i = 0; i < line.size(); ++i) {
            std::string const pad(widths[i] - line[i].size(), ' ');
            row += i == 0 ? line[i] + pad : "  " + pad + line[i];
        }
        text += row.substr(0, row.find_last_not_of(' ') + 1) + '\n';
    }
    return text;
}

/// By the rows' name, where there are any.
std::map<std::string, std::size_t> by_rows(std::vector<std::size_t> const& counts, checked::rule_graph const& graph) {
    std::map<std::string, std::size_t> named;
    for (std::size_t e = 0; e < counts.size(); ++e) {
        if (counts[e] > 0) named[graph.entities[e].rows] += counts[e];
    }
    return named;
}

/// Rows of money that a run pays or not: they are paid, zero, or there is a state that says why not.
bool is_paid(result_total const& table, std::size_t output, checked::rule_graph const& graph) {
    return table.totals[output].sum && table.entity != checked::no_id && graph.entities[table.entity].pay_by;
}

}  // namespace

std::string summary_json(totals const& of, run_request const& about) {
    auto const& graph = *about.plan->programme;
    nlohmann::ordered_json out;
    out["programme"] = graph.name;
    out["plan"] = about.plan->plan.name;
    out["known_on"] = about.known_on ? nlohmann::ordered_json(to_string(*about.known_on)) : nlohmann::ordered_json();
    out["assumptions"] = about.assumptions;
    if (about.pay) out["pay"] = {{"from", to_string(about.pay->first)}, {"to", to_string(about.pay->last)}};
    out["rows"] = nlohmann::ordered_json::object();
    for (auto const& table : of.tables) {
        out["rows"][graph.entities[table.entity].rows] = {
            {"read", table.read}, {"used", table.used - of.unpaid[table.entity]}, {"context", table.context + of.unpaid[table.entity]}, {"set_aside", table.set_aside}, {"orphan", table.orphan}};
    }
    out["results"] = nlohmann::ordered_json::object();
    for (auto const& table : of.results) {
        for (std::size_t i = 0; i < table.outputs.size(); ++i) {
            nlohmann::ordered_json one;
            one["rows"] = table.rows + table.context;
            for (std::size_t state = 0; state < result_state_names.size(); ++state) one[result_state_names[state]] = table.totals[i].states[state];
            one["context"] = table.context;
            if (is_paid(table, i, graph)) {
                one["paid"] = table.totals[i].above;
                one["zero"] = table.totals[i].zero;
                one["below_zero"] = table.totals[i].below;
            }
            if (table.totals[i].sum) one["total"] = cases::money_text(*table.totals[i].sum);
            out["results"][graph.full_name(graph.rules[table.outputs[i]])] = std::move(one);
        }
    }
    out["incomplete_groups"] = by_rows(of.incomplete, graph);
    out["carried"] = nlohmann::ordered_json::object();
    for (std::size_t i = 0; i < of.carried.size(); ++i) {
        nlohmann::ordered_json one;
        for (std::size_t state = 0; state < carried_state_names.size(); ++state) one[carried_state_names[state]] = of.carried[i][state];
        out["carried"][graph.entities[graph.carried[i].into].rows] = std::move(one);
    }
    out["pending"] = of.pending;
    out["undecided"] = by_rows(of.undecided, graph);
    out["waiting_for"] = of.waiting_for;
    out["not_decided"] = nlohmann::ordered_json::array();
    for (auto const& one : graph.omits) out["not_decided"].push_back({{"what", one.what}, {"cite", one.cite.text}});
    out["findings"] = of.findings;
    out["findings_by_code"] = of.findings_by_code;
    return out.dump(2) + "\n";
}

std::string summary_text(totals const& of, run_request const& about) {
    auto const& graph = *about.plan->programme;
    std::vector<std::vector<std::string>> rows{{"rows", "read", "used", "context", "set aside", "orphan"}};
    for (auto const& table : of.tables) {
        auto const unpaid = of.unpaid[table.entity];
        rows.push_back({graph.entities[table.entity].rows, std::to_string(table.read), std::to_string(table.used - unpaid), std::to_string(table.context + unpaid),
                        std::to_string(table.set_aside), std::to_string(table.orphan)});
    }
    std::vector<std::vector<std::string>> results{{"results", "value", "none", "pending", "fault", "incomplete"}};
    if (about.pay) results.front().emplace_back("context");
    results.front().emplace_back("total");
    std::vector<std::vector<std::string>> payments{{"payments", "rows", "paid", "zero", "below zero", "none", "pending", "fault", "incomplete", "context"}};
    for (auto const& table : of.results) {
        for (std::size_t i = 0; i < table.outputs.size(); ++i) {
            auto const& total = table.totals[i];
            std::vector<std::string> line{graph.full_name(graph.rules[table.outputs[i]])};
            for (auto const count : total.states) line.push_back(std::to_string(count));
            if (is_paid(table, i, graph)) {
                payments.push_back({line.front(), std::to_string(table.rows + table.context), std::to_string(total.above),
                                    std::to_string(total.zero), std::to_string(total.below), line[2], line[3], line[4], line[5],
                                    std::to_string(table.context)});
            }
            if (about.pay) line.push_back(std::to_string(table.context));
            line.push_back(total.sum ? "$" + cases::money_text(*total.sum) : "");
            results.push_back(std::move(line));
        }
    }
    std::vector<std::vector<std::string>> carried{{"carried to the next run", "written", "pending", "fault", "incomplete"}};
    for (std::size_t i = 0; i < of.carried.size(); ++i) {
        carried.push_back({graph.entities[graph.carried[i].into].rows});
        for (auto const count : of.carried[i]) carried.back().push_back(std::to_string(count));
    }
    std::string text = "plan " + about.plan->plan.name + ", programme " + graph.name;
    if (about.known_on) text += ", known on " + to_string(*about.known_on);
    if (about.pay) text += ", pays " + to_string(about.pay->first) + " to " + to_string(about.pay->last);
    text += "\n\n" + laid_out(rows) + '\n' + laid_out(results);
    if (payments.size() > 1) text += '\n' + laid_out(payments);
    if (carried.size() > 1) text += '\n' + laid_out(carried);
    if (!graph.omits.empty()) text += "\nnot decided by the rules, taken as the data say it:\n";
    for (auto const& one : graph.omits) text += "  " + one.what + " (" + one.cite.text + ")\n";
    return text;
}

}  // namespace carefare::caseload
