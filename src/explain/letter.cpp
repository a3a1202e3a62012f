// From an evaluation to sentences. What a sentence names is told next: a rule with sentences of its own by them, a rule
// without by what it reads, a figure by the line of the plan, the law or the rate table that it comes from. A rule none
// of whose sentences is true of a row is passed over with all that it reads.
#include <carefare/explain/letter.hpp>

#include <map>
#include <optional>
#include <set>

#include "explain/grant_lines.hpp"
#include "explain/needs_lines.hpp"
#include "explain/plain_words.hpp"
#include "explain/source_lines.hpp"

namespace carefare::explain {

namespace {

using checked::op;
using paragraphs = std::vector<paragraph>;

void append(paragraphs& to, paragraphs more) {
    for (auto& one : more)
        to.push_back(std::move(one));
}

/// "The rent is $62.00 (section 4)."
std::string cited(std::string text, std::string const& cite) {
    if (cite.empty()) return text;
    bool const stop = text.ends_with('.');
    if (stop) text.pop_back();
    return text + " (" + cite + ")" + (stop ? "." : "");
}

void tell_dates_plainly(paragraphs& all) {
    for (auto& one : all) {
        one.text = with_plain_dates(one.text);
        tell_dates_plainly(one.below);
    }
}

/// Rows of which the same is told are told together: "June 10 and 11, 2019, each: 9 hours of care."
paragraphs merged(paragraphs all) {
    paragraphs out;
    std::vector<std::string> rows;
    auto const close = [&] {
        if (rows.size() > 1) out.back().text.replace(0, out.back().row.size(), plain_list(rows) + ", each");
        rows.clear();
    };
    for (auto& one : all) {
        bool const same = !rows.empty() && !one.row.empty() && one.below.empty() &&
                          one.text.substr(one.row.size()) == out.back().text.substr(out.back().row.size());
        if (!same) close();
        if (!one.row.empty()) rows.push_back(one.row);
        if (!same) out.push_back(std::move(one));
    }
    close();
    return out;
}

class letter_writer {
public:
    letter_writer(letter_sources const& in, checked::rule_id rule, reference::row_index row, bool notice = false,
                  checked::messages const* in_language = nullptr)
        : in_(in),
          notice_(notice),
          in_language_(in_language),
          graph_(in.graph),
          rows_(in.graph, in.plan, in.with, in.data),
          heard_(in.graph),
          root_(rule),
          root_row_(row) {}

    letter write() {
        auto const& rule = graph_.rules[root_];
        auto const result = rows_.result_with(root_, root_row_, heard_);
        letter out;
        out.title = begin_sentence(rule.label.empty() ? "result" : rule.label);
        if (rule.owner != checked::no_id) out.title += " for " + row_words(rule.owner, root_row_);
        switch (result.is) {
            case reference::state::pending:
                out.title += ": not decided yet";
                break;
            case reference::state::fault:
                out.title += ": cannot be decided";
                break;
            case reference::state::none:
                out.title += ": does not apply";
                break;
            case reference::state::incomplete:
                out.title += ": records incomplete";
                break;
            case reference::state::value:
                out.title += ": " + plain_value(graph_, result, rule.type_of);
                break;
        }
        if (result.is == reference::state::pending) {
            out.paragraphs.push_back({"This has to be known first:", {}, {}});
            auto const by_key = [this](checked::entity_id e, std::string const& key) {
                auto const row = rows_.find_row(e, key);
                return row ? row_words(e, *row) : key;
            };
            for (auto& line : needs_lines(in_, result.needs, by_key))
                out.paragraphs[0].below.push_back({std::move(line), {}, {}});
        } else if (result.is == reference::state::fault) {
            out.paragraphs.push_back({begin_sentence(result.fault_message) + " (" + result.fault_code + ").", {}, {}});
        } else if (result.is == reference::state::incomplete) {
            out.paragraphs.push_back({"The records cover only a part of the time that this result is about.", {}, {}});
        } else {
            // The parts of the result are paragraphs of their own, not points below it.
            for (auto& one : tell_rule(root_, root_row_, {})) {
                auto parts = std::move(one.below);
                one.below.clear();
                out.paragraphs.push_back(std::move(one));
                append(out.paragraphs, std::move(parts));
            }
        }
        out.title = with_plain_dates(out.title);
        tell_dates_plainly(out.paragraphs);
        return out;
    }

