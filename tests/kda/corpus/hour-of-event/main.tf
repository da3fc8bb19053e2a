resource "aws_kinesis_analytics_application" "this" {
  name = "hour-of-event"
  code = <<-SQL
    CREATE OR REPLACE STREAM "DESTINATION_SQL_STREAM" ("h" INTEGER, "n" INTEGER);
    CREATE OR REPLACE PUMP "STREAM_PUMP" AS INSERT INTO "DESTINATION_SQL_STREAM"
    SELECT STREAM EXTRACT(HOUR FROM EVENT_TIME) AS "h", COUNT(*) AS "n"
    FROM "SOURCE_SQL_STREAM_001"
    GROUP BY EXTRACT(HOUR FROM EVENT_TIME), STEP("SOURCE_SQL_STREAM_001".ROWTIME BY INTERVAL '1' HOUR);
  SQL

  inputs {
    name_prefix = "SOURCE_SQL_STREAM"

    kinesis_stream {
      resource_arn = aws_kinesis_stream.in.arn
      role_arn     = aws_iam_role.analytics.arn
    }

    parallelism {
      count = 1
    }

    schema {
      record_columns {
        name     = "EVENT_TIME"
        sql_type = "TIMESTAMP"
        mapping  = "$.event_time"
      }

      record_columns {
        name     = "TICKER"
        sql_type = "VARCHAR(4)"
        mapping  = "$.ticker"
      }

      record_columns {
        name     = "PRICE"
        sql_type = "DOUBLE"
        mapping  = "$.price"
      }

      record_encoding = "UTF-8"

      record_format {
        mapping_parameters {
          json {
            record_row_path = "$"
          }
        }
      }
    }
  }

  outputs {
    name = "DESTINATION_SQL_STREAM"

    schema {
      record_format_type = "JSON"
    }

    kinesis_firehose {
      resource_arn = aws_kinesis_firehose_delivery_stream.out.arn
      role_arn     = aws_iam_role.analytics.arn
    }
  }
}
