"""An independent implementation: runs SQL of DuckDB over records.

Reads JSON lines from standard input: sql, size and step in milliseconds, and records, each with seq, arrival and own (milliseconds),
and typed values. Answers each with one line, a list of rows.
"""

import json
import sys

import duckdb

TYPES = {
    "seq": "BIGINT",
    "arrival": "BIGINT",
    "own": "BIGINT",
    "host": "VARCHAR",
    "request": "VARCHAR",
    "response": "INTEGER",
    "bytes": "BIGINT",
    "ticker": "VARCHAR",
    "price": "DOUBLE",
}


connection = duckdb.connect()


def rows(asked):
    columns = ", ".join(f"unnest(${i + 1}::{of}[]) AS {name}" for i, (name, of) in enumerate(TYPES.items()))
    values = [[record.get(name) for record in asked["records"]] for name in TYPES]
    connection.execute(f"CREATE OR REPLACE TABLE records AS SELECT {columns}", values)
    sql = asked["sql"].replace("$size", str(asked["size"])).replace("$step", str(asked["step"]))
    answer = connection.execute(sql)
    names = [column[0] for column in answer.description]
    return [dict(zip(names, (float(v) if type(v).__name__ == "Decimal" else v for v in row))) for row in answer.fetchall()]


for line in sys.stdin:
    print(json.dumps(rows(json.loads(line))), flush=True)
