from dataclasses import asdict, dataclass, field, fields
from typing import Any


@dataclass
class Options:
    """What the uploader chose or put right; `unit_names` give unit codes for texts no unit is called by. `more` is what
    the kind of list asks beside that."""

    sheets: list[str] | None = None
    headings: dict[str, str] = field(default_factory=dict)
    unit_names: dict[str, str] = field(default_factory=dict)
    skip_hidden: bool = False
    more: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Options":
        names = {one.name for one in fields(cls)}
        return cls(**{name: value for name, value in stored.items() if name in names})
