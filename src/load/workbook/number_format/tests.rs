//! Numbers and dates of many formats beside what Excel and LibreOffice show. May use: the number formats.

use super::*;
use calamine::ExcelDateTimeType;

fn number(value: f64, code: &str) -> String {
    Format::read(code).number(value).0
}

#[test]
fn numbers_show_as_in_a_sheet() {
    for (value, code, shown) in [
        (1234.5678, "#,##0.00", "1,234.57"),
        (-1234567.891, "#,##0", "-1,234,568"),
        (0.256, "0.0%", "25.6%"),
        (3.0, "\"Level \"0", "Level 3"),
        (1.005, "0.00", "1.01"),
        (-0.5, "0.0;(0.0)", "(0.5)"),
        (0.0, "0;-0;\"zero\"", "zero"),
        (7.0, "000", "007"),
        (5.0, "[$€-407]#,##0.00", "€5.00"),
        (1e10, "0.0,,\"M\"", "10000.0M"),
        (-1.0, "\"yes\";\"no\"", "no"),
        (0.0, "#", ""),
        (1234567.0, "0.00E+00", "1.23E+06"),
    ] {
        assert_eq!(number(value, code), shown, "{value} as {code}");
    }
    assert_eq!([general(0.1 + 0.2), general(1e20), general(-3.0), general(1e-10)], ["0.3", "1E+20", "-3", "1E-10"]);
}

#[test]
fn the_first_section_whose_condition_holds_is_shown() {
    for (code, shown) in [
        (r#"[=1]"✓";[=0]"✗""#, "0 ✗, 1 ✓, 2 2?"),
        (r#"[=1]"✓";[=0]"✗";General"#, "0 ✗, 1 ✓, 2 2"),
        (r#"[=1]"✓";"✗""#, "0 ✗, 1 ✓, 2 ✗"),
        (r#"[=1]"★";[=2]"★★";"★★★""#, "1 ★, 2 ★★, 3 ★★★"),
        (r#"[<=1]"basic";[<=2]"good";"expert""#, "0 basic, 1 basic, 2 good, 3 expert"),
        (r#"[>=3]"high";[>=2]"mid";"low""#, "1 low, 2 mid, 3 high"),
        (r#"[>2]"ok";"gap""#, "1 gap, 2 gap, 3 ok"),
        (r#"[<>0]"set";"none""#, "0 none, -1 set"),
        (r#"[=0]"–";General"#, "0 –, 3 3, -3 -3"),
        (r#"[Green][>=3]"▲"0;[Red][<3]"▼"0"#, "1 ▼1, 3 ▲3"),
        (r#"[<0]"minus "0;0"#, "-4 minus 4, 4 4"),
        (r#"[>=0]0;"minus "0"#, "-4 minus 4, 4 4"),
        (r#"[<=1]0;0.0"#, "-4 -4, 4 4.0"),
        (r#"[>5]0"#, "6 6, 5 5?"),
        (r#"[=1]"a";"b";"c""#, "1 a, 2 2?, -1 b"),
        (r#"[=1]"✓";;"#, "1 ✓, 0 ~"),
        (r#"[=1]"✓";"""#, "1 ✓, 0 ~"),
        (r#"[=yes]"✓";"✗""#, "1 1?"),
        ("0;0;0;@;0", "1 1?"),
    ] {
        let format = Format::read(code);
        let read = |value: &str| match format.number(value.parse().expect("a number")) {
            (text, None) => text,
            (text, Some(Doubt::NotFollowed)) => text + "?",
            (text, Some(Doubt::Blank)) if text.is_empty() => "~".to_owned(),
            (text, Some(doubt)) => format!("{text} {doubt:?}"),
        };
        let values = shown.split(", ").filter_map(|pair| pair.split_once(' '));
        let found: Vec<String> = values.map(|(value, _)| format!("{value} {}", read(value))).collect();
        assert_eq!(found.join(", "), shown, "{code}");
    }
}

#[test]
fn text_stands_between_digits_and_fractions_show() {
    for (value, code, shown) in [
        (5551234567.0, "(000) 000-0000", "(555) 123-4567"),
        (1234.0, "00-00", "12-34"),
        (123.0, r"0\.0\.0", "1.2.3"),
        (1234.0, r"00\ 00", "12 34"),
        (123456789.0, "000-00-0000", "123-45-6789"),
        (45.0, "00-00", "00-45"),
        (-1234.0, "00-00", "-12-34"),
        (1234567.8, r#"#,##0" T".0"#, "1,234,567 T.8"),
        (5.0, "0###", "0005"),
        (7.0, "#,000", "007"),
        (1234567.0, "0,000", "1,234,567"),
        (1.5, "0.0#", "1.5"),
        (52000.0, "#,##0,\"k\"", "52k"),
        (1.5, "# ?/?", "1 1/2"),
        (-0.25, "# ??/??", "-1/4"),
        (0.5, "0 ?/?", "0 1/2"),
        (2.0, "# ?/?", "2"),
        (0.999, "# ?/?", "1"),
        (1.5, "?/?", "3/2"),
        (0.5, "# ?/8", "4/8"),
        (0.3, "# ?/10\" h\"", "3/10 h"),
        (0.0, "# ?/?", "0"),
        (std::f64::consts::PI, "# ???/???", "3 16/113"),
        (3.0, "0\"/5\"", "3/5"),
        (-5.0, "0;@", "-5"),
        (-5.0, "General;@", "-5"),
    ] {
        assert_eq!(Format::read(code).number(value), (shown.to_owned(), None), "{value} as {code}");
    }
}

#[test]
fn a_number_that_every_section_hides_is_kept() {
    for code in [";;;", ";;", "\" \"", ";;;@"] {
        assert_eq!(Format::read(code).number(5.0), ("5".to_owned(), Some(Doubt::Hidden)), "{code}");
    }
    assert_eq!(Format::read("0;-0;;@").number(0.0), (String::new(), Some(Doubt::Blank)));
    assert_eq!(Format::read("0;-0;;@").number(5.0).0, "5");
}

#[test]
fn dates_show_as_in_a_sheet() {
    let at = |serial| ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, false);
    for (serial, code, shown) in [
        (45352.0, "yyyy-mm-dd", "2024-03-01"),
        (45352.0, "ddd d mmm", "Fri 1 Mar"),
        (45352.0, "mmmm d, yyyy", "March 1, 2024"),
        (45352.0, "yyyy\"年\"m\"月\"d\"日\"", "2024年3月1日"),
        (45352.5625, "h:mm AM/PM", "1:30 PM"),
        (1.5, "[h]:mm", "36:00"),
        (0.5, "hh:mm:ss", "12:00:00"),
    ] {
        assert_eq!(Format::read(code).date(&at(serial)), shown, "{serial} as {code}");
    }
    assert_eq!(date(&at(45352.25)), "2024-03-01 06:00:00");
}

#[test]
fn no_code_makes_it_panic() {
    let at = ExcelDateTime::new(45352.5, ExcelDateTimeType::DateTime, false);
    let pieces = [
        "0", "#", "?", ".", ",", ";", "\"", "\\", "[", "]", "[h]", "é", "_", "*", "E+", "%", "/", "m", "d", "AM/PM",
        "a/p", "@", "General", "$",
    ];
    for one in pieces {
        for two in pieces {
            for three in pieces {
                let code = format!("{one}{two}{three}");
                for value in [0.0, -1.5, 1e300, f64::NAN, f64::INFINITY] {
                    let _ = number(value, &code);
                }
                let _ = Format::read(&code).date(&at);
            }
        }
    }
}
