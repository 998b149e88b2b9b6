//! Text encodings: what is detected, what is refused, and that nothing is replaced in silence.

use proptest::prelude::*;
use rolematrix::diagnostic::Diagnostics;
use rolematrix::load::encoding::{DecodeError, Evidence, decode, decode_source};
use rolematrix::source::{SourceFile, Sources};

const SAMPLES: &[(&str, &str)] = &[
    ("windows-1252", "Tätigkeit;Größe;Führung\nÜbernimmt Verantwortung für die Qualität;fährt;prüft\n"),
    ("windows-1252", "Compétence;Débutant;Confirmé\nSécurité;connaît les règles;définit les règles à l’équipe\n"),
    (
        "Shift_JIS",
        "役割,エンジニア,マネージャー\n責任範囲,モデルの運用,人とチーム\n協力,データサイエンティスト,経営層\n",
    ),
    ("EUC-JP", "役割,エンジニア,マネージャー\n責任範囲,モデルの運用,人とチーム\n協力,データサイエンティスト,経営層\n"),
    ("GBK", "角色,工程师,经理\n职责,负责模型的生命周期,负责团队和预算\n要求,熟悉代码,有管理经验\n"),
    ("Big5", "角色,工程師,經理\n職責,負責模型的生命週期,負責團隊和預算\n要求,熟悉程式碼,有管理經驗\n"),
    ("EUC-KR", "역할,엔지니어,관리자\n책임,모델 수명 주기를 담당합니다,팀과 예산을 담당합니다\n"),
    ("windows-1251", "Роль,Инженер,Руководитель\nОтветственность,жизненный цикл модели,люди и бюджет\n"),
    ("KOI8-R", "Роль,Инженер,Руководитель\nОтветственность,жизненный цикл модели,люди и бюджет\n"),
    (
        "windows-1250",
        "Rola,Inżynier,Kierownik\nZakres odpowiedzialności,cykl życia modelu,ludzie i budżet zespołu; współpraca\n",
    ),
    ("windows-1253", "Ρόλος,Μηχανικός,Διευθυντής\nΕυθύνη,κύκλος ζωής μοντέλου,άνθρωποι και προϋπολογισμός\n"),
    ("windows-1256", "الدور,مهندس,مدير\nالمسؤولية,دورة حياة النموذج,الفريق والميزانية\n"),
];

fn encode(label: &str, text: &str) -> Vec<u8> {
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).expect("a known label");
    let (bytes, _, unmappable) = encoding.encode(text);
    assert!(!unmappable, "the sample does not fit {label}");
    bytes.into_owned()
}

fn utf16(text: &str, little: bool) -> Vec<u8> {
    let units = text.encode_utf16();
    units.flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
}

#[test]
fn usual_legacy_encodings_are_told_from_the_bytes() {
    for (label, text) in SAMPLES {
        let bytes = encode(label, text);
        let decoded = decode(&bytes, None).expect("text");
        assert_eq!(decoded.text, *text, "{label} was read as {}", decoded.encoding);
        assert_eq!(decoded.evidence, Evidence::Guessed);
    }
}

#[test]
fn a_guess_is_reported_with_the_flag_that_settles_it() {
    let mut sources = Sources::default();
    let source = sources.add(SourceFile { name: "rollen.csv".into(), ..SourceFile::default() });
    let mut diagnostics = Diagnostics::default();
    let bytes = encode("windows-1252", SAMPLES[0].1);
    assert_eq!(decode_source(source, &bytes, None, &mut sources, &mut diagnostics).expect("text"), SAMPLES[0].1);
    let found: Vec<_> = diagnostics.iter().collect();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].code.name, "guessed-encoding");
    assert!(found[0].hint.as_deref().is_some_and(|hint| hint.contains("--encoding windows-1252")));
}

#[test]
fn utf16_is_read_with_and_without_a_mark() {
    let text = "角色,Engineer\n职责,负责模型 😀\n";
    for little in [true, false] {
        let bytes = utf16(text, little);
        assert_eq!(decode(&bytes, None).expect("text").text, text);
        let mark = utf16("\u{feff}", little);
        assert_eq!(decode(&[mark, bytes].concat(), None).expect("text").text, text);
    }
}

