"""What is read from receipts, and what is said of files that are none."""

import base64
import json
import os
import pathlib
import tempfile
import unittest

from scripted_pool import pb
import receipt
import scan
import worker
from failures import BadInput, Fail
from job import Job

RECEIPTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "receipts")


async def read(payload, told=None):
    async def send(message):
        if told is not None:
            told.append(message)
    grant = pb.Grant(job_id="a", lease_epoch=7, kind="receipt_ocr.read", payload_json=payload if isinstance(payload, str) else json.dumps(payload), attempt=1)
    return await worker.read_receipt(Job(pb, grant, send))


def file(content: bytes) -> dict:
    return {"file_name": "receipt", "content_base64": base64.b64encode(content).decode()}


class Samples(unittest.IsolatedAsyncioTestCase):
    async def check(self, name, expected):
        told = []
        with open(os.path.join(RECEIPTS, name), "rb") as content:
            found = await read(file(content.read()), told)
        self.assertEqual(expected, {key: value for key, value in found.items() if key not in ("text", "confidence")})
        self.assertGreater(found["confidence"], 80)
        percents = [message.progress.percent for message in told if message.WhichOneof("message") == "progress"]
        self.assertEqual((0, 100), (percents[0], percents[-1]))
        self.assertEqual(sorted(percents), percents)
        return found

    async def test_a_picture(self):
        found = await self.check("blue-heron-cafe.png", {"merchant": "Blue Heron Cafe", "date": "2026-10-25", "total": "53.05", "currency": "USD"})
        self.assertIn("2 x Salmon plate 21.05", found["text"].splitlines())

    async def test_a_pdf_in_german(self):
        await self.check("druckerei-holm.pdf", {"merchant": "Druckerei Holm GmbH", "date": "2026-10-06", "total": "214.20", "currency": "EUR"})

    async def test_a_pdf_with_a_written_date(self):
        await self.check("inkwell-paper.pdf", {"merchant": "Inkwell Paper Co", "date": "2026-10-14", "total": "128.40", "currency": "USD"})


class BadFiles(unittest.IsolatedAsyncioTestCase):
    async def test_each_is_refused_for_good_with_the_field_named(self):
        png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
        for payload, message in (
            ("{", "The payload is not JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)."),
            ("[]", "The payload is not a JSON object."),
            ({"content_base64": "AA=="}, "file_name: is missing."),
            ({"file_name": "a", "content_base64": 5}, "content_base64: must be text."),
            ({"file_name": "a"}, "content_base64: is missing."),
            ({"file_name": "a" * 256, "content_base64": "AA=="}, "file_name: has 256 characters; 255 are the most."),
            ({"file_name": "a", "content_base64": "not base64!"}, "content_base64: is not base64 (Only base64 data is allowed)."),
            (file(b"Hello"), "content_base64: is neither a PNG, nor a JPEG, nor a PDF."),
            (file(b"%PDF-1.7 and nothing more"), "content_base64: is a PDF that cannot be read."),
            (file(png), "content_base64: is a PNG that breaks off in its header."),
            (file(b"\xff\xd8\xff\xe0\0\x10"), "content_base64: is a JPEG that breaks off before its picture."),
            (file(png + (100_000).to_bytes(4, "big") * 2), "content_base64: is a picture of 100000 x 100000 pixels; 50,000,000 in all are the most."),
        ):
            with self.subTest(message):
                with self.assertRaises(Fail) as failed:
                    await read(payload)
                self.assertEqual(message, str(failed.exception))

    async def test_a_broken_picture_is_refused(self):
        with open(os.path.join(RECEIPTS, "blue-heron-cafe.png"), "rb") as whole:
            with self.assertRaisesRegex(BadInput, "content_base64: cannot be read as a picture"):
                await read(file(whole.read(200)))

    def test_the_largest_file_is_taken_and_one_byte_more_is_not(self):
        self.assertEqual("pdf", scan.kind_of(b"%PDF-".ljust(scan.MAX_BYTES), "f"))
        with self.assertRaisesRegex(BadInput, "f: is a file of 5,242,881 bytes; 5,242,880 are the most"):
            scan.kind_of(b"%PDF-".ljust(scan.MAX_BYTES + 1), "f")


class Fields(unittest.TestCase):
    def test_totals(self):
        for expected, lines in (
            ("12.50", ["Subtotal 11.00", "Tax 1.50", "TOTAL 12.50", "Cash 20.00", "Change 7.50"]),
            ("1234.50", ["Gesamtbetrag 1.234,50 €"]),
            ("9.99", ["Total", "$9.99"]),
            ("34.00", ["Balance Due: 34.00"]),
            ("26.60", ["Total Items 3.00", "Total (incl GST) 26.60"]),
            (None, ["Sub-Total 12.50", "Total items 3"]),
            (None, ["Total 12.5.2026"]),
        ):
            with self.subTest(lines):
                self.assertEqual(expected, receipt.total(lines))

    def test_dates(self):
        for expected, lines in (
            ("2026-10-06", ["06.10.2026"]),
            ("2026-10-06", ["Date 2026-10-06 12:00"]),
            ("2026-10-06", ["6 Oct 2026"]),
            ("2026-10-06", ["October 6, 2026"]),
            ("2026-06-10", ["10/06/26", "€ 5,00"]),
            ("2026-10-06", ["10/06/26", "$5.00"]),
            ("2017-12-28", ["12/28/2017", "RM 5.00"]),
            (None, ["32.10.2026"]),
            (None, ["Tel 10.10.10.10"]),
        ):
            with self.subTest(lines):
                self.assertEqual(expected, receipt.date(lines))

    def test_merchants(self):
        for expected, lines in (
            ("Blue Heron Cafe", ["* Blue Heron Cafe *", "118 NW Everett"]),
            ("Druckerei Holm", ["Rechnung 17", "03-4162-2318", "Druckerei Holm"]),
            (None, ["12345", "han A", "TAX INVOICE"]),
        ):
            with self.subTest(lines):
                self.assertEqual(expected, receipt.merchant(lines))

    def test_a_currency_counts_only_beside_an_amount(self):
        self.assertEqual("EUR", receipt.currency(["12,50 €", "$5.00", "EUR 3,00"]))
        self.assertIsNone(receipt.currency(["Jalan $821/39", "Total 5.00"]))


class Turned(unittest.TestCase):
    def test_a_page_is_turned_clockwise(self):
        with tempfile.TemporaryDirectory() as folder:
            page = os.path.join(folder, "page.pgm")
            with open(page, "wb") as written:
                written.write(b"P5\n3 2\n255\nabcdef")
            turned = {quarters: pathlib.Path(scan._turned(page, quarters)).read_bytes() for quarters in (1, 2, 3)}
        # a b c      d a      f e d      c f
        # d e f      e b      c b a      b e
        #            f c                 a d
        self.assertEqual({1: b"P5\n2 3\n255\ndaebfc", 2: b"P5\n3 2\n255\nfedcba", 3: b"P5\n2 3\n255\ncfbead"}, turned)


if __name__ == "__main__":
    unittest.main()
