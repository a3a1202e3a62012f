/* A batch of cases: rows read from a file, each case evaluated, every result written.
     batch TREE PLAN ASSUMPTIONS < cases > results      (ASSUMPTIONS: a file, or - for none)

   A line of the input, its cells parted by tabs:   R table key owner     a row; the owner empty at the top
                                                    C field value         a value of the row before
                                                    E                     the end of a case
   Lines of the output:  V table key output state text     N entity key output needed row     F code entity key field */
#include <carefare/carefare.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char* const states[] = {"value", "none", "pending", "fault", "incomplete"};

static void must(carefare_status status) {
    carefare_error error = {sizeof error, 0, 0, 0, "", "", "", ""};
    if (status == CAREFARE_OK) return;
    if (carefare_last_error(0, &error) == CAREFARE_OK) fprintf(stderr, "%s:%d: %s: %s\n", error.file, (int)error.line, error.code, error.message);
    exit(1);
}

static void put(const char* text, int64_t length) {
    printf("\t%.*s", (int)length, text);
}

static void write_table(const carefare_result* result, int32_t table) {
    carefare_table_info info = {sizeof info, 0, 0, NULL, 0};
    int64_t row, length;
    int32_t column, state;
    const char* text;
    must(carefare_result_table_info(result, table, &info));
    for (row = 0; row < info.rows; ++row) {
        for (column = 0; column < info.columns; ++column) {
            printf("V");
            put(info.name, info.name_length);
            must(carefare_result_key(result, table, row, &text, &length));
            put(text, length);
            must(carefare_result_column_name(result, table, column, &text, &length));
            put(text, length);
            must(carefare_result_state(result, table, row, column, &state));
            printf("\t%s", states[state]);
            must(carefare_result_text(result, table, row, column, &text, &length));
            put(text, length);
            printf("\n");
        }
    }
}

static void write_reasons(const carefare_result* result) {
    int64_t count, i;
    must(carefare_result_needs(result, &count));
    for (i = 0; i < count; ++i) {
        carefare_need need;
        need.struct_size = sizeof need;
        must(carefare_result_need(result, i, &need));
        printf("N");
        put(need.entity, need.entity_length), put(need.key, need.key_length), put(need.output, need.output_length);
        put(need.needed, need.needed_length), put(need.needed_row, need.needed_row_length);
        printf("\n");
    }
    must(carefare_result_findings(result, &count));
    for (i = 0; i < count; ++i) {
        carefare_finding finding;
        finding.struct_size = sizeof finding;
        must(carefare_result_finding(result, i, &finding));
        printf("F");
        put(finding.code, finding.code_length), put(finding.entity, finding.entity_length);
        put(finding.key, finding.key_length), put(finding.field, finding.field_length);
        printf("\n");
    }
}

static void evaluate(carefare_case* rows) {
    carefare_result* result;
    int32_t tables, table;
    must(carefare_case_evaluate(rows, NULL, NULL, &result));
    must(carefare_result_tables(result, &tables));
    for (table = 0; table < tables; ++table) write_table(result, table);
    write_reasons(result);
    carefare_result_free(result);
    must(carefare_case_clear(rows));
}

int main(int count, char** arguments) {
    char line[4096];
    carefare_overlay over;
    carefare_engine* engine;
    carefare_plan* plan;
    carefare_case* rows;
    int32_t table = 0, row = 0, field;
    if (count != 4) return fprintf(stderr, "batch TREE PLAN ASSUMPTIONS < cases\n"), 2;
    memset(&over, 0, sizeof over);
    over.struct_size = sizeof over;
    over.known_on = CAREFARE_NO_DATE;
    if (strcmp(arguments[3], "-") != 0) over.assumptions_file = arguments[3], over.assumptions_file_length = -1;
    must(carefare_engine_open(arguments[1], -1, &engine));
    must(carefare_plan_load(engine, arguments[2], -1, &over, &plan));
    must(carefare_case_new(plan, &rows));
    while (fgets(line, sizeof line, stdin) != NULL) {
        char* cell[4] = {line, "", "", ""};
        size_t cells = 1;
        char* at;
        line[strcspn(line, "\n")] = '\0';
        for (at = line; *at != '\0' && cells < 4; ++at) {
            if (*at == '\t') *at = '\0', cell[cells++] = at + 1;
        }
        if (line[0] == 'R') {
            must(carefare_plan_table(plan, cell[1], -1, &table));
            must(carefare_case_add(rows, table, cell[2], -1, cell[3], -1, &row));
        } else if (line[0] == 'C') {
            must(carefare_plan_field(plan, table, cell[1], -1, &field));
            must(carefare_case_set_text(rows, table, row, field, cell[2], -1));
        } else {
            evaluate(rows);
        }
    }
    carefare_case_free(rows);
    carefare_plan_free(plan);
    carefare_engine_free(engine);
    return 0;
}
