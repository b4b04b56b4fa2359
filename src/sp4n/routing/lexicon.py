"""What is known of Indonesian words, as data: how people spell, and which words are no forms.

Common knowledge of written Indonesian (own choice, no published list), worked out by hand, not by
running the code. Abbreviations of schools and offices that are words by now (SD, SMA, KTP, RT)
stay. What a short form or a misspelling stands for is a word that `sp4n.routing.normalise` leaves
alone, so that normalising twice changes nothing; a test holds it to that.
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

_NOBODY_MEANS_THE_ROOT = """
    keterangan menerangkan diterangkan terangan selama perlahan terhadap berhadapan termasuk
    tersebut ternyata terkait berkaitan terlalu keterlaluan berikut sekali sekalian seputar setuju
    sebelah sepasang persetujuan menyetujui percuma berhasil keberhasilan perihal terbit kebijakan
    perguruan bersama sesama keadaan berada mengadakan menyatakan pernyataan kenyataan perkara
    sepertinya seharusnya beberapa maupun selalu kejuruan penggelapan menggelapkan digelapkan
    menengah masukan secara sebagian bagian sebelum sesudah menjadi terjadi kejadian satuan
    kesatuan persatuan berlangsung pendapatan kekerasan memenuhi pengalaman perhatian perhatikan
    memperhatikan diperhatikan mengenai melalui berkali mengatasi diatasi teratasi keluaran
    pengadilan peradilan pengadaan diadakan perayaan merayakan pemasaran memasarkan keputusan
    kebetulan seluruh keseluruhan tertentu menyuapi disuapi suapi suapan keuangan kasihan kekasih
    semata menangani ditangani penanganan tertangani terdapat pendapat berharga menghargai
    penghargaan dihargai menyimpang penyimpangan memotori ternama keturunan bertahan ketahanan
    pertahanan berkelas terbangun membangunkan mendatang berdasar berdasarkan pengumuman
    mengumumkan diumumkan dirumahkan merumahkan berhubung sehubungan mengkritisi dikritisi
    dijatuhi mengorbankan pengorbanan dikorbankan mengalikan perkalian
"""
"""The root is in them, but nobody who asks for it means them: *keterangan* is not *terang*."""

_LOOK_LIKE_A_FORM = """
    mengular memadai permata kerasan pekarangan karangan mengarang jaman paman bosan terbang
    sekarang selebaran seolah semoga sekaligus semakin terpal berani berat berantas masalah kalian
    adalah makalah jumlah sekolah langkah bangku punya hanya tanya kelas keras kecap keranjang
    kelapa beras teras terapi berkas pesisir perawan beranda terang beli busi kasi dinas kursi
    kopi kali padi tani sapi hari mandi makan ikan bukan akan kawin mesin dingin miskin yakin izin
    angin ingin mungkin jalan badan bulan taman teman aman tangan hutan halaman papan kapan depan
    delapan sopan pasukan perban pernik pegas pecat pelan pekan pesan peran korban beban sebar
    segar sekat setir sewa sebab sedang sedia segera semua semut sepeda seberang selang selokan
    selat selain serang terima terminal tertib ternak berita berapa berkat bersih penjara pengaruh
    pemilu kebun kepala ketua kerabat menara mengapa meninggal menang menantu menit merah merek
    meter meja memang nyamuk nyawa nyata nyala nyaman ngarai perangkat perempatan pertama diskon
    disiplin digital
"""
"""The letters meet by accident, the words do not: *kelas* is not *las*."""

_FORMS_OF = {
    "agama": "beragama",
    "alami": "mengalami dialami",
    "api": "perapian berapi",
    "atur": "peraturan",
    "awan": "berawan",
    "balik": "dibalik",
    "beri": "berikan",
    "camat": "kecamatan",
    "desak": "berdesakan",
    "hadap": "menghadap",
    "isi": "berisikan",
    "kemas": "mengemas mengemasi",
    "kira": "perkiraan",
    "langgan": "pelanggan",
    "lurah": "kelurahan",
    "makan": "memakan pemakan",
    "marah": "memarahi pemarah",
    "masak": "masakan",
    "mohon": "memohon pemohon permohonan memohonkan",
    "muda": "pemuda",
    "muka": "permukaan",
    "pakat": "sepakat",
    "pecat": "memecat pemecatan",
    "polisi": "kepolisian",
    "rampas": "dirampas",
    "rata": "merata",
    "ruang": "ruangan",
    "sakit": "penyakit",
    "sehat": "kesehatan",
    "tani": "pertanian",
    "terbit": "penerbitan",
    "ternak": "peternakan",
    "tinggal": "meninggalkan",
    "tuai": "menuai",
    "tumpang": "penumpang",
    "uang": "beruang",
    "usaha": "perusahaan",
}
"""Words that look like forms of several roots, and are of one: *memohon* of *mohon* alone."""

OWN_WORDS: Mapping[str, frozenset[str]] = FrozenDict(
    dict.fromkeys((_NOBODY_MEANS_THE_ROOT + _LOOK_LIKE_A_FORM).split(), frozenset[str]())
    | {form: frozenset({root}) for root, forms in _FORMS_OF.items() for form in forms.split()}
)
"""Words of their own, each with the roots that may claim it beside itself: none, for most.

``keterangan`` (a statement) looks like *terang* (bright), ``selama`` (during) like *lama* (long),
``memohon`` (to ask) like *pohon* (tree). The first two are found by rules that name them, and by
no others.
"""
