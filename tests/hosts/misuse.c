/* A host that does everything wrong: each mistake is an error with its code, and none ends the program or writes a result.
     misuse TREE */
#include <carefare/carefare.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failures, checks;

static void expect_code(carefare_status status, const char* code, int line, const char* call) {
    carefare_error error;
    memset(&error, 0, sizeof error);
    error.struct_size = sizeof error;
    ++checks;
    if (carefare_last_error(0, &error) != CAREFARE_OK) strcpy(error.code, "none");
    if (status == CAREFARE_OK) strcpy(error.code, "OK");
    if (strcmp(error.code, code) == 0 && (status == CAREFARE_OK || (error.message[0] != '\0' && error.advice[0] != '\0' && error.status == status))) return;
    ++failures;
    printf("line %d: %s: %s and not %s: %s\n", line, call, error.code, code, error.message);
}
#define EXPECT(call, code) expect_code(call, code, __LINE__, #call)
#define OK(call) expect_code(call, "OK", __LINE__, #call)
#define UNTOUCHED(handle) (++checks, (handle) == NULL ? (void)0 : (void)(++failures, printf("line %d: %s was written\n", __LINE__, #handle)))

static void no_release_schema(struct ArrowSchema* of) { of->release = NULL; }
static void no_release_array(struct ArrowArray* of) { of->release = NULL; }

/* A table of two rows: keys a and b, sizes 3 and 4. */
struct table {
    struct ArrowSchema schema, key_schema, size_schema, *schemas[2];
    struct ArrowArray array, key, size, *arrays[2];
    const void *none[1], *key_buffers[3], *size_buffers[2];
    int32_t offsets[3];
    int64_t sizes[2];
};

static void fill(struct table* t) {
    static const char keys[] = "ab";
    memset(t, 0, sizeof *t);
    t->schemas[0] = &t->key_schema, t->schemas[1] = &t->size_schema;
    t->arrays[0] = &t->key, t->arrays[1] = &t->size;
    t->schema.format = "+s", t->schema.n_children = 2, t->schema.children = t->schemas, t->schema.release = no_release_schema;
    t->key_schema.format = "u", t->key_schema.name = "key", t->key_schema.release = no_release_schema;
    t->size_schema.format = "l", t->size_schema.name = "size", t->size_schema.release = no_release_schema;
    t->offsets[1] = 1, t->offsets[2] = 2;
    t->sizes[0] = 3, t->sizes[1] = 4;
    t->key_buffers[1] = t->offsets, t->key_buffers[2] = keys;
    t->size_buffers[1] = t->sizes;
    t->array.length = 2, t->array.n_buffers = 1, t->array.buffers = t->none, t->array.n_children = 2, t->array.children = t->arrays, t->array.release = no_release_array;
    t->key.length = 2, t->key.n_buffers = 3, t->key.buffers = t->key_buffers, t->key.release = no_release_array;
    t->size.length = 2, t->size.n_buffers = 2, t->size.buffers = t->size_buffers, t->size.release = no_release_array;
}

/* Changes one thing of a table that is right, and hands it in. */
#define ARROW(change, code) \
    do { \
        fill(&t); \
        change; \
        EXPECT(carefare_dataset_add_arrow(data, families, &t.schema, &t.array), code); \
    } while (0)

