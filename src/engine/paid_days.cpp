// See paid_days.hpp.
#include "engine/paid_days.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace carefare::engine {

namespace {

std::string days_between(date first, date last) { return first == last ? to_string(first) : to_string(first) + " to " + to_string(last); }

/// Windows of several tables may have no day in common.
bool is_never(reference::window const& of) { return of.from && of.to && *of.to < *of.from; }

/// "from 2019-06-03 to 2019-06-30", an end that is not said left out; empty without either, and of no day.
std::string words_of(reference::window const& of) {
    std::string text;
    if (is_never(of)) return text;
    if (of.from) text += "from " + to_string(*of.from);
    if (of.to) text += (text.empty() ? "to " : " to ") + to_string(*of.to);
    return text;
}

void warn(std::string message, std::string advice, diagnostics& sink) {
    sink.add({diagnostic_code::W029, severity::warning, std::move(message), {}, {}, std::move(advice)});
}

}  // namespace

void expect_paid_rows(checked::rule_graph const& graph, diagnostics& sink) {
    if (std::any_of(graph.entities.begin(), graph.entities.end(), [](checked::entity const& each) { return each.pay_by.has_value(); })) return;
    sink.error(diagnostic_code::W029, {}, "--pay names days, and no rows of the programme '" + graph.name + "' are paid by a day",
               "Leave --pay out: every row is listed.");
}

bool tell_paid_days(caseload::pay_span const& pay, checked::rule_graph const& graph, caseload::totals const& counts,
                    reference::window const& complete, diagnostics& sink) {
    std::size_t listed = 0, context = 0;
    for (auto const& table : counts.results) {
        if (table.entity == checked::no_id || !graph.entities[table.entity].pay_by) continue;
        listed += table.rows;
        context += table.context;
    }
    bool const begins_before = complete.from && pay.first < *complete.from, ends_after = complete.to && *complete.to < pay.last;
    bool const is_apart = (complete.from && pay.last < *complete.from) || (complete.to && *complete.to < pay.first);
    auto const known = words_of(complete);
    if (listed == 0 && context == 0 && !is_apart) {
        warn("nothing is paid: there are no rows to pay", "See whether tables of the caseload are empty, and in findings.csv whether their rows were set aside.", sink);
        return false;
    }
    if (listed == 0) {
        warn("nothing is paid: no row has its day of payment " + (pay.first == pay.last ? "on " + to_string(pay.first) : "from " + days_between(pay.first, pay.last)),
             "Name with --pay a month of the caseload" + (known.empty() ? std::string() : ", whose tables are complete " + known) +
                 "; the day that counts is the pay_by of the rows, which may be the first of their month.",
             sink);
        return false;
    }
    if (begins_before || ends_after) {
        // Rows of these days may be there, too, and are paid; nobody says that all of them are.
        std::string missing;
        if (is_never(complete)) {
            missing = days_between(pay.first, pay.last);
        } else {
            if (begins_before) missing = days_between(pay.first, std::min(pay.last, date{complete.from->days - 1}));
            if (ends_after) missing += (missing.empty() ? "" : " and ") + days_between(std::max(pay.first, date{complete.to->days + 1}), pay.last);
        }
        warn("the run pays " + days_between(pay.first, pay.last) + ", and " +
                 (known.empty() ? "on no day are all tables of the caseload complete" : "the tables of the caseload are complete " + known + " only"),
             "Rows of " + missing + " may be missing, and what is paid on these days may not be all: where the tables are complete on them, too, widen their windows in dataset.yaml.",
             sink);
    }
    return true;
}

}  // namespace carefare::engine
