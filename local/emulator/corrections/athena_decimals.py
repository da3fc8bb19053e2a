"""A column that a table defines as decimal(p,s) is read as one, where the emulator reads JSON lines as floating-point numbers.

AWS: Amazon Athena User Guide, "Data types in Amazon Athena": decimal is a number with the table's precision and scale. DuckDB,
which reads the lines here, keeps the first 15 digits or so; Athena keeps all of them.
"""
import re

from ministack.services import athena

_DECIMAL = re.compile(r"decimal\(\d+,\d+\)", re.IGNORECASE)


def apply() -> None:
    original = athena._table_relation

    def table_relation(table_data, files):
        relation = original(table_data, files)
        columns = (table_data.get("StorageDescriptor") or {}).get("Columns") or []
        casts = []
        for column in columns:
            if _DECIMAL.fullmatch(str(column.get("Type", ""))):
                name = '"' + str(column["Name"]).replace('"', '""') + '"'
                casts.append(f"CAST({name} AS {column['Type']}) AS {name}")
        if not casts or athena._data_format(table_data) != "json":
            return relation
        return f"(SELECT * REPLACE ({', '.join(casts)}) FROM {relation})"

    athena._table_relation = table_relation
