-- share of server errors per service, every 30 seconds
CREATE OR REPLACE STREAM "ERRORS" (service VARCHAR(16), errors INTEGER, requests INTEGER, share DOUBLE, slowest INTEGER);
CREATE OR REPLACE PUMP "ERRORS_PUMP" AS INSERT INTO "ERRORS"
SELECT STREAM service,
       SUM(CASE WHEN status >= 500 THEN 1 ELSE 0 END) AS errors,
       COUNT(*) AS requests,
       SUM(CASE WHEN status >= 500 THEN 1.0 ELSE 0.0 END) / COUNT(*) AS share,
       MAX(duration_ms) AS slowest
FROM "INPUT_STREAM_001"
WHERE path NOT LIKE '/health%'
GROUP BY service, STEP("INPUT_STREAM_001".ROWTIME BY INTERVAL '30' SECOND);
