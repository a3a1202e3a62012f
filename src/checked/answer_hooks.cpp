// The programme as a plan has it: the answers to its hooks become the versions of these rules. The programme is done and
// has no mistakes, so that only what is new is lowered; circles and numbers are worked out again for all of it.
#include <utility>

#include <carefare/checked/check.hpp>

#include "checked/answer_words.hpp"
#include "checked/declare.hpp"
#include "checked/lower_expr.hpp"
#include "checked/timeline.hpp"
#include "checked/wording.hpp"

namespace carefare::checked {

namespace {

class hook_answers {
public:
    hook_answers(builder& b, citation const& source) : b_(b), source_(source) {}

    void add(syntax::hook_answer_syntax const& answers) {
        auto const id = b_.graph.find_hook(answers.name.value);
        if (!id) {
            report_unknown(answers.name);
            return;
        }
        auto const what = "hook " + quoted(answers.name.value);
        auto& frame = *b_.graph.rules[*id].hook;
        frame.source = source_.text;
        frame.texts.clear();
        b_.graph.rules[*id].version_texts.clear();
        std::vector<dated<node_id>> versions;
        for (auto const& written : answers.values) {
            frame.texts.push_back(written.text.value);
            b_.graph.rules[*id].version_texts.push_back(written.value ? written.value->source_text : std::string());
            versions.push_back(version_of(written, *id, what));
        }
        check_timeline(times_of(versions), what, b_.sink);
        b_.graph.rules[*id].versions = std::move(versions);
    }

private:
    void report_unknown(syntax::name_text const& name) {
        std::vector<std::string> known;
        for (auto const& r : b_.graph.rules) {
            if (r.hook) known.push_back(b_.graph.full_name(r));
        }
        b_.error(diagnostic_code::N023, name.where, "unknown hook " + quoted(name.value),
                 did_you_mean(name.value, known, "Name a hook of the programme."));
    }

    dated<node_id> version_of(syntax::dated_value_syntax const& written, rule_id id, std::string const& what) {
        dated<node_id> version;
        copy_dates(written, version);
        version.cite = cite_of(written.cite, source_, "an answer of " + what, written.where, b_.sink);
        version.state = written.state.value;
        version.ground = written.ground.value;
        if (written.value) {
            version.payload = lower(*written.value, b_.graph.rules[id], what);
        } else if (written.not_known) {
            version.gap = gap_reason(written.reason, "an answer of " + what, written.where, b_.sink);
        } else {
            version.gap = words_of(version.state);
            version.ground = written.reason.value;
        }
        return version;
    }

    std::optional<node_id> lower(syntax::expr const& value, rule const& of, std::string const& what) {
        auto const at = of.as_of ? of.as_of : b_.graph.entities[of.owner].at;
        read_date const date = at ? read_date{read_date::state::given, *at} : read_date{};
        lower_context context{b_, nothing_broken_, of.owner, what, date, false};
        type const asked = of.type_of;
        auto const made = lowering(context, value).lower_as(asked, what);
        if (made == no_id) return {};
        return made;
    }

    builder& b_;
    citation const& source_;
    broken_declarations const nothing_broken_;
};

}  // namespace

std::optional<rule_graph> with_answers(rule_graph const& programme,
                                       std::span<syntax::hook_answer_syntax const> answers, citation const& source,
                                       syntax::file_access const& files, source_map& sources, diagnostics& sink,
                                       check_limits const& limits) {
    static syntax::programme_syntax const nothing_written;
    check_counters counters;
    auto const errors = sink.error_count();
    programme_finder const nobody;  // what the programme uses, it has
    builder b{nothing_written, files, sources, sink, limits, counters, nobody, programme, {}, {}};
    hook_answers into(b, source);
    for (auto const& one : answers)
        into.add(one);
    if (sink.error_count() == errors) find_cycles(b);
    if (sink.error_count() == errors) check_stages_of_answers(b);
    if (sink.error_count() == errors) analyse_numbers(b);
    if (sink.error_count() > errors) return std::nullopt;
    return std::move(b.graph);
}

}  // namespace carefare::checked
