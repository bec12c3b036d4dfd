"""`{% root %}`: what stands before every address of ours: PUBLIC_URL's prefix, mostly nothing.

For addresses that stand in a page many times: it is put in when a template is read, and costs nothing after.
"""

from django import template
from django.conf import settings
from django.template.base import Parser, TextNode, Token

register = template.Library()


@register.tag
def root(parser: Parser, token: Token) -> TextNode:
    return TextNode(settings.PREFIX)
