// Scenarios, and caseloads in folders.
#include <nlohmann/json.hpp>

#include "capi/plans.hpp"

using namespace carefare;
using namespace carefare::capi;

namespace {

using session_object = one_at_a_time<engine::session>;

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> all;
    while (!text.empty()) {
        auto const end = text.find('\n');
        if (auto const line = text.substr(0, end); !line.empty()) all.emplace_back(line);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return all;
}

}  // namespace

extern "C" {

carefare_status carefare_session_new(const carefare_plan* plan, carefare_dataset* rows, const carefare_session_request* what, carefare_session** made) {
    return call([&] {
        auto const base = object_of<plan_object>(plan, handle_kind::plan)->plan;
        used<engine::input> const given(rows, handle_kind::dataset);
        auto const asked = sized(what, "carefare_session_request");
        needed(made, "made");
        engine::session_options how;
        how.outputs = lines_of(optional_text(asked.outputs, asked.outputs_length, "outputs"));
        how.options = lines_of(optional_text(asked.options, asked.options_length, "options"));
        how.readings = lines_of(optional_text(asked.readings, asked.readings_length, "readings"));
        how.threads = threads_of(asked.threads);
        give(made, handle_kind::session, std::make_shared<session_object>(base, *given, how));
    });
}

carefare_status carefare_session_run(carefare_session* with, const carefare_setting* settings, int64_t count, carefare_text** json) {
    return call([&] {
        used<engine::session> const session(with, handle_kind::session);
        needed(json, "json");
        auto out = nlohmann::ordered_json::array();
        for (auto const& one : session->run(settings_of(settings, count))) {
            nlohmann::ordered_json made{{"output", one.output}};
            for (std::size_t s = 0; s < one.states.size(); ++s) made[engine::result_state_names[s]] = one.states[s];
            if (!one.total.empty()) made["total"] = one.total;
            out.push_back(std::move(made));
        }
        give_text(json, out.dump());
    });
}

carefare_status carefare_session_free(carefare_session* of) {
    return call([&] { free_handle(of, handle_kind::session); });
}

carefare_status carefare_run_folder(carefare_engine* from, const carefare_folder_run* what, carefare_text** summary) {
    return call([&] {
        auto const library = object_of<engine::library>(from, handle_kind::engine);
        auto const given = sized(what, "carefare_folder_run");
        needed(summary, "summary");
        engine::folder_run asked;
        asked.plan = text(given.plan, given.plan_length, "plan");
        asked.input = text(given.input, given.input_length, "input");
        asked.output = text(given.output, given.output_length, "output");
        asked.assumptions_file = optional_text(given.assumptions, given.assumptions_length, "assumptions");
        asked.pay = pay_of(given.pay_first, given.pay_last);
        asked.known_on = day_of(given.known_on, "known_on");
        asked.threads = threads_of(given.threads);
        asked.force = choice(given.force, 2, "force") == 1;
        asked.resume = choice(given.resume, 2, "resume") == 1;
        asked.row_by_row = choice(given.row_by_row, 2, "row_by_row") == 1;
        give_text(summary, engine::run_folder(*library, asked).summary);
    });
}

}  // extern "C"
