/* Carefare from C and from every language that calls C. This header is the authority on the interface; docs/c-api.md
   goes through it with examples.

   Calls. Every function answers with a status; what it gives comes back through pointers, which are written only when the
   status is CAREFARE_OK. No exception leaves the library and no mistake in calling ends the program: a handle that is
   NULL, freed or of another kind is an error (H001, H002). What went wrong is kept for the thread: carefare_last_error.

   Handles are made by the library and freed once by the caller with the function of their kind, in any order: what still
   needs something that was freed keeps it. Freeing NULL is harmless.

   Texts are UTF-8, a pointer and a length in bytes; length -1: up to the NUL. A text that comes back belongs to the handle
   it was asked of, is good until that handle is freed, and has NO NUL behind it unless its function says so. The library
   never frees or keeps memory of the caller's: what is handed in is copied before a call returns.

   Numbers. Money and other numbers are whole numbers of parts: 8656 with 2 decimals is 86.56; nothing is a float. Dates are
   days since 1970-01-01, moments minutes since 1970-01-01T00:00, without a time zone.

   Threads. Engines, plans and results may be used by any number of threads at once. A case, a dataset or a session is for
   one thread at a time; a second one is told so (H019). Different ones are independent. Any thread may free a handle.

   Versions. carefare_abi_version() is CAREFARE_ABI_VERSION of the header the library was built with. Structures begin with
   their size, which the caller sets: that of this header; any other is an error (H003). */
#ifndef CAREFARE_H
#define CAREFARE_H

#include <stdint.h>

#include <carefare/arrow_abi.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__) || defined(__clang__)
#define CAREFARE_API __attribute__((visibility("default")))
#define CAREFARE_MUST_USE __attribute__((warn_unused_result))
#else
#define CAREFARE_API
#define CAREFARE_MUST_USE
#endif

#define CAREFARE_ABI_VERSION 1

typedef int32_t carefare_status;
enum {
    CAREFARE_OK = 0,
    CAREFARE_BAD_CALL = 1,   /* a mistake in calling: codes H001 to H019 */
    CAREFARE_BAD_INPUT = 2,  /* a plan, a file or a value is wrong: codes of diagnostics */
    CAREFARE_NO_MEMORY = 3,
    CAREFARE_INTERNAL = 4    /* a mistake of the library's: please report it */
};

typedef struct carefare_engine carefare_engine;   /* where rules and plans are found */
typedef struct carefare_plan carefare_plan;       /* a plan, checked and compiled; never changes */
typedef struct carefare_case carefare_case;       /* the rows of one family, or a few */
typedef struct carefare_dataset carefare_dataset; /* the tables of a caseload */
typedef struct carefare_result carefare_result;   /* what an evaluation came to */
typedef struct carefare_session carefare_session; /* scenarios over one dataset */
typedef struct carefare_text carefare_text;       /* a long text: JSON, an explanation */

/* No day: an open end, nothing said. */
#define CAREFARE_NO_DATE INT32_MIN

/* ---- what went wrong ---- */

/* Texts end with a NUL; a longer one is cut at a character. line and column count from 1; 0: the mistake stands in no file. */
typedef struct carefare_error {
    uint32_t struct_size;  /* set by the caller */
    int32_t status;
    int32_t line, column;
    char code[8];          /* "W002", "H008" */
    char message[1024];
    char advice[512];      /* what to do about it */
    char file[512];
} carefare_error;

/* What the last call of this thread found, from number 0 to carefare_error_count() - 1, the most telling first; nothing
   after a success. These two functions change nothing of it. */
CAREFARE_API int32_t carefare_error_count(void);
CAREFARE_API carefare_status carefare_last_error(int32_t number, carefare_error* into);

CAREFARE_API int32_t carefare_abi_version(void);
/* "0.1.0", with a NUL; never freed. */
CAREFARE_API const char* carefare_version(void);

/* ---- rules and plans ---- */

/* A folder with `rules` and `plans`, or a file below one. */
CAREFARE_API CAREFARE_MUST_USE carefare_status carefare_engine_open(const char* path, int64_t length, carefare_engine** engine);
CAREFARE_API carefare_status carefare_engine_free(carefare_engine* engine);

