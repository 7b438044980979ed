"""From a picture or a PDF to lines of text, with tesseract and pdftoppm."""

import asyncio
import csv
import io
import os
import struct
import tempfile
from dataclasses import dataclass

from failures import BadInput

MAX_BYTES = 5 * 1024 * 1024
MAX_PIXELS = 50_000_000
MAX_PAGES = 5
# A page on its side is read as few words that tesseract itself does not trust.
DOUBTFUL = 55


@dataclass(frozen=True)
class Reading:
    lines: list[str]
    # Mean of tesseract's confidence in its words, 0 to 100.
    confidence: float


def kind_of(content: bytes, field: str) -> str:
    """png, jpeg or pdf by the first bytes; a file's name promises nothing."""
    if len(content) > MAX_BYTES:
        raise BadInput(field, f"is a file of {len(content):,} bytes; {MAX_BYTES:,} are the most")
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        _check_size(*png_size(content, field), field)
        return "png"
    if content.startswith(b"\xff\xd8\xff"):
        _check_size(*jpeg_size(content, field), field)
        return "jpeg"
    if b"%PDF-" in content[:1024]:
        return "pdf"
    raise BadInput(field, "is neither a PNG, nor a JPEG, nor a PDF")


def png_size(content: bytes, field: str) -> tuple[int, int]:
    # 8 bytes signature, then the IHDR chunk: length, name, width, height.
    if len(content) < 24 or content[12:16] != b"IHDR":
        raise BadInput(field, "is a PNG that breaks off in its header")
    return struct.unpack(">II", content[16:24])


def jpeg_size(content: bytes, field: str) -> tuple[int, int]:
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        # Start of frame, but for the three markers in that range that mean something else (DHT, JPG, DAC).
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5:at + 9])
            return width, height
        if marker == 0xFF:
            at += 1
        else:
            at += 2 + struct.unpack(">H", content[at + 2:at + 4])[0]
    raise BadInput(field, "is a JPEG that breaks off before its picture")


def _check_size(width: int, height: int, field: str) -> None:
    if width * height == 0 or width * height > MAX_PIXELS:
        raise BadInput(field, f"is a picture of {width} x {height} pixels; {MAX_PIXELS:,} in all are the most")


async def read(content: bytes, field: str, on_page) -> Reading:
    """Reads all pages; on_page(done, of) is awaited before each and at the end."""
    kind = kind_of(content, field)
    with tempfile.TemporaryDirectory(prefix="receipt-") as folder:
        source = os.path.join(folder, f"source.{kind}")
        with open(source, "wb") as file:
            file.write(content)
        pages = await _pages(source, field) if kind == "pdf" else [source]
        lines, words = [], []
        for number, page in enumerate(pages):
            await on_page(number, len(pages))
            page_lines, page_words = await _page(page, kind == "pdf", field)
            lines += page_lines
            words += page_words
        await on_page(len(pages), len(pages))
        return Reading(lines, round(sum(words) / len(words), 1) if words else 0.0)


async def _pages(pdf: str, field: str) -> list[str]:
    folder = os.path.dirname(pdf)
    status, _, errors = await _run("pdftoppm", "-gray", "-r", "200", "-l", str(MAX_PAGES + 1), pdf, os.path.join(folder, "page"))
    pages = sorted(os.path.join(folder, name) for name in os.listdir(folder) if name.startswith("page"))
    if "Incorrect password" in errors:
        raise BadInput(field, "is a PDF that needs a password")
    if status != 0 or not pages:
        raise BadInput(field, "is a PDF that cannot be read")
    if len(pages) > MAX_PAGES:
        raise BadInput(field, f"is a PDF of more than {MAX_PAGES} pages")
    return pages


async def _page(picture: str, may_be_turned: bool, field: str) -> tuple[list[str], list[float]]:
    best = await _words(picture, field)
    if may_be_turned and _mean(best[1]) < DOUBTFUL:
        for quarters in (1, 3, 2):
            turned = await _words(_turned(picture, quarters), field)
            # By sum: a page on its side yields few words, and one lucky scrap among them would win by the mean.
            if sum(turned[1]) > sum(best[1]):
                best = turned
    return best


def _turned(picture: str, quarters: int) -> str:
    """A grey picture as pdftoppm writes it (`P5 width height 255`, then a byte a pixel), turned clockwise."""
    with open(picture, "rb") as file:
        name, size, depth, pixels = file.read().split(b"\n", 3)
    width, height = map(int, size.split())
    if quarters == 2:
        pixels = pixels[::-1]
    else:
        columns = [pixels[at::width] for at in range(width)]
        pixels = b"".join(column[::-1] for column in columns) if quarters == 1 else b"".join(reversed(columns))
        width, height = height, width
    with open(f"{picture}.{quarters}.pgm", "wb") as file:
        file.write(b"\n".join((name, b"%d %d" % (width, height), depth, pixels)))
    return file.name


async def _words(picture: str, field: str) -> tuple[list[str], list[float]]:
    status, table, errors = await _run("tesseract", picture, "stdout", "-l", "eng", "--psm", "4", "tsv")
    if status != 0:
        raise BadInput(field, f"cannot be read as a picture ({errors.strip().splitlines()[-1] if errors.strip() else 'tesseract said nothing'})")
    lines: dict[tuple, list[str]] = {}
    confidences = []
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] == "5" and row["text"].strip():
            lines.setdefault((row["page_num"], row["block_num"], row["par_num"], row["line_num"]), []).append(row["text"])
            confidences.append(float(row["conf"]))
    return [" ".join(words) for words in lines.values()], confidences


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0


async def _run(*command: str) -> tuple[int, str, str]:
    # One core for each: the worker's slots are what it does at once.
    process = await asyncio.create_subprocess_exec(
        *command, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"})
    try:
        out, err = await process.communicate()
        return process.returncode, out.decode("utf-8", "replace"), err.decode("utf-8", "replace")
    finally:
        # A job that is cancelled leaves no program behind.
        if process.returncode is None:
            process.kill()
            await process.wait()
