"""The files of a pack and its edition: canonical content and SHA-256 digest.

Content is one JSON text of all files, decoded, without byte-order marks and with plain line ends,
so that the same pack saved by another editor is the same edition.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from taizhang.packs.problems import Findings

REQUIRED = ("district.toml", "units.csv", "categories.csv", "duties.csv")
# What a district may lay down beside them; a pack without is whole.
OPTIONAL = ("areas.geojson", "borders.csv", "sponsors.csv", "supervision.csv", "rulings.csv")
CAMPAIGNS = "campaigns"
ENCODINGS = ("utf-8-sig", "gb18030")  # spreadsheet programs in China save CSV in the second


def read_folder(folder: Path, findings: Findings) -> dict[str, str]:
    """Return the texts of a pack's files by their names inside the folder."""
    if not folder.is_dir():
        findings.add(str(folder), 0, "", "没有这个文件夹", "一个制度包文件夹，内有 district.toml")
        return {}
    names = {path: path.relative_to(folder).as_posix() for path in _paths(folder)}
    files = {name: read_text(path, name, findings) for path, name in names.items()}
    missed(files, findings)
    return files


def read_text(path: Path, name: str, findings: Findings) -> str:
    """Return the text of one file, without byte-order mark and with plain line ends."""
    return decoded(path.read_bytes(), name, findings)


def decoded(raw: bytes, name: str, findings: Findings) -> str:
    """Return bytes as text, without byte-order mark and with plain line ends."""
    for encoding in ENCODINGS:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        return text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    findings.add(name, 0, "", "文字编码无法识别", "UTF-8 或 GB18030 编码的文本")
    return ""


def content_of(files: Mapping[str, str]) -> str:
    """Return the canonical text of a pack's files."""
    return json.dumps(dict(files), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def files_of(content: str) -> dict[str, str]:
    """Return the files that `content_of` packed."""
    files: dict[str, str] = json.loads(content)
    return files


def digest_of(content: str) -> str:
    """Return the SHA-256 of canonical content in hexadecimal."""
    return hashlib.sha256(content.encode()).hexdigest()


def write_folder(files: Mapping[str, str], folder: Path) -> None:
    """Write a pack's files into a folder, as `read_folder` reads them."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def _paths(folder: Path) -> list[Path]:
    named = [folder / name for name in (*REQUIRED, *OPTIONAL)]
    return [
        path for path in (*named, *sorted((folder / CAMPAIGNS).glob("*.toml"))) if path.exists()
    ]


def is_part(name: str) -> bool:
    """Return whether a file of this name belongs to an edition."""
    return name in (*REQUIRED, *OPTIONAL) or (
        name.startswith(f"{CAMPAIGNS}/") and name.endswith(".toml")
    )


def missed(files: Mapping[str, str], findings: Findings) -> None:
    """Note every file that a pack must have and that is not there."""
    for name in REQUIRED:
        if name not in files:
            findings.add(name, 0, "", "缺少这个文件", f"制度包根目录下的 {name}")
    if not any(name.startswith(f"{CAMPAIGNS}/") for name in files):
        findings.add(CAMPAIGNS, 0, "", "没有任何专项", "至少一个 campaigns/名称.toml")
