//! Words of headers and jobs: Indonesian and Malay. May use: the list's type.

use super::Words;

/// The words.
pub const WORDS: Words = Words {
    role: "nama lengkap|nama karyawan|peran|peranan|jabatan|posisi|jawatan|profesi|karyawan|pegawai|pekerja|\
        pengguna|nama jabatan|nama peran|nama posisi|jenis pengguna|pemangku kepentingan|profil|personel|pihak",
    level: "tingkat|tingkatan|level|jenjang|golongan|peringkat|tahap|gred",
    dimension: "dimensi|kompetensi|keterampilan|keahlian|kemahiran|kemampuan|kriteria|tugas|kegiatan|aktivitas|\
        aktiviti|pekerjaan|fungsi|hak akses|izin|akses|tindakan|proses|langkah|aspek|indikator|pengetahuan|fitur|\
        menu|kebenaran|wewenang|perkara|uraian kegiatan|elemen|topik",
    group: "kelompok|kumpulan|kategori|bidang|bagian|bahagian|fase|tahapan|tema|departemen|divisi|unit|modul|\
        jenis|tipe|klaster|area",
    key: "no|no.|nomor|kode|kod|id|bil|bil.|urutan",
    name: "nama lengkap|nama karyawan|nama|judul|label|tajuk",
    description: "deskripsi|penjelasan|definisi|uraian|rincian|keterangan|maksud|ringkasan|penerangan|huraian",
    note: "catatan|komentar|contoh|sumber|tautan|status|prioritas|bobot|keterangan|nota|rujukan",
    value: "nilai|skor|isi|teks|penilaian|target",
    attribute: "tanggung jawab|tanggungjawab|persyaratan|syarat|kualifikasi|kelayakan|tugas|tugas utama|\
        pengalaman|pendidikan|gaji|tujuan|sasaran|wewenang|hak akses|melapor kepada|keterampilan|kompetensi|\
        ruang lingkup|alat|deskripsi|pengetahuan",
    job: "insinyur|pengembang|pembangun|manajer|pengurus|kepala|ketua|pemimpin|direktur|pengarah|analis|arsitek|\
        juru|spesialis|pakar|konsultan|perunding|administrator|koordinator|penyelaras|asisten|pembantu|magang|\
        pelatih|desainer|perancang|penguji|pengguna|tamu|tetamu|anggota|ahli|pemilik|editor|penyunting|guru|dosen|\
        dokter|perawat|akuntan|pelanggan|staf|supervisor|penyelia|pimpinan|operator|teknisi|juruteknik|programmer|\
        sekretaris|bendahara|auditor|peneliti|ilmuwan|senior|junior|pemula|madya|utama|tim",
    time: "senin|selasa|rabu|kamis|jumat|sabtu|minggu|isnin|khamis|jumaat|ahad|waktu|masa|jam|tanggal|tarikh|hari|\
        pekan|bulan|januari|februari|maret|april|mei|juni|jun|juli|julai|agustus|ogos|september|oktober|november|\
        desember|disember",
    aggregate: "total|jumlah|rata-rata|purata|jumlah besar|subtotal",
    expected: "kriteria|harapan|perilaku|indikator|bukti|persyaratan",
    person: "orang|anggota|anggota tim|nama lengkap|nama anggota|karyawan|pegawai|personel",
    step: "pemula|dasar|muda|menengah|madya|lanjutan|utama|ahli",
    involvement: "bertanggung jawab|penanggung jawab|pelaksana|akuntabel|dikonsultasikan|konsultasi|diinformasikan|\
        diberi informasi",
};
