"""In which language a browser is answered: Django's middleware finds that, but not for a socket."""

from django.conf import settings
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header


def of_headers(accepted: str) -> str:
    """The first language of an Accept-Language header that this server speaks, else its own."""
    for wanted, _quality in parse_accept_lang_header(accepted):
        try:
            return get_supported_language_variant(wanted)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE
