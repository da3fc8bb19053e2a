variable "prefix" {
  default = "METERS"
}

variable "least" {
  type = number
}

locals {
  columns = {
    METER = "VARCHAR(16)"
    KWH   = "DOUBLE"
  }
  out = "USE_OUT" // the delivered stream
}

resource "aws_kinesis_stream" "meters" {
  name        = "meters-${terraform.workspace}"
  shard_count = 1
}

resource "aws_kinesis_analytics_application" "usage" {
  name = "meter-${lower("USAGE")}"

  code = <<-EOT
    CREATE OR REPLACE STREAM "${local.out}" ("METER" VARCHAR(16), "KWH" DOUBLE);
    -- at least ${var.least} kWh; $${this} is text
      CREATE OR REPLACE PUMP "P" AS INSERT INTO "${local.out}"
    SELECT STREAM "METER", "KWH" FROM "${var.prefix}_001" WHERE "KWH" > ${var.least};
  EOT

  inputs {
    name_prefix = var.prefix
    parallelism { count = 1 }

    kinesis_stream {
      resource_arn = aws_kinesis_stream.meters.arn
      role_arn     = aws_iam_role.kda.arn
    }

    schema {
      dynamic "record_columns" {
        for_each = local.columns
        content {
          name     = record_columns.key
          sql_type = record_columns.value
          mapping  = "$.${lower(record_columns.key)}"
        }
      }
      record_encoding = "UTF-8"
      record_format {
        mapping_parameters {
          json {
            record_row_path = "$.readings[0:]"
          }
        }
      }
    }
  }

  outputs {
    name = local.out
    schema {
      record_format_type = "JSON"
    }
  }
}
