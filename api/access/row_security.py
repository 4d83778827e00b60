"""PostgreSQL row-level security says again what `api/access/scope.py` says, for a query that forgets to ask.

The server's role owns no table and passes no policy by. A transaction says who reads (`set_rls_reader`) and which home
it has locked (`set_rls_home`); without either a case does not exist, and nothing of a case is written outside that
home.

    pulih_scope()   (home, feed) of the cases in the reader's scope
    pulih_sent()    (home, id, feed) of the records sent to the reader's institution
    pulih_ids_elsewhere(home, ids)   those of the ids that are taken in another home

Derived from the kinds' declarations at every migration, so that a new kind stands behind it too. The tables' owner has
a policy of its own: migrations run as the owner, and both functions look as the owner, or a policy would ask itself.
"""

from collections.abc import Iterator, Set

from sqlmodel import SQLModel

from api.records import KINDS, Record

ROLE = "pulih_app"
ONLY_ADDED = frozenset({"audit", "read_log"})
ALSO_REMOVED = frozenset({"used_nonce", "throttle", "enrolment_code"})


def setting(name: str, kind: str) -> str:
    """What this transaction said, or NULL; read once for each query."""
    return f"(SELECT nullif(current_setting('pulih.{name}', true), '')::{kind})"


HOME, ME, ROLE_IS = setting("home", "uuid"), setting("agent", "uuid"), setting("role", "text")
UNIT, PARTNER = setting("unit", "uuid"), setting("partner", "text")


def within(feed: str = "feed") -> str:
    """The row's case is in scope."""
    return f"(home, {feed}) IN (SELECT s.home, s.feed FROM pulih_scope() s)"


SENT = "(home, {}) IN (SELECT s.home, s.id FROM pulih_sent() s)"
NO_PARTNER = f"{ROLE_IS} <> 'partner'"


def sent_to_me(kind: type[Record]) -> str:
    """Addressed to the reader's institution, neither taken back nor held back: `access.sent_to` in SQL."""
    hidden = ", ".join(f"'{value}'" for value in sorted(kind.hidden_while[1])) if kind.hidden_while else ""
    held = f'AND "{kind.hidden_while[0]}" NOT IN ({hidden})' if kind.hidden_while else ""
    mine = f'"{kind.recipient_field}" = {PARTNER} AND voided_because IS NULL {held}'
    return f'SELECT home, id, feed FROM "{kind.kind}" WHERE {mine}'


def seen(kind: type[Record]) -> str:
    """Rows of a kind: a partner's only where its view opens any, and of an addressed kind what was sent to it."""
    if not kind.readable_by.get("partner"):
        return f"{NO_PARTNER} AND {within()}"
    return f"({NO_PARTNER} OR {SENT.format('id')}) AND {within()}" if kind.recipient_field else within()


def seen_changes() -> str:
    """Bodies and histories, by the same rule."""
    open_kinds = [name for name, kind in KINDS.items() if kind.readable_by.get("partner") and not kind.recipient_field]
    names = ", ".join(f"'{name}'" for name in open_kinds) or "NULL"
    return f"({NO_PARTNER} OR kind IN ({names}) OR {SENT.format('record')}) AND {within()}"


def readable() -> dict[str, str]:
    """{table: which rows a reader has}. What stands here lies behind the wall."""
    return {
        "feed": within("id"),
        "follow": f"agent = {ME} OR ({NO_PARTNER} AND {within()})",
        "change": seen_changes(),
        "sent_record": f"({ROLE_IS} = 'partner' AND recipient::text = {PARTNER}) OR ({NO_PARTNER} AND {within()})",
        "held_change": f"{ROLE_IS} = 'coordinator' AND (unit = {UNIT} OR {within()})",
        **{name: seen(kind) for name, kind in KINDS.items()},
    }


def functions() -> Iterator[str]:
    """What both policies and readers ask, seen with the owner's eyes."""
    sent = "; ".join(f"RETURN QUERY {sent_to_me(kind)}" for kind in KINDS.values() if kind.recipient_field)
    head = "LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp ROWS 200 AS $body$"
    yield f"""CREATE OR REPLACE FUNCTION pulih_sent() RETURNS TABLE (home uuid, id uuid, feed uuid) {head}
        #variable_conflict use_column
        BEGIN IF {ROLE_IS} = 'partner' THEN {sent or "RETURN"}; END IF; END $body$"""
    yield f"""CREATE OR REPLACE FUNCTION pulih_scope() RETURNS TABLE (home uuid, feed uuid) {head}
        #variable_conflict use_column
        BEGIN
            IF {ROLE_IS} IN ('agent', 'coordinator') THEN
                RETURN QUERY SELECT home, feed FROM follow
                    WHERE agent = {ME} AND until IS NULL;
            END IF;
            IF {ROLE_IS} = 'coordinator' THEN RETURN QUERY SELECT home, id FROM feed WHERE unit = {UNIT}; END IF;
            IF {ROLE_IS} = 'partner' THEN RETURN QUERY SELECT home, feed FROM pulih_sent(); END IF;
        END $body$"""
    yield """CREATE OR REPLACE FUNCTION pulih_ids_elsewhere(here uuid, ids uuid[]) RETURNS TABLE (id uuid)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
        SELECT record FROM change WHERE record = ANY (ids) AND home <> here
        UNION SELECT unit.id FROM unit WHERE unit.id = ANY (ids) $body$"""
    for name in ("pulih_sent()", "pulih_scope()", "pulih_ids_elsewhere(uuid, uuid[])"):
        yield f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC"
        yield f"GRANT EXECUTE ON FUNCTION {name} TO {ROLE}"


def walls(there: Set[str]) -> Iterator[str]:
    """Row-level security, forced, and a policy for the owner and for the server; no policy, no row."""
    rows = {table: rule for table, rule in readable().items() if table in there}
    for table in (*rows, "read_log"):
        yield f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY'
        for policy in ("keeper", "server"):
            yield f'DROP POLICY IF EXISTS {policy} ON "{table}"'
        yield f'CREATE POLICY keeper ON "{table}" TO CURRENT_USER USING (true) WITH CHECK (true)'
    for table, rule in rows.items():
        both = f"USING (home = {HOME} OR ({rule})) WITH CHECK (home = {HOME})"
        yield f'CREATE POLICY server ON "{table}" TO {ROLE} {both}'
    yield f"CREATE POLICY server ON read_log FOR INSERT TO {ROLE} WITH CHECK (agent = {ME})"


def grants(there: Set[str]) -> Iterator[str]:
    """The least with which the server works; a table that nobody thought of is not granted by itself."""
    for table in sorted(there & set(SQLModel.metadata.tables)):
        yield f'REVOKE ALL ON "{table}" FROM {ROLE}'
        rights = "INSERT" if table in ONLY_ADDED else "SELECT, INSERT, UPDATE"
        more = ", DELETE" if table in ALSO_REMOVED else ""
        yield f'GRANT {rights}{more} ON "{table}" TO {ROLE}'
    yield f"GRANT SELECT ON alembic_version TO {ROLE}"
