// A journal as one JSON document.
#include "caseload/journal.hpp"

#include <array>
#include <utility>

#include <nlohmann/json.hpp>

namespace carefare::caseload {

using nlohmann::json;

namespace {

constexpr int format_of_journals = 1;

/// The parts of an identity by their names.
constexpr std::array<std::pair<char const*, std::string run_identity::*>, 6> parts{{
    {"plan", &run_identity::plan}, {"options", &run_identity::options}, {"input", &run_identity::input},
    {"rules", &run_identity::rules}, {"assumptions", &run_identity::assumptions}, {"program", &run_identity::program}}};

json text_of(output_total const& total) {
    json one{{"states", total.states}, {"above", total.above}, {"zero", total.zero}, {"below", total.below}};
    // A quotient of whole numbers: exact, whatever the sum.
    if (total.sum) one["sum"] = {total.sum->numerator().to_string(), total.sum->denominator().to_string()};
    return one;
}

rational whole_of(json const& from) {
    auto const whole = rational::from_decimal(from.get<std::string>());
    if (!whole || !whole->is_integer()) throw json::other_error::create(501, "no whole number", nullptr);
    return *whole;
}

void read(json const& from, output_total& into) {
    from.at("states").get_to(into.states);
    from.at("above").get_to(into.above);
    from.at("zero").get_to(into.zero);
    from.at("below").get_to(into.below);
    if (!into.sum) return;
    auto const below = whole_of(from.at("sum").at(1));
    if (below.sign() <= 0) throw json::other_error::create(501, "no denominator", nullptr);
    into.sum = whole_of(from.at("sum").at(0)) / below;
}

json text_of(totals const& counts) {
    json out;
    out["tables"] = json::array();
    for (auto const& t : counts.tables) out["tables"].push_back({t.read, t.used, t.context, t.set_aside, t.orphan});
    out["results"] = json::array();
    for (auto const& table : counts.results) {
        json one{{"rows", table.rows}, {"context", table.context}, {"outputs", json::array()}};
        for (auto const& total : table.totals) one["outputs"].push_back(text_of(total));
        out["results"].push_back(std::move(one));
    }
    out["unpaid"] = counts.unpaid;
    out["carried"] = counts.carried;
    out["pending"] = counts.pending;
    out["undecided"] = counts.undecided;
    out["incomplete"] = counts.incomplete;
    out["waiting_for"] = counts.waiting_for;
    out["findings"] = counts.findings;
    out["findings_by_code"] = counts.findings_by_code;
    out["shown"] = counts.shown;
    return out;
}

/// As many as there are.
template <class Values>
void read_each(json const& from, Values& into) {
    auto const size = into.size();
    from.get_to(into);
    if (into.size() != size) throw json::other_error::create(501, "another number", nullptr);
}

void read(json const& from, totals& into) {
    for (std::size_t i = 0; i < into.tables.size(); ++i) {
        auto& t = into.tables[i];
        auto const& one = from.at("tables").at(i);
        std::size_t number = 0;
        for (auto* const count : {&t.read, &t.used, &t.context, &t.set_aside, &t.orphan}) one.at(number++).get_to(*count);
    }
    for (std::size_t i = 0; i < into.results.size(); ++i) {
        auto& table = into.results[i];
        auto const& one = from.at("results").at(i);
        one.at("rows").get_to(table.rows);
        one.at("context").get_to(table.context);
        for (std::size_t o = 0; o < table.totals.size(); ++o) read(one.at("outputs").at(o), table.totals[o]);
    }
    read_each(from.at("unpaid"), into.unpaid);
    read_each(from.at("carried"), into.carried);
    from.at("pending").get_to(into.pending);
    read_each(from.at("undecided"), into.undecided);
    read_each(from.at("incomplete"), into.incomplete);
    from.at("waiting_for").get_to(into.waiting_for);
    from.at("findings").get_to(into.findings);
    from.at("findings_by_code").get_to(into.findings_by_code);
    from.at("shown").get_to(into.shown);
}

}  // namespace

std::string to_text(journal const& of) {
    json out;
    out["format"] = format_of_journals;
    for (auto const& [name, part] : parts) out["run"][name] = of.who.*part;
    out["partitions"] = of.partitions;
    out["shared_done"] = of.shared_done;
    out["done"] = of.done;
    out["sizes"] = of.sizes;
    out["counts"] = text_of(of.counts);
    return out.dump(1) + "\n";
}

std::optional<run_identity> read_identity(std::string const& text) {
    auto const from = json::parse(text, nullptr, false);
    try {
        if (from.is_discarded() || from.at("format") != format_of_journals) return std::nullopt;
        run_identity who;
        for (auto const& [name, part] : parts) from.at("run").at(name).get_to(who.*part);
        return who;
    } catch (json::exception const&) {
        return std::nullopt;
    }
}

std::optional<journal> read_journal(std::string const& text, checked::rule_graph const& graph) {
    auto const who = read_identity(text);
    if (!who) return std::nullopt;
    auto const from = json::parse(text, nullptr, false);
    try {
        journal made;
        made.who = *who;
        from.at("partitions").get_to(made.partitions);
        from.at("shared_done").get_to(made.shared_done);
        from.at("done").get_to(made.done);
        from.at("sizes").get_to(made.sizes);
        made.counts = totals::of(graph);
        read(from.at("counts"), made.counts);
        return made;
    } catch (json::exception const&) {
        return std::nullopt;
    }
}

std::string differences(run_identity const& before, run_identity const& now) {
    std::string all;
    for (auto const& [name, part] : parts) {
        if (before.*part == now.*part) continue;
        all += all.empty() ? "" : ", ";
        all += name;
    }
    return all;
}

}  // namespace carefare::caseload
