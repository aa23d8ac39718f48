"""P4: 500 certificates, Arabic and French, in one file, against WeasyPrint with the same content.

Both sides get the same sentences, the same fonts and the same codes, and print as many. Each runs in a fresh
process whose libraries are loaded before the clock starts; its peak memory is that process's.
"""

import importlib
import multiprocessing
import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from women_incubation.reports.certificate import CertificateText, certificates
from women_incubation.reports.faces import FOLDER
from women_incubation.reports.page import Letterhead, Stamp
from women_incubation.reports.phrases import Phrase, same

COUNT = 500
PAIRS = 5
HEAD = Letterhead(
    lines=[
        Phrase("Royaume du Maroc", "المملكة المغربية"),
        Phrase("Ministère de la Solidarité", "وزارة التضامن والإدماج الاجتماعي والأسرة"),
    ],
    number=Phrase("N°", "رقم"),
    date=Phrase("Le", "بتاريخ"),
    check=Phrase("Vérifier", "للتحقق"),
    page=Phrase("Page {0} sur {1}", "صفحة {0} من {1}"),
)


def run() -> None:
    """Print the ratio of seconds and both peaks of memory."""
    ratios, peaks = [], []
    for _pair in range(PAIRS):
        slow = measured(weasyprints)
        fast = measured(ours)
        ratios.append(slow[0] / fast[0])
        peaks.append((fast[1], slow[1]))
    median = statistics.median(ratios)
    ours_peak, theirs_peak = (max(side) for side in zip(*peaks, strict=True))
    verdict = "met" if median >= 8 and ours_peak <= 200 else "NOT MET"
    print(
        f"P4, {COUNT} certificates in one file against WeasyPrint: {median:.1f}x"
        f" (from {min(ratios):.1f} to {max(ratios):.1f}, {PAIRS} pairs; peak {ours_peak:.0f} MB,"
        f" WeasyPrint's {theirs_peak:.0f} MB; bar 8x and 200 MB: {verdict})"
    )


def measured(work: Callable[[], bytes]) -> tuple[float, float]:
    """Seconds and peak megabytes of the work in a fresh process; writing the file is part of it."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_measured, args=(work, theirs))
    process.start()
    answer = ours.recv()
    process.join()
    return answer


def _measured(work: Callable[[], bytes], pipe: "multiprocessing.connection.Connection") -> None:
    if work is weasyprints:
        importlib.import_module("weasyprint")
    began = time.perf_counter()
    content = work()
    seconds = time.perf_counter() - began
    assert content.startswith(b"%PDF")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        1024**2 if sys.platform == "darwin" else 1024
    )
    pipe.send((seconds, peak))


def ours() -> bytes:
    """All certificates, drawn by the app's code."""
    return certificates([(text_of(n), stamp_of(n)) for n in range(COUNT)], HEAD)


def weasyprints() -> bytes:
    """All certificates, laid out by WeasyPrint."""
    from weasyprint import HTML

    pages = "".join(page_of(text_of(n), stamp_of(n)) for n in range(COUNT))
    font = (Path(FOLDER) / "Amiri-Regular.ttf").as_uri()
    bold = (Path(FOLDER) / "Amiri-Bold.ttf").as_uri()
    css = f"""
        @font-face {{ font-family: A; src: url({font}); }}
        @font-face {{ font-family: A; font-weight: bold; src: url({bold}); }}
        @page {{ size: A4 landscape; margin: 11mm; }}
        section {{ font: 15pt A; text-align: center; break-after: page; height: 180mm; }}
        section {{ border: 2pt solid #7a3b5d; }}
        h1 {{ font-size: 34pt; }} h2 {{ font-size: 28pt; }}"""
    return HTML(string=f"<style>{css}</style>{pages}").write_pdf()


def page_of(text: CertificateText, stamp: Stamp) -> str:
    """The same sentences as a page of HTML, with the same code."""
    import segno

    code = segno.make(stamp.check_url, error="m").svg_inline(scale=2)
    both = [
        text.title,
        text.certifies,
        text.name,
        text.completed,
        text.detail,
        *text.signatories,
        *HEAD.lines,
    ]
    lines = "".join(f'<p dir="rtl">{phrase.ar}</p><p>{phrase.fr}</p>' for phrase in both[3:])
    heads = f'<h1 dir="rtl">{text.title.ar}</h1><h2 dir="rtl">{text.name.ar}</h2><h2>{text.name.fr}</h2>'
    return f"<section>{heads}{lines}{code}<p>{stamp.number} {stamp.date.fr}</p></section>"


def text_of(number: int) -> CertificateText:
    """The words of one certificate."""
    return CertificateText(
        title=Phrase("Attestation de formation", "شهادة تكوين"),
        certifies=Phrase("Nous attestons que Madame", "نشهد بأن السيدة"),
        name=Phrase(f"Fatima-Zahra Bennani {number}", f"فاطمة الزهراء بناني {number}"),
        completed=Phrase("a suivi le parcours « Entreprendre ».", "قد أتمت بنجاح مسار التكوين «المقاولة»."),
        detail=Phrase(f"{number % 60} h de présence sur 60 h.", f"مدة الحضور {number % 60} س من أصل 60 س."),
        signatories=[Phrase("La coordinatrice", "المنسقة"), Phrase("La représentante", "ممثلة الوزارة")],
        check=Phrase("À vérifier par ce code.", "للتحقق يرجى مسح الرمز."),
    )


def stamp_of(number: int) -> Stamp:
    """Its number and code."""
    return Stamp(
        f"CT-2026-{number:07d}", same("24/11/2026"), f"https://incubation.example/check/{number:024d}", "both"
    )
