-- The input was processed by a Lambda function before the application read it. For each record, the function
--   * dropped it (result: Dropped) where its kind was not "reading",
--   * decoded its body from base64, split it at the semicolons into meter and use, and converted the use to a number,
--   * added the meter's area, from a list in the function's code.
CREATE OR REPLACE STREAM "DESTINATION_SQL_STREAM" (area VARCHAR(8), use DOUBLE, readings INTEGER);
CREATE OR REPLACE PUMP "STREAM_PUMP" AS INSERT INTO "DESTINATION_SQL_STREAM"
SELECT STREAM area, SUM(use), COUNT(*)
FROM "SOURCE_SQL_STREAM_001"
GROUP BY area, STEP("SOURCE_SQL_STREAM_001".ROWTIME BY INTERVAL '60' SECOND);
