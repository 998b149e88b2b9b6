//! From the bytes of a file to a role matrix, through the public face: layouts that people really use, in several
//! languages, told by a mapping or not.

use rolematrix::diagnostic::{Diagnostic, Diagnostics, Severity};
use rolematrix::load::mapping::Mapping;
use rolematrix::load::{Input, LoadOptions, load};
use rolematrix::model::{Place, RoleMatrix};
use rolematrix::normalize::{merge_parts, normalize};
use rolematrix::source::{SourceFile, Sources};

fn read(name: &str, content: &str, mapping: &str) -> Result<(RoleMatrix, Vec<Diagnostic>), Box<Diagnostic>> {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let source = sources.add(SourceFile::default());
    let mapping =
        Mapping::parse(mapping, source).map_err(|faults| Box::new(faults.into_iter().next().expect("a fault")))?;
    let options = LoadOptions { mapping, ..LoadOptions::default() };
    let input = Input { name, content: content.as_bytes() };
    let (_, loaded) = load(&input, &options, &mut sources, &mut diagnostics).map_err(|error| error.0)?;
    let (matrix, report) = normalize(loaded, &options.mapping, &mut diagnostics).map_err(|error| error.0)?;
    // Whatever was inferred, saying it outright gives the same.
    let options = LoadOptions { mapping: report.mapping.clone(), ..options };
    let mut unheard = Diagnostics::default();
    let again = load(&input, &options, &mut sources, &mut unheard)
        .and_then(|(_, loaded)| normalize(loaded, &options.mapping, &mut unheard))
        .unwrap_or_else(|error| panic!("{name}: {error} with\n{}", report.mapping.to_toml()));
    assert_eq!(again.0, matrix, "{name} with\n{}", report.mapping.to_toml());
    Ok((matrix, diagnostics.into_iter().collect()))
}

fn matrix(name: &str, content: &str) -> RoleMatrix {
    told(name, content, "").0
}

fn told(name: &str, content: &str, mapping: &str) -> (RoleMatrix, Vec<Diagnostic>) {
    read(name, content, mapping).unwrap_or_else(|error| panic!("{name}: {error:?}"))
}

fn refused(name: &str, content: &str, mapping: &str) -> Box<Diagnostic> {
    match read(name, content, mapping) {
        Ok((matrix, _)) => panic!("{name} was read: {matrix:?}"),
        Err(diagnostic) => diagnostic,
    }
}

/// A matrix as lines: `group > dimension: role=cell, …`.
fn shown(matrix: &RoleMatrix) -> Vec<String> {
    let rows = matrix.dimensions().iter().enumerate().map(|(row, dimension)| {
        let cells = matrix.roles().iter().enumerate().map(|(column, role)| {
            format!("{}={}", role.name.as_str(), matrix.cell(row, column).text.as_str().replace('\n', "; "))
        });
        let group = dimension.group.as_ref().map(|group| format!("{group} > ")).unwrap_or_default();
        format!("{group}{}: {}", dimension.name.as_str(), cells.collect::<Vec<_>>().join(", "))
    });
    rows.collect()
}

fn has(diagnostics: &[Diagnostic], code: &str, severity: Severity) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.code.name == code && diagnostic.severity == severity)
}

fn warned(diagnostics: &[Diagnostic], code: &str, key: &str) -> bool {
    diagnostics.iter().any(|diagnostic| {
        diagnostic.code.name == code
            && diagnostic.severity == Severity::Warning
            && diagnostic.hint.as_deref().is_some_and(|hint| hint.contains(key))
    })
}

fn warnings(diagnostics: &[Diagnostic]) -> Vec<&str> {
    let warnings = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Warning);
    warnings.map(|diagnostic| diagnostic.code.name).collect()
}

#[test]
fn one_matrix_in_every_text_format_is_the_same_matrix() {
    let expected = matrix("a.csv", "Dimension,Analyst,Lead\nScope,data,people\nGrade,1.0,00123\n");
    let others = [
        ("a.md", "| Dimension | Analyst | Lead |\n|---|---|---|\n| Scope | data | people |\n| Grade | 1.0 | 00123 |\n"),
        ("a.tsv", "Dimension\tAnalyst\tLead\nScope\tdata\tpeople\nGrade\t1.0\t00123\n"),
        (
            "a.json",
            r#"{"roles":["Analyst","Lead"],"dimensions":[{"name":"Scope","cells":["data","people"]},{"name":"Grade","cells":["1.0","00123"]}]}"#,
        ),
        (
            "a.yaml",
            "roles: [Analyst, Lead]\ndimensions:\n- {name: Scope, cells: {analyst: data, lead: people}}\n- {name: Grade, cells: [1.0, 00123]}\n",
        ),
    ];
    for (name, content) in others {
        assert_eq!(matrix(name, content), expected, "{name}");
    }
}

#[test]
fn a_lone_carriage_return_in_a_markdown_cell_is_a_line_end() {
    let matrix = matrix("a.md", "| Dimension | Analyst |\n|---|---|\n| x | a\rb |\n");
    assert_eq!(matrix.cell(0, 0).text.as_str(), "a\nb");
}

#[test]
fn a_first_line_that_states_the_delimiter_for_excel_is_no_part_of_the_table() {
    for (name, content, title) in [
        ("a.csv", "sep=;\nTask;PM, or Lead;Dev\nPlan;A;R\n", None),
        ("a.csv", "SEP=;\r\nRoles, 2025;;\r\n\r\nTask;PM, or Lead;Dev\r\nPlan;A;R\r\n", Some("Roles, 2025")),
        ("a", "sep=;\nTask;PM, or Lead;Dev\nPlan;A;R\n", None),
        ("a.tsv", "\u{feff}sep=\t\rTask\tPM, or Lead\tDev\rPlan\tA\tR\r", None),
    ] {
        let matrix = matrix(name, content);
        assert_eq!(shown(&matrix), ["Plan: PM, or Lead=A, Dev=R"], "{content}");
        assert_eq!(matrix.title.as_ref().map(|title| title.as_str()), title, "{content}");
        let place = matrix.cell(0, 1).origin.get().map(|(_, place)| place);
        let text = content.trim_start_matches('\u{feff}');
        assert_eq!(place, text.rfind('R').map(|at| Place::Offset(at as u32)), "{content}");
    }
    // The line counts as a row; a flag says more than it does; a cell that begins so is a cell.
    assert_eq!(shown(&told("a.csv", "sep=;\nT;A;B\nx;1;2\n", "header_row = 2").0), ["x: A=1, B=2"]);
    assert_eq!(shown(&told("a.csv", "sep=;\nT,A,B\nx,a;,b\n", "delimiter = \",\"").0), ["x: A=a;, B=b"]);
    assert_eq!(shown(&matrix("a.csv", "sep=,A,B\nx,c,d\n")), ["x: A=c, B=d"]);
}

