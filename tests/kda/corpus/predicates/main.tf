resource "aws_kinesis_analytics_application" "this" {
  name = "predicates"
  code = "CREATE OR REPLACE STREAM \"DESTINATION_SQL_STREAM\" (\"c\" VARCHAR(32), \"alt\" VARCHAR(32));\nCREATE OR REPLACE PUMP \"STREAM_PUMP\" AS INSERT INTO \"DESTINATION_SQL_STREAM\"\nSELECT STREAM \"code\", COALESCE(NULLIF(\"alt\", 'none'), \"code\", '?')\nFROM \"SOURCE_SQL_STREAM_001\"\nWHERE (\"code\" LIKE 'a!%%' ESCAPE '!' OR \"code\" LIKE '_x' OR \"alt\" IN ('k', 'l') OR \"n\" BETWEEN 5 AND 7)\n  AND NOT \"code\" = 'a%stop' AND \"n\" IS DISTINCT FROM 99;"

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
        name     = "code"
        sql_type = "VARCHAR(32)"
        mapping  = "$.code"
      }

      record_columns {
        name     = "alt"
        sql_type = "VARCHAR(32)"
        mapping  = "$.alt"
      }

      record_columns {
        name     = "n"
        sql_type = "INTEGER"
        mapping  = "$.n"
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
