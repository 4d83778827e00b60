"""The time zone of each province, as the IANA database names the country's four.

Keppres 41/1987: western time, and central and eastern by province; western and central Kalimantan keep western time.
"""

TIME_ZONES = ("Asia/Jakarta", "Asia/Pontianak", "Asia/Makassar", "Asia/Jayapura")
WESTERN, KALIMANTAN, CENTRAL, EASTERN = TIME_ZONES
PROVINCE = 2
# By how a province's code begins; the longest that fits.
BY_PROVINCE = {"5": CENTRAL, "6": CENTRAL, "61": KALIMANTAN, "62": KALIMANTAN, "7": CENTRAL, "8": EASTERN, "9": EASTERN}


def zone_of(code: str) -> str:
    """Of any area, by its dotted code."""
    return BY_PROVINCE.get(code[:PROVINCE], BY_PROVINCE.get(code[:1], WESTERN))
