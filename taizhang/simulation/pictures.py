"""Invented photos of places before, during and after: drawn here, the same bytes everywhere.

A picture library may write other bytes in its next edition, and an entry names bytes by their hash;
so the file is put together by hand, without compression.
"""

import random
import struct
import zlib

WIDTH, HEIGHT = 128, 96
KINDS = {"before": 12, "work": 6, "after": 12}
Colour = tuple[int, int, int]
SKY, WALL, ROAD = (196, 214, 228), (214, 206, 192), (128, 130, 134)
DIRT: tuple[Colour, ...] = (
    (92, 74, 52),
    (140, 120, 84),
    (70, 84, 58),
    (176, 168, 150),
    (60, 60, 66),
)
SIGN: Colour = (232, 140, 40)
_MOST = 65_535  # bytes of one stored block


def pictures(rng: random.Random) -> dict[str, list[bytes]]:
    """Return PNG files by what they show."""
    return {kind: [_png(_scene(kind, rng)) for _ in range(count)] for kind, count in KINDS.items()}


def _scene(kind: str, rng: random.Random) -> list[bytearray]:
    horizon, shade = rng.randrange(26, 40), rng.randrange(-18, 18)
    rows = []
    for y in range(HEIGHT):
        colour = SKY if y < horizon - 14 else WALL if y < horizon + 18 else ROAD
        rows.append(bytearray(bytes(max(0, min(255, c + shade + y // 6)) for c in colour) * WIDTH))
    for x in range(rng.randrange(6, 20), WIDTH, rng.randrange(24, 40)):  # windows of the houses
        _fill(rows, x, horizon - 6, 10, 12, (96, 112, 128))
    if kind == "before":
        for _ in range(rng.randrange(14, 30)):
            _heap(rows, horizon, rng)
    if kind == "work":
        for x in range(8, WIDTH - 8, 20):
            _fill(rows, x, horizon + 26, 12, 16, SIGN)
        _heap(rows, horizon, rng)
    return rows


def _heap(rows: list[bytearray], horizon: int, rng: random.Random) -> None:
    wide, high = rng.randrange(4, 22), rng.randrange(3, 12)
    x, y = rng.randrange(0, WIDTH - wide), rng.randrange(horizon + 14, HEIGHT - high)
    _fill(rows, x, y, wide, high, rng.choice(DIRT))


def _fill(rows: list[bytearray], x: int, y: int, wide: int, high: int, colour: Colour) -> None:
    wide = min(wide, WIDTH - x)
    for row in rows[max(y, 0) : y + high]:
        row[3 * x : 3 * (x + wide)] = bytes(colour) * wide


def _png(rows: list[bytearray]) -> bytes:
    raw = b"".join(b"\0" + bytes(row) for row in rows)
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    chunks = (b"IHDR", head), (b"IDAT", _stored(raw)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _stored(raw: bytes) -> bytes:
    """Return a zlib stream of blocks that are stored as they are."""
    blocks = [raw[i : i + _MOST] for i in range(0, len(raw), _MOST)]
    stream = b"".join(
        struct.pack("<BHH", n == len(blocks) - 1, len(block), len(block) ^ 0xFFFF) + block
        for n, block in enumerate(blocks)
    )
    return b"\x78\x01" + stream + struct.pack(">I", zlib.adler32(raw))
