"""Files that somebody uploads as a new edition: a whole pack in a zip, or only what has changed."""

import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import PurePosixPath

from taizhang.packs.load import Pack, from_files
from taizhang.packs.problems import BrokenPack, Findings
from taizhang.packs.source import CAMPAIGNS, REQUIRED, decoded, is_part, missed

MOST_FILES = 400
MOST_BYTES = 20_000_000  # unpacked; the demonstration district has a hundredth of it
ZIP = ".zip"
WANTED = "、".join((*REQUIRED, f"{CAMPAIGNS}/名称.toml")) + "，或装有这些文件的 zip"


def uploaded(given: Mapping[str, bytes], base: Mapping[str, str]) -> Pack:
    """Return the pack that the files make, with those of `base` where only some were given.

    Raise `BrokenPack` with every mistake: file, line, field, and what would be right.
    """
    findings = Findings()
    texts: dict[str, str] = {}
    for name, raw in _opened(given, findings):
        if is_part(name):
            texts[name] = decoded(raw, name, findings)
    if not texts:
        findings.add("、".join(given) or "上传", 0, "", "没有制度包的文件", WANTED)
    is_whole = all(name in texts for name in REQUIRED)
    files = texts if is_whole else {**base, **texts}
    missed(files, findings)
    if findings.problems:
        raise BrokenPack(tuple(findings.problems))
    return from_files(files)


def _opened(given: Mapping[str, bytes], findings: Findings) -> Iterator[tuple[str, bytes]]:
    """Yield the files by their names inside the pack; a folder around all of them is left out."""
    for name, raw in given.items():
        if not name.lower().endswith(ZIP):
            yield _placed(name), raw
            continue
        try:
            with zipfile.ZipFile(BytesIO(raw)) as archive:
                yield from _unpacked(archive, name, findings)
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError):
            findings.add(name, 0, "", "压缩包打不开", "未加密的 zip 压缩包")


def _unpacked(
    archive: zipfile.ZipFile, name: str, findings: Findings
) -> Iterator[tuple[str, bytes]]:
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) > MOST_FILES or sum(member.file_size for member in members) > MOST_BYTES:
        findings.add(name, 0, "", "压缩包太大", f"至多 {MOST_FILES} 个文件、20 MB")
        return
    paths = [PurePosixPath(member.filename) for member in members]
    tops = [path.parent for path in paths if path.name == REQUIRED[0]]
    top = min(tops, key=lambda path: len(path.parts), default=PurePosixPath())
    for member, path in zip(members, paths, strict=True):
        if path.is_relative_to(top):
            yield path.relative_to(top).as_posix(), archive.read(member)


def _placed(name: str) -> str:
    """Return where a single file belongs: a TOML that is not the district's is a campaign's."""
    path = PurePosixPath(name)
    is_campaign = path.suffix == ".toml" and path.name not in REQUIRED
    return f"{CAMPAIGNS}/{path.name}" if is_campaign else path.name
