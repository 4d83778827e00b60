"""Pydantic's complaints as a JSON pointer and a plain Indonesian sentence. The input is never quoted."""

from collections.abc import Iterable, Mapping
from typing import Any

from api.ids import UUID7_PATTERN

SENTENCES = {
    "missing": "Isian ini wajib.",
    "extra_forbidden": "Isian ini tidak dikenal.",
    "none_required": "Isian ini harus kosong.",
    "string_type": "Isian ini harus berupa teks.",
    "string_too_long": "Terlalu panjang: paling banyak {max_length} huruf.",
    "string_unicode": "Isian ini berisi huruf yang tidak bisa disimpan.",
    "literal_error": "Pilihan ini tidak dikenal. Yang bisa dipakai: {expected}.",
    "enum": "Pilihan ini tidak dikenal. Yang bisa dipakai: {expected}.",
    "bool_type": "Isian ini harus ya atau tidak.",
    "bool_parsing": "Isian ini harus ya atau tidak.",
    "greater_than": "Angka ini harus lebih dari {gt}.",
    "greater_than_equal": "Angka ini paling kecil {ge}.",
    "less_than": "Angka ini harus kurang dari {lt}.",
    "less_than_equal": "Angka ini paling besar {le}.",
    "finite_number": "Angka ini tidak bisa disimpan.",
    "list_type": "Isian ini harus berupa daftar.",
    "set_type": "Isian ini harus berupa daftar.",
    "tuple_type": "Isian ini harus berupa daftar.",
    "too_long": "Terlalu banyak: paling banyak {max_length}.",
    "too_short": "Terlalu sedikit: paling sedikit {min_length}.",
    "timezone_aware": "Waktu ini harus menyebut zonanya.",
    "json_invalid": "Kiriman bukan JSON yang utuh.",
    "json_type": "Kiriman bukan JSON yang utuh.",
    "recursion_loop": "Kiriman terlalu dalam.",
}
BEGINNINGS = {
    "date_": "Tanggal ini tidak ada di kalender; tulis seperti 2026-11-23.",
    "datetime_": "Waktu ini tidak bisa dibaca; tulis seperti 2026-11-23T07:30:00Z.",
    "int_": "Isian ini harus bilangan bulat.",
    "float_": "Isian ini harus angka.",
    "decimal_": "Isian ini harus angka.",
    "dict_": "Isian ini harus berupa kumpulan isian bernama.",
    "model_": "Isian ini harus berupa kumpulan isian bernama.",
}


def pointer_to(place: Iterable[str | int]) -> str:
    """RFC 6901: `/changes/0/set/on`."""
    return "".join(f"/{spelled(part).replace('~', '~0').replace('/', '~1')}" for part in place)


def spelled(part: str | int) -> str:
    """A member's name, which anybody may have chosen: cut, and without what no answer can carry."""
    return str(part)[:80].replace("\0", "?").encode(errors="replace").decode()


def fault_in_words(complaint: Mapping[str, Any]) -> tuple[str, str]:
    """(pointer, sentence) of one of `ValidationError.errors()`."""
    return pointer_to(complaint["loc"]), sentence(complaint["type"], complaint.get("ctx") or {}, complaint["msg"])


def sentence(kind: str, about: Mapping[str, Any], said: str) -> str:
    """What is wrong, for who wrote it. Own validators raise `PydanticCustomError("pulih_…", sentence)`."""
    if kind.startswith("pulih_"):
        return said
    if kind == "string_pattern_mismatch" and about.get("pattern") == UUID7_PATTERN:
        return "Nomor ini harus UUID versi 7, huruf kecil, dengan tanda hubung."
    if kind == "string_too_short":
        least = about["min_length"]
        return "Isian ini tidak boleh kosong." if least == 1 else f"Terlalu pendek: paling sedikit {least} huruf."
    if kind in SENTENCES:
        return SENTENCES[kind].format_map({**about, "expected": str(about.get("expected")).replace(" or ", ", ")})
    return next((words for start, words in BEGINNINGS.items() if kind.startswith(start)), "Isian ini tidak sesuai.")
