resource "aws_kinesis_analytics_application" "this" {
  name = "ad-click-rate"
  code = <<-SQL
    create or replace stream "CTR" (campaign varchar(12), clicks integer, views integer, ctr double);
    create or replace pump "CTR_PUMP" as insert into "CTR"
    select stream campaign,
           sum(case when kind = 'click' then 1 else 0 end) as clicks,
           sum(case kind when 'view' then 1 else 0 end)    as views,
           cast(sum(case when kind = 'click' then 1 else 0 end) as double)
             / cast(nullif(sum(case kind when 'view' then 1 else 0 end), 0) as double) as ctr
    from "SOURCE_SQL_STREAM_001"
    group by campaign, step("SOURCE_SQL_STREAM_001".rowtime by interval '30' second);
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
        name     = "CAMPAIGN"
        sql_type = "VARCHAR(12)"
        mapping  = "$.campaign_id"
      }

      record_columns {
        name     = "KIND"
        sql_type = "VARCHAR(10)"
        mapping  = "$.type"
      }

      record_columns {
        name     = "BID"
        sql_type = "DECIMAL(10,4)"
        mapping  = "$.bid"
      }

      record_columns {
        name     = "COUNTRY"
        sql_type = "VARCHAR(2)"
        mapping  = "$.geo.country"
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
    name = "CTR"

    schema {
      record_format_type = "JSON"
    }

    kinesis_firehose {
      resource_arn = aws_kinesis_firehose_delivery_stream.out.arn
      role_arn     = aws_iam_role.analytics.arn
    }
  }
}
