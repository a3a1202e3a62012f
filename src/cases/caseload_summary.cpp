// What a run came to: counts for people and for machines. Every count is of rows or results and adds up.
#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include <carefare/cases/caseload.hpp>

#include "cases/caseload_text.hpp"

namespace carefare::cases {

namespace {

constexpr std::array states{"value", "none", "pending", "fault", "incomplete"};
constexpr std::array carried_states{"written", "pending", "fault", "incomplete"};

std::size_t carried_count(carried_rows const& rows, char const* state) {
    auto const found = rows.states.find(state);
    return found == rows.states.end() ? 0 : found->second;
}

std::size_t count_of(output_total const& total, char const* state) {
    auto const found = total.states.find(state);
    return found == total.states.end() ? 0 : found->second;
}

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

/// What is waited for, by the number of results that wait for it.
std::map<std::string, std::size_t> waiting_for(caseload_result const& of) {
    std::map<std::string, std::size_t> counts;
    for (auto const& table : of.results) {
        for (auto const& row : table.rows) {
            for (auto const& cell : row.cells) {
                std::string last;
                for (auto const& need : cell.needs) {  // in order of kind and name: of a name that several rows lack, once
                    if (need.name != last) ++counts[need.name];
                    last = need.name;
                }
            }
        }
    }
    for (auto const& one : of.undecided) {
        for (auto const& need : one.needs) ++counts[need.name];
    }
    for (auto const& table : of.carried) {
        for (auto const& one : table.waiting) {
            for (auto const& need : one.needs) ++counts[need.name];
        }
    }
    return counts;
}

/// Rows of money that a run pays or not: they are paid, zero, or there is a state that says why not.
bool is_paid(result_table const& table, std::size_t output, checked::rule_graph const& graph) {
    return table.totals[output].sum && table.entity != checked::no_id && graph.entities[table.entity].pay_by;
}

}  // namespace

std::string summary_json(caseload_result const& of, run_description const& about) {
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
            {"read", table.read}, {"used", table.used}, {"context", table.context}, {"set_aside", table.set_aside}, {"orphan", table.orphan}};
    }
    out["results"] = nlohmann::ordered_json::object();
    for (auto const& table : of.results) {
        for (std::size_t i = 0; i < table.outputs.size(); ++i) {
            nlohmann::ordered_json one;
            one["rows"] = table.rows.size() + table.context;
            for (auto const* state : states) one[state] = count_of(table.totals[i], state);
            one["context"] = table.context;
            if (is_paid(table, i, graph)) {
                one["paid"] = table.totals[i].above;
                one["zero"] = table.totals[i].zero;
                one["below_zero"] = table.totals[i].below;
            }
            if (table.totals[i].sum) one["total"] = money_text(*table.totals[i].sum);
            out["results"][graph.full_name(graph.rules[table.outputs[i]])] = std::move(one);
        }
    }
    std::map<std::string, std::size_t> cut;
    for (auto const& one : of.incomplete) ++cut[graph.entities[one.entity].rows];
    out["incomplete_groups"] = cut;
    out["carried"] = nlohmann::ordered_json::object();
    for (std::size_t i = 0; i < of.carried.size(); ++i) {
        nlohmann::ordered_json one;
        for (auto const* state : carried_states) one[state] = carried_count(of.carried[i], state);
        out["carried"][graph.entities[graph.carried[i].into].rows] = std::move(one);
    }
    out["pending"] = of.pending;
    std::map<std::string, std::size_t> undecided;
    for (auto const& one : of.undecided) ++undecided[graph.entities[one.entity].rows];
    out["undecided"] = undecided;
    out["waiting_for"] = waiting_for(of);
    out["not_decided"] = nlohmann::ordered_json::array();
    for (auto const& one : graph.omits) out["not_decided"].push_back({{"what", one.what}, {"cite", one.cite.text}});
    out["findings"] = of.findings.size();
    std::map<std::string, std::size_t> codes;
    for (auto const& found : of.findings) ++codes[found.code];
    out["findings_by_code"] = codes;
    return out.dump(2) + "\n";
}

std::string summary_text(caseload_result const& of, run_description const& about) {
    auto const& graph = *about.plan->programme;
    std::vector<std::vector<std::string>> rows{{"rows", "read", "used", "context", "set aside", "orphan"}};
    for (auto const& table : of.tables) {
        rows.push_back({graph.entities[table.entity].rows, std::to_string(table.read), std::to_string(table.used), std::to_string(table.context),
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
            for (auto const* state : states) line.push_back(std::to_string(count_of(total, state)));
            if (is_paid(table, i, graph)) {
                payments.push_back({line.front(), std::to_string(table.rows.size() + table.context), std::to_string(total.above),
                                    std::to_string(total.zero), std::to_string(total.below), line[2], line[3], line[4], line[5],
                                    std::to_string(table.context)});
            }
            if (about.pay) line.push_back(std::to_string(table.context));
            line.push_back(total.sum ? "$" + money_text(*total.sum) : "");
            results.push_back(std::move(line));
        }
    }
    std::vector<std::vector<std::string>> carried{{"carried to the next run", "written", "pending", "fault", "incomplete"}};
    for (std::size_t i = 0; i < of.carried.size(); ++i) {
        carried.push_back({graph.entities[graph.carried[i].into].rows});
        for (auto const* state : carried_states) carried.back().push_back(std::to_string(carried_count(of.carried[i], state)));
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

}  // namespace carefare::cases
