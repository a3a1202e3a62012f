// Messages of a programme in another language against its sentences.
#include <carefare/checked/messages.hpp>

#include <algorithm>
#include <set>

namespace carefare::checked {

namespace {

std::vector<messages::piece> pieces_of(std::string const& text) {
    std::vector<messages::piece> out;
    for (std::size_t at = 0;;) {
        auto const open = text.find('{', at);
        auto const close = open == std::string::npos ? open : text.find('}', open);
        if (close == std::string::npos) {
            out.push_back({text.substr(at), {}});
            return out;
        }
        out.push_back({text.substr(at, open - at), text.substr(open + 1, close - open - 1)});
        at = close + 1;
    }
}

std::set<std::string> names_in(std::vector<messages::piece> const& pieces) {
    std::set<std::string> names;
    for (auto const& one : pieces) {
        if (!one.name.empty()) names.insert(one.name);
    }
    return names;
}

std::set<std::string> names_in(sentence const& of) {
    std::set<std::string> names;
    for (auto const& part : of.parts) {
        if (part.what) names.insert(part.name);
    }
    return names;
}

/// Everything that the programme tells: its sentences, and the words that can stand in them.
class told_things {
public:
    explicit told_things(rule_graph const& graph) : graph_(graph) {
        for (auto const& entity : graph.entities) {
            if (entity.tell) add(*entity.tell);
        }
        for (auto const& rule : graph.rules) {
            if (!rule.tell.empty() && !rule.label.empty()) words.insert(rule.label);
            for (auto const& one : rule.tell) add(one);
        }
    }

    std::map<std::string, sentence const*, std::less<>> sentences;
    std::set<std::string> words;

private:
    void add(sentence const& of) {
        sentences.emplace(as_written(of), &of);
        for (auto const& part : of.parts) {
            if (part.what) add_words_of(graph_.nodes[*part.what].type_of);
        }
    }

    void add_words_of(type const& t) {
        if (t.kind == scalar::word) {
            auto const& list = graph_.word_lists[t.words];
            words.insert(list.told.empty() ? list.words.begin() : list.told.begin(), list.told.empty() ? list.words.end() : list.told.end());
        }
        if (t.kind == scalar::number && t.measure.factors.size() == 1 && t.measure.factors[0].exponent == 1 && t.measure.factors[0].base != unit_money) {
            auto unit = graph_.units[t.measure.factors[0].base];
            std::replace(unit.begin(), unit.end(), '_', ' ');
            words.insert(unit);
            words.insert(unit + "s");
        }
    }

    rule_graph const& graph_;
};

void report_names(syntax::messages_syntax::sentence const& written, std::set<std::string> const& wanted, std::set<std::string> const& got, diagnostics& sink) {
    for (auto const& name : wanted) {
        if (!got.contains(name)) sink.error(diagnostic_code::K044, written.as.where, "this sentence does not name {" + name + "}", "Name in it what the programme's sentence names.");
    }
    for (auto const& name : got) {
        if (wanted.contains(name)) continue;
        auto const near = nearest_name(name, {wanted.begin(), wanted.end()});
        sink.error(diagnostic_code::K044, written.as.where, "the programme's sentence does not name {" + name + "}",
                   near.empty() ? "Name only what stands between braces there, letter for letter." : "Did you mean {" + near + "}?");
    }
}

}  // namespace

std::string const& messages::word(std::string const& in_the_programme) const {
    auto const found = words.find(in_the_programme);
    return found == words.end() ? in_the_programme : found->second;
}

std::string as_written(sentence const& of) {
    std::string text;
    for (auto const& part : of.parts) text += part.text + (part.what ? "{" + part.name + "}" : "");
    return text;
}

std::optional<messages> check_messages(syntax::messages_syntax const& written, rule_graph const& graph, diagnostics& sink) {
    auto const errors = sink.error_count();
    told_things const told(graph);
    messages out;
    out.language = written.language.value;
    for (std::size_t i = 0; i < std::min(out.months.size(), written.months.size()); ++i) out.months[i] = written.months[i].value;
    out.date = pieces_of(written.date.value);
    if (!written.date.value.empty() && names_in(out.date) != std::set<std::string>{"day", "month", "year"}) {
        sink.error(diagnostic_code::K044, written.date.where, "a date is told with {day}, {month} and {year}", "Write each of them once between braces.");
    }
    out.yes = written.yes.value;
    out.no = written.no.value;
    out.none = written.none.value;
    out.not_known = written.not_known.value;
    for (auto const& [word, in_language] : written.words) out.words.emplace(word.value, in_language.value);

    std::vector<std::string> all;
    for (auto const& [text, of] : told.sentences) all.push_back(text);
    for (auto const& one : written.sentences) {
        auto const found = told.sentences.find(one.say.value);
        if (found == told.sentences.end()) {
            auto const near = nearest_name(one.say.value, all);
            sink.error(diagnostic_code::K043, one.say.where, "the programme does not say this", near.empty() ? "Write a sentence of a 'tell' as it stands there." : "Did you mean: " + near);
            continue;
        }
        auto pieces = pieces_of(one.as.value);
        report_names(one, names_in(*found->second), names_in(pieces), sink);
        if (!out.sentences.emplace(one.say.value, std::move(pieces)).second) sink.error(diagnostic_code::K008, one.say.where, "this sentence stands twice", "Keep one of them.");
    }
    for (auto const& [text, of] : told.sentences) {
        if (out.sentences.contains(text)) continue;
        diagnostic d;
        d.code = diagnostic_code::K045;
        d.where = written.language.where;
        d.message = "the sentence \"" + text + "\" has no counterpart here";
        d.labels.push_back({of->where, "the programme says it here"});
        d.advice = "Add `- { say: ..., as: ... }` below 'sentences'.";
        sink.add(std::move(d));
    }
    for (auto const& word : told.words) {
        if (!out.words.contains(word)) sink.error(diagnostic_code::K045, written.language.where, "the words '" + word + "' have no counterpart here", "Add them below 'words'.");
    }
    if (sink.error_count() != errors) return {};
    return out;
}

}  // namespace carefare::checked
