"""Make the font of the fictional PDF samples, `eval/samples/fonts/SampleSans.ttf`.

    apt-get install --no-install-recommends fonts-droid-fallback fonts-open-sans
    pip install fonttools
    python scripts/subset_font.py

Chinese glyphs come from Droid Sans Fallback, Latin ones from Open Sans: Droid Sans Fallback has no Latin, and
the two were drawn by one designer to go together. Both are under the Apache License 2.0. What neither has in
Chinese width (quotation marks, dash, ellipsis, circled numbers) is composed here of their outlines. Hinting and
layout tables are left out: they serve small screens, not a PDF. The same inputs give the same bytes.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from fontTools.misc.transform import Transform
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "eval" / "samples" / "fonts" / "SampleSans.ttf"
CHINESE = Path("/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf")
LATIN = Path("/usr/share/fonts/truetype/open-sans/OpenSans-Regular.ttf")
FAMILY = "Nianbao Sample Sans"

ASCII = "".join(map(chr, range(0x20, 0x7F)))
PUNCTUATION = "　、。〃々〇〈〉《》「」『』【】〒〓〔〕" + "".join(map(chr, range(0xFF01, 0xFF5F))) + "￥"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
# character: (its outline in Open Sans, where the ink starts within the em, as parts of 1)
FULL_WIDTH = {"“": 0.52, "‘": 0.68, "”": 0.08, "’": 0.08, "…": 0.06, "·": 0.37}


def level_one() -> str:
    """The 3,755 characters of GB 2312 level 1."""
    rows = range(0xB0, 0xD8)
    return "".join(
        bytes([row, cell]).decode("gb2312") for row in rows for cell in range(0xA1, 0xFF) if (row, cell) <= (0xD7, 0xF9)
    )


def used() -> str:
    """Every character of the forms and of the samples' sources."""
    sources = [*(ROOT / "ingest" / "forms").glob("*.toml"), *(ROOT / "eval" / "samples").glob("*.py")]
    return "".join(path.read_text(encoding="utf-8") for path in sorted(sources))


def subset(path: Path, characters: set[str]) -> TTFont:
    """`path` with the outlines of `characters` only."""
    font = TTFont(path, recalcTimestamp=False)
    options = Options()
    options.hinting = False
    options.layout_features = []
    options.notdef_outline = True
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "vhea", "vmtx", "gasp", "kern", "DSIG"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[ord(character) for character in characters])
    subsetter.subset(font)
    for name in font.getGlyphOrder():
        font["glyf"][name]  # unpacked now: packed components are glyph numbers, and glyphs are still to be added
    return font


class Merge:
    """Outlines of one font copied into another, at the other's scale."""

    def __init__(self, into: TTFont, source: TTFont) -> None:
        self.into = into
        self.glyphs = source.getGlyphSet()
        self.names = source.getBestCmap()
        self.metrics = source["hmtx"]
        self.scale = into["head"].unitsPerEm / source["head"].unitsPerEm
        self.em = into["head"].unitsPerEm

    def outline(self, character: str, transform: Transform, pen: TTGlyphPen) -> None:
        """Draw `character` of the source into `pen`."""
        recording = DecomposingRecordingPen(self.glyphs)
        self.glyphs[self.names[ord(character)]].draw(recording)
        recording.replay(TransformPen(pen, transform))

    def set(self, character: str, pen: TTGlyphPen, advance: int) -> None:
        """Give the target font a glyph for `character`."""
        name = f"sample{ord(character):04X}"
        glyph = pen.glyph()
        self.into["glyf"][name] = glyph  # also appends the name to the font's glyph order
        glyph.recalcBounds(self.into["glyf"])
        self.into["hmtx"][name] = (advance, getattr(glyph, "xMin", 0))
        for table in self.into["cmap"].tables:
            table.cmap[ord(character)] = name

    def copy(self, character: str) -> None:
        """Take over `character` with its own width."""
        pen = TTGlyphPen(None)
        self.outline(character, Transform().scale(self.scale), pen)
        self.set(character, pen, round(self.metrics[self.names[ord(character)]][0] * self.scale))

    def widen(self, character: str, start: float) -> None:
        """Take over `character` on the width of a Chinese one; its ink starts at `start` of the em."""
        glyph = self.glyphs[self.names[ord(character)]]
        bearing = self.metrics[self.names[ord(character)]][1]
        scale = self.scale * (1.15 if glyph.width < 0.9 * self.em / self.scale else 1.0)
        lift = 0.3 * self.em if character == "…" else 0
        pen = TTGlyphPen(None)
        self.outline(character, Transform().translate(start * self.em - bearing * scale, lift).scale(scale), pen)
        self.set(character, pen, self.em)

    def dash(self) -> None:
        """A dash as wide as a Chinese character: two of them make the unbroken Chinese dash."""
        pen = TTGlyphPen(None)
        low, high = round(0.34 * self.em), round(0.39 * self.em)
        pen.moveTo((0, low))
        for point in ((0, high), (self.em, high), (self.em, low)):
            pen.lineTo(point)
        pen.closePath()
        self.set("—", pen, self.em)

    def circled(self, character: str, number: int) -> None:
        """A number within a ring."""
        pen = TTGlyphPen(None)
        middle = (0.5 * self.em, 0.38 * self.em)
        for radius, clockwise in ((0.45 * self.em, True), (0.41 * self.em, False)):
            ring(pen, middle, radius, clockwise=clockwise)
        digits = str(number)
        size = 0.62 if len(digits) == 1 else 0.5
        widths = [self.metrics[self.names[ord(digit)]][0] * self.scale * size for digit in digits]
        x = middle[0] - sum(widths) / 2
        for digit, width in zip(digits, widths, strict=True):
            base = middle[1] - 0.357 * self.em * size
            self.outline(digit, Transform().translate(x, base).scale(self.scale * size), pen)
            x += width
        self.set(character, pen, self.em)


