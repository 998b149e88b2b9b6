//! Words of headers and jobs: Turkish. May use: the list's type.

use super::Words;

/// The words.
pub const WORDS: Words = Words {
    role: "ad soyad|adı soyadı|çalışan|personel|rol|roller|görev|görevler|pozisyon|pozisyonlar|unvan|ünvan|profil|\
        profiller|meslek|görev unvanı|iş unvanı|rol adı|kadro|paydaş",
    level: "seviye|seviyeler|düzey|düzeyler|kademe|derece|kıdem",
    dimension: "görev|boyut|boyutlar|yetkinlik|yetkinlikler|beceri|beceriler|kriter|kriterler|ölçüt|faaliyet|\
        faaliyetler|etkinlik|sorumluluk|yetki|yetkiler|izin|izinler|yön|süreç|özellik|konu|bilgi|adım|eylem|işlem|\
        iş|iş adımı|çıktı|yetenek",
    group: "grup|kategori|kategoriler|alan|alanlar|bölüm|aşama|faz|tema|blok|departman|ekip|tür|alt kategori|küme|\
        modül",
    key: "id|no|no.|numara|kod|sıra|sıra no|anahtar",
    name: "ad soyad|adı soyadı|ad|adı|isim|başlık|etiket",
    description: "açıklama|tanım|ayrıntılar|detay|detaylar|anlam|özet",
    note: "not|notlar|yorum|yorumlar|örnek|örnekler|kaynak|bağlantı|durum|öncelik|ağırlık",
    value: "değer|puan|değerlendirme|metin|içerik|beklenen seviye",
    attribute: "sorumluluklar|gereksinimler|gereklilikler|görevleri|görevler|yetkinlikler|tanım|açıklama|\
        beceriler|deneyim|eğitim|maaş|amaç|hedef|hedefler|yetkiler|bilgi|kapsam|araçlar|nitelikler|\
        aranan nitelikler|rapor verdiği",
    job: "mühendis|mühendisi|geliştirici|geliştiricisi|yönetici|yöneticisi|müdür|müdürü|analist|analisti|mimar|\
        mimarı|direktör|direktörü|lider|lideri|uzman|uzmanı|danışman|danışmanı|teknisyen|asistan|asistanı|stajyer|\
        koordinatör|koordinatörü|tasarımcı|araştırmacı|sorumlu|sorumlusu|kullanıcı|misafir|üye|editör|sahibi|\
        öğretmen|doktor|muhasebeci|müşteri|kıdemli|kıdemsiz|başlangıç|orta|ileri|ekip|bilimci|testçi",
    time: "pazartesi|salı|çarşamba|perşembe|cuma|cumartesi|pazar|saat|zaman|tarih|gün|hafta|ay|ocak|şubat|mart|\
        nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim|kasım|aralık",
    aggregate: "toplam|ortalama|genel toplam|ara toplam",
    expected: "kriterler|ölçütler|beklentiler|davranışlar|göstergeler|kanıtlar|gereksinimler",
    person: "kişi|kişiler|persona|üye|üyeler|ekip üyesi|çalışan|personel|ad soyad|adı soyadı",
    step: "stajyer|başlangıç|temel|kıdemsiz|orta|ileri|kıdemli|uzman",
    involvement: "sorumlu|uygulayan|yapan|hesap veren|onaylayan|danışılan|bilgilendirilen|destekleyen",
};
