// Cases and datasets: rows handed in, evaluated, explained.
#include "capi/plans.hpp"

using namespace carefare;
using namespace carefare::capi;

namespace {

constexpr std::size_t most_block_rows = 1'000'000;

template <class Handle>
carefare_status make(carefare_plan const* of, Handle** into, handle_kind kind) {
    return call([&] {
        auto const plan = object_of<plan_object>(of, handle_kind::plan);
        needed(into, "made");
        give(into, kind, std::make_shared<rows_object>(plan->plan));
    });
}

template <class Handle, class Work>
carefare_status with_rows(Handle* of, handle_kind kind, Work work) {
    return call([&] {
        used<engine::input> const rows(of, kind);
        work(*rows);
    });
}

template <class Work>
carefare_status set(carefare_case* in, int32_t table, int32_t row, int32_t field, Work work) {
    return with_rows(in, handle_kind::rows, [&](engine::input& rows) {
        auto const number = unsigned_of(table, "table");
        work(rows, engine::row_ref{number, unsigned_of(row, "row")}, engine::field_ref{number, unsigned_of(field, "field")});
    });
}

template <class Handle>
carefare_status set_window(Handle* in, handle_kind kind, int32_t table, int32_t first, int32_t last) {
    return with_rows(in, kind, [&](engine::input& rows) { rows.set_window(unsigned_of(table, "table"), day_of(first, "first"), day_of(last, "last")); });
}

engine::evaluation_options options_of(carefare_evaluation const* how) {
    engine::evaluation_options made;
    if (how == nullptr) return made;
    auto const given = sized(how, "carefare_evaluation");
    made.pay = pay_of(given.pay_first, given.pay_last);
    made.threads = threads_of(given.threads);
    auto const rows = unsigned_of(given.block_rows, "block_rows");
    if (rows > most_block_rows) throw engine::error(engine::call_code::outside_range, "'block_rows' is " + std::to_string(rows), "Give at most a million, or 0.");
    if (rows > 0) made.block_rows = rows;
    made.row_by_row = choice(given.row_by_row, 2, "row_by_row") == 1;
    return made;
}

template <class Handle>
carefare_status evaluate_rows(Handle* of, handle_kind kind, carefare_plan const* plan, carefare_evaluation const* how, carefare_result** into) {
    return with_rows(of, kind, [&](engine::input& rows) {
        needed(into, "result");
        give(into, handle_kind::result, std::make_shared<engine::results>(engine::evaluate(*plan_for(plan, rows), rows, options_of(how))));
    });
}

template <class Handle>
carefare_status explain_rows(Handle* of, handle_kind kind, carefare_plan const* plan, carefare_explanation const* what, carefare_text** into) {
    return with_rows(of, kind, [&](engine::input& rows) {
        auto const given = sized(what, "carefare_explanation");
        needed(into, "text");
        engine::explanation_request asked;
        asked.result = optional_text(given.result, given.result_length, "result");
        asked.partition = optional_text(given.partition, given.partition_length, "partition");
        asked.style = static_cast<engine::explanation_style>(choice(given.style, 2, "style"));
        asked.format = static_cast<engine::explanation_format>(choice(given.format, 3, "format"));
        give_text(into, engine::explain(*plan_for(plan, rows), rows, asked));
    });
}

template <class Handle>
carefare_status add_json(Handle* in, handle_kind kind, char const* document, int64_t length) {
    return with_rows(in, kind, [&](engine::input& rows) { rows.add_json(text(document, length, "text")); });
}

}  // namespace

