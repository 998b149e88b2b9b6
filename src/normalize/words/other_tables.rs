//! Headers of tables that are no role matrices, and have their own names for rows and columns: features of products,
//! parameters of programs, releases. May use: the words.

use super::bare;

/// Corners of comparisons of products. "Function" is not among them: what somebody may use is listed under it as often.
const FEATURES: &str = "feature|features|merkmal|merkmale|fonctionnalité|fonctionnalités|característica|características|\
    funcionalidad|funcionalidades|funcionalidade|caratteristica|caratteristiche|funzionalità|egenskap|egenskaper|\
    vlastnost|vlastnosti|özellik|özellikler|tính năng|fitur|特性|ميزة|الميزة|תכונה|ominaisuus|jellemző|χαρακτηριστικό|\
    फ़ीचर|คุณสมบัติ";

/// Corners of lists of parameters.
const FIELD_CORNERS: &str = "parameter|parameters|param|field|fields|field name|property|properties|key|option|options|\
    argument|arguments|flag|flags|setting|settings|variable|variables|env var|environment variable|attribute|column|\
    header|name|prop|feld|eigenschaft|einstellung|schlüssel|paramètre|champ|propriété|nom|parámetro|campo|propiedad|\
    nombre|parâmetro|propriedade|nome|parametro|proprietà|параметр|поле|свойство|имя|参数|字段|属性|名称|パラメータ|\
    フィールド|プロパティ|매개변수|필드|속성|parametr|pole|tham số|trường|parametre|alan|parametri|kenttä";

/// Headers of such lists. What is described may be anything, and "description" counts for nothing.
const FIELDS: &str = "type|data type|datatype|required|mandatory|optional|default|default value|defaults|nullable|\
    format|constraints|allowed values|typ|datentyp|pflicht|pflichtfeld|erforderlich|standard|standardwert|vorgabe|\
    obligatoire|requis|défaut|par défaut|valeur par défaut|tipo|obligatorio|requerido|por defecto|valor por defecto|\
    predeterminado|obrigatório|padrão|valor padrão|obbligatorio|predefinito|тип|обязательный|обязательно|\
    по умолчанию|类型|必填|必需|默认值|默认|型|必須|デフォルト|既定値|타입|유형|필수|기본값|wymagane|domyślnie|kiểu|\
    bắt buộc|mặc định|tip|zorunlu|varsayılan|tyyppi|pakollinen|oletus";

/// Corners of lists of releases.
const RELEASE_CORNERS: &str = "version|versions|release|releases|revision|rev|rev.|build|tag|fassung|ausgabe|versión|\
    versão|versione|versie|версия|версія|wersja|verze|版本|バージョン|版|버전|phiên bản|sürüm|versio|date|datum";

/// Headers of such lists; the dates are told as dates.
const RELEASES: &str = "date|release date|released|changes|change|changelog|release notes|what changed|author|authors|\
    datum|änderungen|änderung|autor|verfasser|modifications|changements|auteur|fecha|cambios|data|mudanças|alterações|\
    modifiche|autore|wijzigingen|дата|изменения|автор|зміни|zmiany|změny|日期|变更|修改内容|作者|日付|変更内容|変更点|\
    作成者|날짜|변경 사항|변경 내용|작성자|ngày|thay đổi|tác giả|tarih|değişiklikler|version|versión|versão|版本";

/// Whether a corner names features of products.
pub fn is_feature_corner(corner: &str) -> bool {
    is_among(FEATURES, corner)
}

/// Whether a table lists parameters: what each is called, its type, whether it is required.
pub fn are_fields<'a>(corner: &str, headers: impl Iterator<Item = &'a str>) -> bool {
    is_among(FIELD_CORNERS, corner) && headers.filter(|header| is_among(FIELDS, header)).count() >= 2
}

/// Whether a table lists releases: the version, its date, what changed.
pub fn are_releases<'a>(corner: &str, headers: impl Iterator<Item = &'a str>) -> bool {
    is_among(RELEASE_CORNERS, corner) && headers.filter(|header| is_among(RELEASES, header)).count() >= 2
}

fn is_among(words: &str, header: &str) -> bool {
    header.len() <= 60 && {
        let bare = bare(header);
        !bare.is_empty() && words.split('|').any(|word| word == bare)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::matching_key;

    #[test]
    fn other_tables_are_told_by_several_of_their_headers() {
        assert!(is_feature_corner("Feature") && is_feature_corner("**Merkmal:**") && !is_feature_corner("Task"));
        assert!(are_fields("Parameter", ["Type", "Required", "Description"].into_iter()));
        assert!(!are_fields("Skill", ["Type", "Required"].into_iter()));
        assert!(!are_fields("Name", ["Type", "Description"].into_iter()));
        assert!(are_releases("Version", ["Date", "Type", "Changes"].into_iter()));
        assert!(!are_releases("Version", ["Date", "Junior"].into_iter()));
    }

    #[test]
    fn every_word_is_written_as_names_are_matched() {
        for words in [FEATURES, FIELD_CORNERS, FIELDS, RELEASE_CORNERS, RELEASES] {
            words.split('|').for_each(|word| assert_eq!(word, matching_key(word)));
        }
    }
}
