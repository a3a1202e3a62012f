      *> A batch of cases in COBOL: rows read from a sequential file,
      *> each case evaluated, every result written, payments added up.
      *>   cobc -x -free -fstatic-call batch.cob -lcarefare -o batch
      *>   CASES=cases.dat RESULTS=results.dat batch TREE PLAN ASSUMPTIONS
      *> Binary items that the library sees are COMP-5, in the order of
      *> the machine; texts are handed in with their length.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. batch.
       ENVIRONMENT DIVISION.
       INPUT-OUTPUT SECTION.
       FILE-CONTROL.
           SELECT case-file ASSIGN TO "CASES"
               ORGANIZATION SEQUENTIAL FILE STATUS case-status.
           SELECT result-file ASSIGN TO "RESULTS"
               ORGANIZATION SEQUENTIAL FILE STATUS result-status.
       DATA DIVISION.
       FILE SECTION.
       FD  case-file.
      *> R: a row. C: a value of the row before. E: the end of a case.
       01  case-record.
           05  record-kind            PIC X.
           05  record-row.
               10  row-table          PIC X(40).
               10  row-key            PIC X(100).
               10  row-owner          PIC X(100).
           05  record-cell REDEFINES record-row.
               10  cell-field         PIC X(40).
               10  cell-value         PIC X(100).
               10  FILLER             PIC X(100).
       FD  result-file.
       01  result-record.
           05  result-table           PIC X(40).
           05  result-key             PIC X(160).
           05  result-output          PIC X(60).
           05  result-state           PIC 9.
           05  result-text            PIC X(100).
           05  result-cents           PIC S9(15) SIGN LEADING SEPARATE.
       WORKING-STORAGE SECTION.
       01  case-status                PIC XX.
       01  result-status              PIC XX.
       01  arguments.
           05  tree-name              PIC X(500).
           05  plan-name              PIC X(500).
           05  assumptions-name       PIC X(500).
       01  handles.
           05  engine                 USAGE POINTER.
           05  plan                   USAGE POINTER.
           05  case-rows              USAGE POINTER.
           05  results                USAGE POINTER.
       01  no-handle                  USAGE POINTER VALUE NULL.
      *> carefare_overlay
       01  overlay.
           05  overlay-size           PIC 9(9)  COMP-5.
           05  known-on               PIC S9(9) COMP-5.
           05  assumptions-pointer    USAGE POINTER.
           05  assumptions-length     PIC S9(18) COMP-5.
           05  text-pointer           USAGE POINTER VALUE NULL.
           05  text-bytes             PIC S9(18) COMP-5 VALUE 0.
           05  settings-pointer       USAGE POINTER VALUE NULL.
           05  settings-count         PIC S9(18) COMP-5 VALUE 0.
      *> carefare_table_info
       01  table-info.
           05  info-size              PIC 9(9)  COMP-5.
           05  info-columns           PIC S9(9) COMP-5.
           05  info-rows              PIC S9(18) COMP-5.
           05  info-name              USAGE POINTER.
           05  info-name-length       PIC S9(18) COMP-5.
      *> carefare_error
       01  error-record.
           05  error-size             PIC 9(9)  COMP-5.
           05  error-status           PIC S9(9) COMP-5.
           05  error-line             PIC S9(9) COMP-5.
           05  error-column           PIC S9(9) COMP-5.
           05  error-code             PIC X(8).
           05  error-message          PIC X(1024).
           05  error-advice           PIC X(512).
           05  error-file             PIC X(512).
       01  counters.
           05  call-status            PIC S9(9) COMP-5.
           05  no-date                PIC S9(9) COMP-5 VALUE -2147483648.
           05  table-number           PIC S9(9) COMP-5.
           05  row-number             PIC S9(9) COMP-5.
           05  field-number           PIC S9(9) COMP-5.
           05  tables                 PIC S9(9) COMP-5.
           05  column-number          PIC S9(9) COMP-5.
           05  state-number           PIC S9(9) COMP-5.
           05  result-row             PIC S9(18) COMP-5.
           05  cents                  PIC S9(18) COMP-5.
           05  paid-cents             PIC S9(18) COMP-5 VALUE 0.
           05  length-1               PIC S9(18) COMP-5.
           05  length-2               PIC S9(18) COMP-5.
           05  view-length            PIC S9(18) COMP-5.
           05  ignored                PIC S9(9)  COMP-5.
       01  view-pointer               USAGE POINTER.
       01  paid-shown                 PIC -(15)9.99.
       01  at-end                     PIC X VALUE "N".
       LINKAGE SECTION.
       01  view-text                  PIC X(1000).
       PROCEDURE DIVISION.
       main-line.
           ACCEPT tree-name FROM ARGUMENT-VALUE
           ACCEPT plan-name FROM ARGUMENT-VALUE
           ACCEPT assumptions-name FROM ARGUMENT-VALUE
           PERFORM open-all
           PERFORM UNTIL at-end = "Y"
               READ case-file
                   AT END MOVE "Y" TO at-end
                   NOT AT END PERFORM take-record
               END-READ
           END-PERFORM
           CLOSE case-file result-file
           CALL "carefare_case_free" USING BY VALUE case-rows
           CALL "carefare_plan_free" USING BY VALUE plan
           CALL "carefare_engine_free" USING BY VALUE engine
           COMPUTE paid-shown = paid-cents / 100
           DISPLAY "paid " FUNCTION TRIM(paid-shown)
           MOVE 0 TO RETURN-CODE
           STOP RUN.

       open-all.
           OPEN INPUT case-file
           IF case-status NOT = "00"
               DISPLAY "cannot read the cases: " case-status UPON SYSERR
               MOVE 2 TO RETURN-CODE
               STOP RUN
           END-IF
           OPEN OUTPUT result-file
           COMPUTE length-1 = FUNCTION LENGTH(FUNCTION TRIM(tree-name TRAILING))
           CALL "carefare_engine_open" USING BY REFERENCE tree-name BY VALUE length-1 BY REFERENCE engine RETURNING call-status
           PERFORM must
           MOVE LENGTH OF overlay TO overlay-size
           MOVE no-date TO known-on
           SET assumptions-pointer TO NULL
           MOVE 0 TO assumptions-length
           IF assumptions-name NOT = "-"
               SET assumptions-pointer TO ADDRESS OF assumptions-name
               COMPUTE assumptions-length = FUNCTION LENGTH(FUNCTION TRIM(assumptions-name TRAILING))
           END-IF
           COMPUTE length-1 = FUNCTION LENGTH(FUNCTION TRIM(plan-name TRAILING))
           CALL "carefare_plan_load" USING BY VALUE engine BY REFERENCE plan-name BY VALUE length-1
               BY REFERENCE overlay BY REFERENCE plan RETURNING call-status
           PERFORM must
           CALL "carefare_case_new" USING BY VALUE plan BY REFERENCE case-rows RETURNING call-status
           PERFORM must.

       take-record.
           EVALUATE record-kind
               WHEN "R" PERFORM add-row
               WHEN "C" PERFORM set-cell
               WHEN OTHER PERFORM evaluate-case
           END-EVALUATE.

       add-row.
           COMPUTE length-1 = FUNCTION LENGTH(FUNCTION TRIM(row-table TRAILING))
           CALL "carefare_plan_table" USING BY VALUE plan BY REFERENCE row-table BY VALUE length-1
               BY REFERENCE table-number RETURNING call-status
           PERFORM must
           COMPUTE length-1 = FUNCTION LENGTH(FUNCTION TRIM(row-key TRAILING))
           MOVE 0 TO length-2
           IF row-owner NOT = SPACES
               COMPUTE length-2 = FUNCTION LENGTH(FUNCTION TRIM(row-owner TRAILING))
           END-IF
           CALL "carefare_case_add" USING BY VALUE case-rows BY VALUE table-number BY REFERENCE row-key BY VALUE length-1
               BY REFERENCE row-owner BY VALUE length-2 BY REFERENCE row-number RETURNING call-status
           PERFORM must.

       set-cell.
           COMPUTE length-1 = FUNCTION LENGTH(FUNCTION TRIM(cell-field TRAILING))
           CALL "carefare_plan_field" USING BY VALUE plan BY VALUE table-number BY REFERENCE cell-field BY VALUE length-1
               BY REFERENCE field-number RETURNING call-status
           PERFORM must
           COMPUTE length-1 = FUNCTION LENGTH(FUNCTION TRIM(cell-value TRAILING))
           CALL "carefare_case_set_text" USING BY VALUE case-rows BY VALUE table-number BY VALUE row-number
               BY VALUE field-number BY REFERENCE cell-value BY VALUE length-1 RETURNING call-status
           PERFORM must.

       evaluate-case.
           CALL "carefare_case_evaluate" USING BY VALUE case-rows BY VALUE no-handle BY VALUE no-handle
               BY REFERENCE results RETURNING call-status
           PERFORM must
           CALL "carefare_result_tables" USING BY VALUE results BY REFERENCE tables RETURNING call-status
           PERFORM must
           PERFORM write-table VARYING table-number FROM 0 BY 1 UNTIL table-number = tables
           CALL "carefare_result_free" USING BY VALUE results
           CALL "carefare_case_clear" USING BY VALUE case-rows RETURNING call-status
           PERFORM must.

       write-table.
           MOVE LENGTH OF table-info TO info-size
           CALL "carefare_result_table_info" USING BY VALUE results BY VALUE table-number BY REFERENCE table-info RETURNING call-status
           PERFORM must
           PERFORM VARYING result-row FROM 0 BY 1 UNTIL result-row = info-rows
               PERFORM write-cell VARYING column-number FROM 0 BY 1 UNTIL column-number = info-columns
           END-PERFORM.

       write-cell.
           MOVE SPACES TO result-record
           SET ADDRESS OF view-text TO info-name
           MOVE view-text(1:info-name-length) TO result-table
           CALL "carefare_result_key" USING BY VALUE results BY VALUE table-number BY VALUE result-row
               BY REFERENCE view-pointer BY REFERENCE view-length RETURNING call-status
           PERFORM must
           IF view-length > 0
               SET ADDRESS OF view-text TO view-pointer
               MOVE view-text(1:view-length) TO result-key
           END-IF
           CALL "carefare_result_column_name" USING BY VALUE results BY VALUE table-number BY VALUE column-number
               BY REFERENCE view-pointer BY REFERENCE view-length RETURNING call-status
           PERFORM must
           SET ADDRESS OF view-text TO view-pointer
           MOVE view-text(1:view-length) TO result-output
           CALL "carefare_result_state" USING BY VALUE results BY VALUE table-number BY VALUE result-row
               BY VALUE column-number BY REFERENCE state-number RETURNING call-status
           PERFORM must
           MOVE state-number TO result-state
           CALL "carefare_result_text" USING BY VALUE results BY VALUE table-number BY VALUE result-row
               BY VALUE column-number BY REFERENCE view-pointer BY REFERENCE view-length RETURNING call-status
           PERFORM must
           IF view-length > 0
               SET ADDRESS OF view-text TO view-pointer
               MOVE view-text(1:view-length) TO result-text
           END-IF
      *>   Not every result is an amount: H014 says so and is no mistake here.
           MOVE 0 TO result-cents
           CALL "carefare_result_number" USING BY VALUE results BY VALUE table-number BY VALUE result-row
               BY VALUE column-number BY VALUE 2 BY REFERENCE cents RETURNING call-status
           IF call-status = 0
               MOVE cents TO result-cents
               IF result-table = "pay_months" AND result-output = "payment"
                   ADD cents TO paid-cents
               END-IF
           END-IF
           WRITE result-record.

       must.
           IF call-status NOT = 0
               MOVE LENGTH OF error-record TO error-size
               CALL "carefare_last_error" USING BY VALUE 0 BY REFERENCE error-record RETURNING ignored
               INSPECT error-message REPLACING ALL X"00" BY SPACE
               DISPLAY error-code(1:4) ": " FUNCTION TRIM(error-message) UPON SYSERR
               MOVE 1 TO RETURN-CODE
               STOP RUN
           END-IF.