#[test]
fn a_text_without_a_page_in_it_is_read_as_delimited() {
    let expected = ["Budget: Teamleitung=ja, Projektleitung=nein", "Personal: Teamleitung=ja, Projektleitung=fachlich"];
    let tabs = "Dimension\tTeamleitung\tProjektleitung\nBudget\tja\tnein\nPersonal\tja\tfachlich\n";
    for delimiter in ["\t", ";", ","] {
        assert_eq!(shown(&matrix("a.txt", &tabs.replace('\t', delimiter))), expected);
    }
    let semicolons = tabs.replace('\t', ";");
    for content in [format!("sep=;\n{semicolons}"), format!("Rollen;;\n;;\n{semicolons}")] {
        assert_eq!(shown(&matrix("A.TXT", &content)), expected);
    }
    assert_eq!(shown(&told("a.txt", &tabs.replace('\t', "/"), "delimiter = \"/\"").0), expected);
    // What a page has comes first, whatever delimiters are in it.
    let page = "Roles; a draft\n\n| Task; part | PM | Dev |\n|---|---|---|\n| Plan; do | A | R |\n";
    assert_eq!(shown(&matrix("a.txt", page)), ["Plan; do: PM=A, Dev=R"]);
    // A name that says Markdown is believed, and prose is no table.
    for (name, content) in [
        ("a.md", semicolons.as_str()),
        ("a.txt", "Dear all, please\nread this, thanks\n"),
        ("a.txt", "Roles\n\nNone yet\n"),
    ] {
        let refused = refused(name, content, "");
        assert_eq!(refused.code.name, "no-table", "{content}");
        assert!(refused.hint.as_deref().is_some_and(|hint| hint.contains("--from csv")), "{refused:?}");
    }
}

