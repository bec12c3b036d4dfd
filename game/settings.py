"""Settings of the server. What differs from place to place comes from the environment (`environment.py`)."""

import os
import warnings
from typing import Any

from game import environment

BASE_DIR = environment.ROOT
DATA_DIR = environment.data_dir()
KEY_DIR = environment.key_dir(DATA_DIR)
ASSETS_DIR = environment.assets_dir(DATA_DIR)
SEEDS_DIR = BASE_DIR / "seeds"

SECRET_KEY = environment.secret_key(DATA_DIR)
# A name of its own: DEBUG=1 is set for other programs, too, and Django's pages about a fault tell everything.
DEBUG = environment.switch("ORDER_DEBUG", default=False)
# Where the proxy in front is found, or None: then there is none, and no header of one is believed.
PUBLIC = environment.public_url()
PREFIX = PUBLIC.prefix if PUBLIC else ""
# A classroom's server has whatever address the network gave it; writes are guarded by comparing the Origin
# with the request's own Host (`game.web.guard`), so an unknown host name gains nothing. With PUBLIC_URL the
# Host is always its own (`game.admission.forwarded`).
ALLOWED_HOSTS = environment.allowed_hosts(PUBLIC)

INSTALLED_APPS = [
    "daphne",
    "channels",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",  # for its templates
    "django_htmx",
    "game",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "game.packing.pages.PackedPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    # In place of CsrfViewMiddleware: live parts are rendered once for everybody and cannot carry a token.
    "game.web.guard.SameOrigin",
    "game.web.guard.ContentPolicy",
    "game.admission.caller.DeskCookie",
    "django.contrib.messages.middleware.MessageMiddleware",
    "game.pages.errors.WithoutDatabase",
    # Last, not second: knowing no async it makes the whole chain synchronous, and a page then changes threads
    # once instead of once for each line above (docs/decisions/made-at-the-start.md).
    "game.assets.serving.Files",
]

ROOT_URLCONF = "game.urls"
ASGI_APPLICATION = "game.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

DATABASES = {"default": environment.database(DATA_DIR)}
CHANNEL_LAYERS = {"default": environment.channel_layer()}
SEVERAL_PROCESSES = bool(os.environ.get("REDIS_URL", "").strip())

TEMPLATE_LOADERS = ["game.web.templating.Loader", "django.template.loaders.app_directories.Loader"]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "game.web.templating.Templates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [("django.template.loaders.cached.Loader", TEMPLATE_LOADERS)],
            "builtins": [
                "game.templatetags.acts",
                "game.templatetags.assets",
                "game.templatetags.root",
                "game.templatetags.rows",
                "game.templatetags.sources",
                "game.templatetags.times",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

FORM_RENDERER = "game.web.templating.Fields"

STATIC_URL = f"{PREFIX}/static/"
# Pages name what `game/assets/made.py` makes of the sources at the start: no step between an edit and that.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "game.assets.storage.Storage"},
}
# The sources themselves are served, too, for pages that name them because nothing could be made.
WHITENOISE_USE_FINDERS = True
WHITENOISE_MIMETYPES = {".webmanifest": "application/manifest+json"}
# It reads small files whole, which is what this warning says.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")

# Processes for long work beside this one. 0: none, each request does its own (tests of single pages).
WORKERS = environment.switch("WORKERS", default=True)
# 0: the one for pages is started when the first of them is asked for, and not with the server.
WARM_UP = environment.switch("WARM_UP", default=True)

METRICS_TOKEN = os.environ.get("METRICS_TOKEN", "")

LOCALE_PATHS = [BASE_DIR / "locale"]
# Only what there is a translation for: a page that says it is German must not speak English.
LANGUAGES = environment.languages(LOCALE_PATHS)
LANGUAGE_CODE = environment.language(LANGUAGES)
USE_I18N = True
TIME_ZONE = environment.time_zone()
USE_TZ = True
FORMAT_MODULE_PATH = "game.formats"

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = PUBLIC is not None and PUBLIC.scheme == "https"
SESSION_COOKIE_PATH = f"{PREFIX}/"
SESSION_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "game.web.messages.Messages"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = None  # browsers complain about it on plain http, which a classroom uses
# The system check asks for CsrfViewMiddleware (see MIDDLEWARE) and for what only https can have.
SILENCED_SYSTEM_CHECKS = ["security.W003", "security.W004", "security.W008", "security.W012"]

# One line per event, never a form's content or a token: messages carry paths and codes only.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"short": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "filters": {
        "brief": {"()": "game.admission.quiet.Brief"},
        "rare": {"()": "game.admission.quiet.Rare"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "short"},
        "strangers": {"class": "logging.StreamHandler", "formatter": "short", "filters": ["brief"]},
        "protocols": {"class": "logging.StreamHandler", "formatter": "short", "filters": ["rare"]},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "game": {"level": "INFO"},
        # Paths of teachers' links hold a token, and every wrong code a pupil types would be a line.
        "django.request": {"level": "ERROR"},
        # Requests that no browser sends: a wrong Host, ten thousand fields.
        "django.security": {"handlers": ["strangers"], "propagate": False},
        # What a protocol raises is a fault of the server, and whoever found it can do it again.
        "twisted": {"handlers": ["protocols"], "propagate": False},
    },
}