extern "C" {

carefare_status carefare_case_new(const carefare_plan* plan, carefare_case** made) { return make(plan, made, handle_kind::rows); }
carefare_status carefare_dataset_new(const carefare_plan* plan, carefare_dataset** made) { return make(plan, made, handle_kind::dataset); }

carefare_status carefare_case_add(carefare_case* in, int32_t table, const char* key, int64_t key_length, const char* owner, int64_t owner_length, int32_t* row) {
    return with_rows(in, handle_kind::rows, [&](engine::input& rows) {
        needed(row, "row");
        *row = static_cast<int32_t>(rows.add(unsigned_of(table, "table"), text(key, key_length, "key"), optional_text(owner, owner_length, "owner")).row);
    });
}

carefare_status carefare_case_set_text(carefare_case* in, int32_t table, int32_t row, int32_t field, const char* cell, int64_t length) {
    return set(in, table, row, field, [&](engine::input& rows, engine::row_ref r, engine::field_ref f) { rows.set_text(r, f, text(cell, length, "cell")); });
}

carefare_status carefare_case_set_number(carefare_case* in, int32_t table, int32_t row, int32_t field, int64_t value, int32_t decimals) {
    return set(in, table, row, field, [&](engine::input& rows, engine::row_ref r, engine::field_ref f) { rows.set_whole(r, f, value, unsigned_of(decimals, "decimals")); });
}

carefare_status carefare_case_set_boolean(carefare_case* in, int32_t table, int32_t row, int32_t field, int32_t value) {
    return set(in, table, row, field, [&](engine::input& rows, engine::row_ref r, engine::field_ref f) { rows.set_boolean(r, f, choice(value, 2, "value") == 1); });
}

carefare_status carefare_case_set_date(carefare_case* in, int32_t table, int32_t row, int32_t field, int32_t days) {
    return set(in, table, row, field, [&](engine::input& rows, engine::row_ref r, engine::field_ref f) { rows.set_date(r, f, days); });
}

carefare_status carefare_case_set_moment(carefare_case* in, int32_t table, int32_t row, int32_t field, int64_t minutes) {
    return set(in, table, row, field, [&](engine::input& rows, engine::row_ref r, engine::field_ref f) { rows.set_moment(r, f, minutes); });
}

carefare_status carefare_case_set_none(carefare_case* in, int32_t table, int32_t row, int32_t field) {
    return set(in, table, row, field, [&](engine::input& rows, engine::row_ref r, engine::field_ref f) { rows.set_none(r, f); });
}

carefare_status carefare_case_set_window(carefare_case* in, int32_t table, int32_t first, int32_t last) { return set_window(in, handle_kind::rows, table, first, last); }
carefare_status carefare_dataset_set_window(carefare_dataset* in, int32_t table, int32_t first, int32_t last) { return set_window(in, handle_kind::dataset, table, first, last); }

carefare_status carefare_case_set_known_on(carefare_case* in, int32_t days) {
    return with_rows(in, handle_kind::rows, [&](engine::input& rows) { rows.set_known_on(day_of(days, "days")); });
}

carefare_status carefare_dataset_set_known_on(carefare_dataset* in, int32_t days) {
    return with_rows(in, handle_kind::dataset, [&](engine::input& rows) { rows.set_known_on(day_of(days, "days")); });
}

carefare_status carefare_case_add_json(carefare_case* in, const char* document, int64_t length) { return add_json(in, handle_kind::rows, document, length); }
carefare_status carefare_dataset_add_json(carefare_dataset* in, const char* document, int64_t length) { return add_json(in, handle_kind::dataset, document, length); }

carefare_status carefare_dataset_add_arrow(carefare_dataset* in, int32_t table, const struct ArrowSchema* schema, const struct ArrowArray* array) {
    return with_rows(in, handle_kind::dataset, [&](engine::input& rows) { rows.add_arrow(unsigned_of(table, "table"), needed(schema, "schema"), needed(array, "array")); });
}

carefare_status carefare_case_clear(carefare_case* in) {
    return with_rows(in, handle_kind::rows, [](engine::input& rows) { rows.clear(); });
}

carefare_status carefare_case_free(carefare_case* in) {
    return call([&] { free_handle(in, handle_kind::rows); });
}

carefare_status carefare_dataset_free(carefare_dataset* in) {
    return call([&] { free_handle(in, handle_kind::dataset); });
}

carefare_status carefare_case_evaluate(carefare_case* of, const carefare_plan* plan, const carefare_evaluation* how, carefare_result** result) {
    return evaluate_rows(of, handle_kind::rows, plan, how, result);
}

carefare_status carefare_dataset_evaluate(carefare_dataset* of, const carefare_plan* plan, const carefare_evaluation* how, carefare_result** result) {
    return evaluate_rows(of, handle_kind::dataset, plan, how, result);
}

carefare_status carefare_case_explain(carefare_case* of, const carefare_plan* plan, const carefare_explanation* what, carefare_text** text) {
    return explain_rows(of, handle_kind::rows, plan, what, text);
}

carefare_status carefare_dataset_explain(carefare_dataset* of, const carefare_plan* plan, const carefare_explanation* what, carefare_text** text) {
    return explain_rows(of, handle_kind::dataset, plan, what, text);
}

}  // extern "C"
