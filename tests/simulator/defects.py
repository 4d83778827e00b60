"""Defects that somebody could well make, each with the history by which it is noticed."""

from tests.planted import PlantedDefect

LOST_ANSWER = "an answer is lost and the change is sent again"
SAME_FIELD = "two edit the same field, and the second is asked"
INVITED = "who is invited after her last sync is told the whole case"
LEFT = "who handed over holds nothing of it any more, and what waited still arrives"
REVOKED = "what a revoked agent wrote is held for her coordinator, who takes it"
A_YEAR = "a year after she handed over nothing of hers arrives by itself"
RESTORED = "what was acknowledged after the backup waits again after a restore"
OLDER = "the backup before the newest is put back, twice"
COLLEAGUE = "what only a colleague's phone still holds comes back after a restore"
ANEW = "what a phone was told and another wrote anew becomes a question after a restore"
ERASED = "what was erased stays erased when an older backup is put back"
WAITS = "what waits for an erased client is deleted, and nothing else"
BAD = "one bad change among good ones, and its mending"
STRANGER = "a stranger's forged changes move nothing"
MOVED = "a client moves to another unit and those there write on"
PAGES = "a list is followed through many clients by small pages"
CLOSED = "a case is closed for two reasons, opened again and closed"
RIGHTS = "a client asks to stop, and another to be erased"
OFFERED = "a client who moves is accepted while her own unit hands all over"
JOINED = "somebody joins a unit, leaves it and joins again"
DRAWER = "a phone in a drawer hands in again after a restore"
KEYS_LOST = "boxes wait while the server's keys are lost"
USURPER = "a stranger opens a case under the id of another home's"
OTHER_CLOCKS = "what was written by other clocks is read by small pages"
SENT_AGAIN = "a restored server is sent its pictures again"
OLDER_PICTURE = "of two backups the older is put back, and has no picture yet"
ERASED_PICTURE = "an erased client's picture is gone, also where an older backup is put back"
NO_MORE = "a client agrees to pictures no more"
LOCKED_PICTURE = "a locked phone hands in its pictures, one before its change is taken"
PUT_BACK = "a picture whose record a colleague put back after a restore is sent by who took it"
OFFICE = "papers of two units are read in one of them, and by the officer of its district"
SENT = "an institution reads what was sent to it, and no draft nor what was taken back"
COACHED = "what a unit is coached by and asks of its office is read by those whose it is"
ANSWERED = "two offices answer, each what it was asked, and send it again"
COUNTED = "clients of two districts are counted at night, and one is erased since"
ASKED_AGAIN = "what an office answered after the backup is asked again after a restore"
OWN = "her own second edit waits behind her first"

PHONE = "tests.phone:Phone"
RETURNING = "tests.simulator.phones:ReturningPhone"