enum { CAREFARE_OPTION = 0, CAREFARE_READING = 1 };

/* A value that counts in place of what is written, for all time: "discount_percent" = "27%". */
typedef struct carefare_setting {
    uint32_t struct_size;
    int32_t kind;          /* CAREFARE_OPTION or CAREFARE_READING */
    const char* name;
    int64_t name_length;
    const char* value;     /* as a cell of a table: 27%, 86.56, yes, 2019-06-01 */
    int64_t value_length;
    const char* reason;    /* said in explanations; may be NULL */
    int64_t reason_length;
} carefare_setting;

/* Laid over a plan. Pointers may be NULL. A file of assumptions may lie anywhere. */
typedef struct carefare_overlay {
    uint32_t struct_size;
    int32_t known_on;      /* what was known on this day counts; CAREFARE_NO_DATE: as the data say */
    const char* assumptions_file;
    int64_t assumptions_file_length;
    const char* assumptions_text;
    int64_t assumptions_text_length;
    const carefare_setting* settings;
    int64_t settings_count;
} carefare_overlay;

/* A plan by name ("a/district") or file; `overlay` may be NULL. Takes a fraction of a second: load once, use often. */
CAREFARE_API CAREFARE_MUST_USE carefare_status carefare_plan_load(carefare_engine* engine, const char* name, int64_t length,
                                                                  const carefare_overlay* overlay, carefare_plan** plan);
/* The same plan with another overlay in place of its own; the rules are not read again. */
CAREFARE_API CAREFARE_MUST_USE carefare_status carefare_plan_with(const carefare_plan* plan, const carefare_overlay* overlay,
                                                                  carefare_plan** other);
/* Tables, columns, outputs, options and readings as JSON. */
CAREFARE_API CAREFARE_MUST_USE carefare_status carefare_plan_describe(const carefare_plan* plan, carefare_text** json);
/* Numbers of tables and of their columns, the same for every plan of a programme: found once, used for every row. Names are
   those of a caseload in files: "families", "annual_gross_income", "dates_from". */
CAREFARE_API CAREFARE_MUST_USE carefare_status carefare_plan_table(const carefare_plan* plan, const char* name, int64_t length, int32_t* table);
CAREFARE_API CAREFARE_MUST_USE carefare_status carefare_plan_field(const carefare_plan* plan, int32_t table, const char* name, int64_t length,
                                                                   int32_t* field);
CAREFARE_API carefare_status carefare_plan_free(carefare_plan* plan);

/* ---- rows of one family ---- */

CAREFARE_API CAREFARE_MUST_USE carefare_status carefare_case_new(const carefare_plan* plan, carefare_case** made);
/* A row by its key; `owner` is the key of the row that owns it, NULL at the top. The number of the row is one of its table. */
CAREFARE_API CAREFARE_MUST_USE carefare_status carefare_case_add(carefare_case* in, int32_t table, const char* key, int64_t key_length,
                                                                 const char* owner, int64_t owner_length, int32_t* row);
/* Values of a row. What is never set is absent, and what needs it pending. A text is a cell of a table: 86.56, 27%, yes,
   2019-06-01, 2019-06-03T08:30, a word, a key, none; an empty one takes the value away. */
CAREFARE_API CAREFARE_MUST_USE carefare_status carefare_case_set_text(carefare_case* in, int32_t table, int32_t row, int32_t field,
                                                                      const char* cell, int64_t length);
/* 8656 with 2 decimals: 86.56. 27% is 27 with 2. At most 18 decimals. */
CAREFARE_API CAREFARE_MUST_USE carefare_status carefare_case_set_number(carefare_case* in, int32_t table, int32_t row, int32_t field,
                                                                        int64_t value, int32_t decimals);
