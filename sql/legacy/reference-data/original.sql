-- The application was given the table COMPANY by AddApplicationReferenceDataSource: S3 object company.csv.
CREATE OR REPLACE STREAM "DESTINATION_SQL_STREAM" (ticker VARCHAR(4), company VARCHAR(32), price DOUBLE);
CREATE OR REPLACE PUMP "STREAM_PUMP" AS INSERT INTO "DESTINATION_SQL_STREAM"
SELECT STREAM s.ticker, c."company", s.price
FROM "SOURCE_SQL_STREAM_001" AS s
LEFT JOIN "COMPANY" AS c ON s.ticker = c."ticker";
