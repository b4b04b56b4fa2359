"""How people spell: abbreviations, text-speak and common misspellings, as data.

Common knowledge of written Indonesian (own choice, no published list). Every value is a word that
`sp4n.routing.normalise` leaves alone, so that normalising twice changes nothing; a test holds it
to that. Abbreviations of schools and offices that are words by now (SD, SMA, KTP, RT) stay.
"""

from collections.abc import Mapping

from sp4n.frozen_dict import FrozenDict

_SHORT_FOR: Mapping[str, str] = {
    # places
    "jalan": "jl jln jlan jlnan",
    "kampung": "kp kpg kmpg kampong",
    "kecamatan": "kec kcmtn",
    "kelurahan": "kel klrhn",
    "kabupaten": "kab",
    "provinsi": "prov",
    "kompleks": "komp komplek",
    "gang": "gg",
    "rumah": "rmh",
    "sekolah": "sklh skolah skul",
    "kantor": "ktr kntr",
    "depan": "dpn dpan",
    "belakang": "blkg blkng",
    "samping": "smpg smping",
    "dekat": "dkt deket",
    "lingkungan": "lingk",
    "dusun": "dsn",
    # little words
    "yang": "yg yng",
    "tidak": "tdk tak gak ga gk g nggak ngga enggak engga kagak kaga ndak tdak tida tidk",
    "belum": "blm blom belom blum blon",
    "sudah": "sdh udh udah sdah sudh dah",
    "dengan": "dg dgn dngn dgan",
    "karena": "krn krna karna",
    "untuk": "utk untk tuk",
    "dari": "dr dri",
    "di": "d",
    "ke": "k",
    "dan": "dn",
    "pada": "pd",
    "saja": "aja aj sj",
    "juga": "jg jga jugak",
    "sampai": "smpe sampe nyampe smpai",
    "seperti": "spt sprti kyk kayak",
    "sebagai": "sbg",
    "dalam": "dlm dalem",
    "tersebut": "tsb tsbt",
    "tentang": "ttg",
    "terhadap": "thd",
    "atau": "ato atw",
    "tetapi": "tp tapi tpi ttpi",
    "kalau": "klo kalo klw kl klau",
    "jadi": "jd jdi",
    "bisa": "bs bsa",
    "lagi": "lg lgi",
    "masih": "msh msih",
    "harus": "hrs hrus",
    "jangan": "jgn jngn",
    "akan": "akn",
    "ada": "ad",
    "banyak": "byk bnyk bnyak",
    "kurang": "krg krang",
    "lebih": "lbh lbih",
    "sangat": "sgt sangt",
    "sekali": "bgt banget bngt bgtt bgd skali skli",
    "terus": "trs trus",
    "sering": "srg sring",
    "semua": "smua smw semw",
    "setiap": "tiap stiap",
    "sekarang": "skrg skrng skg skarang",
    "kemarin": "kmrn kmren kemaren kmarin",
    "besok": "bsk",
    "malam": "mlm malem",
    "hari": "hr hri",
    "minggu": "mgg mggu mnggu",
    "bulan": "bln",
    "tahun": "th thn thun",
    "tanggal": "tgl",
    "ribu": "rb",
    "juta": "jt",
    "padahal": "pdhl pdahal",
    "mengapa": "knp kenapa knapa",
    "bagaimana": "gmn gimana bgmn gmana",
    "berapa": "brp brapa",
    "sebelum": "sblm",
    "sedang": "sdg",
    # people
    "saya": "sy sya aku gw gue gua ane",
    "kami": "kmi",
    "bapak": "bpk bp pak",
    "ibu": "bu",
    "orang": "org orng",
    "anak": "ank",
    "warga": "wrg wrga",
    # asking
    "mohon": "mhn mohn moohn",
    "tolong": "tlg tlong tulung tlng",
    "segera": "sgra segra sgera",
    "laporan": "lprn laporn",
    "terima": "trm",
    "kasih": "ksh",
    "perbaiki": "prbaiki perbaikin perbaikki",
    "jelek": "jlek",
    "rusak": "rsk rusk rsak",
    "hampir": "hmpr hampr",
    # services
    "elektronik": "elektronic",
    "telepon": "tlp tlpn telp tlf",
    "nomor": "no nmr",
    "puskesmas": "pkm",
}

ABBREVIATIONS: Mapping[str, str] = FrozenDict(
    {
        short: full
        for full, shorts in _SHORT_FOR.items()
        for short in shorts.split()
        if short != full
    }
)
"""Short form to full word: ``jln`` is ``jalan``, ``gak`` is ``tidak``."""

MISSPELT_ROOTS: Mapping[str, tuple[str, ...]] = FrozenDict(
    {
        right: tuple(wrong.split())
        for right, wrong in {
            "aktif": "aktip",
            "akta": "akte",
            "ambulans": "ambulan ambulance",
            "antre": "antri",
            "apotek": "apotik",
            "aspal": "asphal asfal",
            "atap": "atep",
            "banjir": "banjer bajir",
            "benar": "bener",
            "blanko": "blangko",
            "cepat": "cepet",
            "cokelat": "coklat",
            "drainase": "drainasi drainage drenase drainse",
            "gelap": "gelep",
            "hilang": "ilang",
            "izin": "ijin izn",
            "jadwal": "jadual",
            "jatuh": "jatoh jatu",
            "jembatan": "jmbatan jembatn jembtan",
            "kuitansi": "kwitansi kwintansi",
            "kualitas": "kwalitas",
            "lampu": "lmpu",
            "limbah": "limba",
            "listrik": "listrk lisrik",
            "lubang": "lobang lubng",
            "macet": "macat mcet",
            "nomor": "nomer",
            "objek": "obyek",
            "parkir": "parkr",
            "penerangan": "penerengan",
            "pohon": "phon pohn",
            "praktik": "praktek",
            "provinsi": "propinsi",
            "pungli": "pungly",
            "puskesmas": "puskemas puskesmes pukesmas",
            "rapor": "raport rapot",
            "risiko": "resiko",
            "sampah": "smpah",
            "saraf": "syaraf",
            "selokan": "slokan",
            "semrawut": "semerawut",
            "sertifikat": "sertipikat",
            "sistem": "sistim",
            "telepon": "telpon telfon telefon",
            "trotoar": "trotoir trotoal troatoar",
            "tumpuk": "tumpk",
            "utang": "hutang",
        }.items()
    }
)
"""Root to the ways in which it is misspelt, alone and inside its forms: ``berlobang``."""
