"""The simulator: phones, people and offices in random histories against the real app, and what must hold.

    machine      Hypothesis chooses steps                    story       one history: its steps, and who takes part
    people       what is done on a phone                     office      what leaders do, and what befalls the server
    cases        what becomes of a case                      units      who belongs to a unit, and its papers
    pictures     what a picture goes through                 picture_promises  and what must hold of it
    referrals    what is sent to an institution              offices     what is asked of a district, and read there
    answers      what both answer                            answer_promises  and what must hold of it
    counts       what is counted at night                    told_counts  and told to offices
    network      what a line does                            phones      a phone that outlives all of it
    server       the app, its clock, its backups             witness     what every answer must be like
    promises     what must hold when all is quiet            readers     lists, histories and held copies
    reading_promises  what must hold of these            retelling   the histories that tell most
    answer_book  which answers were acknowledged             truth       what the tables say then
    defects      what somebody could do wrong, and its history

A history is a plain list of steps, `["edit", "s1", 3, "note"]`; the telling ones lie in tests/vectors/histories.json.
"""
