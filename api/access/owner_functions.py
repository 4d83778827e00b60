"""What the server asks on PostgreSQL with the eyes of the tables' owner, and no policy does: each a few columns of rows
that its reader does not reach."""

from collections.abc import Iterator

from api.access.row_security import BY_AREA, BY_COUNTRY, OVERSEEING, ROLE, WARNED, acts_as, said
from api.access.unlooked_alerts import alerts_counted, regencies_counted
from api.changes.area_papers import covers

OUTGROWN = ("pulih_scope()", "pulih_sent()")  # policies once asked these


def functions() -> Iterator[str]:
    """All of them, for the server's role alone."""
    yield from (f"DROP FUNCTION IF EXISTS {name}" for name in OUTGROWN)
    yield """CREATE OR REPLACE FUNCTION pulih_ids_elsewhere(here uuid, ids uuid[]) RETURNS TABLE (id uuid)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
        SELECT record FROM change WHERE record = ANY (ids) AND home <> here
        UNION SELECT unit.id FROM unit WHERE unit.id = ANY (ids) $body$"""
    yield "REVOKE ALL ON FUNCTION pulih_ids_elsewhere(uuid, uuid[]) FROM PUBLIC"
    yield f"GRANT EXECUTE ON FUNCTION pulih_ids_elsewhere(uuid, uuid[]) TO {ROLE}"
    yield f"""CREATE OR REPLACE FUNCTION pulih_agreements(one uuid, day date)
        RETURNS TABLE (institution text, until date)
        LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$ BEGIN
        RETURN QUERY SELECT paper.institution, paper.ends_on FROM agreement AS paper WHERE paper.home = one
        AND paper.starts_on <= day AND paper.ends_on >= day AND paper.voided_because IS NULL
        UNION ALL SELECT signed.institution, signed.ends_on FROM area_paper AS signed, unit AS place
        WHERE signed.institution IS NOT NULL AND place.id = one AND {covers("strpos", "place.village")}
        AND signed.starts_on <= day AND signed.ends_on >= day AND signed.voided_because IS NULL; END $body$"""  # noqa: S608 — of the house's own names alone
    yield "REVOKE ALL ON FUNCTION pulih_agreements(uuid, date) FROM PUBLIC"
    yield f"GRANT EXECUTE ON FUNCTION pulih_agreements(uuid, date) TO {ROLE}"
    # In PL/pgSQL, which looks for columns when it is asked: an older schema has others.
    yield """CREATE OR REPLACE FUNCTION pulih_looks_at(homes uuid[], one uuid, since timestamptz)
        RETURNS TABLE (at timestamptz, role varchar)
        LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$ BEGIN
        RETURN QUERY SELECT log.at, log.role FROM read_log AS log
        WHERE log.home = ANY (homes) AND log.at >= since AND strpos(log.feeds, one::text) > 0; END $body$"""
    yield "REVOKE ALL ON FUNCTION pulih_looks_at(uuid[], uuid, timestamptz) FROM PUBLIC"
    yield f"GRANT EXECUTE ON FUNCTION pulih_looks_at(uuid[], uuid, timestamptz) TO {ROLE}"
    yield from danger_functions()
    # Numbers for whoever watches the server.
    yield """CREATE OR REPLACE FUNCTION pulih_held() RETURNS TABLE (answer varchar, held bigint)
        LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$ BEGIN
        RETURN QUERY SELECT one.answer, count(*) FROM held_change AS one WHERE one.decision IS NULL GROUP BY one.answer;
        END $body$"""
    yield "REVOKE ALL ON FUNCTION pulih_held() FROM PUBLIC"
    yield f"GRANT EXECUTE ON FUNCTION pulih_held() TO {ROLE}"


def danger_functions() -> Iterator[str]:
    """Counts of what nobody looked after, each for whom it is: of her own area alone."""
    yield f"""CREATE OR REPLACE FUNCTION pulih_unlooked(before timestamptz, inside text)
        RETURNS TABLE (place_id uuid, danger text, many bigint, since date)
        LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$ BEGIN
        IF {acts_as(WARNED)} AND inside = {said("area")} THEN
        RETURN QUERY {alerts_counted("strpos", "before", "inside")}; END IF; END $body$"""
    yield "REVOKE ALL ON FUNCTION pulih_unlooked(timestamptz, text) FROM PUBLIC"
    yield f"GRANT EXECUTE ON FUNCTION pulih_unlooked(timestamptz, text) TO {ROLE}"
    above = (
        f"{acts_as(OVERSEEING)} AND (({acts_as(BY_AREA)} AND inside <> '' AND inside = {said('area')}) OR "
        f"({acts_as(BY_COUNTRY)} AND inside = ''))"
    )
    yield f"""CREATE OR REPLACE FUNCTION pulih_unlooked_regencies(before timestamptz, inside text)
        RETURNS TABLE (kind_of text, many bigint)
        LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$ BEGIN
        IF {above} THEN RETURN QUERY {regencies_counted("strpos", "before", "inside")}; END IF; END $body$"""
    yield "REVOKE ALL ON FUNCTION pulih_unlooked_regencies(timestamptz, text) FROM PUBLIC"
    yield f"GRANT EXECUTE ON FUNCTION pulih_unlooked_regencies(timestamptz, text) TO {ROLE}"