static void arrow(carefare_plan* plan, int32_t families) {
    struct table t;
    struct ArrowSchema dictionary_schema;
    struct ArrowArray dictionary;
    const void* dictionary_buffers[3];
    const uint8_t bits[1] = {1};
    static const double floats[2] = {3, 4};
    int32_t falling[3] = {0, 2, 1}, negative[3] = {-1, 1, 2}, indices[2] = {0, 7}, views[8] = {1, 0x61, 0, 0, 99, 0, 5, 0};
    int64_t wide[4] = {3, 0, 4, 0}, view_sizes[1] = {1};
    const void* view_buffers[4];
    carefare_dataset* data = NULL;
    carefare_result* result = NULL;
    OK(carefare_dataset_new(plan, &data));
    EXPECT(carefare_dataset_add_arrow(data, families, NULL, NULL), "H001");
    fill(&t);
    EXPECT(carefare_dataset_add_arrow(data, 99, &t.schema, &t.array), "H015");
    EXPECT(carefare_dataset_add_arrow(data, -1, &t.schema, &t.array), "H015");
    ARROW(t.schema.release = NULL, "H012");
    ARROW(t.array.release = NULL, "H012");
    ARROW(t.size.release = NULL, "H012");
    ARROW(t.schema.format = "u", "H012");
    ARROW(t.schema.format = NULL, "H012");
    ARROW(t.schema.n_children = 3, "H012");
    ARROW(t.schema.n_children = -1, "H012");
    ARROW(t.schema.children = NULL, "H012");
    ARROW(t.array.children = NULL, "H012");
    ARROW(t.schemas[1] = NULL, "H012");
    ARROW(t.arrays[1] = NULL, "H012");
    ARROW(t.array.length = -1, "H012");
    ARROW(t.array.length = INT64_MAX, "H005");
    ARROW(t.array.length = 3, "H012");
    ARROW(t.array.offset = INT64_MAX, "H012");
    ARROW(t.array.offset = 1, "H012");
    ARROW(t.array.null_count = 5, "H012");
    ARROW(t.array.null_count = -7, "H012");
    ARROW(t.array.buffers = NULL, "H012");
    ARROW(t.array.n_buffers = 0, "H012");
    ARROW((t.none[0] = bits, t.array.null_count = 1), "H012");
    ARROW(t.size.length = 1, "H012");
    ARROW(t.size.offset = -1, "H012");
    ARROW(t.size.null_count = 1, "H012");
    ARROW(t.size.null_count = 3, "H012");
    ARROW(t.size.n_buffers = 3, "H012");
    ARROW(t.size_buffers[1] = NULL, "H012");
    ARROW(t.size.buffers = NULL, "H012");
    ARROW(t.key_buffers[1] = falling, "H012");
    ARROW(t.key_buffers[1] = negative, "H012");
    ARROW(t.key_buffers[2] = NULL, "H012");
    ARROW(t.key_buffers[2] = "\xff\xfe", "H012");
    ARROW(t.key_buffers[2] = "a\n", "H012");
    ARROW(t.key_schema.name = "size", "H012");
    ARROW(t.key_schema.name = "sise", "H007");
    ARROW(t.key_schema.name = "\xff", "H012");
    ARROW(t.key_schema.name = NULL, "H007");
    ARROW(t.size_schema.name = "homeless", "H012");
    ARROW((t.size_schema.format = "g", t.size_buffers[1] = floats), "H012");
    ARROW(t.size_schema.format = "+r", "H012");
    ARROW(t.size_schema.format = "tsu:UTC", "H012");
    ARROW(t.size_schema.format = "d:38", "H012");
    ARROW(t.size_schema.format = "d:38,2,256", "H012");
    ARROW(t.size_schema.format = "d:38,-2", "H012");
    ARROW(t.size_schema.format = "d:38,99999999999", "H012");
    ARROW(t.size_schema.format = "tdD", "H012");
    ARROW(t.size_schema.format = "", "H012");
    memset(&dictionary_schema, 0, sizeof dictionary_schema);
    memset(&dictionary, 0, sizeof dictionary);
    dictionary_schema.format = "u", dictionary_schema.release = no_release_schema;
    dictionary.length = 2, dictionary.n_buffers = 3, dictionary.buffers = dictionary_buffers, dictionary.release = no_release_array;
    fill(&t);
    memcpy(dictionary_buffers, t.key_buffers, sizeof dictionary_buffers);
    ARROW((t.key_schema.format = "i", t.key_schema.dictionary = &dictionary_schema, t.key_buffers[1] = indices, t.key.n_buffers = 2, t.key.dictionary = &dictionary), "H012");
    ARROW((t.key_schema.format = "i", t.key_schema.dictionary = &dictionary_schema, t.key_buffers[1] = indices, t.key.n_buffers = 2), "H012");
    ARROW((t.key_schema.dictionary = &dictionary_schema, t.key.dictionary = &dictionary), "H012");
    view_buffers[0] = NULL, view_buffers[1] = views, view_buffers[2] = "x", view_buffers[3] = view_sizes;
    ARROW((t.key_schema.format = "vu", t.key.buffers = view_buffers, t.key.n_buffers = 4), "H012");
    ARROW((t.key_schema.format = "vu", t.key.n_buffers = 2), "H012");
    /* Nothing of all that is left, and what is right is taken. */
    ARROW((t.size_schema.format = "d:38,0", t.size_buffers[1] = wide), "OK");
    OK(carefare_dataset_evaluate(data, NULL, NULL, &result));
    if (result != NULL) {
        carefare_table_info info = {sizeof info, 0, 0, NULL, 0};
        struct ArrowSchema schema;
        struct ArrowArray array;
        OK(carefare_result_table_info(result, 0, &info));
        if (info.rows != 2) ++failures, printf("%d rows and not 2\n", (int)info.rows);
        EXPECT(carefare_result_export(result, 0, 99, &schema, &array), "H015");
        EXPECT(carefare_result_export(result, 9, 0, &schema, &array), "H015");
        EXPECT(carefare_result_export(result, 0, 0, NULL, &array), "H001");
        OK(carefare_result_export(result, CAREFARE_EXPORT_TABLE, 0, &schema, &array));
        OK(carefare_result_free(result)); /* what was exported stands on its own */
        if (array.length != 2 || array.n_children != schema.n_children) ++failures, printf("exported %d rows\n", (int)array.length);
        array.children[0]->release(array.children[0]); /* as one who moved a column out and is done with it */
        array.release(&array), schema.release(&schema);
        if (array.release != NULL || schema.release != NULL) ++failures, printf("not released\n");
    }
    OK(carefare_dataset_free(data));
}

