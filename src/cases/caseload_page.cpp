// The page of a programme's data: tables, columns, what they may hold, what an empty cell means, where it is written.
#include <carefare/cases/caseload.hpp>

#include "cases/caseload_columns.hpp"
#include "cases/caseload_text.hpp"

namespace carefare::cases {

namespace {

using kind = caseload_column::kind;

/// Text of one cell of a table of the page.
std::string in_cell(std::string const& text) {
    std::string out;
    for (auto const c : text) {
        if (c == '|') out += '\\';
        out += c == '\n' ? ' ' : c;
    }
    return out;
}

class page_writer {
public:
    explicit page_writer(checked::rule_graph const& graph) : graph_(graph) {}

    std::string write() {
        text_ = "# Data of " + graph_.title + " (" + graph_.name + ")\n\n" +
                "A caseload is a folder with a `dataset.yaml` and one CSV file for each table below. This page is made from the rules: `carefare describe --programme FOLDER`.\n\n"
                "- A file is UTF-8 with commas between cells; a cell with a comma or a quote stands in quotes. The first line names the columns, in any order. `key` is asked for, and so is\n"
                "  the owner of a table that has one; any other column may be left out. A table without rows has its first line alone.\n"
                "- An empty cell is not known: a result that needs it is pending and says so, unless the column says another meaning. `none` says that something does not apply, where the column\n"
                "  allows it.\n"
                "- Money is written `1234.50` or `$1234.50`, a percentage `27%`, a date `2019-06-01`, a date and time `2019-06-01T08:30`, a boolean `yes` or `no`, a word as it is listed.\n"
                "- A range stands in two columns, `..._from` and `..._to`: of dates the first and the last day, of numbers both ends, of dates and times the begin and the moment after the end. An\n"
                "  open end is written `none`.\n"
                "- A cell that cannot be read, or lies outside its range or between its steps, sets aside all that is decided together with its row, and nothing else.\n\n";
        description();
        for (checked::entity_id e = 0; e < graph_.entities.size(); ++e) {
            if (graph_.entities[e].made.kind == checked::maker_kind::host) table(e);
        }
        words();
        return text_;
    }

private:
    void description() {
        text_ += "    # dataset.yaml\n    programme: " + graph_.name + "\n    known_on: 2019-07-01        # optional: what was known on this day counts\n";
        for (auto const& e : graph_.entities) {
            if (e.made.kind != checked::maker_kind::host || !e.dated_by) continue;
            text_ += "    tables:\n      " + e.rows + ": { window: 2019-06-01..2019-06-30 }   # complete from the first to the last day\n";
            break;
        }
        text_ += '\n';
    }

    void table(checked::entity_id id) {
        auto const& e = graph_.entities[id];
        text_ += "## " + e.rows + ".csv\n\n";
        text_ += "One line a row of `" + e.name + "`";
        if (e.owner != checked::no_id) text_ += ", of a `" + graph_.entities[e.owner].name + "`";
        if (e.at_most) text_ += ", at most " + std::to_string(*e.at_most) + " each";
        text_ += ".";
        if (e.partition) text_ += " What it owns is decided together with it.";
        if (e.dated_by) text_ += " Dated by `" + graph_.facts[*e.dated_by].name + "`.";
        if (e.versions) text_ += " Lines of one key are versions of one record: the latest by `" + graph_.facts[e.versions->by].name + "` counts.";
        for (auto const& carried : graph_.carried) {
            if (carried.into == id) text_ += " A run writes it for the next, of `" + graph_.entities[carried.from].name + "`: `carried/" + e.rows + ".csv` of its results.";
        }
        text_ += "\n\n| column | holds | empty means | asks | source |\n| --- | --- | --- | --- | --- |\n";
        for (auto const& column : columns_of(id, graph_)) line(id, column);
        text_ += '\n';
    }

    void line(checked::entity_id id, caseload_column const& column) {
        auto const& e = graph_.entities[id];
        switch (column.what) {
            case kind::key: add(column.name, e.versions ? "text, one a record" : "text, one a line", "not allowed", "", ""); break;
            case kind::owner: add(column.name, "key of " + graph_.entities[e.owner].rows, column.required ? "an orphan" : "stands at the top", "", ""); break;
            case kind::link: add(column.name, "key of " + graph_.entities[e.links[column.id].to].rows, "not known", "", ""); break;
            case kind::fact: case kind::range_from: case kind::range_to: fact(graph_.facts[column.id], column); break;
            case kind::override_value:
                add(column.name, value_words(graph_.rules[column.id].type_of, graph_.rules[column.id].range, graph_.rules[column.id].step), "not overridden",
                    "Which value does a person set in place of " + (graph_.rules[column.id].label.empty() ? column.name : graph_.rules[column.id].label) + "?",
                    graph_.rules[column.id].cite.text);
                break;
            case kind::override_reason: add(column.name, "text", "none given", "", ""); break;
            case kind::override_authorizer: add(column.name, "text", "none given", "", ""); break;
            case kind::override_recorded_on: add(column.name, "date", "none given", "", ""); break;
        }
    }

    void fact(checked::fact const& fact, caseload_column const& column) {
        auto type = fact.type_of;
        if (column.what != kind::fact) {
            type.kind = type.element;
            type.optional = false;
        }
        std::string absent = "not known";
        if (fact.absent) absent = std::holds_alternative<checked::none_value>(*fact.absent) ? "does not apply" : cell_text(*fact.absent, fact.type_of, graph_);
        add(column.name, value_words(type, fact.range, fact.step) + (fact.determination ? "; a determination" : ""), absent, fact.ask, fact.cite.text);
    }

    std::string value_words(checked::type const& t, std::optional<checked::interval> const& range, std::optional<rational> const& step) const {
        auto words = graph_.to_string(t);
        if (range) words += ", " + graph_.to_string(*range, t);
        if (step) words += ", steps of " + graph_.to_string(checked::scalar_value{*step}, t);
        return words;
    }

    void add(std::string const& name, std::string const& holds, std::string const& empty, std::string const& ask, std::string const& cite) {
        text_ += "| `" + name + "` | " + in_cell(holds) + " | " + in_cell(empty) + " | " + in_cell(ask) + " | " + in_cell(cite) + " |\n";
    }

    /// The words of every list that a column uses, in order of their declaration.
    void words() {
        std::vector<bool> used(graph_.word_lists.size(), false);
        for (auto const& fact : graph_.facts) {
            if (fact.type_of.kind == checked::scalar::word) used.at(fact.type_of.words) = true;
        }
        for (auto const& rule : graph_.rules) {
            if (rule.overridable && rule.type_of.kind == checked::scalar::word) used.at(rule.type_of.words) = true;
        }
        text_ += "## Words\n\n";
        for (std::size_t i = 0; i < used.size(); ++i) {
            if (!used[i]) continue;
            text_ += "- `" + graph_.word_lists[i].name + "`:";
            for (std::size_t w = 0; w < graph_.word_lists[i].words.size(); ++w) text_ += (w == 0 ? " " : ", ") + graph_.word_lists[i].words[w];
            text_ += '\n';
        }
    }

    checked::rule_graph const& graph_;
    std::string text_;
};

}  // namespace

std::string data_page(checked::rule_graph const& graph) { return page_writer(graph).write(); }

}  // namespace carefare::cases
