from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cms import selectors
from common.search import marking

register = template.Library()


@register.simple_tag
def drawing(name: str) -> SafeString:
    """One of our drawings; all stand in one file, so that a page asks for it once."""
    return format_html(
        '<svg class="drawing {0}" aria-hidden="true" focusable="false"><use href="{1}#{0}"></use></svg>',
        name,
        static("art/portal.svg"),
    )


@register.simple_tag
def found_in(page, text: str) -> SafeString:
    """The words around what was looked for, of an article, a course or a lesson."""
    return marking.snippet(selectors.words_of(page), text)


@register.filter
def marked(words: str, text: str) -> SafeString:
    return marking.marked(str(words), text)
