from accounts.models.passwords import UsedPassword
from accounts.models.tokens import ApiToken

__all__ = ["ApiToken", "UsedPassword"]
