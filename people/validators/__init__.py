from people.validators.numbers import id_check_digit, validate_id_number, validate_mobile, validate_uscc
from people.validators.passwords import MinimumLength, NoPersonalNumber, NotCommon, NotLikeName, NotRecent, ThreeClasses

__all__ = [
    "id_check_digit",
    "MinimumLength",
    "NoPersonalNumber",
    "NotCommon",
    "NotLikeName",
    "NotRecent",
    "ThreeClasses",
    "validate_id_number",
    "validate_mobile",
    "validate_uscc",
]
