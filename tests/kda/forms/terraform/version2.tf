resource "aws_kinesisanalyticsv2_application" "csv" {
  name                = "meter-csv"
  runtime_environment = "SQL-1_0"

  application_configuration {
    application_code_configuration {
      code_content {
        text_content = file("${path.module}/../sql/usage.sql")
      }
      code_content_type = "PLAINTEXT"
    }
    sql_application_configuration {
      input {
        name_prefix = "METERS"
        input_schema {
          record_column {
            name     = "METER"
            sql_type = "VARCHAR(16)"
          }
          record_format {
            record_format_type = "CSV"
            mapping_parameters {
              csv_mapping_parameters {
                record_column_delimiter = "\t"
                record_row_delimiter    = "\n"
              }
            }
          }
        }
        input_processing_configuration {
          input_lambda_processor {
            resource_arn = aws_lambda_function.decode.arn
          }
        }
      }
      output {
        name = "USE_OUT"
      }
    }
  }
}

resource "aws_kinesisanalyticsv2_application" "flink" {
  name                = "a-flink-application"
  runtime_environment = "FLINK-1_15"
}
