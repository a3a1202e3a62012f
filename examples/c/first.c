/* One family's weekly share from C.
     cc first.c $(pkg-config --cflags --libs carefare) -o first && ./first /usr/share/carefare */
#include <carefare/carefare.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* Says what went wrong and ends; a real program would tell its user. */
static void must(carefare_status status) {
    carefare_error error = {sizeof error, 0, 0, 0, "", "", "", ""};
    if (status == CAREFARE_OK) return;
    if (carefare_last_error(0, &error) == CAREFARE_OK) fprintf(stderr, "%s: %s\n%s\n", error.code, error.message, error.advice);
    exit(1);
}

static int32_t field(const carefare_plan* plan, int32_t table, const char* name) {
    int32_t number;
    must(carefare_plan_field(plan, table, name, -1, &number));
    return number;
}

int main(int count, char** arguments) {
    static const char* const circumstances[] = {"in_eligibility_period", "public_assistance", "homeless", "foster_care", "protective_or_preventive", "children_only"};
    carefare_engine* engine;
    carefare_plan* plan;
    carefare_case* rows;
    carefare_result* result;
    carefare_text* letter;
    carefare_explanation why = {sizeof why, CAREFARE_LETTER, CAREFARE_TEXT, 0, "family_week[july].share", -1, NULL, 0};
    const char* text;
    int64_t length, row, cents;
    int32_t families, weeks, family, week, table, column, state;
    size_t i;

    must(carefare_engine_open(count > 1 ? arguments[1] : ".", -1, &engine));
    must(carefare_plan_load(engine, "ny/westchester", -1, NULL, &plan)); /* once, for all families and threads */
    must(carefare_plan_table(plan, "families", -1, &families));
    must(carefare_plan_table(plan, "family_weeks", -1, &weeks));

    must(carefare_case_new(plan, &rows));
    must(carefare_case_add(rows, families, "rivera", -1, NULL, 0, &family));
    must(carefare_case_set_text(rows, families, family, field(plan, families, "determined_on"), "2019-06-20", -1));
    must(carefare_case_set_number(rows, families, family, field(plan, families, "size"), 3, 0));
    must(carefare_case_set_number(rows, families, family, field(plan, families, "annual_gross_income"), 3800000, 2)); /* $38,000.00 */
    for (i = 0; i < sizeof circumstances / sizeof *circumstances; ++i)
        must(carefare_case_set_boolean(rows, families, family, field(plan, families, circumstances[i]), 0));
    must(carefare_case_add(rows, weeks, "july", -1, "rivera", -1, &week));
    must(carefare_case_set_text(rows, weeks, week, field(plan, weeks, "start"), "2019-07-08", -1));

    must(carefare_case_evaluate(rows, NULL, NULL, &result));
    must(carefare_result_table(result, "family_weeks", -1, &table));
    must(carefare_result_column(result, table, "share", -1, &column));
    must(carefare_result_row(result, table, "july", -1, &row));
    must(carefare_result_state(result, table, row, column, &state));
    if (state == CAREFARE_VALUE) {
        must(carefare_result_number(result, table, row, column, 2, &cents));
        printf("The family pays %" PRId64 " cents a week.\n\n", cents);
    }
    must(carefare_case_explain(rows, NULL, &why, &letter));
    must(carefare_text_view(letter, &text, &length));
    printf("%s", text);

    carefare_text_free(letter);
    carefare_result_free(result);
    carefare_case_free(rows);
    carefare_plan_free(plan);
    carefare_engine_free(engine);
    return 0;
}
