"""Pairs of records that are one woman, and pairs that are not, as registers really differ. Seeded.

The spellings are written down by hand from how Moroccan registers and cards write these names; the generator
knows nothing of the app's keys. No real person is meant.
"""

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

Record = dict[str, object]

# Arabic, then the Latin spellings that are met
FIRST = """
فاطمة الزهراء|Fatima-Zahra|Fatima Zahra|Fatimzahra|Fatima Ezzahra|Fatim Zahra|Fatimazahra|Fatima Zohra
فاطمة|Fatima|Fatema|Fatma|Fatimah
خديجة|Khadija|Khadijah|Kadija|Khadidja|Khdija
عائشة|Aicha|Aïcha|Aisha|Aycha|Icha
مريم|Meryem|Mariam|Maryam|Meriem|Miryam|Mariem
زينب|Zineb|Zaynab|Zaineb|Zeineb|Zinab
نعيمة|Naima|Naïma|Naaima|Nayma
سعيدة|Saida|Saïda|Sayida
سعاد|Souad|Suad|Soad
غزلان|Ghizlane|Ghizlan|Rizlane|Ghezlane
شيماء|Chaimae|Chaima|Chaymae|Shaimaa|Chaimaa
أسماء|Asmae|Asma|Asmaa|Assma
سكينة|Soukaina|Sokaina|Sukaina|Soukayna
لطيفة|Latifa|Lateefa|Latefa
بشرى|Bouchra|Bushra|Bochra|Bouchera
إيمان|Imane|Iman|Imène|Eman
إلهام|Ilham|Elham|Ilhame
هاجر|Hajar|Hajer|Hager|Hajjar
حنان|Hanane|Hanan|Hannane
نجاة|Najat|Nejat|Najate|Nadjat
حياة|Hayat|Hayate|Hayet
رشيدة|Rachida|Rashida|Rachidah
مليكة|Malika|Maleka|Mlika
جميلة|Jamila|Djamila|Jameela
سميرة|Samira|Sameera|Smira
كريمة|Karima|Kareema|Krima
نادية|Nadia|Nadya|Nadiya
لبنى|Loubna|Lubna|Lobna
هدى|Houda|Huda|Hoda
وفاء|Wafae|Ouafae|Wafaa|Wafa|Ouafa
يسرى|Yousra|Yosra|Youssra|Yusra
سلمى|Salma|Selma
أمينة|Amina|Ameena|Aminah
حليمة|Halima|Haleema|Hlima
ربيعة|Rabia|Rabiaa|Rabéa
حفيظة|Hafida|Hafeda|Hafidha
ثريا|Touria|Thouraya|Soraya|Toria
أم كلثوم|Oum Kaltoum|Oum Keltoum|Oumkeltoum|Om Kalthoum
رقية|Rkia|Roqia|Rokaya|Rqia
فاطنة|Fatna|Fatena
"""
LAST = """
الإدريسي|El Idrissi|Idrissi|Elidrissi|El Idrisi|Al Idrissi
العلوي|Alaoui|El Alaoui|Elalaoui|Alawi
بنعلي|Ben Ali|Benali|Bnali|Ben-Ali
بناني|Bennani|Benani|Benanni
المنصوري|El Mansouri|Mansouri|Almansouri|Elmansouri|El Mansoury
الحداد|El Haddad|Haddad|Elhaddad|El Hadad
العمراني|El Amrani|Amrani|Elamrani|El Omrani
السعدي|Es-Saadi|Saadi|Essaadi|Es Saadi|El Saadi
بلحاج|Belhaj|Bel Haj|Belhadj|Bel Hadj
آيت لحسن|Ait Lahcen|Aït Lahcen|Ait Lahsen|Aitlahcen
أوبلا|Oubella|Obella|Oubela
الشرقاوي|Cherkaoui|Charkaoui|Ech-Cherkaoui|Cherqaoui|El Cherkaoui
القاسمي|El Kasmi|Elkasmi|El Qasmi|Kasmi|Kassimi
الوردي|El Ouardi|Elouardi|Ouardi|El Wardi
بوزيد|Bouzid|Bouzide|Bou Zid|Bouzyd
الخطابي|El Khattabi|Khattabi|Elkhattabi|Khatabi
التازي|Tazi|Et-Tazi|Ettazi|El Tazi
الفاسي|El Fassi|Fassi|Elfassi|Al Fassi|El Fasi
لحلو|Lahlou|Lahlo|Lehlou
الرحماني|Rahmani|Errahmani|Er-Rahmani|El Rahmani
الناجي|Naji|En-Naji|Ennaji|El Naji
حمداوي|Hamdaoui|Hamdawi|El Hamdaoui
زروالي|Zerouali|Zarouali|Zeroali
كنوني|Guennouni|Guenouni|Gennouni|El Guennouni
عبد اللطيف|Abdellatif|Abdelatif|Abd Ellatif|Abdel Latif
العبدلاوي|Abdellaoui|El Abdellaoui|Abdelaoui|Abdallaoui
الزهراوي|Zahraoui|Ez-Zahraoui|Ezzahraoui|Zehraoui
مقدم|Mokaddem|Moqaddem|Mokadem|Mokaddam
البقالي|El Bakkali|Bakkali|Elbakkali|El Bekkali|Baqali
الغازي|El Ghazi|Ghazi|Elghazi|El Razi
شقرون|Chakroun|Chekroun|Chaqroun
بوشعيب|Bouchaib|Bouchaïb|Bou Chaib|Bouchaaib
"""
COMMUNES = [(f"P{p}", f"P{p}-C{c}") for p in range(1, 9) for c in range(1, 9)]


