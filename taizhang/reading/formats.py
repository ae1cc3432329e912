"""Files as offices keep them: text in UTF-8 or GB18030, and docx; and why others are refused."""

import codecs
import io
import re
import zipfile
from pathlib import Path

from taizhang.reading import word
from taizhang.reading.model import Source, Unreadable

LARGEST = 20 * 1024 * 1024
LARGEST_UNPACKED = 200 * 1024 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SAVE_AS = "请用 Word 或 WPS 另存为 docx，或另存为 UTF-8 编码的 txt 后再上传"
KINDS_BY_MAGIC = (
    (b"%PDF", f"是 PDF 文件，暂不支持读取 PDF。{SAVE_AS}。"),
    (b"{\\rtf", f"是 RTF 文件。{SAVE_AS}。"),
    (b"\x89PNG", "是图片，不是文字文件。请上传 docx 或 txt 原文。"),
    (b"\xff\xd8\xff", "是图片，不是文字文件。请上传 docx 或 txt 原文。"),
    (b"Rar!", "是压缩包。请解压后上传其中的 docx 或 txt。"),
    (b"7z\xbc\xaf", "是压缩包。请解压后上传其中的 docx 或 txt。"),
    (b"\x1f\x8b", "是压缩包。请解压后上传其中的 docx 或 txt。"),
)
COMMON = frozenset(
    "的一是在不了有和人这中大为上个国以要时来用们生到作地于出就分对成会可主发年动同工也能下"
    "过产面方后多"
    "定行学法所民得经十三之进等部度家力如水化高自二理小物现实加量都两体制机当点从业本性好应"
    "开合由其前外天"
    "政四日社义事平形相全表与关各重新内数正心明看原利比或质气第向道变条结解问意建月公无系情"
    "者最立代通并提"
    "直题党程展五果员位入常文总次品式活设及管特件长求老基资路级少统接组见计手期论运农指区强"
    "放决干做必先任"
    "取据处队给门保治规领导志增争济交受联认六共权收证改清再更单风教速带安场车务具万每目至达"
    "走示议报完类确"
    "科信节整今集步群广记需段研拉究持众书布复须际商非验深难近千周委技备办省习响支感劳便市除"
    "消构府称准精值"
    "号率维划选标存效院查型按格置层专状育适属住调满县局照参细该价严街镇乡村社督责牵负单位产"
    "环境卫创城项目"
    "國會對與動發這個時產種義進實現關於區領導責"
)


def load(path: Path) -> Source:
    """Return what a file says; raise `Unreadable` with a sentence for people where it cannot be."""
    try:
        if not path.is_file():
            raise Unreadable(f"“{path.name}”不是文件或不存在，请核对文件名和所在文件夹。")
        size = path.stat().st_size
        if size > LARGEST:
            raise Unreadable(too_large(path.name, size))
        return decode(path.read_bytes(), path.name)
    except OSError as error:
        raise Unreadable(f"“{path.name}”打不开（{error.strerror}），请检查文件权限。") from error


def decode(data: bytes, name: str) -> Source:
    """Return what the bytes of a file say; raise `Unreadable` where they cannot be read."""
    if len(data) > LARGEST:
        raise Unreadable(too_large(name, len(data)))
    if not data.strip():
        raise Unreadable(f"“{name}”是空文件，没有可读的内容。请确认上传的是定稿原文。")
    if data.startswith(b"PK"):
        return from_zip(data, name)
    if data.startswith(OLE):
        raise Unreadable(f"“{name}”{old_office(data)}")
    for magic, why in KINDS_BY_MAGIC:
        if data.startswith(magic):
            raise Unreadable(f"“{name}”{why}")
    return Source(name, "txt", plain_text(data, name))


def too_large(name: str, size: int) -> str:
    """Return why a file of that size is refused."""
    megabytes = size / 1024 / 1024
    return f"“{name}”有 {megabytes:.0f} MB，超过 20 MB 的上限。请去掉图片附件，只上传正文。"


