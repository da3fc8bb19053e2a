resource "aws_kinesis_analytics_application" "this" {
  name = "terraform-module"
  code = file("${path.module}/code.sql")

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
        name     = "TICKER_SYMBOL"
        sql_type = "VARCHAR(4)"
        mapping  = "$.TICKER_SYMBOL"
      }

      record_columns {
        name     = "SECTOR"
        sql_type = "VARCHAR(16)"
        mapping  = "$.SECTOR"
      }

      record_columns {
        name     = "CHANGE"
        sql_type = "REAL"
        mapping  = "$.CHANGE"
      }

      record_columns {
        name     = "PRICE"
        sql_type = "REAL"
        mapping  = "$.PRICE"
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