static void handles(const char* tree, carefare_plan* plan, carefare_case* rows, carefare_result* result) {
    carefare_engine* engine = NULL;
    carefare_plan* other = NULL;
    carefare_case* made = NULL;
    carefare_dataset* data = NULL;
    carefare_session* session = NULL;
    carefare_text* text = NULL;
    int32_t number = -7;
    char buffer[4];
    int64_t length = -7;
    const char* view = NULL;
    EXPECT(carefare_engine_open(NULL, 0, &engine), "H001");
    EXPECT(carefare_engine_open(tree, -1, NULL), "H001");
    EXPECT(carefare_engine_open(tree, -2, &engine), "H015");
    EXPECT(carefare_engine_open("/nothing/there", -1, &engine), "W002");
    EXPECT(carefare_engine_open("\xff", -1, &engine), "H004");
    UNTOUCHED(engine);
    EXPECT(carefare_plan_load(NULL, "a", -1, NULL, &other), "H001");
    EXPECT(carefare_plan_load((carefare_engine*)(void*)plan, "a", -1, NULL, &other), "H002");
    EXPECT(carefare_plan_load((carefare_engine*)(void*)&number, "a", -1, NULL, &other), "H002");
    EXPECT(carefare_case_new((carefare_plan*)(void*)rows, &made), "H002");
    EXPECT(carefare_case_new(plan, NULL), "H001");
    EXPECT(carefare_dataset_new(NULL, &data), "H001");
    EXPECT(carefare_dataset_add_json((carefare_dataset*)(void*)rows, "{}", -1), "H002");
    EXPECT(carefare_case_add_json((carefare_case*)(void*)1, "{}", -1), "H002");
    EXPECT(carefare_case_add_json((carefare_case*)(void*)UINTPTR_MAX, "{}", -1), "H002");
    EXPECT(carefare_plan_table(NULL, "families", -1, &number), "H001");
    EXPECT(carefare_plan_table(plan, "families", -1, NULL), "H001");
    EXPECT(carefare_plan_field(plan, 0, "x", -1, NULL), "H001");
    EXPECT(carefare_plan_describe(plan, NULL), "H001");
    EXPECT(carefare_case_evaluate(rows, (carefare_plan*)(void*)rows, NULL, &result), "H002");
    EXPECT(carefare_case_evaluate(rows, NULL, NULL, NULL), "H001");
    EXPECT(carefare_result_json(NULL, &text), "H001");
    EXPECT(carefare_result_tables((carefare_result*)(void*)plan, &number), "H002");
    EXPECT(carefare_session_run(NULL, NULL, 0, &text), "H001");
    EXPECT(carefare_session_new(plan, NULL, NULL, &session), "H001");
    EXPECT(carefare_text_view(NULL, &view, &length), "H001");
    EXPECT(carefare_text_view((carefare_text*)(void*)result, &view, &length), "H002");
    EXPECT(carefare_run_folder(NULL, NULL, &text), "H001");
    UNTOUCHED(other), UNTOUCHED(made), UNTOUCHED(data), UNTOUCHED(session), UNTOUCHED(text);
    OK(carefare_engine_free(NULL)), OK(carefare_plan_free(NULL)), OK(carefare_case_free(NULL)), OK(carefare_dataset_free(NULL));
    OK(carefare_result_free(NULL)), OK(carefare_session_free(NULL)), OK(carefare_text_free(NULL));
    OK(carefare_plan_describe(plan, &text));
    EXPECT(carefare_text_copy(text, -1, buffer, 4, &length), "H015");
    EXPECT(carefare_text_copy(text, INT64_MAX, buffer, 4, &length), "H015");
    EXPECT(carefare_text_copy(text, 0, buffer, -1, &length), "H015");
    EXPECT(carefare_text_copy(text, 0, NULL, 4, &length), "H001");
    EXPECT(carefare_text_copy(text, 0, buffer, 4, NULL), "H001");
    OK(carefare_text_copy(text, 0, buffer, 4, &length));
    EXPECT(carefare_plan_free((carefare_plan*)(void*)text), "H002");
    OK(carefare_text_free(text));
    EXPECT(carefare_text_free(text), "H002");
    EXPECT(carefare_text_view(text, &view, &length), "H002");
    OK(carefare_case_new(plan, &made));
    OK(carefare_case_free(made));
    EXPECT(carefare_case_free(made), "H002");
    EXPECT(carefare_case_clear(made), "H002");
    OK(carefare_dataset_new(plan, &data));
    EXPECT(carefare_case_clear(made), "H002"); /* its place is used again, by another */
    OK(carefare_dataset_free(data));
}

