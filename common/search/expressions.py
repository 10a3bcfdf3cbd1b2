"""From modelsearch's query objects to one expression in an engine's own syntax."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from modelsearch.query import And, Boost, MatchAll, Not, Or, Phrase, PlainText, SearchQuery

from common.search.grams import Term, query_terms


class Syntax(NamedTuple):
    both: str
    either: str
    except_for: str
    term: Callable[[Term], str]


class Clause(NamedTuple):
    """An expression and whether its complement is meant: FTS5 has no unary NOT, so it stays outside."""

    text: str
    negated: bool = False

    def __invert__(self) -> "Clause":
        return self._replace(negated=not self.negated)


NOTHING = Clause("")
EVERYTHING = ~NOTHING


def translate(query: SearchQuery, syntax: Syntax, *, unfinished: bool = False) -> Clause | None:
    """The query as a clause; None when it asks for nothing at all, as a blank or a lone `*` does."""
    match query:
        case MatchAll():
            return EVERYTHING
        case PlainText() | Phrase():
            return _text(query, syntax, unfinished=unfinished)
        case Boost():
            return translate(query.subquery, syntax, unfinished=unfinished)
        case Not():
            clause = translate(query.subquery, syntax, unfinished=unfinished)
            return None if clause is None else ~clause
        case And() | Or():
            parts = [translate(part, syntax, unfinished=unfinished) for part in query.subqueries]
            clauses = [clause for clause in parts if clause is not None]
            if not clauses:
                return None
            return _all_of(clauses, syntax) if isinstance(query, And) else _any_of(clauses, syntax)
    raise NotImplementedError(f"{type(query).__name__} queries are not supported by this search backend.")


def _text(query: PlainText | Phrase, syntax: Syntax, *, unfinished: bool) -> Clause | None:
    """Pairs of one word always hold together; the operator stands between words.

    A phrase is not matched by position: tsvector positions end at 16,383, so long texts would be lost.
    """
    words = query_terms(query.query_string, unfinished=unfinished)
    if not words:
        return None
    between = syntax.either if getattr(query, "operator", "and") == "or" else syntax.both
    return Clause(_join((_join(map(syntax.term, word), syntax.both) for word in words), between))


def _all_of(clauses: list[Clause], syntax: Syntax) -> Clause:
    wanted = [clause.text for clause in clauses if not clause.negated]
    unwanted = [clause.text for clause in clauses if clause.negated and clause != EVERYTHING]
    if "" in wanted:
        return NOTHING
    if not wanted:
        return ~Clause(_join(unwanted, syntax.either)) if unwanted else EVERYTHING
    text = _join(wanted, syntax.both)
    return Clause(f"({text}{syntax.except_for}{_join(unwanted, syntax.either)})" if unwanted else text)


def _any_of(clauses: list[Clause], syntax: Syntax) -> Clause:
    return ~_all_of([~clause for clause in clauses], syntax)


def _join(texts: Iterable[str], connector: str) -> str:
    return f"({connector.join(texts)})"
