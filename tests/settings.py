"""The product's settings under test: a data folder of their own, and what makes tests quick.

Nothing of a test may reach the real data folder: the variable is set before the settings read it, and
programs that a test starts inherit it.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

_OURS = "yichuang-test-"
if not os.path.basename(os.environ.get("YICHUANG_DATA", "")).startswith(_OURS):  # noqa: PTH119 (a child inherits ours)
    os.environ["YICHUANG_DATA"] = tempfile.mkdtemp(prefix=_OURS)
    _OWNER = os.getpid()
    atexit.register(
        lambda: (
            shutil.rmtree(os.environ["YICHUANG_DATA"], ignore_errors=True) if os.getpid() == _OWNER else None
        )
    )
os.environ.setdefault("YICHUANG_DEMO", "")

from yichuang.settings import *  # noqa: E402, F403
from yichuang.settings import DATA, DATABASES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True  # files are served from the packages; nothing is collected
WHITENOISE_USE_FINDERS = True

_database = DATABASES["default"]
if _database["ENGINE"].endswith("sqlite3"):
    # A file, as in the product, so that threads and processes meet the real locks; but disks are not waited for.
    _options = _database["OPTIONS"]
    _options["init_command"] = _options["init_command"].replace("synchronous=FULL", "synchronous=OFF")
    _database["TEST"] = {"NAME": str(DATA / "test.sqlite3")}
else:
    _database["OPTIONS"].pop("pool", None)  # a test database cannot be dropped while a pool holds on to it