static void values(carefare_plan* plan, carefare_case* rows, int32_t families, int32_t family) {
    static char long_text[10002];
    int32_t size, number, row;
    memset(long_text, 'x', sizeof long_text - 1);
    OK(carefare_plan_field(plan, families, "size", -1, &size));
    EXPECT(carefare_plan_table(plan, "familys", -1, &number), "H006");
    EXPECT(carefare_plan_table(plan, "\xff", -1, &number), "H006");
    EXPECT(carefare_plan_field(plan, families, "siz", -1, &number), "H007");
    EXPECT(carefare_plan_field(plan, 99, "size", -1, &number), "H015");
    EXPECT(carefare_plan_field(plan, INT_MIN, "size", -1, &number), "H015");
    EXPECT(carefare_case_add(rows, families, "", -1, NULL, 0, &row), "H008");
    EXPECT(carefare_case_add(rows, families, "a\x01", -1, NULL, 0, &row), "H008");
    EXPECT(carefare_case_add(rows, families, long_text, -1, NULL, 0, &row), "H005");
    EXPECT(carefare_case_add(rows, families, "\xc3\x28", -1, NULL, 0, &row), "H004");
    EXPECT(carefare_case_add(rows, families, "a", -1, NULL, 5, &row), "H001");
    EXPECT(carefare_case_add(rows, families, "a", INT64_MIN, NULL, 0, &row), "H015");
    EXPECT(carefare_case_add(rows, 99, "a", -1, NULL, 0, &row), "H015");
    EXPECT(carefare_case_set_text(rows, families, family, size, "three", -1), "H008");
    EXPECT(carefare_case_set_text(rows, families, family, size, "\xff", -1), "H004");
    EXPECT(carefare_case_set_text(rows, families, family, size, NULL, 1), "H001");
    EXPECT(carefare_case_set_text(rows, families, family, 0, "b", -1), "H008");
    EXPECT(carefare_case_set_number(rows, families, family, size, 3, -1), "H015");
    EXPECT(carefare_case_set_number(rows, families, family, size, 3, 19), "H015");
    EXPECT(carefare_case_set_number(rows, families, family, 999, 3, 0), "H015");
    EXPECT(carefare_case_set_number(rows, families, 999, size, 3, 0), "H015");
    EXPECT(carefare_case_set_number(rows, families + 1, family, size, 3, 0), "H015");
    EXPECT(carefare_case_set_boolean(rows, families, family, size, 1), "H008");
    EXPECT(carefare_case_set_boolean(rows, families, family, size, 2), "H015");
    EXPECT(carefare_case_set_date(rows, families, family, size, 0), "H008");
    EXPECT(carefare_case_set_moment(rows, families, family, size, 0), "H008");
    EXPECT(carefare_case_set_none(rows, families, family, size), "H008");
    EXPECT(carefare_case_set_known_on(rows, INT32_MAX), "H015");
    EXPECT(carefare_case_set_window(rows, families, 0, 1), "H008");
    EXPECT(carefare_case_set_window(rows, 99, 0, 1), "H015");
    EXPECT(carefare_case_add_json(rows, "{", -1), "H011");
    EXPECT(carefare_case_add_json(rows, "{}}", 3), "H011");
    EXPECT(carefare_case_add_json(rows, "\xff", -1), "H004");
    EXPECT(carefare_case_add_json(rows, "{\"programme\": \"other\"}", -1), "H013");
    EXPECT(carefare_case_add_json(rows, NULL, 0), "H001");
    OK(carefare_case_add_json(rows, "{}}", 2));
}