    std::optional<letter> write_as_notice() {
        auto const& rule = graph_.rules[root_];
        if (rows_.result_with(root_, root_row_, heard_).is != reference::state::value) return {};
        letter out;
        out.title = begin_sentence(in_language_ == nullptr ? rule.label : in_language_->word(rule.label));
        out.paragraphs = tell_rule(root_, root_row_, {});
        return out;
    }

private:
    struct said {
        std::string text;
        std::vector<event> named;
    };

    std::string row_words(checked::entity_id entity, reference::row_index row) {
        auto const& of = graph_.entities[entity];
        return of.tell ? say(*of.tell, row).text : rows_.key_of(entity, row);
    }

    said say(checked::sentence const& of, reference::row_index row) {
        said out;
        std::map<std::string, std::string, std::less<>> values;
        for (auto const& part : of.parts) {
            out.text += part.text;
            if (!part.what) continue;
            recorder heard(graph_);
            auto const value = rows_.value_of(*part.what, row, &heard);
            auto const& t = graph_.nodes[*part.what].type_of;
            bool const is_row = t.kind == checked::scalar::link && value.is == reference::state::value;
            auto words = is_row ? row_words(t.entity, value.row) : plain_value(graph_, value, t, in_language_);
            out.text += words;
            values.emplace(part.name, std::move(words));
            for (auto const& [of_rule, record] : heard.records()) {
                out.named.insert(out.named.end(), record.events.begin(), record.events.end());
            }
        }
        if (in_language_ != nullptr) {
            out.text.clear();
            for (auto const& one : in_language_->sentences.at(checked::as_written(of)))
                out.text += one.text + (one.name.empty() ? "" : values.at(one.name));
        }
        return out;
    }

    bool holds(checked::sentence const& of, reference::row_index row) {
        if (!of.when) return true;
        auto const value = rows_.value_of(*of.when, row);
        auto const* scalar = std::get_if<checked::scalar_value>(&value.value);
        return value.is == reference::state::value && scalar != nullptr && *scalar == checked::scalar_value{true};
    }

    rule_record const& record_of(checked::rule_id rule, reference::row_index row) {
        auto const known = heard_.records().find({rule, row});
        if (known != heard_.records().end()) return known->second;
        static_cast<void>(rows_.result_with(rule, row, heard_));
        return heard_.records().at({rule, row});
    }

    paragraphs tell_rule(checked::rule_id id, reference::row_index row, std::string const& cite_above) {
        if (!told_.insert({id, row}).second) return {};
        auto const& rule = graph_.rules[id];
        auto const& record = record_of(id, row);
        paragraphs out;
        if (rule.hook && !notice_) {
            paragraph told{hook_line(in_, rule, record), {}, {}};
            for (auto const& seen : record.events)
                append(told.below, tell_event(seen, cite_above, rule.label));
            told.below = merged(std::move(told.below));
            out.push_back(std::move(told));
        } else if (rule.tell.empty()) {
            for (auto const& seen : record.events)
                append(out, tell_event(seen, cite_above, rule.label));
        }
        for (auto const& one : rule.tell) {
            if (!holds(one, row)) continue;
            auto text = say(one, row);
            if (!notice_) {
                for (auto const& seen : record.events) {
                    if (auto const rounded = rounding_of(seen); !rounded.empty()) text.text += " " + rounded;
                }
            }
            auto const cite = plain_cite(one.cite.text.empty() ? cite_of(rule, record) : one.cite.text);
            auto const called = rule.owner == checked::no_id ? std::string() : row_words(rule.owner, row);
            bool const leads = !called.empty() && text.text.starts_with(called + ":");
            // A notice cites what its own sentence says it does.
            bool const plain = cite == cite_above || (notice_ && one.cite.text.empty());
            paragraph told{plain ? text.text : cited(std::move(text.text), cite), {}, {}};
            if (leads) told.row = called;
            for (auto const& seen : text.named)
                append(told.below, tell_event(seen, cite, {}));
            if (!notice_) told.below = merged(std::move(told.below));
            out.push_back(std::move(told));
        }
        if (notice_) return out;
        auto& last = out.empty() || rule.tell.empty() ? out : out.back().below;
        if (rule.allocate && (rule.tell.empty() || !out.empty())) {
            auto const teller = [this](checked::entity_id e, reference::row_index r) { return row_words(e, r); };
            if (auto line = grant_line(graph_, rows_, id, row, teller); !line.empty())
                last.push_back({std::move(line), {}, {}});
        }
        if (record.replaced_by != nullptr) last.push_back({override_line(graph_, rule, record), {}, {}});
        return out;
    }

