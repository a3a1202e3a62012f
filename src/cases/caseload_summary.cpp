// What a run came to: counts for people and for machines. Every count is of rows or results and adds up.
#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include <carefare/cases/caseload.hpp>

#include "cases/caseload_text.hpp"

namespace carefare::cases {

namespace {

constexpr std::array states{"value", "none", "pending", "fault", "incomplete"};

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
    return counts;
}

}  // namespace

std::string summary_json(caseload_result const& of, run_description const& about) {
    auto const& graph = *about.plan->programme;
    nlohmann::ordered_json out;
    out["programme"] = graph.name;
    out["plan"] = about.plan->plan.name;
    out["known_on"] = about.known_on ? nlohmann::ordered_json(to_string(*about.known_on)) : nlohmann::ordered_json();
    out["assumptions"] = about.assumptions;
    out["rows"] = nlohmann::ordered_json::object();
    for (auto const& table : of.tables) {
        out["rows"][graph.entities[table.entity].rows] = {
            {"read", table.read}, {"used", table.used}, {"context", table.context}, {"set_aside", table.set_aside}, {"orphan", table.orphan}};
    }
    out["results"] = nlohmann::ordered_json::object();
    for (auto const& table : of.results) {
        for (std::size_t i = 0; i < table.outputs.size(); ++i) {
            nlohmann::ordered_json one;
            one["rows"] = table.rows.size();
            for (auto const* state : states) one[state] = count_of(table.totals[i], state);
            if (table.totals[i].sum) one["total"] = money_text(*table.totals[i].sum);
            out["results"][graph.full_name(graph.rules[table.outputs[i]])] = std::move(one);
        }
    }
    out["pending"] = of.pending;
    std::map<std::string, std::size_t> undecided;
    for (auto const& one : of.undecided) ++undecided[graph.entities[one.entity].rows];
    out["undecided"] = undecided;
    out["waiting_for"] = waiting_for(of);
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
    std::vector<std::vector<std::string>> results{{"results", "value", "none", "pending", "fault", "incomplete", "total"}};
    for (auto const& table : of.results) {
        for (std::size_t i = 0; i < table.outputs.size(); ++i) {
            std::vector<std::string> line{graph.full_name(graph.rules[table.outputs[i]])};
            for (auto const* state : states) line.push_back(std::to_string(count_of(table.totals[i], state)));
            line.push_back(table.totals[i].sum ? "$" + money_text(*table.totals[i].sum) : "");
            results.push_back(std::move(line));
        }
    }
    std::string text = "plan " + about.plan->plan.name + ", programme " + graph.name;
    if (about.known_on) text += ", known on " + to_string(*about.known_on);
    return text + "\n\n" + laid_out(rows) + '\n' + laid_out(results);
}

}  // namespace carefare::cases
