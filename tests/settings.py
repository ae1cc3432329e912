"""Settings of the tests: a data folder of their own, cheap passwords, and nothing from outside."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_folder = Path(tempfile.mkdtemp(prefix="taizhang-tests-"))
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
for name in [name for name in os.environ if name.startswith("TAIZHANG_")]:
    if name != "TAIZHANG_DATABASE_URL":  # PostgreSQL, when it is the turn of PostgreSQL
        del os.environ[name]
os.environ["TAIZHANG_DATA"] = str(_folder)
os.environ["TAIZHANG_SECRET_KEY"] = "only-for-tests"

from taizhang.config.settings import *  # noqa: E402, F403, TID251  (environment first)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
