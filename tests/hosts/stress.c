/* Eight threads on one plan: each with cases of its own, all with one result; and one case that all want at once.
     stress TREE ROUNDS */
#include <carefare/carefare.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define THREADS 8

static carefare_engine* engine;
static carefare_plan* plan;
static carefare_case* wanted;
static carefare_result* shared;
static int rounds;
static int wrong[THREADS], refused[THREADS];
static const char document[] =
    "{\"families\": {\"rivera\": {\"determined_on\": \"2019-06-20\", \"size\": 3, \"annual_gross_income\": 38000, \"in_eligibility_period\": false,"
    " \"public_assistance\": false, \"homeless\": false, \"foster_care\": false, \"protective_or_preventive\": false, \"children_only\": false,"
    " \"family_weeks\": {\"july\": {\"start\": \"2019-07-08\"}}}}}";

static int64_t share_of(carefare_result* result) {
    int32_t table, column;
    int64_t row, cents = -1;
    if (carefare_result_table(result, "family_weeks", -1, &table) != CAREFARE_OK || carefare_result_column(result, table, "share", -1, &column) != CAREFARE_OK ||
        carefare_result_row(result, table, "july", -1, &row) != CAREFARE_OK || carefare_result_number(result, table, row, column, 2, &cents) != CAREFARE_OK)
        return -1;
    return cents;
}

static void* work(void* number) {
    int const me = *(int*)number;
    carefare_setting ten;
    carefare_overlay over;
    int round;
    memset(&ten, 0, sizeof ten), memset(&over, 0, sizeof over);
    ten.struct_size = sizeof ten, ten.name = "family_share_percent", ten.name_length = -1, ten.value = "10%", ten.value_length = -1;
    over.struct_size = sizeof over, over.known_on = CAREFARE_NO_DATE, over.settings = &ten, over.settings_count = 1;
    for (round = 0; round < rounds; ++round) {
        carefare_case* rows = NULL;
        carefare_result *result = NULL, *other = NULL;
        carefare_plan* tenth = NULL;
        carefare_text* text = NULL;
        carefare_explanation why = {sizeof why, CAREFARE_STEPS, CAREFARE_JSON, 0, "family_week[july].share", -1, NULL, 0};
        carefare_error error;
        if (carefare_case_new(plan, &rows) != CAREFARE_OK || carefare_case_add_json(rows, document, -1) != CAREFARE_OK ||
            carefare_case_evaluate(rows, NULL, NULL, &result) != CAREFARE_OK || share_of(result) != 8656)
            ++wrong[me];
        /* 10% x (38,000 - 21,330) / 52 = 32.057692... */
        if (carefare_plan_with(plan, &over, &tenth) != CAREFARE_OK || carefare_case_evaluate(rows, tenth, NULL, &other) != CAREFARE_OK || share_of(other) != 3206)
            ++wrong[me];
        if (round % 4 == 0 && carefare_case_explain(rows, NULL, &why, &text) != CAREFARE_OK) ++wrong[me];
        if (share_of(shared) != 8656) ++wrong[me];
        /* Errors are a thread's own. */
        memset(&error, 0, sizeof error);
        error.struct_size = sizeof error;
        if (carefare_case_set_known_on(NULL, 0) != CAREFARE_BAD_CALL || carefare_last_error(0, &error) != CAREFARE_OK || strcmp(error.code, "H001") != 0) ++wrong[me];
        carefare_text_free(text), carefare_result_free(result), carefare_result_free(other), carefare_plan_free(tenth), carefare_case_free(rows);
        result = NULL;
        if (carefare_case_evaluate(wanted, NULL, NULL, &result) == CAREFARE_OK) {
            if (share_of(result) != 8656) ++wrong[me];
            carefare_result_free(result);
        } else if (carefare_last_error(0, &error) == CAREFARE_OK && strcmp(error.code, "H019") == 0) {
            ++refused[me];
        } else {
            ++wrong[me];
        }
    }
    return NULL;
}

int main(int count, char** arguments) {
    pthread_t threads[THREADS];
    int numbers[THREADS], i, all_wrong = 0, all_refused = 0;
    rounds = count > 2 ? atoi(arguments[2]) : 20;
    if (carefare_engine_open(count > 1 ? arguments[1] : ".", -1, &engine) != CAREFARE_OK || carefare_plan_load(engine, "ny/westchester", -1, NULL, &plan) != CAREFARE_OK ||
        carefare_case_new(plan, &wanted) != CAREFARE_OK || carefare_case_add_json(wanted, document, -1) != CAREFARE_OK ||
        carefare_case_evaluate(wanted, NULL, NULL, &shared) != CAREFARE_OK) {
        printf("not begun\n");
        return 1;
    }
    for (i = 0; i < THREADS; ++i) {
        numbers[i] = i;
        if (pthread_create(&threads[i], NULL, work, &numbers[i]) != 0) return 1;
    }
    for (i = 0; i < THREADS; ++i) {
        pthread_join(threads[i], NULL);
        all_wrong += wrong[i], all_refused += refused[i];
    }
    carefare_result_free(shared), carefare_case_free(wanted), carefare_plan_free(plan), carefare_engine_free(engine);
    printf("%d rounds by %d threads, %d wrong, a case in use refused %d times\n", rounds, THREADS, all_wrong, all_refused);
    return all_wrong == 0 ? 0 : 1;
}