/* 0 or 1. */
CAREFARE_API CAREFARE_MUST_USE carefare_status carefare_case_set_boolean(carefare_case* in, int32_t table, int32_t row, int32_t field, int32_t value);
CAREFARE_API CAREFARE_MUST_USE carefare_status carefare_case_set_date(carefare_case* in, int32_t table, int32_t row, int32_t field, int32_t days);
CAREFARE_API CAREFARE_MUST_USE carefare_status carefare_case_set_moment(carefare_case* in, int32_t table, int32_t row, int32_t field, int64_t minutes);
CAREFARE_API CAREFARE_MUST_USE carefare_status carefare_case_set_none(carefare_case* in, int32_t table, int32_t row, int32_t field);
/* First and last day for which a dated table is complete; CAREFARE_NO_DATE: open. */
CAREFARE_API CAREFARE_MUST_USE carefare_status carefare_case_set_window(carefare_case* in, int32_t table, int32_t first, int32_t last);
CAREFARE_API CAREFARE_MUST_USE carefare_status carefare_case_set_known_on(carefare_case* in, int32_t days);
/* Adds the rows of a document; all of them or, where it is refused, none. */
CAREFARE_API CAREFARE_MUST_USE carefare_status carefare_case_add_json(carefare_case* in, const char* text, int64_t length);
/* No rows, no windows: ready for the next family, faster than a new case. */
CAREFARE_API CAREFARE_MUST_USE carefare_status carefare_case_clear(carefare_case* in);
CAREFARE_API carefare_status carefare_case_free(carefare_case* in);

/* ---- tables of a caseload ---- */

CAREFARE_API CAREFARE_MUST_USE carefare_status carefare_dataset_new(const carefare_plan* plan, carefare_dataset** made);
/* Adds the rows of a struct array, a column for each field, one named "key". Both structures stay the caller's, who
   releases them. Read are booleans, whole numbers (of money: cents), decimal128, text, dictionaries of text, date32 and
   timestamps without a zone. Sizes of buffers are not part of the Arrow interface: that they fit the lengths is the
   caller's word. */
CAREFARE_API CAREFARE_MUST_USE carefare_status carefare_dataset_add_arrow(carefare_dataset* in, int32_t table, const struct ArrowSchema* schema,
                                                                          const struct ArrowArray* array);
CAREFARE_API CAREFARE_MUST_USE carefare_status carefare_dataset_add_json(carefare_dataset* in, const char* text, int64_t length);
CAREFARE_API CAREFARE_MUST_USE carefare_status carefare_dataset_set_window(carefare_dataset* in, int32_t table, int32_t first, int32_t last);
CAREFARE_API CAREFARE_MUST_USE carefare_status carefare_dataset_set_known_on(carefare_dataset* in, int32_t days);
CAREFARE_API carefare_status carefare_dataset_free(carefare_dataset* in);

/* ---- evaluation ---- */

typedef struct carefare_evaluation {
    uint32_t struct_size;
    int32_t pay_first, pay_last;  /* first and last day that is paid: rows of others are read, not listed; both CAREFARE_NO_DATE: all */
    int32_t threads;              /* 0: one */
    int32_t block_rows;           /* 0: as the library likes; results never depend on it */
    int32_t row_by_row;           /* 1: by the reference evaluator, slower, the same results */
} carefare_evaluation;

/* Every output of every row, under the plan of the rows or, if not NULL, another of the same programme and engine. `how`
   may be NULL. A family that cannot be decided is a finding or a state of the result, not an error. */
CAREFARE_API CAREFARE_MUST_USE carefare_status carefare_case_evaluate(carefare_case* of, const carefare_plan* plan,
                                                                      const carefare_evaluation* how, carefare_result** result);
CAREFARE_API CAREFARE_MUST_USE carefare_status carefare_dataset_evaluate(carefare_dataset* of, const carefare_plan* plan,
                                                                         const carefare_evaluation* how, carefare_result** result);

enum { CAREFARE_STEPS = 0, CAREFARE_LETTER = 1 };
enum { CAREFARE_TEXT = 0, CAREFARE_MARKDOWN = 1, CAREFARE_JSON = 2 };

typedef struct carefare_explanation {
    uint32_t struct_size;
    int32_t style, format;
    int32_t reserved;             /* 0 */
    const char* result;           /* "family_week[w1].share"; NULL: every output */
    int64_t result_length;
    const char* partition;        /* key of the family; may be NULL where there is one */
    int64_t partition_length;
} carefare_explanation;

CAREFARE_API CAREFARE_MUST_USE carefare_status carefare_case_explain(carefare_case* of, const carefare_plan* plan,
                                                                     const carefare_explanation* what, carefare_text** text);
