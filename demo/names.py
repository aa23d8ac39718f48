"""First and last names in both scripts; combined by a seeded generator, so nobody is meant."""

# (Latin, Arabic)
WOMEN = [
    ("Fatima", "فاطمة"), ("Fatima-Zahra", "فاطمة الزهراء"), ("Khadija", "خديجة"), ("Aïcha", "عائشة"),
    ("Mariam", "مريم"), ("Zineb", "زينب"), ("Naïma", "نعيمة"), ("Latifa", "لطيفة"),
    ("Rachida", "رشيدة"), ("Malika", "مليكة"), ("Saadia", "السعدية"), ("Hajar", "هاجر"),
    ("Salma", "سلمى"), ("Imane", "إيمان"), ("Meryem", "مريم"), ("Nadia", "نادية"),
    ("Samira", "سميرة"), ("Hanane", "حنان"), ("Karima", "كريمة"), ("Bouchra", "بشرى"),
    ("Ghizlane", "غزلان"), ("Sanaa", "سناء"), ("Loubna", "لبنى"), ("Houda", "هدى"),
    ("Asmaa", "أسماء"), ("Siham", "سهام"), ("Ilham", "إلهام"), ("Wafaa", "وفاء"),
    ("Souad", "سعاد"), ("Jamila", "جميلة"), ("Zahra", "الزهرة"), ("Mina", "مينة"),
    ("Rabia", "ربيعة"), ("Hafida", "حفيظة"), ("Fadma", "فاضمة"), ("Itto", "إيطو"),
    ("Tislem", "تسلم"), ("Galia", "الغالية"), ("Mbarka", "امباركة"), ("Lalla", "لالة"),
    ("Oum Kaltoum", "أم كلثوم"), ("Selma", "السالمة"), ("Minatou", "مينتو"), ("Embarka", "مباركة"),
    ("Yamina", "يامنة"), ("Halima", "حليمة"), ("Touria", "ثورية"), ("Nezha", "نزهة"),
    ("Amal", "أمل"), ("Chaimaa", "شيماء"), ("Doha", "ضحى"), ("Kaoutar", "كوثر"),
    ("Maryama", "مريامة"), ("Najat", "نجاة"), ("Ouafa", "وفاء"), ("Rahma", "رحمة"),
    ("Safaa", "صفاء"), ("Soukaina", "سكينة"), ("Warda", "وردة"), ("Yousra", "يسرى"),
]

LAST = [
    ("Alaoui", "العلوي"), ("Bennani", "بناني"), ("El Idrissi", "الإدريسي"), ("Amrani", "العمراني"),
    ("Berrada", "برادة"), ("Chraibi", "الشرايبي"), ("El Fassi", "الفاسي"), ("Tazi", "التازي"),
    ("Zerouali", "الزروالي"), ("Boukhari", "البخاري"), ("Cherkaoui", "الشرقاوي"), ("Daoudi", "الداودي"),
    ("El Amri", "العمري"), ("Filali", "الفيلالي"), ("Ghazali", "الغزالي"), ("Haddad", "الحداد"),
    ("Jabri", "الجابري"), ("Kabbaj", "القباج"), ("Lahlou", "الحلو"), ("Mansouri", "المنصوري"),
    ("Naciri", "الناصري"), ("Ouazzani", "الوزاني"), ("Qadiri", "القادري"), ("Rami", "الرامي"),
    ("Saidi", "السعيدي"), ("Tahiri", "الطاهري"), ("Wahbi", "وهبي"), ("Yacoubi", "اليعقوبي"),
    ("Ziani", "الزياني"), ("Ait Lahcen", "آيت لحسن"), ("Ait Brahim", "آيت إبراهيم"), ("Ben Salah", "بن صالح"),
    ("Ben Moussa", "بن موسى"), ("El Moussaoui", "الموساوي"), ("El Mahjoub", "المحجوب"), ("Bouchaib", "بوشعيب"),
    ("Ould Brahim", "ولد إبراهيم"), ("Mint Sidi", "منت سيدي"), ("Laaroussi", "العروسي"), ("Rguibi", "الركيبي"),
    ("Dlimi", "الدليمي"), ("Tekna", "تكنة"), ("Izargui", "الزركي"), ("Filalia", "الفلالية"),
    ("Maelainine", "ماء العينين"), ("Soubai", "السباعي"), ("Yaggouti", "الياكوتي"), ("Bellal", "بلال"),
    ("Chaoui", "الشاوي"), ("Doukkali", "الدكالي"), ("Essadki", "الصادقي"), ("Hilali", "الهلالي"),
]
