"""A query on a view of the Glue catalog, which the emulator's Athena does not find: it knows tables with a location only.

AWS: Amazon Athena User Guide, "Work with views": a view is a table of type VIRTUAL_VIEW whose original text holds its SELECT,
encoded as JSON in a comment; a query on the view runs that SELECT.
"""
import base64
import json
import re

from ministack.services import athena, glue

_ENCODED = re.compile(r"/\* Presto View: ([A-Za-z0-9+/=]+) \*/")
# A view may be made of views; one that is made of itself is none.
_DEPTH = 10


def _view_sql(database: str, table: str) -> str | None:
    entry = glue._tables.get(f"{database}/{table}") or {}
    if entry.get("TableType") != "VIRTUAL_VIEW":
        return None
    encoded = _ENCODED.search(entry.get("ViewOriginalText") or "")
    return json.loads(base64.b64decode(encoded.group(1)))["originalSql"] if encoded else None


def _with_views(query: str, database: str) -> str:
    for _ in range(_DEPTH):
        edits = []
        for ref in athena._table_references(query):
            sql = _view_sql(ref.database or database or "default", ref.table)
            if sql is not None:
                edits.append((ref.start, ref.end, f"({sql})" + ("" if ref.aliased else f' AS "{ref.table}"')))
        if not edits:
            break
        for start, end, replacement in sorted(edits, reverse=True):
            query = query[:start] + replacement + query[end:]
    return query


def apply() -> None:
    rewrite = athena._rewrite_data_paths

    async def rewritten(query, database, catalog=None):
        return await rewrite(_with_views(query, database), database, catalog)

    athena._rewrite_data_paths = rewritten