CAREFARE_API CAREFARE_MUST_USE carefare_status carefare_dataset_explain(carefare_dataset* of, const carefare_plan* plan,
                                                                        const carefare_explanation* what, carefare_text** text);

/* ---- results ---- */

enum { CAREFARE_VALUE = 0, CAREFARE_NONE = 1, CAREFARE_PENDING = 2, CAREFARE_FAULT = 3, CAREFARE_INCOMPLETE = 4 };

CAREFARE_API CAREFARE_MUST_USE carefare_status carefare_result_tables(const carefare_result* of, int32_t* count);
CAREFARE_API CAREFARE_MUST_USE carefare_status carefare_result_table(const carefare_result* of, const char* name, int64_t length, int32_t* table);

typedef struct carefare_table_info {
    uint32_t struct_size;
    int32_t columns;
    int64_t rows;
    const char* name;             /* "families" */
    int64_t name_length;
} carefare_table_info;
CAREFARE_API CAREFARE_MUST_USE carefare_status carefare_result_table_info(const carefare_result* of, int32_t table, carefare_table_info* into);
CAREFARE_API CAREFARE_MUST_USE carefare_status carefare_result_column(const carefare_result* of, int32_t table, const char* name, int64_t length,
                                                                      int32_t* column);
CAREFARE_API CAREFARE_MUST_USE carefare_status carefare_result_column_name(const carefare_result* of, int32_t table, int32_t column,
                                                                           const char** name, int64_t* length);
/* H009 where no row has the key: a family that was set aside has none. */
CAREFARE_API CAREFARE_MUST_USE carefare_status carefare_result_row(const carefare_result* of, int32_t table, const char* key, int64_t length, int64_t* row);
CAREFARE_API CAREFARE_MUST_USE carefare_status carefare_result_key(const carefare_result* of, int32_t table, int64_t row, const char** key, int64_t* length);
CAREFARE_API CAREFARE_MUST_USE carefare_status carefare_result_owner(const carefare_result* of, int32_t table, int64_t row, const char** key, int64_t* length);
CAREFARE_API CAREFARE_MUST_USE carefare_status carefare_result_state(const carefare_result* of, int32_t table, int64_t row, int32_t column, int32_t* state);
/* Of a value its text as a cell of a table; empty of any other state. */
CAREFARE_API CAREFARE_MUST_USE carefare_status carefare_result_text(const carefare_result* of, int32_t table, int64_t row, int32_t column,
                                                                    const char** text, int64_t* length);
/* 86.56 with 2 decimals: 8656; 27% with 2: 27. H014 where there is no value, no number, or more decimals: never rounded. */
CAREFARE_API CAREFARE_MUST_USE carefare_status carefare_result_number(const carefare_result* of, int32_t table, int64_t row, int32_t column,
                                                                      int32_t decimals, int64_t* value);

/* What a pending result waits for. */
typedef struct carefare_need {
    uint32_t struct_size;
    int32_t reserved;
    const char* entity;  int64_t entity_length;   /* of what waits */
    const char* key;     int64_t key_length;
    const char* output;  int64_t output_length;
    const char* kind;    int64_t kind_length;     /* fact, determination, option, reading, gap, completeness, hook */
    const char* needed;  int64_t needed_length;
    const char* needed_row; int64_t needed_row_length;
    const char* reason;  int64_t reason_length;
    const char* ask;     int64_t ask_length;      /* the question that asks for it */
} carefare_need;
CAREFARE_API CAREFARE_MUST_USE carefare_status carefare_result_needs(const carefare_result* of, int64_t* count);
CAREFARE_API CAREFARE_MUST_USE carefare_status carefare_result_need(const carefare_result* of, int64_t number, carefare_need* into);

/* A row that was set aside, or a result that is a fault, and why. */
typedef struct carefare_finding {
    uint32_t struct_size;
    int32_t reserved;
    const char* code;    int64_t code_length;
    const char* entity;  int64_t entity_length;
    const char* key;     int64_t key_length;
    const char* field;   int64_t field_length;
    const char* message; int64_t message_length;
} carefare_finding;
CAREFARE_API CAREFARE_MUST_USE carefare_status carefare_result_findings(const carefare_result* of, int64_t* count);
CAREFARE_API CAREFARE_MUST_USE carefare_status carefare_result_finding(const carefare_result* of, int64_t number, carefare_finding* into);