#[test]
fn text_of_a_spreadsheet_in_utf_16_is_read_whatever_its_name() {
    let content = "Task\tPM\tDev\nPlan\tA\tR\n";
    let bytes: Vec<u8> = [0xff, 0xfe].into_iter().chain(content.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for name in ["a.txt", "a.csv"] {
        let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
        let input = Input { name, content: &bytes };
        let (format, loaded) =
            load(&input, &LoadOptions::default(), &mut sources, &mut diagnostics).expect("it is read");
        assert_eq!((format, loaded.tables[0].rows.len()), ("csv", 2));
    }
}

#[test]
fn a_formula_guard_is_taken_off() {
    assert_eq!(matrix("a.csv", "Dimension,Analyst\nx,'=1+1\n").cell(0, 0).text.as_str(), "=1+1");
}

#[test]
fn a_corner_that_says_role_in_any_language_makes_the_rows_roles() {
    for (corner, dimension) in [
        ("Role", "Scope"),
        ("Rolle", "Aufgaben"),
        ("Rôle", "Missions"),
        ("Puesto", "Funciones"),
        ("Cargo", "Atribuições"),
        ("Ruolo", "Compiti"),
        ("Functie", "Taken"),
        ("Stanowisko", "Obowiązki"),
        ("Должность", "Обязанности"),
        ("Посада", "Обов'язки"),
        ("角色", "职责"),
        ("職位", "職責"),
        ("役割", "責任"),
        ("직무", "책임"),
        ("الدور", "المسؤوليات"),
        ("תפקיד", "אחריות"),
        ("भूमिका", "जिम्मेदारी"),
        ("Pozisyon", "Görevler"),
        ("Vị trí", "Trách nhiệm"),
        ("Nama Jabatan", "Tanggung Jawab"),
        ("ตำแหน่ง", "หน้าที่ความรับผิดชอบ"),
        ("Tehtävänimike", "Vastuualue"),
        ("Munkakör", "Feladatok"),
        ("Denumirea postului", "Atribuții"),
        ("Ρόλος", "Αρμοδιότητες"),
    ] {
        let (matrix, diagnostics) =
            told("a.md", &format!("| {corner} | {dimension} |\n|---|---|\n| X | a |\n| Y | b |\n"), "");
        assert_eq!(shown(&matrix), [format!("{dimension}: X=a, Y=b")], "{corner}");
        assert!(warnings(&diagnostics).is_empty(), "{corner}: {diagnostics:?}");
    }
}

#[test]
fn headers_that_name_jobs_in_any_language_make_the_columns_roles() {
    for header in [
        "Thema,Softwareentwickler,Projektleiterin",
        "Tâche,Chef de projet,Développeur",
        "Área,Ingeniero de datos,Analista",
        "Tarefa,Gerente,Analista de dados",
        "Attività,Responsabile,Sviluppatore",
        "Taak,Projectleider,Ontwikkelaar",
        "Zadanie,Kierownik projektu,Programista",
        "Задача,Менеджер проекта,Разработчик",
        "任务,项目经理,开发工程师",
        "作業,プロジェクトマネージャー,データエンジニア",
        "작업,프로젝트 매니저,데이터 엔지니어",
        "المهمة,مدير المشروع,مطور",
        "משימה,מנהל פרויקט,מפתח",
        "कार्य,परियोजना प्रबंधक,डेवलपर",
        "İş,Proje yöneticisi,Yazılım geliştirici",
        "Chức năng,Quản trị viên,Kỹ sư dữ liệu",
        "Kegiatan,Manajer Proyek,Analis Data",
        "กิจกรรม,ผู้จัดการโครงการ,วิศวกรข้อมูล",
        "Käyttöoikeus,Ylläpitäjä,Vieras",
        "Tevékenység,Projektvezető,Tesztelő",
        "Permisiune,Vizitator,Inginer de date",
        "Δραστηριότητα,Διευθυντής έργου,Αναλυτής",
    ] {
        let (matrix, diagnostics) = told("a.csv", &format!("{header}\nx,R,A\ny,C,I\n"), "");
        let names: Vec<&str> = matrix.roles().iter().map(|role| role.name.as_str()).collect();
        assert_eq!(names, header.split(',').skip(1).collect::<Vec<_>>(), "{header}");
        assert!(warnings(&diagnostics).is_empty(), "{header}: {diagnostics:?}");
    }
}

#[test]
fn where_nothing_says_what_the_roles_are_a_warning_names_the_flag() {
    let (matrix, diagnostics) = told("a.csv", ",Foo,Bar\nx,some text,other text\ny,more text,last text\n", "");
    assert_eq!(matrix.roles()[0].name.as_str(), "Foo");
    assert!(warned(&diagnostics, "guessed-orientation", "--orientation roles-as-rows"));
}

#[test]
fn ids_groups_and_notes_are_no_roles() {
    let csv = "ID,Area,Competency,Description,Junior,Senior,Notes\n1,Work,Scope,what,task,project,n1\n2,,Autonomy,how,guided,alone,n2\n3,People,Mentoring,whom,,peers,n3\n";
    let (matrix, diagnostics) = told("a.csv", csv, "");
    assert_eq!(
        shown(&matrix),
        [
            "Work > Scope: Junior=task, Senior=project",
            "Work > Autonomy: Junior=guided, Senior=alone",
            "People > Mentoring: Junior=, Senior=peers"
        ]
    );
    assert!(warned(&diagnostics, "column-left-out", "exclude_columns = [\"Notes\"]"));
}

#[test]
fn a_column_unlike_the_others_is_a_doubtful_role() {
    let csv = "Level,Senior,Developer,Tech Lead\n1,No,D1,T1\n2,Yes,D2,T2\n";
    let (_, diagnostics) = told("a.csv", csv, "");
    assert!(warned(&diagnostics, "doubtful-role", "--exclude-columns \"Senior\""));
}

#[test]
fn without_a_dimension_column_dimensions_are_numbered() {
    let page = "| Junior Engineer | Engineer | Senior Engineer |\n|---|---|---|\n| asks | knows | teaches |\n| learns | does | plans |\n";
    let (matrix, diagnostics) = told("a.md", page, "");
    assert_eq!(matrix.roles().len(), 3);
    assert_eq!(matrix.dimensions()[1].name.as_str(), "2");
    assert!(warned(&diagnostics, "guessed-layout", "no_dimension_column"));
    let (matrix, _) = told("a.csv", "Topic,Lead,Owner\na,b,c\n", "no_dimension_column = true");
    assert_eq!(shown(&matrix), ["1: Topic=a, Lead=b, Owner=c"]);
}

#[test]
fn a_bold_label_without_values_is_a_section() {
    let page = "| Aufgabe | Entwickler | Leiter |\n|---|---|---|\n| **Planung** | | |\n| Budget | nein | ja |\n| **Betrieb** | | |\n| Dienst | ja | nein |\n";
    let matrix = matrix("a.md", page);
    assert_eq!(
        shown(&matrix),
        ["Planung > Budget: Entwickler=nein, Leiter=ja", "Betrieb > Dienst: Entwickler=ja, Leiter=nein"]
    );
}

#[test]
fn a_single_label_without_values_stays_a_dimension_and_a_warning_names_the_key() {
    let csv = "Task,Developer,Lead\nPlan,R,A\nLater,,\nShip,A,R\n";
    let (matrix, diagnostics) = told("a.csv", csv, "");
    assert_eq!(matrix.dimensions().len(), 3);
    assert!(warned(&diagnostics, "row-without-values", "section_rows = [3]"));
    let messages: Vec<&str> = diagnostics.iter().map(|found| found.message.as_str()).collect();
    let expected = "row 3 has a label and no value, and was taken for an entry with missing cells";
    assert!(messages.contains(&expected), "{messages:?}");
    let (matrix, diagnostics) = told("a.csv", csv, "section_rows = [3]");
    assert_eq!(shown(&matrix)[1], "Later > Ship: Developer=A, Lead=R");
    assert!(warnings(&diagnostics).is_empty());
}

#[test]
fn several_labels_without_values_above_filled_rows_are_sections_and_told() {
    let csv = "Task,Developer,Lead\nStart,,\nPlan,R,A\nEnd,,\nShip,A,R\n";
    let (matrix, diagnostics) = told("a.csv", csv, "");
    assert_eq!(shown(&matrix), ["Start > Plan: Developer=R, Lead=A", "End > Ship: Developer=A, Lead=R"]);
    assert!(warned(&diagnostics, "guessed-sections", "section_rows"));
    let (matrix, _) = told("a.csv", csv, "section_rows = []");
    assert_eq!(matrix.dimensions().len(), 4);
}

#[test]
fn a_merged_cell_over_the_row_is_a_section_and_over_roles_a_told_repetition() {
    let page = "<table><tr><th>Task</th><th>Developer</th><th>Lead</th></tr><tr><td colspan=3>Planning</td></tr>\
                <tr><td>Budget</td><td colspan=2>asks the board</td></tr></table>";
    let (matrix, diagnostics) = told("a.html", page, "");
    assert_eq!(shown(&matrix), ["Planning > Budget: Developer=asks the board, Lead=asks the board"]);
    assert!(has(&diagnostics, "merged-value", Severity::Warning));
}

#[test]
fn titles_legends_and_side_tables_are_no_part_of_the_table() {
    let csv = "RACI of the project,,,,,,\nVersion:,1.2,,,,,\n,,,,,,\nTask,PM,Developer,QA,,Legend,\nPlan,A,R,C,,R,Responsible\nBuild,C,R,A,,A,Accountable\nTest,I,C,R,,,\nShip,A,R,C,,,\nRun,A,C,R,,,\n,,,,,,\nNote: to be reviewed each year,,,,,,\n";
    let (matrix, diagnostics) = told("a.csv", csv, "");
    assert_eq!(shown(&matrix)[0], "Plan: PM=A, Developer=R, QA=C");
    assert_eq!(matrix.dimensions().len(), 5);
    // What is known to be a legend needs no warning.
    let is_legend = |told: &&Diagnostic| told.hint.as_deref().is_some_and(|hint| hint.contains("columns = \"A:G\""));
    let legend = diagnostics.iter().find(is_legend).map(|told| (told.code.name, told.severity));
    assert_eq!(legend, Some(("outside-the-table", Severity::Note)));
    assert!(warned(&diagnostics, "outside-the-table", "rows = \"5:11\""));
}

#[test]
fn a_footer_over_the_whole_row_is_no_part_of_the_table_and_told() {
    let head = "<table><tr><th>Task</th><th>PM</th><th>Dev</th></tr><tr><td colspan=3>Work</td></tr><tr><td>Plan</td><td>A</td><td>R*</td></tr>";
    for foot in [
        "<tfoot><tr><td colspan=3>* or the lead</td></tr></tfoot>",
        "<tr><td colspan=3>* or the lead</td></tr>",
        "<tr><td colspan=3>* or the lead</td></tr><tr><td colspan=3>as of May</td></tr>",
    ] {
        let (matrix, diagnostics) = told("a.html", &format!("{head}{foot}</table>"), "");
        assert_eq!(shown(&matrix), ["Work > Plan: PM=A, Dev=R*"], "{foot}");
        assert_eq!(warnings(&diagnostics), ["outside-the-table"], "{foot}");
    }
    let (_, diagnostics) = told("a.html", &format!("{head}<tr><td colspan=3>R = does it</td></tr></table>"), "");
    assert!(warnings(&diagnostics).is_empty() && has(&diagnostics, "outside-the-table", Severity::Note));
    // A heading of a group has rows, in the foot too.
    let (matrix, diagnostics) =
        told("a.html", &format!("{head}<tfoot><tr><td colspan=3>Ops<tr><td>Run<td>I<td>A</tfoot></table>"), "");
    assert_eq!(shown(&matrix)[1], "Ops > Run: PM=I, Dev=A");
    assert!(warnings(&diagnostics).is_empty());
}

#[test]
fn a_caption_is_the_title_and_is_told_where_the_page_has_another() {
    let table = "<table><caption>Roles of 2025</caption><tr><th>Task</th><th>PM</th><th>Dev</th></tr><tr><td>Plan</td><td>A</td><td>R</td></tr></table>";
    let title = |matrix: &RoleMatrix| matrix.title.as_ref().map(|title| title.as_str().to_owned());
    let (matrix, diagnostics) = told("a.html", table, "");
    assert_eq!(title(&matrix).as_deref(), Some("Roles of 2025"));
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    for (heading, count) in [("<h1>Team</h1>", 1), ("<h1>Roles of 2025</h1>", 0)] {
        let (matrix, diagnostics) = told("a.html", &format!("{heading}{table}"), "");
        assert_eq!(title(&matrix).map(|title| format!("<h1>{title}</h1>")).as_deref(), Some(heading));
        assert_eq!(diagnostics.len(), count, "{diagnostics:?}");
        assert_eq!(has(&diagnostics, "outside-the-table", Severity::Note), count == 1);
    }
}

#[test]
fn a_level_with_its_range_is_a_role_and_above_numbers_no_role() {
    let table = "Dimension,Lead,Level [1-60],Muted\nPurpose,runs it,automatic,cannot speak\nPingable,yes,no,no\n";
    let page = "| Dimension | Lead | Level [1-60] | Muted |\n|---|---|---|---|\n| Purpose | runs it | automatic | cannot speak |\n| Pingable | yes | no | no |\n";
    for (name, content) in [("a.csv", table), ("a.md", page), ("a.csv", &table.replace("[1-60]", "1–60"))] {
        let (matrix, diagnostics) = told(name, content, "");
        assert_eq!(matrix.roles().len(), 3, "{content}");
        assert!(!has(&diagnostics, "column-left-out", Severity::Warning), "{content}");
    }
    let table = "Skill,Developer,Lead,Level (1-5)\nSQL,reads,writes,2\nGo,writes,reviews,4\n";
    let (matrix, diagnostics) = told("a.csv", table, "");
    assert_eq!(shown(&matrix)[0], "SQL: Developer=reads, Lead=writes");
    assert!(has(&diagnostics, "column-left-out", Severity::Warning));
}

#[test]
fn lines_of_strokes_without_a_line_of_hyphens_are_a_table_and_told() {
    let expected =
        ["Define: Sponsor=R, Project Mgr=", "Plan: Sponsor=A, Project Mgr=R", "Build: Sponsor=I, Project Mgr=A"];
    let head = "| Activity | Sponsor | Project Mgr |\n";
    let rows = "| Define | R | |\n| Plan | A | R |\n| Build | I | A |\n";
    for separator in ["", "|---|---|\n", "------------\n", "+---+---+---+\n"] {
        let page = format!("# RACI\n\n{head}{separator}{rows}\nAs of May.\n");
        for name in ["a.md", "a.txt"] {
            let (matrix, diagnostics) = told(name, &page, "");
            assert_eq!(shown(&matrix), expected, "{page}");
            assert_eq!(matrix.lead, None);
            let found = diagnostics.iter().find(|told| told.code.name == "missing-separator").expect("it is told");
            let place = |text: &str| page.find(text).map(|at| Place::Offset(at as u32));
            assert_eq!(
                found.origin.get().map(|(_, place)| place),
                page.find(head).map(|at| Place::Offset((at + head.len()) as u32))
            );
            assert!(found.hint.as_deref().is_some_and(|hint| hint.contains("`|---|---|---|`")));
            assert_eq!(matrix.dimensions()[2].origin.get().map(|(_, place)| place), place(" Build").or(place("Build")));
        }
    }
    let page = "Task    | PM | Dev\n----------------\nPlan    | A | R\nBuild   | I | R\n";
    assert_eq!(shown(&matrix("a.md", page)), ["Plan: PM=A, Dev=R", "Build: PM=I, Dev=R"]);
    // Code, and fewer than three lines, are none; a page with a table has that one.
    for page in [format!("```\n{head}{rows}```\n"), format!("{head}| Plan | A | R |\n")] {
        assert_eq!(refused("a.md", &page, "").code.name, "no-table", "{page}");
    }
    let (_, diagnostics) = told("a.md", &format!("{head}|---|---|---|\n{rows}\na | b | c\nd | e | f\ng | h | i\n"), "");
    assert!(!has(&diagnostics, "missing-separator", Severity::Warning));
}

#[test]
fn pictures_in_cells_of_a_markdown_page_say_what_they_are_called() {
    let page = "| Right | Admin | Editor |\n|---|---|---|\n| Read | <i class=\"fa fa-check\"></i> | <img src=\"n.png\" alt=\"no\"> |\n| Write | ![](y.png \"yes\") | ![](n.png) |\n| Bill | ![yes](y.png) | no |\n";
    let (matrix, diagnostics) = told("a.md", page, "");
    assert_eq!(shown(&matrix), ["Read: Admin=✓, Editor=no", "Write: Admin=yes, Editor=", "Bill: Admin=yes, Editor=no"]);
    let left_out = diagnostics.iter().find(|told| told.code.name == "picture-left-out").expect("it is told");
    assert_eq!(left_out.message, "a picture without a text was left out");
}

#[test]
fn a_footnote_stands_in_brackets_where_it_is_referred_to() {
    let page = "# Roles[^all]\n\n| Dimension | Developer[^Dev] | QA |\n|---|---|---|\n| Scope | Builds[^1], ships | [^1] |\n| Pay | 10[^9] | `[^1]` |\n\n[^1]: Only those in the *roadmap*,\n    see [there](https://a.example).\n\n    And no other.\n[^dev]: Contractors[^1]\n[^all]: of 2025\n[^2]: Of the old one.\n";
    let (matrix, diagnostics) = told("a.md", page, "");
    assert_eq!(matrix.title.as_ref().map(|title| title.as_str()), Some("Roles (of 2025)"));
    let note = "(Only those in the roadmap, see there. And no other.)";
    assert_eq!(
        shown(&matrix),
        [
            format!("Scope: Developer (Contractors[^1])=Builds {note}, ships, QA={note}"),
            "Pay: Developer (Contractors[^1])=10[^9], QA=[^1]".to_owned(),
        ]
    );
    let runs: Vec<_> = matrix.cell(0, 0).text.runs().collect();
    assert!(runs.iter().any(|run| run.style.emphasis && run.text == "roadmap"));
    assert!(runs.iter().any(|run| run.link == Some("https://a.example")));
    let left_out: Vec<&str> = diagnostics.iter().map(|told| told.message.as_str()).collect();
    assert_eq!(left_out, ["nothing refers to the footnote `[^2]`, which was left out"]);
    // Without a definition it is text, as before.
    let page = "| Dimension | Developer | QA |\n|---|---|---|\n| Scope | Builds[^1] | Tests |\n\nnote: [^1]\n";
    assert_eq!(shown(&told("a.md", page, "").0), ["Scope: Developer=Builds[^1], QA=Tests"]);
}

#[test]
fn two_header_rows_are_flattened() {
    let csv = "Skill,Engineering,,Product,\n,Junior,Senior,Junior,Senior\nScope,a,b,c,d\nImpact,e,f,g,h\n";
    let names =
        |matrix: &RoleMatrix| matrix.roles().iter().map(|role| role.name.as_str().to_owned()).collect::<Vec<_>>();
    let expected = ["Engineering / Junior", "Engineering / Senior", "Product / Junior", "Product / Senior"];
    assert_eq!(names(&matrix("a.csv", csv)), expected);
    let page = "<table><tr><th rowspan=2>Skill</th><th colspan=2>Engineering</th><th colspan=2>Product</th></tr>\
                <tr><th>Junior</th><th>Senior</th><th>Junior</th><th>Senior</th></tr>\
                <tr><td>Scope</td><td>a</td><td>b</td><td>c</td><td>d</td></tr></table>";
    assert_eq!(names(&matrix("a.html", page)), expected);
    let page = "| Skill | Engineering | Engineering | Product | Product |\n|---|---|---|---|---|\n| | Junior | Senior | Junior | Senior |\n| Scope | a | b | c | d |\n";
    assert_eq!(names(&matrix("a.md", page)), expected);
}

#[test]
fn one_role_under_a_blank_corner_is_a_role() {
    for (name, content) in [
        ("a.csv", ",Analyst\nScope,data\nGrade,high\n"),
        ("a.md", "| | Analyst |\n|---|---|\n| Scope | data |\n| Grade | high |\n"),
    ] {
        assert_eq!(shown(&matrix(name, content)), ["Scope: Analyst=data", "Grade: Analyst=high"], "{name}");
    }
}

#[test]
fn a_first_row_of_cells_is_no_second_header() {
    let csv = "Skill,Junior,,Senior\nScope,a,b,c\nImpact,d,e,f\n";
    assert_eq!(matrix("a.csv", csv).dimensions().len(), 2);
}

#[test]
fn a_long_table_pivots_in_order_of_appearance_and_joins_values() {
    let csv = "Role,Competency,Level\nDeveloper,Java,3\nDeveloper,SQL,2\nAnalyst,SQL,4\nAnalyst,Java,1\nAnalyst,SQL,also spatial\n";
    let (matrix, diagnostics) = told("a.csv", csv, "orientation = \"long\"");
    assert_eq!(shown(&matrix), ["Java: Developer=3, Analyst=1", "SQL: Developer=2, Analyst=4; also spatial"]);
    assert!(has(&diagnostics, "joined-values", Severity::Note));
    let csv = "Навык,Роль,Значение\nSQL,Аналитик,4\nSQL,Разработчик,2\nJava,Аналитик,1\nJava,Разработчик,3\nGo,Аналитик,0\nGo,Разработчик,5\n";
    let (matrix, diagnostics) = told("a.csv", csv, "");
    assert_eq!(shown(&matrix)[1], "Java: Аналитик=1, Разработчик=3");
    assert!(warned(&diagnostics, "guessed-layout", "--orientation long"));
}

#[test]
fn roles_of_one_name_are_told_apart_by_their_section() {
    let page =
        "| Role | Duties |\n|---|---|\n| **Web** | |\n| Developer | pages |\n| **Data** | |\n| Developer | tables |\n";
    assert_eq!(shown(&matrix("a.md", page)), ["Duties: Web / Developer=pages, Data / Developer=tables"]);
}

#[test]
fn what_stands_before_the_role_is_said_of_it() {
    let csv = "Abteilung,Rolle,Aufgaben\nIT,Entwickler,baut\n,Tester,prüft\nPersonal,Referentin,berät\n";
    assert_eq!(
        shown(&matrix("a.csv", csv)),
        [
            "Abteilung: Entwickler=IT, Tester=IT, Referentin=Personal",
            "Aufgaben: Entwickler=baut, Tester=prüft, Referentin=berät"
        ]
    );
}

#[test]
fn a_timetable_and_a_page_without_a_table_are_refused() {
    let timetable =
        "| Time | Monday | Tuesday |\n|---|---|---|\n| 09:00 | Maths | Art |\n| 10:00 | Physics | Music |\n";
    let refusal = refused("a.md", timetable, "");
    assert_eq!(refusal.code.name, "not-a-role-matrix");
    assert!(refusal.hint.is_some_and(|hint| hint.contains("looked for") && hint.contains("--orientation")));
    assert_eq!(
        refused("a.md", "| Stunde | Montag | Dienstag |\n|---|---|---|\n| 1 | Mathe | Kunst |\n", "").code.name,
        "not-a-role-matrix"
    );
    assert!(read("a.md", timetable, "orientation = \"roles-as-columns\"").is_ok());
    let refusal = refused("a.md", "# About\n\nWe like tables.\n", "");
    assert_eq!(refusal.code.name, "no-table");
    assert!(refusal.hint.is_some_and(|hint| hint.contains("looked for")));
}

#[test]
fn of_several_tables_the_likely_one_is_taken_and_others_are_named() {
    let page = "| Term | Meaning |\n|---|---|\n| R | responsible |\n| A | accountable |\n\n| Task | Developer | Lead |\n|---|---|---|\n| Plan | R | A |\n| Ship | A | R |\n";
    let (matrix, diagnostics) = told("a.md", page, "");
    assert_eq!(matrix.roles()[0].name.as_str(), "Developer");
    assert!(has(&diagnostics, "table-chosen", Severity::Note), "{diagnostics:?}");
    assert_eq!(told("a.md", page, "table = 1").0.roles()[0].name.as_str(), "R");
    let missing = refused("a.md", page, "table = 3");
    assert_eq!(missing.code.name, "mapping-not-found");
}

#[test]
fn headings_are_dimensions_and_roles_and_lists_the_cells() {
    let page = "# Delivery\n\nPlanning and quality.\n\n## Junior\n\n- asks\n- tests\n\n## Senior\n\n- plans\n";
    let (matrix, _) = told("a.md", page, "orientation = \"headings\"");
    assert_eq!(shown(&matrix), ["Delivery: Junior=• asks; • tests, Senior=• plans"]);
    let (matrix, diagnostics) = told("a.md", page, "");
    assert_eq!(matrix.roles().len(), 2);
    assert!(warned(&diagnostics, "guessed-layout", "--orientation headings"));
    let other = told(
        "b.md",
        "# Communication\n\n## Senior\n\n- explains\n\n## Junior\n\n- listens\n",
        "orientation = \"headings\"",
    )
    .0;
    let whole = merge_parts(matrix, other).expect("a small one");
    assert_eq!(shown(&whole)[1], "Communication: Junior=• listens, Senior=• explains");
}

#[test]
fn a_section_after_the_last_role_is_no_part_of_its_cell_and_told() {
    let ladder = "# Ladder\n\n## Junior Engineer\n\n### Duties\n\n- codes\n\n#### Aside\n\n- tests\n\n## Senior Engineer\n\n### Duties\n\n- designs\n";
    let folded = "<h2>Junior Engineer</h2>\n\n<details><summary>Duties</summary>\n<ul><li>codes</li></ul>\n</details>\n\n<h2>Senior Engineer</h2>\n\n<details><summary>Duties</summary>\n<ul><li>designs</li></ul>\n</details>\n";
    for (page, first) in [(ladder, "• codes; Aside; • tests"), (folded, "• codes")] {
        let expected = [format!("Duties: Junior Engineer={first}, Senior Engineer=• designs")];
        let (matrix, diagnostics) = told("a.md", page, "");
        assert_eq!(shown(&matrix), expected);
        assert_eq!(warnings(&diagnostics), ["guessed-layout"]);
        let glossary = format!("{page}\n## Glossary\n\n#### Duties\n\nWhat somebody does.\n\n#### Role\n\n- A job.\n");
        let (matrix, diagnostics) = told("a.md", &glossary, "");
        assert_eq!(shown(&matrix), expected);
        let left_out = diagnostics.iter().find(|told| told.code.name == "outside-the-table").expect("it is told");
        assert!(left_out.message.contains("at 2 headings"), "{}", left_out.message);
        let place = left_out.origin.get().map(|(_, place)| place);
        assert_eq!(place, glossary.find("#### Duties").map(|at| Place::Offset(at as u32)));
    }
}

#[test]
fn lists_of_lists_under_headings_are_roles_and_cells() {
    let page = "# Ladder\n\n## Delivery\n\n- **Junior**\n  - asks\n  - tests\n- **Senior**\n  - plans\n\n## Communication\n\n- **Junior**\n  - listens\n- **Senior**\n  - explains\n";
    let (matrix, _) = told("a.md", page, "");
    assert_eq!(
        shown(&matrix),
        ["Delivery: Junior=• asks; • tests, Senior=• plans", "Communication: Junior=• listens, Senior=• explains"]
    );
}

#[test]
fn records_are_followed_with_names_for_ids() {
    let yaml = "levels:\n- {id: a, name: Junior}\n- {id: b, name: Senior}\nthemes:\n- {id: t, name: Technik}\nitems:\n- {level: b, theme: t, text: plant}\n- {level: a, theme: t, text: fragt}\n- {level: a, theme: t, text: lernt}\n";
    let mapping = "orientation = \"records\"\nrecords = \"items\"\nrole_key = \"level\"\ndimension_key = \"theme\"\nvalue_key = \"text\"\nrole_names = \"levels\"\ndimension_names = \"themes\"";
    assert_eq!(shown(&told("a.yaml", yaml, mapping).0), ["Technik: Senior=plant, Junior=fragt; lernt"]);
    let mapping = format!("{mapping}\n").replace("role_names = \"levels\"", "role_names = { a = \"Jung\" }");
    assert_eq!(shown(&told("a.yaml", yaml, &mapping).0), ["Technik: b=plant, Jung=fragt; lernt"]);
}

#[test]
fn maps_from_role_to_value_are_followed() {
    let json = r#"{"data": {"skills": [{"title": "SQL", "area": "Data", "roles": {"analyst": 3, "engineer": [1, 2]}}, {"title": "Go", "area": "Code", "roles": {"engineer": 4}}]}}"#;
    let mapping =
        "path = \"data\"\nrecords = \"skills\"\ndimension_key = \"title\"\ngroup_key = \"area\"\nrole_map = \"roles\"";
    let expected = ["Data > SQL: analyst=3, engineer=• 1; • 2", "Code > Go: analyst=, engineer=4"];
    assert_eq!(shown(&told("a.json", json, mapping).0), expected);
    let (untold, diagnostics) = told("a.json", json, "");
    assert_eq!(shown(&untold), expected.map(|line| line.split_once(" > ").expect("a group").1));
    assert!(warned(&diagnostics, "guessed-layout", "--mapping-out"));
}

#[test]
fn lists_of_records_of_role_and_value_are_followed() {
    let yaml = "skills:\n- name: Delivery\n  levels:\n  - {level: Junior, description: does tasks}\n  - {level: Senior, description: does projects}\n- name: Communication\n  levels:\n  - {level: Junior, description: listens}\n  - {level: Senior, description: explains}\n";
    let (matrix, diagnostics) = told("a.yaml", yaml, "");
    assert_eq!(
        shown(&matrix),
        ["Delivery: Junior=does tasks, Senior=does projects", "Communication: Junior=listens, Senior=explains"]
    );
    assert!(warned(&diagnostics, "guessed-layout", "--mapping-out"));
}

#[test]
fn tables_of_one_page_with_the_same_columns_stack_under_their_headings() {
    let page = "## Technical\n\n| Competency | Junior | Senior |\n|---|---|---|\n| Coding | a | b |\n\n## Social\n\n| Competency | Junior | Senior |\n|---|---|---|\n| Listening | c | d |\n";
    let (_, diagnostics) = told("a.md", page, "");
    assert!(warned(&diagnostics, "sheets-alike", "stack_sheets = [1, 2]"));
    let (matrix, _) = told("a.md", page, "stack_sheets = [1, 2]");
    assert_eq!(shown(&matrix), ["Technical > Coding: Junior=a, Senior=b", "Social > Listening: Junior=c, Senior=d"]);
}

#[test]
fn a_path_that_leads_nowhere_is_refused_with_what_there_is() {
    let json = r#"{"plan": {"title": "Book", "phases": [{"phase": "Draft", "tasks": [1, 2]}, {"phase": "Print"}]}}"#;
    for (mapping, hint) in [
        ("path = \"plans\"", "did you mean `plan`? there is: plan"),
        ("path = \"plan\"\nrecords = \"phase\"", "did you mean `phases`? there is: title, phases"),
        ("records = \"plan.phases.task\"", "did you mean `tasks`? here is a list of 2 with the keys: phase, tasks"),
        ("records = \"plan.title.de\"", "here is a single value"),
        ("records = \"plan.phases.tasks.name\"", "here is a list of 2 values without keys"),
    ] {
        let refusal = refused("a.json", json, mapping);
        assert_eq!(refusal.code.name, "mapping-not-found", "{mapping}");
        assert_eq!(refusal.hint.as_deref(), Some(hint), "{mapping}");
    }
    let yaml = "north: {name: N, levels: [{level: A}]}\nsouth: {name: S, levels: [{level: B}]}\n";
    let hint = "did you mean `levels`? there is: north, south; and below each of them: name, levels";
    assert_eq!(refused("a.yaml", yaml, "records = \"level\"").hint.as_deref(), Some(hint));
}

#[test]
fn a_key_of_role_or_value_that_records_under_a_role_map_lack_is_refused_with_theirs() {
    let json = r#"[{"name": "Dough", "levels": [{"level": "junior", "criteria": "weighs"}, {"level": "senior", "criteria": "plans"}]}]"#;
    let refusal = refused("a.json", json, "role_map = \"levels\"\nvalue_key = \"criterion\"");
    assert_eq!(refusal.code.name, "mapping-not-found");
    assert_eq!(refusal.hint.as_deref(), Some("did you mean `criteria`? there is: level, criteria"));
}

#[test]
fn a_key_of_toml_with_letters_beyond_ascii_is_to_be_quoted() {
    for (toml, hint) in [
        ("[[poste]]\nintitulé = \"Boulanger\"\n", Some("put the key in quotes: `\"intitulé\"`")),
        ("[poste.métier]\nnom = \"Boulanger\"\n", Some("put the key in quotes: `\"métier\"`")),
        ("[poste]\nnom = Boulangère\n", None),
    ] {
        let refusal = refused("a.toml", toml, "");
        assert_eq!((refusal.code.name, refusal.hint.as_deref()), ("syntax", hint), "{toml}");
    }
}

#[test]
fn maps_of_lists_and_of_maps_are_followed() {
    let yaml = "Junior: [asks, tests]\nSenior: [plans, teaches]\n";
    assert_eq!(
        shown(&told("a.yaml", yaml, "orientation = \"map-of-lists\"").0),
        ["Values: Junior=• asks; • tests, Senior=• plans; • teaches"]
    );
    let mapping = "orientation = \"map-of-lists\"\ndimension_names = [\"Scope\", \"Impact\"]";
    assert_eq!(
        shown(&told("a.yaml", yaml, mapping).0),
        ["Scope: Junior=asks, Senior=plans", "Impact: Junior=tests, Senior=teaches"]
    );
    let yaml =
        "Delivery:\n  Junior: [asks]\n  Senior: [plans]\nCommunication:\n  Junior: [listens]\n  Senior: [explains]\n";
    let expected = ["Delivery: Junior=• asks, Senior=• plans", "Communication: Junior=• listens, Senior=• explains"];
    assert_eq!(shown(&told("a.yaml", yaml, "orientation = \"map-of-lists\"").0), expected);
    assert_eq!(shown(&told("a.yaml", yaml, "").0), expected);
    let toml = "[ladder.Junior]\nScope = \"task\"\nImpact = \"team\"\n[ladder.Senior]\nScope = \"project\"\nImpact = \"company\"\n";
    let expected = ["Scope: Junior=task, Senior=project", "Impact: Junior=team, Senior=company"];
    assert_eq!(shown(&told("a.toml", toml, "path = \"ladder\"").0), expected);
}

#[test]
fn rows_and_columns_of_a_table_are_cut_as_the_mapping_says() {
    let csv = "junk,,,\nTask,x,Developer,Lead\nunits,-,-,-\nPlan,1,R,A\nShip,2,A,R\nsum,3,,\n";
    let mapping = "header_row = 2\nskip_rows = [3]\nrows = \"4:5\"\ncolumns = [\"A\", \"C:D\"]";
    assert_eq!(shown(&told("a.csv", csv, mapping).0), ["Plan: Developer=R, Lead=A", "Ship: Developer=A, Lead=R"]);
    let mapping =
        "skip_rows = 1\nrows = \"4:5\"\nvalue_columns = [\"Lead\"]\ndimension_column = [\"Task\", 2]\nheader_row = 2";
    assert_eq!(shown(&told("a.csv", csv, mapping).0), ["Plan / 1: Lead=A", "Ship / 2: Lead=R"]);
}

#[test]
fn blank_lines_count_as_rows_of_delimited_text() {
    let csv = "title\n\n\nTask,Developer\nPlan,R\n";
    assert_eq!(shown(&told("a.csv", csv, "header_row = 4").0), ["Plan: Developer=R"]);
}

#[test]
fn a_mapping_that_cannot_apply_is_refused_by_name() {
    let csv = "Task,Developer,Lead\nPlan,R,A\n";
    for (mapping, key) in [
        ("records = \"x\"", "`records`"),
        ("path = \"x\"", "`path`"),
        ("role_map = \"x\"", "`role_map`"),
        ("orientation = \"map-of-lists\"", "`map-of-lists`"),
        ("orientation = \"headings\"", "`headings`"),
        ("no_dimension_column = true\ndimension_column = 1", "`no_dimension_column` and `dimension_column`"),
    ] {
        let refusal = refused("a.csv", csv, mapping);
        assert_eq!(refusal.code.name, "mapping-does-not-apply", "{mapping}");
        assert!(refusal.message.contains(key), "{}", refusal.message);
    }
    assert!(refused("a.md", "| a | b |\n|---|---|\n| c | d |\n", "delimiter = \";\"").message.contains("`delimiter`"));
    assert!(refused("a.json", "[{\"name\": \"a\", \"b\": 1}]", "sheet = \"x\"").message.contains("`sheet`"));
    let unknown = refused("a.csv", csv, "role_columm = \"x\"");
    assert_eq!(
        (unknown.code.name, unknown.hint.as_deref()),
        ("unknown-mapping-key", Some("did you mean `role_column`?"))
    );
    assert_eq!(refused("a.csv", csv, "header_row = \"x\"").code.name, "mapping-value");
    let missing = refused("a.csv", csv, "dimension_column = \"Tasc\"");
    assert_eq!(missing.code.name, "mapping-not-found");
    assert!(missing.hint.is_some_and(|hint| hint.contains("did you mean `Task`?") && hint.contains("Developer")));
}

#[test]
fn all_faults_of_a_mapping_come_at_once_with_their_places() {
    let mut sources = Sources::default();
    let text = "tabel = 1\n\nheader_row = [\"x\"]\norientation = \"sideways\"\n";
    let source =
        sources.add(SourceFile { name: "a.mapping.toml".to_owned(), text: text.into(), ..SourceFile::default() });
    let faults = Mapping::parse(text, source).expect_err("three faults");
    let places: Vec<String> =
        faults.iter().map(|fault| sources.locate(fault.origin).expect("a place").to_string()).collect();
    assert_eq!(places, ["a.mapping.toml:1:1", "a.mapping.toml:3:14", "a.mapping.toml:4:15"]);
}

#[test]
fn ragged_rows_are_told_with_their_numbers_in_one_warning() {
    let (_, diagnostics) = told("a.csv", "Task,Developer,Lead\nPlan,R\nShip,A,R\nRun,R\n", "");
    let ragged: Vec<&Diagnostic> =
        diagnostics.iter().filter(|diagnostic| diagnostic.code.name == "ragged-row").collect();
    assert_eq!(ragged.len(), 1);
    assert!(ragged[0].message.contains("rows 2, 4"), "{}", ragged[0].message);
}

#[test]
fn a_matrix_of_mostly_missing_cells_is_refused() {
    let long: String = (0..2000).map(|number| format!("\nRole {number},Task {number},yes")).collect();
    let headings: String =
        (0..2000).map(|number| format!("# Task {number}\n\n## Engineer {number}\n\n- yes\n\n")).collect();
    let records: Vec<String> =
        (0..2000).map(|number| format!(r#"{{"role": "R{number}", "k{number}": "yes"}}"#)).collect();
    for (name, content, mapping) in [
        ("long.csv", format!("Role,Task,Value{long}\n"), "orientation = \"long\""),
        ("headings.md", headings, "orientation = \"headings\""),
        ("records.json", format!("[{}]", records.join(",")), ""),
    ] {
        let refused = read(name, &content, mapping).expect_err(name);
        assert_eq!(refused.code.name, "data-too-complex", "{name}");
        assert!(refused.hint.is_some(), "{name}");
    }
}

#[test]
fn many_of_one_name_get_ids_in_order() {
    let rows: String = (0..5000).map(|number| format!("\nScope,{number}")).collect();
    let (matrix, _) = told("same.csv", &format!("Dimension,Analyst{rows}\n"), "");
    assert_eq!(matrix.dimensions()[1].id, "scope-2");
    assert_eq!(matrix.dimensions()[4999].id, "scope-5000");
}

#[test]
fn an_html_table_in_a_comment_of_a_page_is_no_table() {
    let old = "<table><tr><th>D</th><th>Old</th></tr><tr><td>Scope</td><td>before</td></tr></table>";
    let now = "<table><tr><th>Dimension</th><th>SRE</th></tr><tr><td>Scope</td><td>now</td></tr></table>";
    for page in [
        format!("<!-- old version:\n```\n{old}\n-->\n\n{now}\n"),
        format!("<!-- a --> <!-- {old} --> {now}\n"),
        format!("{now}\n\n<!-- {old} -->\n"),
        format!("```\n<!--\n```\n\n{now}\n"),
        format!("a <!-- that nothing closes\n\n{now}\n"),
    ] {
        let (matrix, _) = told("a.md", &page, "");
        assert_eq!(shown(&matrix), ["Scope: SRE=now"], "{page}");
    }
}

#[test]
fn a_control_character_is_replaced_wherever_its_cell_goes() {
    let mapping = "orientation = \"roles-as-rows\"\n";
    let rows = "Role,Scope,Tools,Budget\nSRE,a,b,c\u{1}\nDBA,d,e\u{2},f\n";
    let (matrix, _) = read("roles.csv", rows, mapping).expect("a matrix");
    assert_eq!([matrix.cell(2, 0), matrix.cell(1, 1)].map(|cell| cell.text.as_str()), ["c\u{2401}", "e\u{2402}"]);
}

#[test]
fn what_totals_nothing_is_a_dimension() {
    let unnamed = "| Dimension | R0 : | R1 : |\n|---|---|---|\n| : |  |  |\n| # : |  |  |\n";
    assert_eq!(matrix("roles.md", unnamed).dimensions().len(), 2, "a sign that counts nothing");
    let empty = "| Dimension | Cook | Waiter |\n|---|---|---|\n| Scope |  |  |\n| Total cost |  |  |\n";
    assert_eq!(matrix("roles.md", empty).dimensions().len(), 2, "no marks above it");
    let marked = "| Dimension | Cook | Waiter |\n|---|---|---|\n| Scope | A | R |\n| # : |  |  |\n";
    assert_eq!(matrix("roles.md", marked).dimensions().len(), 2, "a sign that counts nothing below marks");
}
