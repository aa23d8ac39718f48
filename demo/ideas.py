"""What the women of the story want to build: title, sector, description, what it costs (dirhams)."""

from typing import NamedTuple


class Idea(NamedTuple):
    """A project as its holder tells it."""

    title: str
    sector: str
    description: str
    market: str
    items: tuple[tuple[str, int], ...]


IDEAS = (
    Idea(
        "ورشة خياطة الملاحف",
        "Crafts",
        "ورشة صغيرة لخياطة وصباغة الملاحف الصحراوية مع امرأتين من الحي.",
        "الزبونات من المدينة والأسواق الأسبوعية، والطلبيات قبل الأعياد.",
        (("آلتا خياطة", 14_000), ("طاولة قص ومكواة", 6_500), ("أقمشة وصباغة", 18_000)),
    ),
    Idea(
        "مخبزة منزلية للحلويات",
        "Food Processing",
        "إنتاج الخبز والحلويات التقليدية وتوزيعها على المقاهي.",
        "خمسة مقاه وثلاث مدارس خاصة قريبة من البيت.",
        (("فرن كهربائي", 22_000), ("عجانة", 13_500), ("ثلاجة عرض", 9_000), ("مواد أولية", 7_000)),
    ),
    Idea(
        "تحويل منتوجات البحر",
        "Fishing",
        "تنظيف السمك وتعليبه وبيعه مبردا للمطاعم.",
        "مطاعم المرسى والفنادق.",
        (("غرفة تبريد صغيرة", 48_000), ("طاولات من الإينوكس", 16_000), ("ميزان وتعبئة", 11_000)),
    ),
    Idea(
        "تربية الماعز وإنتاج الجبن",
        "Agriculture",
        "قطيع من عشرين رأسا وإنتاج الجبن الطري.",
        "البيع المباشر والمحلات الصغيرة بالجماعة.",
        (("شراء عشرين رأسا", 46_000), ("حظيرة", 18_000), ("معدات الجبن", 15_500)),
    ),
    Idea(
        "صالون التجميل والحناء",
        "Services",
        "صالون للنساء يقدم الحلاقة والحناء وتجهيز العرائس.",
        "نساء الحي والأعراس.",
        (("تجهيز الصالون", 26_000), ("مواد التجميل", 9_000), ("كراء ستة أشهر", 12_000)),
    ),
    Idea(
        "Coopérative de couscous",
        "Food Processing",
        "Couscous roulé à la main, séché et emballé par cinq femmes.",
        "Épiceries de la ville, commandes en ligne pour les grandes villes.",
        (("Séchoir solaire", 32_000), ("Emballeuse", 21_000), ("Stock de semoule", 14_000)),
    ),
    Idea(
        "Savons à l'huile d'argan",
        "Crafts",
        "Savons et baumes artisanaux, en petites séries.",
        "Boutiques d'hôtels et foires régionales.",
        (("Cuves et moules", 19_000), ("Étiqueteuse", 8_500), ("Matières premières", 16_000)),
    ),
    Idea(
        "Atelier de réparation de téléphones",
        "Digital",
        "Réparation et vente d'accessoires, tenu par des femmes.",
        "Lycéennes et commerçantes du centre.",
        (("Outillage", 12_000), ("Pièces", 18_000), ("Comptoir", 7_500)),
    ),
    Idea(
        "Crèche de quartier",
        "Services",
        "Garde d'enfants de 1 à 4 ans pour les mères qui travaillent.",
        "Quarante familles ont dit leur intérêt.",
        (("Mobilier adapté", 34_000), ("Jeux", 12_000), ("Mise aux normes", 27_000)),
    ),
    Idea(
        "خيمة ضيافة صحراوية",
        "Tourism",
        "استقبال السياح في خيمة تقليدية مع وجبات محلية.",
        "وكالات الأسفار ودور الضيافة.",
        (("خيمة كبيرة", 38_000), ("أفرشة وأواني", 17_000), ("لوح شمسي", 14_500)),
    ),
)
