//! Words of headers and jobs: Polish. May use: the list's type.

use super::Words;

/// The words.
pub const WORDS: Words = Words {
    role: "imię i nazwisko|pracownik|rola|role|stanowisko|stanowiska|profil|profile|funkcja|pozycja|zawód|\
        nazwa stanowiska|nazwa roli",
    level: "poziom|poziomy|stopień|szczebel|ranga",
    dimension: "funkcja|wymiar|wymiary|kompetencja|kompetencje|umiejętność|umiejętności|kryterium|kryteria|\
        zadanie|zadania|czynność|czynności|odpowiedzialność|uprawnienie|uprawnienia|aspekt|działanie|działania|\
        proces|cecha|temat|wiedza|krok|etap|produkt",
    group: "grupa|kategoria|kategorie|obszar|obszary|dziedzina|sekcja|faza|blok|dział|zespół|typ|podkategoria|\
        moduł",
    key: "id|nr|nr.|lp|lp.|numer|kod|klucz|l.p.",
    name: "imię i nazwisko|nazwa|tytuł|imię",
    description: "opis|definicja|szczegóły|znaczenie|wyjaśnienie|podsumowanie",
    note: "uwaga|uwagi|komentarz|komentarze|notatka|notatki|przykład|przykłady|źródło|źródła|link|status|\
        priorytet|waga",
    value: "wartość|wartości|ocena|tekst|treść|wymagany poziom",
    attribute: "obowiązki|odpowiedzialności|wymagania|zadania|kompetencje|opis|umiejętności|doświadczenie|\
        wykształcenie|wynagrodzenie|cel|cele|uprawnienia|wiedza|zakres|zakres obowiązków|samodzielność|wpływ|\
        raportuje do|podlega|przełożony|narzędzia|kwalifikacje",
    job: "inżynier|programista|programistka|deweloper|kierownik|kierowniczka|menedżer|menadżer|dyrektor|\
        dyrektorka|analityk|analityczka|architekt|konsultant|konsultantka|specjalista|specjalistka|administrator|\
        koordynator|asystent|asystentka|stażysta|praktykant|projektant|lider|liderka|ekspert|tester|użytkownik|\
        gość|członek|nauczyciel|księgowy|klient|właściciel|zespół|młodszy|starszy|samodzielny",
    time: "poniedziałek|wtorek|środa|czwartek|piątek|sobota|niedziela|godzina|czas|data|dzień|tydzień|miesiąc|\
        styczeń|luty|marzec|kwiecień|maj|czerwiec|lipiec|sierpień|wrzesień|październik|listopad|grudzień",
    aggregate: "suma|razem|łącznie|średnia|ogółem",
    expected: "kryteria|oczekiwania|zachowania|wskaźniki|dowody|wymagania",
    person: "osoba|osoby|członek|członkowie|członek zespołu|pracownik|imię i nazwisko",
    step: "stażysta|początkujący|podstawowy|junior|mid|regular|średniozaawansowany|zaawansowany|senior|ekspert",
    involvement: "odpowiedzialny|odpowiedzialna|wykonawca|rozliczany|zatwierdzający|konsultowany|konsultant|\
        informowany",
};