/* All of it, and the counts of a run, as JSON. */
CAREFARE_API CAREFARE_MUST_USE carefare_status carefare_result_json(const carefare_result* of, carefare_text** json);
CAREFARE_API CAREFARE_MUST_USE carefare_status carefare_result_summary(const carefare_result* of, carefare_text** json);
/* What the next run is to read of this one: the table of these rows as CSV. */
CAREFARE_API CAREFARE_MUST_USE carefare_status carefare_result_carried(const carefare_result* of, const char* rows, int64_t length, carefare_text** csv);

enum { CAREFARE_EXPORT_TABLE = 0, CAREFARE_EXPORT_NEEDS = 1, CAREFARE_EXPORT_FINDINGS = 2, CAREFARE_EXPORT_INCOMPLETE = 3 };
/* A table of results (by its number), or what stands beside all tables (`table` 0), as a struct array. Both structures are
   the caller's to give; filled, they own what they hold until the caller releases them, whatever becomes of the result.
   Money and numbers are decimal128, of percent 0.27; beside each output stands OUTPUT.state. */
CAREFARE_API CAREFARE_MUST_USE carefare_status carefare_result_export(const carefare_result* of, int32_t what, int32_t table,
                                                                      struct ArrowSchema* schema, struct ArrowArray* array);
CAREFARE_API carefare_status carefare_result_free(carefare_result* of);

/* ---- scenarios ---- */

typedef struct carefare_session_request {
    uint32_t struct_size;
    int32_t threads;              /* 0: one */
    const char* outputs;          /* names, one a line: "family_week.share"; NULL: all */
    int64_t outputs_length;
    const char* options;          /* what scenarios may change, one a line; may be NULL */
    int64_t options_length;
    const char* readings;
    int64_t readings_length;
} carefare_session_request;
CAREFARE_API CAREFARE_MUST_USE carefare_status carefare_session_new(const carefare_plan* plan, carefare_dataset* rows,
                                                                    const carefare_session_request* what, carefare_session** made);
/* States and totals of each output as JSON, under the plan with these settings laid over it. */
CAREFARE_API CAREFARE_MUST_USE carefare_status carefare_session_run(carefare_session* with, const carefare_setting* settings, int64_t count,
                                                                    carefare_text** json);
CAREFARE_API carefare_status carefare_session_free(carefare_session* of);

/* ---- folders ---- */

typedef struct carefare_folder_run {
    uint32_t struct_size;
    int32_t pay_first, pay_last;  /* as in carefare_evaluation */
    int32_t known_on;             /* CAREFARE_NO_DATE: as the caseload says */
    int32_t threads;              /* 0: one */
    int32_t force;                /* 1: replaces results in the output folder */
    int32_t resume;               /* 1: goes on with a run that was stopped */
    int32_t row_by_row;
    const char* plan;        int64_t plan_length;
    const char* input;       int64_t input_length;
    const char* output;      int64_t output_length;
    const char* assumptions; int64_t assumptions_length;  /* a file; may be NULL */
} carefare_folder_run;
/* What `carefare run` does; its summary.json comes back. */
CAREFARE_API CAREFARE_MUST_USE carefare_status carefare_run_folder(carefare_engine* engine, const carefare_folder_run* what, carefare_text** summary);

/* ---- long texts ---- */

/* Has a NUL behind it. */
CAREFARE_API CAREFARE_MUST_USE carefare_status carefare_text_view(const carefare_text* of, const char** data, int64_t* length);
/* Into memory of the caller's, from a byte on; what is left of the buffer is filled with blanks. `copied` is less than `size`
   at the end of the text. */
CAREFARE_API CAREFARE_MUST_USE carefare_status carefare_text_copy(const carefare_text* of, int64_t from, char* buffer, int64_t size, int64_t* copied);
CAREFARE_API carefare_status carefare_text_free(carefare_text* of);

#ifdef __cplusplus
}
#endif

#endif
