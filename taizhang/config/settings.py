"""Settings: everything a deployment may turn is an environment variable named here."""

import os
from pathlib import Path

DATA_DIR = Path(os.environ.get("TAIZHANG_DATA", "data")).resolve()
SECRET_KEY = os.environ.get("TAIZHANG_SECRET_KEY", "only-for-tests")
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
LANGUAGE_CODE = "zh-hans"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS: list[str] = []
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": DATA_DIR / "taizhang.db"}}
