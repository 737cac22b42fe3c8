"""TrueType faces, read as far as a page needs them: a character's glyph, its width, and a subset to embed.

A face is mapped into memory and looked up character by character, so that opening one costs a millisecond instead of
the parse of thirty thousand glyphs.
"""

from __future__ import annotations

import mmap
import sys
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path
from struct import pack, unpack_from

#: Stands for a glyph without outline: characters that are kept for copying but drawn otherwise, or not at all.
EMPTY = -1

_ARGS_ARE_WORDS, _HAS_SCALE, _MORE, _HAS_TWO_SCALES, _HAS_MATRIX = 0x1, 0x8, 0x20, 0x40, 0x80


class BadFace(Exception):
    """The file is no TrueType face that can be embedded (no outlines, or no full Unicode table)."""


class Face:
    """One TrueType file. Measures are in thousandths of the type size."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with path.open("rb") as file:
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._tables = self._read_directory()
        if not {"glyf", "loca", "cmap", "hmtx", "hhea", "head", "maxp"} <= self._tables.keys():
            raise BadFace(f"{path.name} has no TrueType outlines")
        self._read_metrics()
        self._read_character_table()

    def _read_directory(self) -> dict[str, tuple[int, int]]:
        if self._data[:4] not in (b"\0\1\0\0", b"true"):
            raise BadFace(f"{self.path.name} is no TrueType file")
        (count,) = unpack_from(">H", self._data, 4)
        rows = (unpack_from(">4sLLL", self._data, 12 + 16 * index) for index in range(count))
        return {tag.decode("latin1"): (offset, length) for tag, _sum, offset, length in rows}

    def _table(self, tag: str) -> bytes:
        offset, length = self._tables[tag]
        return self._data[offset : offset + length]

    def _numbers(self, tag: str, kind: str) -> array[int]:
        return _from_big_endian(kind, self._table(tag))

    def _read_metrics(self) -> None:
        head = self._tables["head"][0]
        (units,) = unpack_from(">H", self._data, head + 18)
        self._scale: float = 1000 / units
        self.box = tuple(round(v * self._scale) for v in unpack_from(">4h", self._data, head + 36))
        (long_offsets,) = unpack_from(">H", self._data, head + 50)
        self._offsets = self._numbers("loca", "L" if long_offsets else "H")
        self._offset_unit = 1 if long_offsets else 2
        hhea = self._tables["hhea"][0]
        self.ascent, self.descent = (round(v * self._scale) for v in unpack_from(">2h", self._data, hhea + 4))
        if "OS/2" in self._tables:
            typographic = unpack_from(">2h", self._data, self._tables["OS/2"][0] + 68)
            self.ascent, self.descent = (round(v * self._scale) for v in typographic)
        self._full_metrics: int = unpack_from(">H", self._data, hhea + 34)[0]
        self._metrics = self._numbers("hmtx", "H")

    def _read_character_table(self) -> None:
        start = self._tables["cmap"][0]
        (count,) = unpack_from(">H", self._data, start + 2)
        for index in range(count):
            platform, encoding, offset = unpack_from(">HHL", self._data, start + 4 + 8 * index)
            if (platform, encoding) in ((3, 10), (0, 4), (0, 6)):
                at = start + offset
                (groups,) = unpack_from(">L", self._data, at + 12)
                numbers = _from_big_endian("L", self._data[at + 16 : at + 16 + 12 * groups])
                self._starts, self._ends, self._firsts = numbers[0::3], numbers[1::3], numbers[2::3]
                return
        raise BadFace(f"{self.path.name} has no full Unicode table")

    def glyph(self, char: str) -> int:
        """The glyph of a character; 0 when the face lacks it."""
        code = ord(char)
        place = bisect_right(self._starts, code) - 1
        if place < 0 or code > self._ends[place]:
            return 0
        return self._firsts[place] + code - self._starts[place]

    def width(self, glyph: int) -> float:
        """The advance of a glyph."""
        return self._metrics[2 * min(glyph, self._full_metrics - 1)] * self._scale

    def _bearing(self, glyph: int) -> int:
        full = self._full_metrics
        return self._metrics[2 * glyph + 1 if glyph < full else full + glyph]

    def _outline(self, glyph: int) -> bytes:
        start = self._tables["glyf"][0]
        first, after = self._offsets[glyph] * self._offset_unit, self._offsets[glyph + 1] * self._offset_unit
        return self._data[start + first : start + after]

    def subset(self, glyphs: Sequence[int]) -> bytes:
        """A font file of these glyphs, renumbered 0, 1, 2… in this order; parts of composed glyphs follow them."""
        wanted = list(glyphs)
        number = {glyph: index for index, glyph in reversed(list(enumerate(wanted)))}
        outlines: list[bytes] = []
        for glyph in wanted:  # grows while composed glyphs name their parts
            outline = b"" if glyph == EMPTY else self._outline(glyph)
            if outline[:1] >= b"\x80":
                outline = _renumber_parts(outline, wanted, number)
            outlines.append(outline + bytes(-len(outline) % 4))
        metrics = [n for glyph in wanted for n in ((0, 0) if glyph == EMPTY else self._metric(glyph))]
        return _font_file(
            {
                b"cvt ": self._optional("cvt "),
                b"fpgm": self._optional("fpgm"),
                b"glyf": b"".join(outlines),
                b"head": self._head(),
                b"hhea": self._table("hhea")[:34] + pack(">H", len(wanted)),
                b"hmtx": _to_big_endian("H", metrics),
                b"loca": _to_big_endian("L", _running_sums(outlines)),
                b"maxp": self._table("maxp")[:4] + pack(">H", len(wanted)) + self._table("maxp")[6:],
                b"prep": self._optional("prep"),
            }
        )

    def _metric(self, glyph: int) -> tuple[int, int]:
        return self._metrics[2 * min(glyph, self._full_metrics - 1)], self._bearing(glyph)

    def _optional(self, tag: str) -> bytes:
        return self._table(tag) if tag in self._tables else b""

    def _head(self) -> bytes:
        head = self._table("head")
        # No whole-file checksum (readers of embedded fonts ignore it); long offsets.
        return head[:8] + bytes(4) + head[12:50] + b"\0\1" + head[52:]


def _from_big_endian(kind: str, data: bytes) -> array[int]:
    numbers = array("I" if kind == "L" else kind)
    numbers.frombytes(data[: len(data) // numbers.itemsize * numbers.itemsize])
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers


def _to_big_endian(kind: str, values: Sequence[int]) -> bytes:
    numbers = array("I" if kind == "L" else kind, values)
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers.tobytes()


def _running_sums(pieces: Sequence[bytes]) -> list[int]:
    sums = [0]
    for piece in pieces:
        sums.append(sums[-1] + len(piece))
    return sums


def _renumber_parts(outline: bytes, wanted: list[int], number: dict[int, int]) -> bytes:
    """Let a composed glyph name its parts by their new numbers; parts not met before join ``wanted``."""
    mended = bytearray(outline)
    at, flags = 10, _MORE
    while flags & _MORE:
        flags, part = unpack_from(">HH", mended, at)
        if part not in number:
            number[part] = len(wanted)
            wanted.append(part)
        mended[at + 2 : at + 4] = pack(">H", number[part])
        at += 8 if flags & _ARGS_ARE_WORDS else 6
        at += 2 if flags & _HAS_SCALE else 4 if flags & _HAS_TWO_SCALES else 8 if flags & _HAS_MATRIX else 0
    return bytes(mended)


def _font_file(tables: dict[bytes, bytes]) -> bytes:
    kept = [(tag, data) for tag, data in tables.items() if data]
    power = 1 << (len(kept).bit_length() - 1)
    parts = [b"\0\1\0\0" + pack(">4H", len(kept), power * 16, power.bit_length() - 1, (len(kept) - power) * 16)]
    bodies: list[bytes] = []
    at = 12 + 16 * len(kept)
    for tag, data in kept:
        body = data + bytes(-len(data) % 4)
        checksum = sum(_from_big_endian("L", body)) & 0xFFFFFFFF
        parts.append(pack(">4s3L", tag, checksum, at, len(data)))
        bodies.append(body)
        at += len(body)
    return b"".join(parts + bodies)