#[test]
fn utf8_and_utf32_marks_are_taken_off() {
    assert_eq!(decode("\u{feff}a,b".as_bytes(), None).expect("text").text, "a,b");
    let utf32: Vec<u8> = "\u{feff}a😀".chars().flat_map(|character| u32::from(character).to_le_bytes()).collect();
    assert_eq!(decode(&utf32, None).expect("text").text, "a😀");
}

#[test]
fn a_zero_byte_in_utf8_text_stays_a_character() {
    let text = "Dimension,Rôle\nScope,a\0b\n";
    assert_eq!(decode(text.as_bytes(), None).expect("text").text, text);
}

#[test]
fn iso_2022_jp_is_told_by_its_escapes() {
    let text = "役割,エンジニア\n責任,運用\n";
    assert_eq!(decode(&encode("iso-2022-jp", text), None).expect("text").text, text);
}

#[test]
fn damaged_utf8_is_an_error_with_its_place_not_another_encoding() {
    let mut bytes = "Größe,Müller\nFührung,prüft\nTätigkeit,fährt\n".as_bytes().to_vec();
    let place = bytes.len();
    bytes.extend_from_slice(b"Scope,\xfc\n");
    let mut sources = Sources::default();
    let source = sources.add(SourceFile { name: "rollen.csv".into(), ..SourceFile::default() });
    let error = decode_source(source, &bytes, None, &mut sources, &mut Diagnostics::default()).expect_err("damaged");
    assert_eq!(error.0.code.name, "invalid-encoding");
    assert!(error.0.message.contains(&format!("FC at offset {}", place + 6)), "{}", error.0.message);
    assert_eq!(sources.locate(error.0.origin).expect("a place").to_string(), "rollen.csv:4:7");
}

#[test]
fn a_stated_encoding_that_does_not_fit_is_an_error() {
    let error = decode(b"a,\x81\x20", Some("shift_jis")).expect_err("malformed");
    assert!(matches!(error, DecodeError::Malformed { offset: 2, .. }), "{error:?}");
}

#[test]
fn a_mistyped_label_gets_a_suggestion() {
    for (label, suggestion) in [("utf8-", "utf-8"), ("cp932x", ""), ("cp936", "gbk"), ("windows-1522", "windows-125")] {
        let mut sources = Sources::default();
        let source = sources.add(SourceFile::default());
        let error = decode_source(source, b"x", Some(label), &mut sources, &mut Diagnostics::default());
        let error = error.expect_err("unknown label");
        assert_eq!(error.0.code.name, "unknown-encoding");
        assert!(error.0.hint.as_deref().is_some_and(|hint| hint.contains(suggestion)), "{:?}", error.0.hint);
    }
}

#[test]
fn binary_files_are_named_for_what_they_are() {
    for (bytes, word) in [
        (&b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"[..], "a PDF document"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a PNG picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "an old Office file"),
        (b"\x1f\x8b\x08\0\0\0", "a compressed file"),
        (b"\x00\x01\xff\xfe\x80\x00\x02\x03\x99", "a binary file"),
    ] {
        let error = decode(bytes, None).expect_err("binary");
        assert!(error.to_string().contains(word), "{error}");
    }
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic_and_nothing_is_replaced(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        if let Ok(decoded) = decode(&bytes, None) {
            let written = "\u{fffd}".as_bytes();
            let has = bytes.windows(written.len()).any(|window| window == written);
            let utf16_has = bytes.windows(2).any(|pair| pair == [0xfd, 0xff] || pair == [0xff, 0xfd]);
            let replaced = decoded.text.contains(char::REPLACEMENT_CHARACTER);
            prop_assert!(!replaced || has || utf16_has);
        }
    }

    #[test]
    fn utf8_text_is_read_as_it_is(text in "[\\PC\\n,]{0,200}") {
        prop_assume!(!text.starts_with('\u{feff}'));
        let decoded = decode(text.as_bytes(), None).expect("text");
        prop_assert_eq!(decoded.text.as_ref(), text.as_str());
    }
}