def ring(pen: TTGlyphPen, middle: tuple[float, float], radius: float, *, clockwise: bool) -> None:
    """One circle of four quadratic arcs each side of the axes."""
    x, y = middle
    k = radius * 0.4142
    points = [(0, radius), (k, radius), (radius, k), (radius, 0), (radius, -k), (k, -radius), (0, -radius)]
    points += [(-k, -radius), (-radius, -k), (-radius, 0), (-radius, k), (-k, radius)]
    if not clockwise:
        points = [(-dx, dy) for dx, dy in points]
    at = [(round(x + dx), round(y + dy)) for dx, dy in points]
    pen.moveTo(at[0])
    for index in range(0, 12, 3):
        pen.qCurveTo(at[index + 1], at[index + 2], at[(index + 3) % 12])
    pen.closePath()


def rename(font: TTFont) -> None:
    """A derived font must not pass for the original; the copyright and licence lines stay."""
    names = font["name"]
    names.names = [record for record in names.names if record.nameID in (0, 13, 14)]
    values = {1: FAMILY, 2: "Regular", 3: f"{FAMILY} 1", 4: FAMILY, 5: "Version 1.0", 6: FAMILY.replace(" ", "")}
    for number, value in values.items():
        names.setName(value, number, 3, 1, 0x409)
    names.setName("Licensed under the Apache License, Version 2.0", 13, 3, 1, 0x409)
    names.setName("http://www.apache.org/licenses/LICENSE-2.0", 14, 3, 1, 0x409)


def main() -> None:
    """Write the font."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chinese", type=Path, default=CHINESE)
    parser.add_argument("--latin", type=Path, default=LATIN)
    parser.add_argument("--out", type=Path, default=OUT)
    arguments = parser.parse_args()
    composed = set(FULL_WIDTH) | set(CIRCLED) | {"—"}
    wanted = {c for c in set(PUNCTUATION + level_one() + used()) if c.isprintable()} - set(ASCII) - composed
    font = subset(arguments.chinese, wanted)
    merge = Merge(font, subset(arguments.latin, set(ASCII) | set(FULL_WIDTH)))
    for character in ASCII:
        merge.copy(character)
    for character, start in FULL_WIDTH.items():
        merge.widen(character, start)
    merge.dash()
    for number, character in enumerate(CIRCLED, 1):
        merge.circled(character, number)
    rename(font)
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    font.save(arguments.out)
    lacking = sorted(wanted - {chr(code) for code in font.getBestCmap()})
    print(f"{arguments.out.name}: {arguments.out.stat().st_size} bytes, lacking: {''.join(lacking) or 'nothing'}")


if __name__ == "__main__":
    main()