def old_office(data: bytes) -> str:
    """Return why a compound file is refused: a password, or Word before 2007."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return f"设有打开密码，无法读取。请取消密码后，{SAVE_AS.removeprefix('请')}。"
    return f"是旧版 Office 文件（.doc 等）。{SAVE_AS}。"


def from_zip(data: bytes, name: str) -> Source:
    """Return the text and tables of a docx."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_archive(archive, name)
            text, tables = word.read(archive)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError) as error:
        raise Unreadable(f"“{name}”已损坏，无法打开。请在 Word 中打开并重新保存。") from error
    except word.Malformed as error:
        raise Unreadable(f"“{name}”{error}。请在 Word 中打开并重新保存为 docx。") from error
    if not text.strip():
        raise Unreadable(f"“{name}”里没有文字（可能是扫描图片）。请上传可复制文字的 docx 或 txt。")
    refuse_garbled(text, name)
    return Source(name, "docx", text, tables)


def check_archive(archive: zipfile.ZipFile, name: str) -> None:
    """Refuse archives that are no docx, have a password, or unpack to far more than they weigh."""
    members = archive.infolist()
    if any(m.flag_bits & 1 for m in members):
        raise Unreadable(f"“{name}”设有密码，无法读取。请取消密码后重新上传。")
    if len(members) > 5000 or sum(m.file_size for m in members) > LARGEST_UNPACKED:
        raise Unreadable(
            f"“{name}”解压后过大，疑似压缩炸弹，已拒绝读取。请只上传正文的 docx 或 txt。"
        )
    names = {m.filename for m in members}
    if any(n.startswith("xl/") for n in names):
        raise Unreadable(f"“{name}”是电子表格（xlsx）。请把内容复制到 Word 表格中，另存为 docx。")
    if not any(n.startswith("word/") for n in names):
        raise Unreadable(f"“{name}”不是 docx 文件（可能是压缩包或演示文稿）。{SAVE_AS}。")


def plain_text(data: bytes, name: str) -> str:
    """Return text in UTF-8, GB18030 or marked UTF-16; a byte order mark becomes a space.

    So every offset stays that of the file read as UTF-8.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = marked_utf16(data, name)
    elif b"\0" in data:
        raise Unreadable(
            f"“{name}”是二进制文件，或是没有标记的 UTF-16 文字。请另存为 UTF-8 编码的 txt 或 docx。"
        )
    else:
        text = utf8_or_gb18030(data, name)
    if len(re.findall(r"[\x01-\x08\x0e-\x1f\x7f]", text)) > max(2, len(text) // 200):
        raise Unreadable(f"“{name}”是二进制文件，不是文字。请上传 docx 或 txt。")
    if not text.strip("\ufeff \t\r\n\u3000"):
        raise Unreadable(f"“{name}”是空文件，没有可读的内容。请确认上传的是定稿原文。")
    refuse_garbled(text, name)
    return " " + text[1:] if text.startswith("\ufeff") else text


def marked_utf16(data: bytes, name: str) -> str:
    """Return UTF-16 text that begins with its byte order mark, mark included."""
    try:
        return "\ufeff" + data.decode("utf-16")
    except UnicodeDecodeError as error:
        raise Unreadable(f"“{name}”不是完整的文字文件。请另存为 UTF-8 编码的 txt。") from error


def utf8_or_gb18030(data: bytes, name: str) -> str:
    """Return text in UTF-8 where the bytes are that, else in GB18030."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"“{name}”的编码既不是 UTF-8 也不是 GB18030，或是二进制文件。"
            "请另存为 UTF-8 编码的 txt 或 docx。"
        ) from error


def refuse_garbled(text: str, name: str) -> None:
    """Refuse text whose characters are hardly ever those of Chinese prose (乱码)."""
    han = re.findall(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\ue000-\uf8ff]", text)
    lost = text.count("\ufffd")
    odd = len(han) >= 12 and sum(c in COMMON for c in han) / len(han) < 0.2
    latin = len(re.findall(r"[\u0080-\u024f]", text))
    if odd or lost > max(2, len(text) // 100) or latin > max(20, len(text) // 4):
        raise Unreadable(
            f"“{name}”读出来是乱码，编码不对。"
            "请用记事本打开，另存为 UTF-8 编码的 txt，或另存为 docx。"
        )
