"""Pydantic's complaints as a JSON pointer and a sentence in plain Indonesian."""

from collections.abc import Mapping
from typing import Any

WORDS = {
    "missing": "Isian ini wajib.",
    "extra_forbidden": "Isian ini tidak dikenal.",
    "literal_error": "Pilihan ini tidak dikenal.",
    "string_type": "Isian ini harus berupa teks.",
    "string_too_short": "Isian ini tidak boleh kosong.",
    "string_too_long": "Isian ini terlalu panjang (paling banyak {max_length} huruf).",
    "string_pattern_mismatch": "Bentuk isian ini tidak benar.",
    "int_type": "Isian ini harus berupa angka bulat.",
    "int_parsing": "Isian ini harus berupa angka bulat.",
    "bool_type": "Isian ini harus ya atau tidak.",
    "bool_parsing": "Isian ini harus ya atau tidak.",
    "list_type": "Isian ini harus berupa daftar.",
    "dict_type": "Isian ini harus berupa objek.",
    "model_type": "Isian ini harus berupa objek.",
    "model_attributes_type": "Isian ini harus berupa objek.",
    "too_long": "Terlalu banyak (paling banyak {max_length}).",
    "too_short": "Terlalu sedikit (paling sedikit {min_length}).",
    "greater_than_equal": "Angka ini terlalu kecil (paling kecil {ge}).",
    "less_than_equal": "Angka ini terlalu besar (paling besar {le}).",
    "less_than": "Angka ini terlalu besar.",
    "json_invalid": "Kiriman bukan JSON yang utuh.",
}


def fault_in_words(complaint: Mapping[str, Any]) -> tuple[str, str]:
    """(pointer, sentence). The value itself is never repeated: it may be about a person."""
    kind, context = str(complaint["type"]), complaint.get("ctx") or {}
    if kind.startswith(("date", "time")):
        sentence = "Tanggal ini tidak ada di kalender."
    else:
        sentence = WORDS.get(kind, "Isian ini tidak benar.").format_map(context)
    return pointer(complaint["loc"]), sentence


def pointer(location: tuple[Any, ...]) -> str:
    """RFC 6901; names of union branches, which Pydantic puts into the path, are left out."""
    parts = [str(part).replace("~", "~0").replace("/", "~1") for part in location if not branch(part)]
    return "".join(f"/{part}" for part in parts)


def branch(part: Any) -> bool:
    """Pydantic's marks such as `function-after[…]` are no part of the document."""
    return isinstance(part, str) and ("[" in part or part in ("body", "query", "path", "header"))
