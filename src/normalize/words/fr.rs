//! Words of headers and jobs: French. May use: the list's type.

use super::Words;

/// The words.
pub const WORDS: Words = Words {
    role: "nom et prénom|nom, prénom|collaborateur|employé|salarié|rôle|rôles|role|roles|poste|postes|métier|\
        métiers|profil|profils|fonction|emploi|emplois|intitulé du poste|nom du rôle|acteur|acteurs|\
        titre du poste|intitulé de poste",
    level: "niveau|niveaux|grade|échelon|palier|séniorité|rang",
    dimension: "fonctionnalité|fonction|dimension|dimensions|compétence|compétences|critère|critères|tâche|tâches|\
        activité|activités|capacité|capacités|aptitude|responsabilité|permission|permissions|droit|droits|aspect|\
        étape|étapes|action|actions|livrable|livrables|axe|thème|savoir-faire|savoir-être|attribut|mission|\
        question|processus|jalon",
    group: "groupe|catégorie|catégories|domaine|domaines|section|phase|famille|volet|bloc|axe|pôle|type|\
        sous-catégorie|service|équipe|rubrique|\
        module",
    key: "matricule|id|n°|no|nº|num|numéro|code|réf|réf.|référence|identifiant|clé",
    name: "nom, prénom|nom et prénom|nom|intitulé|libellé|titre|dénomination|désignation",
    description: "description|descriptif|définition|détails|détail|signification|explication|résumé",
    note: "note|notes|commentaire|commentaires|remarque|remarques|exemple|exemples|source|sources|lien|statut|\
        priorité|observation|observations|poids",
    value: "valeur|valeurs|note|évaluation|texte|contenu|niveau requis|niveau attendu|cible|score",
    attribute: "responsabilités|exigences|missions|compétences|compétences requises|qualifications|description|\
        prérequis|formation|expérience|salaire|objectif|objectifs|droits|permissions|autorité|rattachement|rattaché à|dépend de|supérieur hiérarchique|tâches|\
        activités|périmètre|autonomie|impact|outils|diplôme|attentes",
    job: "ingénieur|ingénieure|développeur|développeuse|responsable|directeur|directrice|chef|cheffe|\
        chef de projet|gestionnaire|analyste|architecte|consultant|consultante|technicien|technicienne|\
        administrateur|administratrice|assistant|assistante|coordinateur|coordinatrice|chargé|chargée|expert|\
        experte|débutant|confirmé|stagiaire|apprenti|alternant|contributeur|mainteneur|sponsor|utilisateur|invité|\
        éditeur|lecteur|membre|pilote|scientifique|comptable|vendeur|formateur|enseignant|infirmier|client|\
        maîtrise d'ouvrage|maîtrise d'œuvre|moa|moe|propriétaire|équipe|direction|réceptionniste|secrétaire|\
        gouvernante|cuisinier|cuisinière|serveur|serveuse|caissier|caissière|acheteur|acheteuse|juriste|magasinier|\
        médecin|chercheur|chercheuse|rédacteur|rédactrice|traducteur|traductrice|graphiste",
    time: "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|heure|horaire|heures|date|jour|semaine|mois|\
        janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre",
    aggregate: "total|somme|moyenne|sous-total|total général",
    expected: "critères|attentes|attendus|comportements|indicateurs|preuves|exigences",
    person: "personne|personnes|persona|membre|membres|nom et prénom|nom, prénom|collaborateur|employé|salarié|\
        membre de l'équipe",
    step: "débutant|débutante|stagiaire|junior|intermédiaire|confirmé|confirmée|avancé|avancée|senior|sénior|expert|\
        experte",
    involvement: "responsable|réalisateur|autorité|approbateur|redevable|imputable|garant|consulté|consultés|\
        consultée|informé|informés|informée",
};
