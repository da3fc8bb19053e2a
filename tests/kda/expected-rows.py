"""Computes what the applications of tests/kda/corpus delivered in the service: writes each NAME/expected.json.

Each NAME/meaning.sql says in DuckDB's SQL what the application means, written from the service's documentation and not from the
translation. It reads `r`: the records with `i` (from 0), `t` (the time of arrival: record i arrives at (i + 1) * the seconds of its
first line), `d` (the text) and `j` (the text as JSON, null if it is none). `win(t, n)` is the start of the window of n seconds.

With --check, compares with the files instead of writing them. With --queries, reads JSON lines of queries from standard input, each
with `lines`, `every` and `sql`, and answers each with a line of rows.
"""

import datetime
import decimal
import json
import pathlib
import re
import sys

import duckdb

CORPUS = pathlib.Path(__file__).parent / "corpus"


def plain(value):
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S.%f")[:-3]
    if isinstance(value, decimal.Decimal):
        return float(value)
    return value


def rows(connection, sql):
    answer = connection.execute(sql)
    names = [column[0] for column in answer.description]
    return sorted((dict(zip(names, map(plain, row))) for row in answer.fetchall()), key=json.dumps)


def connected(lines, every):
    connection = duckdb.connect()
    connection.execute("CREATE MACRO win(t, n) AS time_bucket(to_seconds(n), t, TIMESTAMP '1970-01-01')")
    connection.execute(
        "CREATE TABLE r AS SELECT i, TIMESTAMP '1970-01-01' + to_seconds((i + 1) * $2) AS t, d, "
        "CASE WHEN json_valid(d) THEN d::JSON END AS j FROM (SELECT unnest($1::VARCHAR[]) AS d, unnest(range(len($1))) AS i)",
        [lines, every],
    )
    return connection


def expected(folder):
    text = (folder / "meaning.sql").read_text()
    every = int(re.search(r"every (\d+) seconds", text).group(1))
    connection = connected(next(folder.glob("records.*")).read_text().splitlines(), every)
    parts = re.split(r"^-- Rows of (.+)\n", text, flags=re.M)
    streams = dict(zip(parts[1::2], parts[2::2]))
    answer = {"everySeconds": every, "rows": {name: rows(connection, sql) for name, sql in streams.items()}}
    rejected = re.search(r"^-- Rejected: (\d+)", text, flags=re.M)
    return answer | ({"rejected": int(rejected.group(1))} if rejected else {})


if "--queries" in sys.argv:
    for line in sys.stdin:
        asked = json.loads(line)
        print(json.dumps(rows(connected(asked["lines"], asked["every"]), asked["sql"])), flush=True)
    sys.exit()

wrong = []
for folder in sorted(path.parent for path in CORPUS.glob("*/meaning.sql")):
    file = folder / "expected.json"
    try:
        new = json.dumps(expected(folder), indent=2, ensure_ascii=False) + "\n"
    except duckdb.Error as error:
        sys.exit(f"{folder.name}: {error}")
    if "--check" not in sys.argv:
        file.write_text(new)
    elif json.loads(file.read_text()) != json.loads(new):
        wrong.append(folder.name)
if wrong:
    sys.exit(f"expected.json differs from what meaning.sql gives: {', '.join(wrong)}")