static void structures(carefare_engine* engine, carefare_plan* plan, carefare_case* rows, carefare_result* result) {
    carefare_error error;
    carefare_overlay over;
    carefare_setting setting;
    carefare_evaluation how = {sizeof how, CAREFARE_NO_DATE, CAREFARE_NO_DATE, 0, 0, 0};
    carefare_explanation why = {sizeof why, 0, 0, 0, "x", -1, NULL, 0};
    carefare_table_info info = {3, 0, 0, NULL, 0};
    carefare_folder_run folder;
    carefare_plan* other = NULL;
    carefare_text* text = NULL;
    carefare_result* unmade = NULL;
    int64_t row, value;
    int32_t number;
    const char* view;
    memset(&error, 0, sizeof error);
    if (carefare_last_error(0, NULL) != CAREFARE_BAD_CALL || carefare_last_error(0, &error) != CAREFARE_BAD_CALL) ++failures, printf("an error of no size was filled\n");
    error.struct_size = sizeof error;
    if (carefare_last_error(-1, &error) != CAREFARE_BAD_CALL || carefare_last_error(1000, &error) != CAREFARE_BAD_CALL) ++failures, printf("an error of no number was found\n");
    memset(&over, 0, sizeof over), memset(&setting, 0, sizeof setting), memset(&folder, 0, sizeof folder);
    EXPECT(carefare_plan_load(engine, "ny/westchester", -1, &over, &other), "H003");
    over.struct_size = sizeof over + 8;
    EXPECT(carefare_plan_with(plan, &over, &other), "H003");
    over.struct_size = sizeof over, over.known_on = CAREFARE_NO_DATE;
    over.settings_count = 1;
    EXPECT(carefare_plan_with(plan, &over, &other), "H001");
    over.settings = &setting;
    EXPECT(carefare_plan_with(plan, &over, &other), "H003");
    setting.struct_size = sizeof setting;
    EXPECT(carefare_plan_with(plan, &over, &other), "H001");
    setting.name = "no such option", setting.name_length = -1, setting.value = "1", setting.value_length = -1;
    EXPECT(carefare_plan_with(plan, &over, &other), "W008");
    setting.kind = 7;
    EXPECT(carefare_plan_with(plan, &over, &other), "H015");
    over.settings_count = INT64_MAX;
    EXPECT(carefare_plan_with(plan, &over, &other), "H015");
    over.settings_count = 0, over.assumptions_text = "assume: [", over.assumptions_text_length = -1;
    ++checks;
    if (carefare_plan_with(plan, &over, &other) != CAREFARE_BAD_INPUT) ++failures, printf("half a text was taken\n");
    UNTOUCHED(other);
    how.struct_size = 0;
    EXPECT(carefare_case_evaluate(rows, NULL, &how, &unmade), "H003");
    how.struct_size = sizeof how, how.pay_first = 0;
    EXPECT(carefare_case_evaluate(rows, NULL, &how, &unmade), "H015");
    how.pay_first = CAREFARE_NO_DATE, how.threads = -1;
    EXPECT(carefare_case_evaluate(rows, NULL, &how, &unmade), "H015");
    how.threads = 0, how.block_rows = INT32_MAX;
    EXPECT(carefare_case_evaluate(rows, NULL, &how, &unmade), "H015");
    how.block_rows = 0, how.row_by_row = 9;
    EXPECT(carefare_case_evaluate(rows, NULL, &how, &unmade), "H015");
    UNTOUCHED(unmade);
    EXPECT(carefare_case_explain(rows, NULL, NULL, &text), "H001");
    EXPECT(carefare_case_explain(rows, NULL, &why, &text), "W003");
    why.style = 9;
    EXPECT(carefare_case_explain(rows, NULL, &why, &text), "H015");
    EXPECT(carefare_run_folder(engine, &folder, &text), "H003");
    folder.struct_size = sizeof folder, folder.known_on = folder.pay_first = folder.pay_last = CAREFARE_NO_DATE;
    EXPECT(carefare_run_folder(engine, &folder, &text), "H001");
    folder.plan = folder.input = folder.output = "/nothing/there", folder.plan_length = folder.input_length = folder.output_length = -1;
    ++checks;
    if (carefare_run_folder(engine, &folder, &text) != CAREFARE_BAD_INPUT) ++failures, printf("a folder that is not there was run\n");
    UNTOUCHED(text);
    EXPECT(carefare_result_table_info(result, 0, &info), "H003");
    info.struct_size = sizeof info;
    EXPECT(carefare_result_table_info(result, 99, &info), "H015");
    EXPECT(carefare_result_table(result, "nothing", -1, &number), "H006");
    EXPECT(carefare_result_column(result, 0, "nothing", -1, &number), "H010");
    EXPECT(carefare_result_row(result, 0, "nobody", -1, &row), "H009");
    EXPECT(carefare_result_key(result, 0, 99, &view, &row), "H015");
    EXPECT(carefare_result_key(result, 0, -1, &view, &row), "H015");
    EXPECT(carefare_result_key(result, 0, 0, NULL, &row), "H001");
    EXPECT(carefare_result_state(result, 0, 0, 99, &number), "H015");
    EXPECT(carefare_result_state(result, 0, 0, 0, NULL), "H001");
    EXPECT(carefare_result_number(result, 0, 0, 0, 19, &value), "H015");
    EXPECT(carefare_result_number(result, 0, 0, 0, 2, &value), "H014");
    EXPECT(carefare_result_need(result, 9999, NULL), "H001");
    EXPECT(carefare_result_carried(result, "nothing", -1, &text), "H006");
}

