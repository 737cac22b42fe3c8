"""The PDF file itself: pages, and the faces embedded as subsets whose text can be copied out again.

ReportLab writes the file; the font objects are our own, for two reasons. Its TrueType fonts hold 256 characters
each, so that a Chinese page needs several of every face; and its ToUnicode tables write characters beyond the BMP
with an odd number of digits, which every reader takes for garbage. Here each face is one font object with as many
characters as the document has, and the table is UTF-16BE in blocks of at most a hundred.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deskapp.paper.faces import EMPTY, Face

if TYPE_CHECKING:
    from deskapp.paper.sheet import Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Raster:
    """A picture as a PDF holds it: its dots packed by the filter ``packing``; one ``key`` is stored once."""

    key: str
    width: int
    height: int
    grey: bool
    packing: str
    content: bytes


class Embedded(dict[str, str]):
    """One face in one document: the code of each character it draws, four hexadecimal digits, given when first asked.

    Every character has a code and a glyph of its own even where the face draws two alike: copying tells them apart.
    """

    def __init__(self, name: str, face: Face) -> None:
        super().__init__()
        self.name = name
        self.face = face
        self.glyphs = [0]
        self.widths = [1000.0]

    def __missing__(self, char: str) -> str:
        glyph = self.face.glyph(char)
        return self._add(char, glyph, self.face.width(glyph))

    def empty(self, char: str, width: float) -> None:
        """Give a character that this face lacks a code without outline, for what is drawn by hand or not at all."""
        if char not in self:
            self._add(char, EMPTY, width)

    def _add(self, char: str, glyph: int, width: float) -> str:
        code = self[char] = f"{len(self.glyphs):04X}"
        self.glyphs.append(glyph)
        self.widths.append(width)
        return code

    def to_unicode(self) -> bytes:
        """The table from codes back to characters."""
        entries = [f"<{code}> <{_utf_16(char)}>" for char, code in self.items()]
        blocks = [entries[at : at + 100] for at in range(0, len(entries), 100)]
        body = "".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar\n" for b in blocks)
        return (_CMAP_HEAD + body + _CMAP_FOOT).encode("ascii")


def _utf_16(char: str) -> str:
    return char.encode("utf-16-be", "surrogatepass").hex().upper()


_CMAP_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
_CMAP_FOOT = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"


class Document:
    """A PDF being made: add sheets, then ``finish``. The same sheets give the same bytes."""

    def __init__(self, *, title: str, subject: str, author: str, language: str) -> None:
        from reportlab.pdfbase import pdfdoc

        self._pdf: Any = pdfdoc
        self._file: Any = pdfdoc.PDFDocument(dummyoutline=0, compression=1, invariant=1, lang=language)
        self._file.setTitle(title)
        self._file.setSubject(subject)
        self._file.setAuthor(author)
        self._file.setCreator("deskapp")
        self._faces: dict[str, Embedded] = {}
        self._sheets: list[Sheet] = []
        self._images: dict[str, tuple[str, Any]] = {}

    def embedded(self, face: Face) -> Embedded:
        """The face as this document embeds it."""
        key = str(face.path)
        if key not in self._faces:
            self._faces[key] = Embedded(f"F{len(self._faces) + 1}", face)
        return self._faces[key]

    def add(self, sheet: Sheet) -> None:
        """Append a page; it may still be drawn on until ``finish``."""
        self._sheets.append(sheet)

    def image(self, raster: Raster) -> str:
        """The name under which the pages draw a picture."""
        if raster.key not in self._images:
            stream = self._pdf.PDFStream(content=raster.content)
            for name, value in {
                "Type": "/XObject",
                "Subtype": "/Image",
                "Width": raster.width,
                "Height": raster.height,
                "ColorSpace": "/DeviceGray" if raster.grey else "/DeviceRGB",
                "BitsPerComponent": 8,
                "Filter": self._pdf.PDFName(raster.packing),
            }.items():
                stream.dictionary[name] = value
            self._images[raster.key] = (f"I{len(self._images) + 1}", self._file.Reference(stream))
        return self._images[raster.key][0]

    def finish(self) -> bytes:
        """The file."""
        for sheet in self._sheets:
            page = self._pdf.PDFPage()
            page.pagewidth, page.pageheight = sheet.width, sheet.height
            page.Contents = self._stream(sheet.content())
            page._shadingUsed = {}
            page.ExtGState = None
            page.hasImages = bool(sheet.images)
            page.XObjects = self._pdf.PDFDictionary(
                {name: stream for name, stream in self._images.values() if name in sheet.images}
            )
            self._file.addPage(page)
        fonts = self._file.idToObject["BasicFonts"].dict
        for embedded in self._faces.values():
            fonts[embedded.name] = self._font(embedded)
        data: bytes = self._file.GetPDFData(None)
        return data

    def _stream(self, content: bytes, **entries: Any) -> Any:
        packed = zlib.compress(content, 6)
        stream = self._pdf.PDFStream(content=packed)
        stream.dictionary["Filter"] = self._pdf.PDFName("FlateDecode")
        for name, value in entries.items():
            stream.dictionary[name] = value
        return stream

    def _font(self, embedded: Embedded) -> Any:
        name = self._pdf.PDFName(_subset_name(embedded))
        info = "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
        descendant = self._dictionary(
            Type="/Font",
            Subtype="/CIDFontType2",
            BaseFont=name,
            CIDSystemInfo=info,
            CIDToGIDMap="/Identity",
            DW=1000,
            FontDescriptor=self._descriptor(embedded, name),
            W=_widths(embedded.widths),
        )
        return self._dictionary(
            Type="/Font",
            Subtype="/Type0",
            BaseFont=name,
            Encoding="/Identity-H",
            DescendantFonts=self._pdf.PDFArray([descendant]),
            ToUnicode=self._stream(embedded.to_unicode()),
        )

    def _descriptor(self, embedded: Embedded, name: Any) -> Any:
        face, file = embedded.face, embedded.face.subset(embedded.glyphs)
        return self._dictionary(
            Type="/FontDescriptor",
            FontName=name,
            Flags=4,
            FontBBox="[" + " ".join(map(str, face.box)) + "]",
            Ascent=face.ascent,
            Descent=face.descent,
            CapHeight=face.ascent,
            ItalicAngle=0,
            StemV=80,
            FontFile2=self._stream(file, Length1=len(file)),
        )

    def _dictionary(self, **entries: Any) -> Any:
        return self._file.Reference(self._pdf.PDFDictionary(entries))


def _widths(widths: list[float]) -> str:
    """The widths that are not a full em, as runs."""
    parts: list[str] = []
    at = 0
    while at < len(widths):
        start = at
        while at < len(widths) and widths[at] != 1000:
            at += 1
        if at > start:
            parts.append(f"{start}[" + " ".join(f"{width:g}" for width in widths[start:at]) + "]")
        at += 1
    return "[" + "".join(parts) + "]"


def _subset_name(embedded: Embedded) -> str:
    """``ABCDEF+Name``: the letters stand for the characters embedded."""
    mark = zlib.crc32("".join(embedded).encode("utf-8", "surrogatepass"))
    letters = "".join(chr(65 + mark // 26**place % 26) for place in range(6))
    return f"{letters}+{embedded.face.path.stem}"
