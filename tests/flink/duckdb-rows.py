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


def rows(asked):
    connection = duckdb.connect()
    columns = ", ".join(f"{name} {of}" for name, of in TYPES.items())
    connection.execute(f"CREATE TABLE records ({columns})")
    values = [[record.get(name) for name in TYPES] for record in asked["records"]]
    connection.executemany(f"INSERT INTO records VALUES ({', '.join('?' for _ in TYPES)})", values)
    sql = asked["sql"].replace("$size", str(asked["size"])).replace("$step", str(asked["step"]))
    answer = connection.execute(sql)
    names = [column[0] for column in answer.description]
    return [dict(zip(names, (float(v) if type(v).__name__ == "Decimal" else v for v in row))) for row in answer.fetchall()]


for line in sys.stdin:
    print(json.dumps(rows(json.loads(line))), flush=True)