int main(int count, char** arguments) {
    const char* const tree = count > 1 ? arguments[1] : ".";
    carefare_engine* engine = NULL;
    carefare_plan* plan = NULL;
    carefare_case* rows = NULL;
    carefare_result* result = NULL;
    int32_t families = 0, family = 0;
    OK(carefare_engine_open(tree, -1, &engine));
    OK(carefare_plan_load(engine, "ny/westchester", -1, NULL, &plan));
    OK(carefare_plan_table(plan, "families", -1, &families));
    OK(carefare_case_new(plan, &rows));
    OK(carefare_case_add(rows, families, "f", -1, NULL, 0, &family));
    OK(carefare_case_evaluate(rows, NULL, NULL, &result));
    handles(tree, plan, rows, result);
    values(plan, rows, families, family);
    structures(engine, plan, rows, result);
    arrow(plan, families);
    OK(carefare_engine_free(engine));
    EXPECT(carefare_plan_load(engine, "ny/westchester", -1, NULL, &plan), "H002");
    OK(carefare_plan_free(plan)); /* rows and results keep what they need */
    OK(carefare_result_free(result));
    result = NULL;
    OK(carefare_case_evaluate(rows, NULL, NULL, &result));
    OK(carefare_result_free(result));
    OK(carefare_case_free(rows));
    printf("%d calls, %d failures\n", checks, failures);
    return failures == 0 ? 0 : 1;
}