class Pair(NamedTuple):
    """Two records, the truth about them, and what was done to the second."""

    one: Record
    other: Record
    same: bool
    kind: str


def spellings(text: str) -> list[tuple[str, list[str]]]:
    """(Arabic, Latin spellings) for each line."""
    rows = [line.split("|") for line in text.strip().splitlines()]
    return [(arabic, latin) for arabic, *latin in rows]


FIRSTS, LASTS = spellings(FIRST), spellings(LAST)


def woman(rng: random.Random) -> Record:
    """Somebody, with the places of her names in the lists."""
    (first_ar, first), (last_ar, last) = rng.choice(FIRSTS), rng.choice(LASTS)
    above, unit = rng.choice(COMMUNES)
    born = date(1960, 1, 1) + timedelta(days=rng.randint(0, 16000))
    if rng.random() < 0.1:
        born = born.replace(month=1, day=1)  # the day of birth is not known
    return {
        "first_name": first[0] if rng.random() < 0.5 else rng.choice(first),
        "last_name": last[0] if rng.random() < 0.5 else rng.choice(last),
        "first_name_ar": first_ar,
        "last_name_ar": last_ar,
        "birth_date": born,
        "unit": unit,
        "above": above,
        "cnie": f"{rng.choice('ABCDEFGHJ')}{rng.randint(10000, 999999)}" if rng.random() < 0.6 else None,
        "phone": f"+2126{rng.randint(10_000_000, 99_999_999)}" if rng.random() < 0.7 else None,
        "rnp": None,
    }


def spelt_otherwise(rng: random.Random, record: Record) -> None:
    """Both names in another Latin spelling."""
    for field, names in (("first_name", FIRSTS), ("last_name", LASTS)):
        latin = next(latin for arabic, latin in names if arabic == record[f"{field}_ar"])
        record[field] = rng.choice(latin)
        record[field] = rng.choice([str.upper, str.lower, str.title, str])(record[field])


def written_otherwise(rng: random.Random, record: Record) -> None:
    """The Arabic as it is often typed: hamza, ta marbuta, alif maqsura, tashkeel, article, blanks."""
    changes: list[Callable[[str], str]] = [
        lambda text: text.translate(str.maketrans("أإآ", "ااا")),
        lambda text: text.replace("ة", "ه"),
        lambda text: text.replace("ى", "ي"),
        lambda text: text[0] + "َ" + text[1:],
        lambda text: text.removeprefix("ال") if len(text) > 5 else text,
        lambda text: text.replace(" ", ""),
        lambda text: text.replace("ء", ""),
        lambda text: text[:2] + "ـ" + text[2:],
    ]
    for field in ("first_name_ar", "last_name_ar"):
        for change in rng.sample(changes, 2):
            record[field] = change(record[field])


