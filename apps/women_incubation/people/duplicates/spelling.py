"""One name, many spellings: Fatima-Zahra, Fatimzahra, فاطمة الزهراء. Needs neither Frappe nor a register.

    folded(name)     the name as it is written, without what people leave out or add: case, accents, marks,
                     hyphens, tashkeel, the hamza's seat, ta marbuta, articles
    skeleton(name)   its consonants in one alphabet for both scripts. Short vowels are not written in Arabic
                     and are written in many ways in Latin letters, so they do not count here.

The letters follow how Moroccan registers write Arabic names in French: ch, kh, gh, j, k or q.
"""

import re
import unicodedata
from functools import lru_cache

# Articles that stand alone before a name, the sun letters' forms too; and forms of address.
ARTICLES = frozenset(
    [
        *("el", "al", "l", "ez", "es", "en", "er", "et", "ed", "ech"),
        *("ach", "as", "az", "an", "ar", "at", "ad", "lalla", "ال", "لالة", "للا"),
    ]
)
# Names that begin with the letters of the article and have none.
NO_ARTICLE = frozenset(["الهام", "الياس", "الفت", "اليزا", "اليسا", "اليسار", "الين", "الاء"])
HAMZA_SEATS = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ؤ": "و", "ئ": "ي", "ى": "ي", "ء": None, "ـ": None}
)
ARABIC_LETTER = re.compile(r"[\u0600-\u06ff]")
FINAL_T = re.compile(r"اة$")  # حياة, نجاة: here the ta marbuta is heard, Hayat, Najat
FINAL_H = re.compile(r"[ةه]$")

ARABIC_CONSONANTS = str.maketrans(
    dict(zip("بپتطثجحهخدضذرزظسصشغڭگفڤقكلمن", "bbttTjhhxddzrzzssc8ggffkklmn", strict=True))
    | dict.fromkeys("اعوي", "")
    | {"T": "t"}
)
LATIN_PAIRS = (
    (r"kh", "x"),
    (r"gh", "8"),
    (r"tch|ch|sh", "9"),
    (r"dj", "j"),
    (r"th", "t"),
    (r"dh", "d"),
    (r"ph", "f"),
    (r"ck", "k"),
    (r"gu(?=[eiy])", "g"),
    (r"g(?=[eiy])", "j"),
    (r"c(?=[eiy])", "s"),
)
LATIN_CONSONANTS = str.maketrans(
    {"q": "k", "c": "k", "p": "b", "v": "f", "9": "c"} | dict.fromkeys("aeiouwy", "")
)


@lru_cache(maxsize=50_000)
def words(name: str | None) -> tuple[str, ...]:
    """The words of a name as they are compared: lower case, no marks, no hyphens, no articles alone."""
    text = unicodedata.normalize("NFKD", name or "").lower()
    text = "".join(sign for sign in text if not unicodedata.combining(sign)).translate(HAMZA_SEATS)
    text = re.sub(r"['’`ʼ]", "", text) if not ARABIC_LETTER.search(text) else text
    found = re.findall(r"[^\W_]+", text)
    return tuple([plain(word) for word in found if word not in ARTICLES] or found)


def plain(word: str) -> str:
    """A word without the article that is written into it."""
    if word in NO_ARTICLE:
        return word
    if word.startswith("ال") and len(word) > 4:
        return word[2:]
    if re.match(r"(el[^aeiouy]|el(?=.{5})|al[^aeiouyl](?=.{3}))", word) and len(word) > 5:
        return word[2:]
    return word


@lru_cache(maxsize=50_000)
def folded(name: str | None) -> str:
    """The name with one spelling of what is only spelling, its words joined."""
    return "".join(FINAL_H.sub("ه", FINAL_T.sub("ات", word)) for word in words(name))


@lru_cache(maxsize=50_000)
def skeleton(name: str | None) -> str:
    """The consonants of a name, the same letters for both scripts; a doubled one once. "" for none."""
    consonants = "".join(
        _arabic(word) if ARABIC_LETTER.search(word) else _latin(word) for word in words(name)
    )
    return re.sub(r"(\D)\1+", r"\1", consonants)


def _arabic(word: str) -> str:
    word = FINAL_H.sub("", FINAL_T.sub("ات", word))
    word = re.sub(r"^بل(?=..)", "بن", word) if len(word) > 4 else word  # Bel- is Ben El-
    return word.translate(ARABIC_CONSONANTS).translate({ord("T"): "t"})


def _latin(word: str) -> str:
    word = re.sub(r"(?<=[aeiouy])h$", "", word)
    word = re.sub(r"^abd[aeou]l", "abd", word)
    word = re.sub(r"^bel(?=[^aeiouy].)", "ben", word)
    for pair, sign in LATIN_PAIRS:
        word = re.sub(pair, sign, word)
    return word.translate(LATIN_CONSONANTS)