    [[nodiscard]] std::string rounding_of(event const& seen) const {
        auto const what = graph_.nodes[seen.node].what;
        bool const rounds = what == op::round || what == op::floor || what == op::ceiling;
        return rounds ? rounding_words(graph_, seen) : std::string();
    }

    /// The row of a decision table that hit says more than the rule.
    [[nodiscard]] std::string cite_of(checked::rule const& rule, rule_record const& record) const {
        for (auto const& seen : record.events) {
            if (graph_.nodes[seen.node].what != op::decide || !seen.table_row) continue;
            auto const& rows = graph_.decisions[graph_.nodes[seen.node].payload].rows;
            if (*seen.table_row < rows.size() && !rows[*seen.table_row].cite.text.empty())
                return rows[*seen.table_row].cite.text;
        }
        if (record.version != reference::no_version && !rule.versions[record.version].cite.text.empty()) {
            return rule.versions[record.version].cite.text;
        }
        return rule.cite.text;
    }

    paragraphs tell_event(event const& seen, std::string const& cite_above, std::string const& label) {
        std::string line;
        switch (graph_.nodes[seen.node].what) {
            case op::rule:
            case op::grant_unmet:
            case op::grant_before:
            case op::grant_left:
            case op::grant_place:
            case op::grant_bound_by:
                if (seen.read_row == reference::no_row) return {};
                return tell_rule(graph_.nodes[seen.node].payload, seen.read_row, cite_above);
            case op::slot:
                if (notice_) return {};
                line = slot_line(in_, seen);
                break;
            case op::lookup:
                if (notice_) return {};
                line = lookup_line(in_, seen);
                break;
            case op::round:
            case op::floor:
            case op::ceiling:
                if (notice_) return {};
                line = rounding_of(seen);
                if (!line.empty() && !label.empty()) line = begin_sentence(label) + ": " + line;
                break;
            default:
                return {};
        }
        if (line.empty() || !lines_.insert(line).second) return {};
        return {paragraph{std::move(line), {}, {}}};
    }

    letter_sources in_;
    bool notice_;
    checked::messages const* in_language_;
    checked::rule_graph const& graph_;
    reference::evaluator rows_;
    recorder heard_;
    checked::rule_id root_;
    reference::row_index root_row_;
    std::set<rule_row> told_;
    std::set<std::string> lines_;  ///< plan lines and figures, each told once
};

}  // namespace

letter write_letter(checked::rule_graph const& graph, checked::plan const& plan, reference::settings const& with,
                    reference::dataset const& data, checked::rule_id rule, reference::row_index row) {
    return letter_writer({graph, plan, with, data}, rule, row == reference::no_row ? 0 : row).write();
}

std::optional<letter> write_notice(checked::rule_graph const& graph, checked::plan const& plan,
                                   reference::settings const& with, reference::dataset const& data,
                                   checked::rule_id rule, reference::row_index row, checked::messages const* in_language) {
    return letter_writer({graph, plan, with, data}, rule, row == reference::no_row ? 0 : row, true, in_language)
        .write_as_notice();
}

}  // namespace carefare::explain
