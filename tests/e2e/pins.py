"""What a person does with her PIN beyond opening."""

from tests.e2e.person import Person

OTHER_PIN = "314159"


def begin_change(person: Person, old: str, fresh: str) -> None:
    """All she does for a new PIN; what follows is the phone's."""
    person.go("Saya")
    person.tap("Ganti PIN")
    person.press_pin(old, "Lanjut")
    person.press_pin(fresh, "Lanjut")
    person.press_pin(fresh, "Ganti")


def change_pin(person: Person, old: str, fresh: str) -> None:
    """To the end."""
    begin_change(person, old, fresh)
    person.sees("Sudah diganti")