def slip_in_a_name(rng: random.Random, record: Record) -> None:
    """A letter left out, doubled or exchanged with the next."""
    field = rng.choice(["first_name", "last_name", "first_name_ar", "last_name_ar"])
    text = record[field]
    at = rng.randrange(1, len(text) - 1)
    record[field] = rng.choice(
        [
            text[:at] + text[at + 1 :],
            text[:at] + text[at] + text[at:],
            text[:at] + text[at + 1] + text[at] + text[at + 2 :],
        ]
    )


def slip_in_the_date(rng: random.Random, record: Record) -> None:
    """Day and month exchanged, a digit wrong, the year one off, or the first of January."""
    born = record["birth_date"]
    found = [
        born.replace(month=1, day=1),
        born.replace(year=born.year + rng.choice([-1, 1]), day=min(born.day, 28)),
    ]
    if born.day <= 12:
        found.append(born.replace(month=born.day, day=born.month))
    found.append(born.replace(day=born.day + 10 if born.day + 10 <= 28 else max(1, born.day - 10)))
    record["birth_date"] = rng.choice(found)


def moved(rng: random.Random, record: Record) -> None:
    """Registered in another commune."""
    record["above"], record["unit"] = rng.choice(COMMUNES)


def names_exchanged(_rng: random.Random, record: Record) -> None:
    """First and last name in each other's column."""
    for mark in ("", "_ar"):
        first, last = f"first_name{mark}", f"last_name{mark}"
        record[first], record[last] = record[last], record[first]


def one_script(rng: random.Random, record: Record) -> None:
    """Names in one script only."""
    for field in rng.choice([("first_name", "last_name"), ("first_name_ar", "last_name_ar")]):
        record[field] = None


CHANGES = [
    ("other spelling", [spelt_otherwise], 20),
    ("other Arabic", [written_otherwise], 14),
    ("both scripts otherwise", [spelt_otherwise, written_otherwise], 18),
    ("slip in a name", [spelt_otherwise, slip_in_a_name], 10),
    ("slip in the date", [spelt_otherwise, slip_in_the_date], 12),
    ("moved", [spelt_otherwise, written_otherwise, moved], 10),
    ("slip in the date, moved", [spelt_otherwise, slip_in_the_date, moved], 4),
    ("names exchanged", [spelt_otherwise, names_exchanged], 6),
    ("one script only", [spelt_otherwise, one_script], 6),
]


def same_pair(rng: random.Random) -> Pair:
    """One woman, recorded twice."""
    one = woman(rng)
    kind, changes, _weight = rng.choices(CHANGES, [weight for *_rest, weight in CHANGES])[0]
    other = dict(one)
    for change in changes:
        change(rng, other)
    other["cnie"] = one["cnie"] if rng.random() < 0.1 else None  # the number is what is missing
    other["phone"] = one["phone"] if rng.random() < 0.5 else None
    return Pair(one, other, True, kind)


def other_pair(rng: random.Random) -> Pair:
    """Two women who have much in common."""
    one, other = woman(rng), woman(rng)
    kind = rng.choices(
        [
            "sisters",
            "twins",
            "same names, other date",
            "same date and place",
            "same first name and date",
            "strangers",
        ],
        [25, 10, 30, 10, 5, 20],
    )[0]
    family = ("last_name", "last_name_ar", "unit", "above")
    if kind in ("sisters", "twins"):
        other |= {field: one[field] for field in family}
        other["phone"] = one["phone"]
    if kind == "twins":
        other["birth_date"] = one["birth_date"]
    if kind == "same names, other date":
        other |= {field: one[field] for field in ("first_name", "first_name_ar", *family)}
        spelt_otherwise(rng, other)
    if kind == "same date and place":
        other |= {field: one[field] for field in ("birth_date", "unit", "above")}
    if kind == "same first name and date":
        other |= {
            field: one[field] for field in ("birth_date", "first_name", "first_name_ar", "unit", "above")
        }
    same_first = one["first_name_ar"] == other["first_name_ar"]
    same_last = one["last_name_ar"] == other["last_name_ar"]
    if same_first and same_last and abs((one["birth_date"] - other["birth_date"]).days) < 400:
        return other_pair(rng)  # nobody could tell
    if kind in ("sisters", "twins") and same_first:
        return other_pair(rng)
    return Pair(one, other, False, kind)


def pairs(count: int, seed: int = 3) -> list[Pair]:
    """Half of them one woman, half of them two."""
    rng = random.Random(seed)
    return [same_pair(rng) if number % 2 else other_pair(rng) for number in range(count)]
