"""From a receipt's lines of text to its merchant, date, total and currency. Pure: no pictures, no programs."""

import datetime
import re
from decimal import Decimal

MONTHS = {name: number for number, names in enumerate(
    ["jan|january|januar|janvier|januari", "feb|february|februar|fevrier|februari", "mar|march|märz|mars|maart", "apr|april|avril", "may|mai|mei",
     "jun|june|juni|juin", "jul|july|juli|juillet", "aug|august|aout|augustus", "sep|sept|september|septembre", "oct|october|okt|oktober|octobre",
     "nov|november|novembre", "dec|december|dez|dezember|decembre"], start=1) for name in names.split("|")}

# Malaysia writes RM before the amount.
SYMBOLS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "RM": "MYR"}
WORDS = r"[€$£¥]|EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN|CZK|CAD|AUD|JPY|MYR|RM"
BESIDE_AMOUNT = re.compile(rf"(?<![A-Za-z])({WORDS})\s?\d[\d.,' ]*[.,]\d\d(?!\d)|\d[.,]\d\d\s?({WORDS})(?![A-Za-z])")

# What is paid, best first. What only sounds like it is in NOT_TOTAL.
TOTAL = [re.compile(word, re.IGNORECASE) for word in (
    r"\b(?:grand\s+total|amount\s+due|balance\s+due|total\s+due|net\s+pay|zu\s+zahlen|te\s+betalen|gesamtbetrag|rechnungsbetrag|endbetrag|gesamtsumme)\b",
    r"\b(?:total|summe|gesamt|totaal|montant|betrag)\b",
    r"\bdue\b(?!\s+date)",
)]
NOT_TOTAL = re.compile(
    r"sub\s*-?\s*total|zwischensumme|total\s+(?:tax|gst|vat|items?|qty|savings|discount|rounding)|(?:tax|gst|vat|rounding|discount)\s+total|excl|\bnet\s+total|\bitems?\b|\bqty\b|\bchange\b|\bcash\b",
    re.IGNORECASE)

# 1,234.56   1.234,56   12.50   12,50   1 234,50
AMOUNT = re.compile(r"(?<![\d.,/-])(\d{1,3}(?:[.,' ]\d{3})*|\d+)([.,])\s?(\d{2})(?![\d/%]|[.,]\d)")
NOT_A_NAME = re.compile(r"receipt|invoice|rechnung|quittung|beleg|kassenbon|factuur|welcome|thank|www\.|http|@|\btel\b|phone|\bdate\b|customer|order|table|page \d", re.IGNORECASE)


def fields(lines: list[str]) -> dict:
    """What can be told; what cannot is left out rather than guessed."""
    found = {"merchant": merchant(lines), "date": date(lines), "total": total(lines), "currency": currency(lines)}
    return {name: value for name, value in found.items() if value is not None}


def merchant(lines: list[str]) -> str | None:
    """The first line, near the top, that reads like a name."""
    for line in lines[:8]:
        name = re.sub(r"\s+", " ", line).strip(" .,:;|*_-~='\"«»()[]{}<>")
        letters = sum(c.isalpha() for c in name)
        if re.search(r"[^\W\d_]{4}", name) and letters >= 0.6 * len(name.replace(" ", "")) and not NOT_A_NAME.search(name):
            return name
    return None


def date(lines: list[str]) -> str | None:
    """The first date, as YYYY-MM-DD. One that could be read both ways is read as the others of the receipt can be, else day first
    with dots and dashes, month first with slashes and a dollar sign."""
    for line in lines:
        for read in (_iso_date, _named_date, _numeric_date):
            if (day := read(line, lines)) is not None:
                return day.isoformat()
    return None


def _iso_date(line: str, _) -> datetime.date | None:
    match = re.search(r"\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\b", line)
    return _day(match[1], match[2], match[3]) if match else None


def _named_date(line: str, _) -> datetime.date | None:
    for pattern, order in ((r"\b(\d{1,2})(?:st|nd|rd|th)?[-. ]+([A-Za-zä]{3,9})[-., ]+(\d{4}|\d{2})\b", (2, 1, 0)), (r"\b([A-Za-zä]{3,9})[-. ]+(\d{1,2})(?:st|nd|rd|th)?,?[- ]+(\d{4})\b", (2, 0, 1))):
        for match in re.finditer(pattern, line):
            year, month, day = (match.groups()[at] for at in order)
            if (number := MONTHS.get(month.lower())) and (found := _day(year, number, day)):
                return found
    return None


def _numeric_date(line: str, lines: list[str]) -> datetime.date | None:
    match = re.search(r"(?<![\d.,/-])(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?![\d/]|[.-]\d)", line)
    if not match:
        return None
    one, separator, other, year = match.groups()
    month_first = separator == "/" and currency(lines) == "USD"
    first, second = ((one, other), (other, one)) if month_first else ((other, one), (one, other))
    return _day(year, *first) or _day(year, *second)


def _day(year, month, day) -> datetime.date | None:
    year = int(year) + (2000 if int(year) < 100 else 0)
    try:
        found = datetime.date(year, int(month), int(day))
    except ValueError:
        return None
    return found if 1990 <= year <= 2100 else None


def total(lines: list[str]) -> str | None:
    """The last amount on the line that names what is paid, or alone on the next one."""
    for word in TOTAL:
        candidates = []
        for at, line in enumerate(lines):
            if word.search(line) and not NOT_TOTAL.search(line):
                amounts = _amounts(line) or (_amounts(lines[at + 1])[:1] if at + 1 < len(lines) and not re.search(r"[A-Za-z]{3}", lines[at + 1]) else [])
                candidates += amounts[-1:]
        if candidates:
            return f"{max(candidates):.2f}"
    return None


def _amounts(line: str) -> list[Decimal]:
    return [Decimal(re.sub(r"\D", "", whole) + "." + cents) for whole, _, cents in AMOUNT.findall(line)]


def currency(lines: list[str]) -> str | None:
    """The symbol or code that stands beside most amounts."""
    counts: dict[str, int] = {}
    for line in lines:
        for match in BESIDE_AMOUNT.finditer(line):
            word = match[1] or match[2]
            code = SYMBOLS.get(word, word)
            counts[code] = counts.get(code, 0) + 1
    return max(counts, key=counts.get, default=None)
