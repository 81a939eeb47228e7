"""The settings of the product. What differs between machines comes from the environment.

YICHUANG_DATA: the data folder (database, documents, keys). YICHUANG_DATABASE_URL: a PostgreSQL
address; without it the embedded SQLite file in the data folder is used. YICHUANG_DEMO: "1" shows
the switcher of demo accounts.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from csp.constants import NONE, SELF

from yichuang.packages import HOUSE, installed

ROOT = HOUSE.parent.parent
DATA = Path(os.environ.get("YICHUANG_DATA") or ROOT / "data").resolve()
DEMO = os.environ.get("YICHUANG_DEMO") == "1"
DEBUG = False


def _key(name: str) -> str:
    """A secret of this installation: made on first start by run.py, readable by its owner only."""
    file = DATA / "keys" / name
    if not file.exists():
        DATA.mkdir(parents=True, exist_ok=True, mode=0o700)
        file.parent.mkdir(exist_ok=True, mode=0o700)
        made = file.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(os.urandom(48).hex())
        with suppress(FileExistsError):  # of two that start at once the first one's key stays
            os.link(made, file)
        made.unlink()
    return file.read_text(encoding="ascii").strip()


SECRET_KEY = _key("secret")
PERSONAL_KEY = _key("personal")  # encrypts and hashes personal numbers

ALLOWED_HOSTS = os.environ.get("YICHUANG_HOSTS", "127.0.0.1,localhost,testserver").split(",")
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "axes",
    *installed(),
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "yichuang.web.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "yichuang.accounts.web.middleware.IdleMiddleware",
    "yichuang.web.read_guard.ReadGuard",
    "yichuang.staff.web.middleware.ActingMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "yichuang.web.middleware.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "yichuang.urls"
WSGI_APPLICATION = "yichuang.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "/"
CSRF_FAILURE_VIEW = "yichuang.web.views.forged"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_IDLE = timedelta(minutes=30)  # away for longer: sign in again
SESSION_COOKIE_HTTPONLY = True
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "accounts/locked_out.html"
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True  # sign-ins are entries of the ledger
AXES_VERBOSE = False
CSRF_COOKIE_HTTPONLY = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "yichuang.web.context.frame",
                "yichuang.staff.web.context.whereabouts",
            ],
        },
    }
]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
STATIC_URL = "/static/"  # absolute: a page in another language is mounted under its path
STATIC_ROOT = DATA / "static"
DOCUMENTS_ROOT = DATA / "documents"


def _databases(address: str | None) -> dict[str, Any]:
    """The embedded file, or the PostgreSQL server that the address names."""
    if not address:
        pragmas = (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=20000; "
            "PRAGMA mmap_size=134217728; PRAGMA cache_size=-20000; PRAGMA journal_size_limit=27103364;"
        )
        options = {"timeout": 20, "transaction_mode": "IMMEDIATE", "init_command": pragmas}
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": DATA / "yichuang.sqlite3", "OPTIONS": options}
    parts = urlsplit(address)
    socket = parse_qs(parts.query).get("host", [""])[0]
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or socket,  # a folder with the server's socket is named ?host=/folder
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 0,
        "OPTIONS": {"pool": {"min_size": 2, "max_size": 8}},
    }


DATABASES = {"default": _databases(os.environ.get("YICHUANG_DATABASE_URL"))}

# Shared by the processes of the site: failed look-ups are counted here.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": DATA / "cache"}
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# What the packages leave to adapters (architecture: exchange/)
SEAL_PROVIDER = "yichuang.exchange.local_seals.LocalSealProvider"
MESSAGE_SENDER = "yichuang.exchange.local_messages.LocalMessageSender"
CARD_READER = (
    "yichuang.exchange.local_card_reader.LocalCardReader" if DEMO else ""
)  # made-up people, marked so
