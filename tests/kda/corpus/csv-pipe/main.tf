resource "aws_kinesis_analytics_application" "this" {
  name = "csv-pipe"
  code = <<EOF
CREATE OR REPLACE STREAM "POWER" (station VARCHAR(12), watts DOUBLE, faults INTEGER);
CREATE OR REPLACE PUMP "POWER_PUMP" AS INSERT INTO "POWER"
SELECT STREAM station, SUM(watts), SUM(faults) FROM "SOURCE_SQL_STREAM_001"
GROUP BY station, STEP("SOURCE_SQL_STREAM_001".ROWTIME BY INTERVAL '5' MINUTE);
EOF

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
        name     = "TS"
        sql_type = "TIMESTAMP"
      }

      record_columns {
        name     = "STATION"
        sql_type = "VARCHAR(12)"
      }

      record_columns {
        name     = "WATTS"
        sql_type = "DOUBLE"
      }

      record_columns {
        name     = "FAULTS"
        sql_type = "INTEGER"
      }

      record_encoding = "UTF-8"

      record_format {
        mapping_parameters {
          csv {
            record_column_delimiter = "|"
            record_row_delimiter    = "\n"
          }
        }
      }
    }
  }

  outputs {
    name = "POWER"

    schema {
      record_format_type = "JSON"
    }

    kinesis_firehose {
      resource_arn = aws_kinesis_firehose_delivery_stream.out.arn
      role_arn     = aws_iam_role.analytics.arn
    }
  }
}
