resource "aws_kinesis_analytics_application" "this" {
  name = "visitors"
  code = <<EOF
CREATE OR REPLACE STREAM "VISITORS" (page VARCHAR(128), visitors BIGINT, hits BIGINT);
CREATE OR REPLACE PUMP "P" AS INSERT INTO "VISITORS"
SELECT STREAM c."page", COUNT(DISTINCT c."user_id") AS visitors, COUNT(c."dwell_ms") hits
FROM "SOURCE_SQL_STREAM_001" AS c
GROUP BY c."page", FLOOR(c.ROWTIME TO MINUTE);
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
        name     = "user_id"
        sql_type = "VARCHAR(36)"
        mapping  = "$.userId"
      }

      record_columns {
        name     = "page"
        sql_type = "VARCHAR(128)"
        mapping  = "$.page.path"
      }

      record_columns {
        name     = "device"
        sql_type = "VARCHAR(16)"
        mapping  = "$.context.device.type"
      }

      record_columns {
        name     = "dwell_ms"
        sql_type = "INTEGER"
        mapping  = "$.dwell"
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
    name = "VISITORS"

    schema {
      record_format_type = "JSON"
    }

    kinesis_firehose {
      resource_arn = aws_kinesis_firehose_delivery_stream.out.arn
      role_arn     = aws_iam_role.analytics.arn
    }
  }
}
