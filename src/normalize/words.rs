//! Words that headers are made of, in the languages that role matrices are most often written in.
//! May use: the model's matching key.

use crate::model::matching_key;

/// Headers of a column of roles.
const ROLE: &[&str] = &[
    "role",
    "roles",
    "job role",
    "job title",
    "position",
    "profile",
    "rolle",
    "rollen",
    "stelle",
    "profil",
    "rôle",
    "rôles",
    "poste",
    "métier",
    "rol",
    "roles",
    "puesto",
    "cargo",
    "perfil",
    "papel",
    "função",
    "ruolo",
    "ruoli",
    "profilo",
    "mansione",
    "functie",
    "rollen",
    "роль",
    "роли",
    "должность",
    "профиль",
    "角色",
    "岗位",
    "职位",
    "職位",
    "役割",
    "役職",
    "ロール",
    "職種",
    "역할",
    "직무",
    "직책",
    "rola",
    "role",
    "stanowisko",
    "الدور",
    "دور",
    "الوظيفة",
    "görev",
    "pozisyon",
    "unvan",
];
/// Headers of a column of levels, which are roles where nothing better is.
const LEVEL: &[&str] = &[
    "level",
    "grade",
    "stufe",
    "niveau",
    "nivel",
    "nível",
    "livello",
    "уровень",
    "级别",
    "等级",
    "レベル",
    "等級",
    "레벨",
    "등급",
    "poziom",
    "المستوى",
    "seviye",
];
/// Headers of a column of ids.
const KEY: &[&str] =
    &["id", "no", "no.", "nr", "nr.", "#", "№", "n°", "nº", "code", "key", "lp.", "编号", "序号", "番号", "번호"];
/// Headers of a column of groups: those that exporters write, in every language of the labels, and their like.
const GROUP: &[&str] = &[
    "group",
    "gruppe",
    "groupe",
    "grupo",
    "gruppo",
    "グループ",
    "المجموعة",
    "分组",
    "קבוצה",
    "समूह",
    "grupa",
    "группа",
    "그룹",
];

fn is_among(header: &str, words: &[&str]) -> bool {
    let header = matching_key(header);
    words.contains(&header.as_str())
}

/// Whether a header says "role".
pub fn is_role(header: &str) -> bool {
    is_among(header, ROLE)
}

/// Whether a header says "group".
pub fn is_group(header: &str) -> bool {
    is_among(header, GROUP)
}

/// Whether a header says "level"; of `Level/Skill` the first word counts, which is what the rows are.
pub fn is_level(header: &str) -> bool {
    is_among(header.split(['/', '\\']).next().unwrap_or_default(), LEVEL)
}

/// Whether a header says "id".
pub fn is_key(header: &str) -> bool {
    let header = matching_key(header);
    KEY.contains(&header.as_str()) || header.ends_with(" id") || header.ends_with(" no")
}

/// Whether a name ends like the name of a job.
pub fn is_job(name: &str) -> bool {
    const ENDS: &[&str] = &[
        "engineer",
        "developer",
        "manager",
        "lead",
        "leader",
        "analyst",
        "architect",
        "scientist",
        "director",
        "owner",
        "designer",
        "administrator",
        "admin",
        "specialist",
        "consultant",
        "reviewer",
        "member",
        "junior",
        "senior",
        "entwickler",
        "leiter",
        "ingenieur",
        "berater",
        "ingénieur",
        "développeur",
        "responsable",
        "directeur",
        "ingeniero",
        "desarrollador",
        "gerente",
        "analista",
        "engenheiro",
        "ingegnere",
        "инженер",
        "разработчик",
        "менеджер",
        "аналитик",
        "工程师",
        "经理",
        "エンジニア",
        "マネージャー",
        "엔지니어",
        "매니저",
        "mühendis",
        "inżynier",
    ];
    let name = matching_key(name);
    // "Senior Engineer 2": the number is the step, not the job.
    let name = name.trim_end_matches(|character: char| character.is_ascii_digit() || character == ' ');
    ENDS.iter().any(|end| name.ends_with(end))
}
