-- ** Continuous Filter **
--          .----------.   .----------.   .----------.
--  Source--|  SOURCE  |-->|  INSERT  |-->|  DESTIN. |
--          '----------'   '----------'   '----------'
CREATE OR REPLACE STREAM "DESTINATION_SQL_STREAM" (ticker_symbol VARCHAR(4), sector VARCHAR(12), change REAL, price REAL);

CREATE OR REPLACE PUMP "STREAM_PUMP" AS INSERT INTO "DESTINATION_SQL_STREAM"
SELECT STREAM ticker_symbol, sector, change, price
FROM "SOURCE_SQL_STREAM_001"
-- SIMILAR TO compares with a pattern
WHERE sector SIMILAR TO '%TECH%';
