"""A project sheet: what was expected, what was achieved, the budget and who paid it.

Figures, numbers and organisations are those of a sheet as published; its words, communes and
telephone numbers are invented.
"""

from __future__ import annotations

from samples.content import Sheet

TITLE = "Grandir au bord du fleuve-Des enfants protégés et des jeunes qui entreprennent à Gao"

SHEET = Sheet(
    before=(
        "Tbtou: +223 00 00 00 01",
        "Bamako: +223 00 00 00 02",
        TITLE,
        f"Financé par le BMZ (coopération allemande), le projet ‘‘{TITLE}’’ est mis en œuvre au "
        "Mali par Plan International, avec l’ONG Association Malienne pour la Survie au Sahel "
        "(AMSS), en région de Gao",
        "Il veut que les enfants mangent mieux et courent moins de dangers, que les jeunes gagnent "
        "leur vie et que les voisins s’entendent. Pour y parvenir, il épaule aussi bien les "
        "services officiels que les groupes d’habitants.",
        "Ceux qui protègent les enfants sauront ce que l’on attend d’eux. Ils apprendront ce qui "
        "leur manque, d’après leurs propres demandes, et pourront ensuite traiter chaque cas comme "
        "il le mérite, partout où le projet travaille.",
        "Côté revenus, filles et garçons recevront, seuls ou en groupe, un appui pour cultiver, "
        "élever ou exploiter le bois, afin de vivre de leur travail et de faire avancer leur "
        "localité.",
        "Ils se formeront pour cela dans des centres, anciens et remis en route ou tout neufs.",
        "I. IDENTIFICATION DU PROJET",
        "1. Localisation :",
        "Région de Gao/cercles d’Ansongo et de Gao/Communes de Tin-Tabo, Koïrazéna, Hamadja et "
        "Sonikoira.",
        f"2. Titre : Projet ‘‘{TITLE} ’’",
        "3. Budget : 96 303 057 FCFA",
        "4. Résultats attendus :",
        "R1.1 : Services et agents officiels savent prévenir les dangers qui guettent les mineurs "
        "fragiles, filles ou garçons, et y faire face.",
        "R1.2 : Davantage de naissances sont déclarées, ce qui ouvre aux enfants des droits et des "
        "services",
        "R2.2 : Elus et groupes villageois s’unissent pour faire reculer la malnutrition aiguë",
        "R3.1 : Des centres que les jeunes gèrent avec d’autres accueillent travail, débats, idées "
        "et cours pratiques sur une agriculture locale et durable",
        "R3.2 : Filles et garçons des centres et des villages - acquièrent, par des cours et de "
        "petits crédits, de quoi lancer une production alimentaire durable,",
        "R3.3 : Jeunes, écoles de métiers et services de l’emploi échangent des conseils pour que "
        "la région vive mieux",
        "R4.1 : Dans les centres, les jeunes débattent de la paix puis répandent des messages "
        "communs contre la violence et la radicalisation.",
        "R4.2 : Des comités ouverts à tous, anciens ou nouveaux, règlent les litiges et écrivent "
        "leur plan d’action",
        "R4.3 : Fêtes et dialogues rapprochent les habitants et évitent les heurts.",
        "5. Résultats atteints :",
        "R1.1 : 100 agents officiels et 100 prestataires de services ont suivi un cours sur la "
        "protection des mineurs ;",
        "R1.2 : 50 officiers d’état civil savent désormais protéger l’enfant, établir ses actes et "
        "sensibiliser les familles ;",
        "R2.2 : 5 sensibilisations sur l’allaitement ont eu lieu ;",
        "4 plaidoyers ont convaincu les élus locaux d’inscrire la nutrition au PDSEC",
        "R3.1 : 4 centres d’échanges tournent, gérés avec 200 jeunes choisis et soutenus ;",
        "R3.2 : 200 jeunes savent produire, transformer et tenir une VSLA ;",
        "R3.3 : 4 rencontres ont permis aux jeunes de comparer leurs expériences ;",
        "R4.1 : 8 sensibilisations au vivre-ensemble ont été conduites, centre par centre, par les "
        "points focaux",
        "R4.2 : 8 comités de règlement des litiges ont repris leurs séances et 4 plans d’action "
        "ont reçu un appui ;",
        "R4.3 : 8 dialogues ont réuni les habitants.",
        "6. Ecarts : Rien de ce qui était prévu n’a été laissé de côté.",
        "7. Partenaires et apports :",
    ),
    table=(
        ("Partenaires", "Apports"),
        ("Plan International au Mali", "96 303 057FCFA"),
        ("Total", "96 303 057FCFA"),
    ),
    after=(
        "8. Bénéficiaires :",
        "- Filles et garçons de 0 à 14 ans",
        "- Adolescents de 15 à 17 ans",
        "- Jeunes adultes de 18 à 24 ans, femmes comme hommes",
        "- Les services de l’Etat qui protègent l’enfance",
        "- Les dispensaires",
        "9. Perspectives",
        "Le projet se prolonge en 2024",
        "En quelques chiffres",
        "Equipe",
        "Nombre de communes",
        "Nombre de personnes touchées",
    ),
)