DEFECTS = (
    PlantedDefect("no replay check", "api.changes.apply:replay", "batch.known.get(change.id)", "None", LOST_ANSWER),
    PlantedDefect(
        "numbers are not kept under the lock", "api.changes.feeds:store_counter",
        "session.connection().execute(MOVED_ON, moved)", "pass", LOST_ANSWER,
    ),
    PlantedDefect(
        "last writer wins", "api.changes.merge:merge", "same(now, wanted)", "True", SAME_FIELD
    ),
    PlantedDefect(
        "losers are forgotten", "api.changes.merge:questions_after", "if field in lost:", "if False:", SAME_FIELD
    ),
    PlantedDefect(
        "`was` from the told value", f"{PHONE}.save", "seen = self.screen(name)", "seen = self.told_values(name)", OWN
    ),
    PlantedDefect(
        "follow without telling again", "api.changes.feeds:begin_follow", "tell_again(session, locked, feed)", "pass",
        INVITED,
    ),
    PlantedDefect(
        "list not authoritative", f"{PHONE}.pull", 'if item["feed"] in self.feeds', "if True", LEFT
    ),
    PlantedDefect(
        "the list is not told again", "api.sync.pull:pull", "if follows_hash(names) != ask.follows:", "if False:", LEFT
    ),
    PlantedDefect(
        "epoch ignored", "api.sync.current_epoch:require_current_epoch", "if ask.epoch != here.epoch:",
        "if False:", RESTORED,
    ),
    PlantedDefect(
        "acknowledged changes dropped early", f"{RETURNING}.let_go", 'one[1]["started"] + 2', 'one[1]["started"]',
        OLDER,
    ),
    PlantedDefect(
        "not put back", f"{RETURNING}.come_back",
        "[change for change, _ in self.acked] + self.out", "self.out", RESTORED,
    ),
    PlantedDefect(
        "`found` left out", f"{RETURNING}.hand_in", 'lost.sort(key=lambda one: one["record"] != one["feed"])',
        "lost.clear()", COLLEAGUE,
    ),
    PlantedDefect(
        "what is found overwrites", "api.sync.recovery:ask", "Merged(dict(held.values), differing)",
        "Merged({**held.values, **differing}, {})", ANEW,
    ),
    PlantedDefect(
        "right taken from the change", "api.changes.permission:permission_of", "if change.feed not in batch.follows:",
        "if change.feed not in batch.follows:\n        return Permission.FREE\n    if False:", STRANGER,
    ),
    PlantedDefect(
        "refused change deleted", f"{PHONE}.receipt", "self.refused.append((change, result))", "pass", BAD
    ),
    PlantedDefect(
        "one bad change refuses its batch", "api.sync.incoming:read_change", "problem = Invalid.of(error)",
        "raise Invalid.of(error)", BAD,
    ),
    PlantedDefect(
        "erasure not replayed", "api.backups.restoring:begin_again",
        "replay_journal(session, journal)", "(0, 0)", ERASED,
    ),
    PlantedDefect(
        "an erased case takes changes", "api.changes.apply:judge",
        "if (feed and feed.erased_at) or (held and held.erased):", "if False:", WAITS,
    ),
    PlantedDefect(
        "a feed is looked for in the author's own home", "api.sync.push:by_home",
        "case.home if case else actor.unit", "actor.unit", MOVED,
    ),
    PlantedDefect(
        "feed compared without home", "api.changes.apply:judge", " or change.record in batch.elsewhere", "", USURPER
    ),
    PlantedDefect(
        "clock as cursor", "api.resources.records.order:rows_of", ".order_by(position)", ".order_by(CHANGE.c.at)",
        OTHER_CLOCKS,
    ),
    PlantedDefect(
        "a clock as a phone's cursor", "api.sync.pull:page", 'order_by("home", "position")',
        'order_by("at")', OTHER_CLOCKS,
    ),
    PlantedDefect(
        "a phone's cursor is where the server stands at that moment", "api.sync.pull:pull",
        "reached(ask.cursor, positions, told) if more else positions", "positions", PAGES,
    ),
    PlantedDefect(
        "a list's cursor is where the server stands at that moment", "api.resources.records.listing:told_since",
        "reached = here[-2].position if room > 1 else place.reached", "reached = last", PAGES,
    ),
    PlantedDefect(
        "history past the view", "api.resources.records.history:history_of", "if found.case in scope.followed:",
        "if True:", SAME_FIELD,
    ),
    PlantedDefect(
        "an exclusive field is asked about", "api.changes.validation:guard", "if change.was is None or (",
        "if True or (", CLOSED,
    ),
    PlantedDefect(
        "asked to erase, nothing is erased", "api.resources.carrying_out:erase",
        "erase_whole(doing.session, doing.locked, feed, now)", "pass", RIGHTS,
    ),
    PlantedDefect("who stopped is not left alone", "api.resources.carrying_out:withdraw", "if ended:", "if False:",
                  RIGHTS),
    PlantedDefect(
        "a client is accepted whom nobody follows", "api.resources.followers:move_case",
        "begin_follow(session, locked, feed, mate, now, move.reason, by=by)", "pass", OFFERED,
    ),
    PlantedDefect(
        "of two homes one is handed over", "api.resources.handing_over:hand_over_cases", "for home in homes for",
        "for home in homes[:1] for", OFFERED,
    ),
    PlantedDefect(
        "who joins is not told the papers", "api.changes.unit_feeds:tell_papers_again",
        "tell_again(session, locked, session.get_one(Feed, key))", "pass", JOINED,
    ),
    PlantedDefect("what is handed in is not stored", "api.sync.rescue:apply_in_home", "store(batch)", "pass", DRAWER),
    PlantedDefect(
        "keys are brought back over newer ones", "api.identity.server_keys:bring_back_keys", "[*kept[use], *(", "[*(",
        KEYS_LOST,
    ),
    PlantedDefect(
        "a list past the scope", "api.access.scope:state_unit", "frozenset(away))", "frozenset())", MOVED
    ),
    PlantedDefect(
        "held changes of another unit", "api.resources.held_changes:mine", "return or_(here, col(HeldChange.unit) == "
        "actor.unit)", "return col(HeldChange.unit).is_not(None)", REVOKED,
    ),
    PlantedDefect(
        "60 days never ending", "api.changes.permission:permission_by",
        " and follow.until <= now < follow.until + GRACE", "", A_YEAR,
    ),
    PlantedDefect(
        "a restored server is not sent its pictures again", "tests.simulator.pictures:unsent",
        " or one.sent[0] != phone.epoch", "", SENT_AGAIN,
    ),
    PlantedDefect(
        "a picture leaves its phone with the next backup", f"{RETURNING}.covered", "one.sent[1] + 2", "one.sent[1]",
        OLDER_PICTURE,
    ),
    PlantedDefect(
        "an erased client's pictures stay", "api.changes.erasure:erase_case",
        "erase_blobs(session, feed.home, feed.id)", "pass", ERASED_PICTURE,
    ),
    PlantedDefect(
        "pictures that a client agrees to no more stay", "api.changes.blobs:store_unnamed",
        "if feeds or batch.unnamed:", "if batch.unnamed:", NO_MORE,
    ),
    PlantedDefect(
        "what a locked phone brings counts as whole too early", "api.sync.rescue_blobs:take_sealed_part",
        "received == blob.size)", "received > 0)", LOCKED_PICTURE,
    ),
    PlantedDefect(
        "of a record that was put back nobody sends the picture", "api.resources.blobs:own_blob",
        " or written.handed_back", "", PUT_BACK,
    ),
    PlantedDefect("papers past the district", "api.access.unit_papers:papers_in", ".where(lies)", "", OFFICE),
    PlantedDefect(
        "a unit's coaching papers are read by nobody", "api.access.followed_cases:state_followed",
        "return frozenset(feeds_followed(session, actor))",
        "return frozenset(one for one in feeds_followed(session, actor) if one.about != 'coaching')", COACHED,
    ),
    PlantedDefect(
        "what is asked of an office says whose it is", "api.access.scope:Scope.never_named", "self.reach.unnamed and ",
        "False and ", COACHED,
    ),
    PlantedDefect(
        "a village reads past its view", "api.access.views:view_of", "return office_view(kind, role, values)",
        "return frozenset(kind.model_fields)", COACHED,
    ),
    PlantedDefect(
        "a draft is sent", "api.changes.sent_records:is_sent", "kind.hidden_while is None or ", "True or ", SENT
    ),
    PlantedDefect(
        "an answer that is sent again is judged anew", "api.resources.records.commands:update",
        "if change.id not in batch.known and not", "if not", ANSWERED,
    ),
    PlantedDefect(
        "every office is asked the same", "api.access.scope:enter", "actor.partner or actor.area",
        "actor.partner or '33.22'", ANSWERED,
    ),
    PlantedDefect(
        "who follows is asked what an office had answered", "api.sync.recovery:only_offices_say", "return bool(roles)",
        "return False", ASKED_AGAIN,
    ),
    PlantedDefect(
        "who was erased is counted on", "api.numbers.changed_days:changes_all", "if row.last and row.body is None:",
        "if False:", COUNTED,
    ),
    PlantedDefect(
        "numbers of few are told", "api.numbers.told_table:TellingRule.has_enough", "many < self.least", "many < 2",
        COUNTED,
    ),
    PlantedDefect(
        "what is not told is found by subtraction", "api.numbers.told_table:hide_beside", "while untold and not ",
        "while False and not ", COUNTED,
    ),
)  # fmt: skip
