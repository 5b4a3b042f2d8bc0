"""What a change does with the data that streams work with: defines it, writes it, or reads it raw.

A stream has to be named: in the table's schema, the database, the resource or the path. Warehouses
are what a data platform is for, so their tables and models count only where they read from the
database that a service of the stream works with.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from app.core.pull_request import ChangedFile
from app.core.streams import DomainData
from app.facts.added import added_lines, removed_texts
from app.facts.change import Change, fact
from app.facts.change_kind import change_kind
from app.facts.layout import layout
from app.facts.paths import is_documentation, is_supporting, is_unread
from app.facts.stream_names import LONGEST_LINE, SURE_SOURCES, named_in, stream_names
from app.facts.streams import AreaFinder
from app.lazy_re import regex

_MIGRATION = regex(
    r"(?:^|/)(?:\w{0,20}migrations?|migrate|flyway|liquibase|alembic|changelogs?|ddl)/|"
    r"(?:^|/)V[\d_.]{1,20}__[^/]{1,200}\.sql$",
    re.I,
)
_WAREHOUSE = regex(
    r"(?:^|[/_.-])(?:dbt|warehouse|analytics|bigquery|snowflake|redshift|athena|glue|lake|lakehouse|marts?|"
    r"staging|raw|models?)(?:[/_.-]|$)",
    re.I,
)
_SEED = regex(r"(?:^|[/_.-])(?:seeds?|samples?|dummy|mock)(?:[/_.-]|$)", re.I)
_TABLE = r"[\"`\[]?(?P<name>[A-Za-z]\w{0,80}(?:[\"`\]]?\.[\"`\[]?\w{1,80}){0,2})"
_DEFINES = regex(
    rf"^(?:CREATE|ALTER) (?:OR REPLACE )?TABLE (?:IF (?:NOT )?EXISTS )?(?:ONLY )?{_TABLE}"
    r"|^(?:op\.)?(?:create_table|add_column|alter_column)\(\s?[\"'](?P<called>\w{1,80})[\"']",
    re.I,
)
_WRITES = regex(rf"^(?:INSERT INTO|UPDATE|DELETE FROM|MERGE INTO) {_TABLE}", re.I)
_READS = regex(
    r"\bjdbc:(?:postgresql|mysql|mariadb|oracle|sqlserver)\b"
    r"|\bEXTERNAL_QUERY ?\("
    r"|\bCREATE EXTERNAL SCHEMA \w{1,80} FROM (?:POSTGRES|MYSQL)\b"
    r"|\bFOREIGN DATA WRAPPER (?:postgres|mysql|oracle|tds)_fdw\b"
    r"|\bconnector\.name ?= ?(?:postgresql|mysql|oracle|sqlserver)\b"
    r"|connector\.class\W{1,6}(?:io\.debezium\.|[\w.]{0,80}jdbc[\w.]{0,40}source)"
    r"|^resource \"(?:aws_dms_replication_task|aws_dms_endpoint|google_datastream_stream)\" "
    r"|^source = \"[^\"]{0,200}[/_-](?:dms|datastream|debezium)[/_.?-]"
    r"|\bsource-(?:postgres|mysql|oracle|mssql)\b",
    re.I,
)
_DBT_SOURCE = regex(r"^(?:database|schema): [\"']?(?P<name>[\w-]{2,80})[\"']?$")
_OPERATIONAL = regex(
    r"(?:^|[_-])(?:db|database|oltp|operational|replica|primary|rds|postgres(?:ql)?|mysql|oracle|prod|production)"
    r"(?:[_-]|$)",
    re.I,
)
_BLOCK = regex(r"\s*(?:resource|module)\s+\"")
_UNTIL = regex(r"legacy_until\W{1,4}(?P<day>\d{4}-\d{2}-\d{2})")
_READABLE = (
    ".sql", ".py", ".tf", ".yaml", ".yml", ".json", ".properties", ".xml", ".conf", ".toml",
)  # fmt: skip
_NEAR = 10
"""Lines above something in which a remark is about it."""

Act = Literal["defines", "writes", "reads"]


@fact
def domain_data(change: Change) -> tuple[DomainData, ...]:
    """What this change newly does with data of streams that it should perhaps leave to them."""
    names = stream_names(change)
    if not names or change_kind(change) in ("revert", "docs", "test"):
        return ()
    areas = AreaFinder(area for area in layout(change).streams if area.source in SURE_SOURCES)
    moved = frozenset(removed_texts(change.files))
    found: dict[tuple[Act, str, str], DomainData] = {}
    for file in change.files:
        if _may_tell(file) and not areas.area_of(file.path):
            for one in _in_file(file, names, moved):
                found.setdefault((one.act, one.stream, one.path), one)
    return tuple(found.values())


def _may_tell(file: ChangedFile) -> bool:
    path = file.path
    skipped = is_supporting(path) or is_unread(path) or is_documentation(path) or _SEED.search(path)
    return file.status != "removed" and path.endswith(_READABLE) and not skipped


def _in_file(
    file: ChangedFile, names: Mapping[str, str], moved: frozenset[str]
) -> Iterator[DomainData]:
    lines = str(file.after).split("\n")
    blocks = _new_blocks(file, lines)
    for line in added_lines(file):
        if line.text in moved or line.text.startswith(("#", "--", "//")):
            continue
        told = _act(file.path, line.text[:LONGEST_LINE])
        block = blocks[line.number - 1]
        if not told or block is None:
            continue
        act, name = told
        about = (block, line.text[:LONGEST_LINE], file.path) if act == "reads" else (name,)
        stream = next(filter(None, (_only(text, names) for text in about)), None)
        if stream:
            near = "\n".join(lines[max(0, line.number - _NEAR - 1) : line.number + 1])
            until = _UNTIL.search(near)
            day = until["day"] if until else ""
            yield DomainData(act, name or stream, stream, file.path, line.number, day)


def _new_blocks(file: ChangedFile, lines: list[str]) -> list[str | None]:
    """The head of the Terraform block that each line is in, `None` where it was there before.

    What changes inside an older block begins nothing. Empty for all other files.
    """
    if not file.path.endswith(".tf"):
        return [""] * len(lines)
    before = frozenset(str(file.before or "").split("\n"))
    heads: list[str | None] = []
    head: str | None = ""
    for line in lines:
        if _BLOCK.match(line):
            head = None if line in before else line[:LONGEST_LINE]
        heads.append(head)
    return heads


def _act(path: str, text: str) -> tuple[Act, str] | None:
    """What a line does, and to which table or database; `None` where it does none of these."""
    source = _DBT_SOURCE.match(text) if path.endswith((".yaml", ".yml")) else None
    if source and _WAREHOUSE.search(path) and _OPERATIONAL.search(source["name"]):
        return "reads", source["name"]
    if _READS.search(text):
        return "reads", ""
    if not path.endswith((".sql", ".py")) or _WAREHOUSE.search(path):
        return None
    defines = _DEFINES.match(text) if _MIGRATION.search(path) else None
    if defines:
        return "defines", _bare(defines["name"] or defines["called"])
    writes = _WRITES.match(text) if path.endswith(".sql") else None
    return ("writes", _bare(writes["name"])) if writes else None


def _bare(name: str) -> str:
    return re.sub(r"[\"`\[\]]", "", name)


def _only(text: str, names: Mapping[str, str]) -> str | None:
    streams = named_in(text, names)
    return next(iter(streams)) if len(streams) == 1 else None
