"""Counts the SQL statements of one request, when the request asks for it: measured requests carry no counter."""

from django.db import connection

ASKED = "X-Count-Statements"
COUNTED = "X-Statements"


class StatementCountMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if ASKED not in request.headers:
            return self.get_response(request)
        counter = Counter()
        with connection.execute_wrapper(counter):
            response = self.get_response(request)
        response.headers[COUNTED] = str(counter.statements)
        return response


class Counter:
    """What a cursor executes, without the brackets of a transaction; on SQLite BEGIN passes through one."""

    def __init__(self):
        self.statements = 0

    def __call__(self, execute, sql, params, many, context):
        self.statements += not sql.startswith("BEGIN")
        return execute(sql, params, many, context)
