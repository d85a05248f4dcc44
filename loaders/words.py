"""What words say about a line: job titles, organisations, places, section names, languages.

Facts of the language only; no list here names a person, and none decides alone.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_SECTIONS: Final = {
    "summary": "summary|profile|about|about me|professional summary|executive summary|"
    "career summary|personal profile|personal statement|objective|career objective|"
    "overview|introduction|bio|who i am|highlights|career highlights|"
    "key achievements|professional profile|summary of qualifications|"
    "qualifications summary|profil|über mich|zusammenfassung|kurzprofil|à propos|"
    "résumé|perfil|sobre mí|resumen|profilo|自己紹介",
    "skills": "skills|technical skills|key skills|core skills|skill set|skillset|"
    "skills summary|core competencies|competencies|technologies|tech stack|"
    "technical expertise|expertise|areas of expertise|technical proficiency|"
    "technical proficiencies|technical summary|tools|tools and technologies|"
    "technologies and tools|skills and tools|skills and technologies|"
    "programming languages|languages and frameworks|languages and technologies|"
    "technical profile|it skills|computer skills|hard skills|skills focus areas|"
    "focus areas|technical knowledge|toolbox|stack|programming skills|"
    "skills and expertise|professional skills|relevant skills|technical competencies|"
    "kenntnisse|fähigkeiten|technische kenntnisse|it kenntnisse|edv kenntnisse|"
    "kompetenzen|compétences|compétences techniques|competencias|habilidades|"
    "conocimientos|competenze|スキル|技能|专业技能",
    "work": "experience|experiences|work experience|work experiences|professional experience|"
    "professional experiences|employment|employment history|work history|"
    "career history|professional background|career|jobs|positions|"
    "relevant experience|industry experience|industrial experience|"
    "experience and employment|employment experience|job experience|"
    "working experience|software experience|engineering experience|"
    "research experience|professional history|where i worked|where i have worked|"
    "internships|internship experience|projects and work experience|"
    "employment and open source|work|recent experience|selected experience|"
    "additional experience|earlier experience|previous experience|other experience|"
    "berufserfahrung|beruflicher werdegang|werdegang|praxiserfahrung|"
    "berufliche erfahrung|berufspraxis|expérience|expériences|"
    "expérience professionnelle|expériences professionnelles|parcours professionnel|"
    "experiencia|experiencia profesional|experiencia laboral|esperienza|"
    "esperienze lavorative|esperienza professionale|experiência profissional|"
    "werkervaring|職歴|職務経歴|経歴|工作经历|工作經歷",
    "education": "education|educations|academic background|academics|academic education|"
    "education and training|education and academia|educational background|"
    "academic history|studies|degrees|academic qualifications|qualifications|"
    "university|schooling|formal education|education and qualifications|"
    "education and certifications|ausbildung|bildung|bildungsweg|studium|"
    "akademische ausbildung|formation|formations|études|diplômes|"
    "formation académique|educación|formación|formación académica|istruzione|"
    "formazione|formação|opleiding|学歴|教育经历|教育背景",
    "projects": "projects|personal projects|side projects|selected projects|open source|"
    "open source projects|open source contributions|open source work|"
    "open source and projects|projects and contributions|projects and open source|"
    "contributions|key projects|notable projects|academic projects|hackathons|"
    "open source contributions and projects|portfolio|things i have built|"
    "things i built|pet projects|university projects|research projects|"
    "project highlights|projekte|eigene projekte|projets|projets personnels|"
    "proyectos|progetti|projetos|projecten|项目经历|プロジェクト",
    "awards": "awards|honors|honours|honors and awards|honours and awards|awards and honors|"
    "awards and honours|achievements|awards and achievements|achievements and awards|"
    "accomplishments|prizes|recognition|awards and recognition|scholarships|"
    "scholarships and awards|awards and certifications|certifications and awards|"
    "auszeichnungen|preise|prix|distinctions|premios|premi|prijzen",
    "certificates": "certifications|certificates|licenses|licenses and certifications|"
    "certifications and licenses|courses and certifications|certifications and courses|"
    "certification|credentials|professional certifications|training|trainings|"
    "training and certifications|certifications and training|courses|coursework|"
    "relevant coursework|online courses|zertifikate|zertifizierungen|weiterbildung|"
    "weiterbildungen|fortbildungen|certificats|certificaciones|certificazioni|"
    "certificações|资格|資格",
    "publications": "publications|papers|articles|articles and publications|"
    "publications and articles|talks|talks and publications|publications and talks|"
    "writing|presentations|research publications|selected publications|patents|"
    "conferences|blog posts|speaking|talks and presentations|veröffentlichungen|"
    "publikationen|vorträge|publicaciones|pubblicazioni",
    "languages": "languages|spoken languages|language skills|human languages|natural languages|"
    "sprachen|sprachkenntnisse|langues|idiomas|lingue|línguas|talen|语言",
    "interests": "interests|hobbies|hobbies and interests|interests and hobbies|"
    "personal interests|activities|extracurricular activities|extracurriculars|"
    "extra curricular activities|other interests|misc|miscellaneous|other|"
    "additional information|personal|interessen|hobbys|freizeit|loisirs|"
    "centres d intérêt|intérêts|aficiones|intereses|interessi|varie",
    "volunteer": "volunteering|volunteer|volunteer experience|volunteer work|community|"
    "community involvement|community work|community service|volunteering experience|"
    "leadership and volunteering|ehrenamt|ehrenamtliches engagement|engagement|"
    "bénévolat|voluntariado|volontariato",
    "references": "references|referees|referenzen|références|referencias|referenze|"
    "recommendations|testimonials",
    "contact": "contact|contacts|contact information|contact details|contact info|contact me|"
    "personal details|personal information|personal data|persönliche daten|"
    "persönliche angaben|kontakt|coordonnées|contacto|datos personales|contatti|"
    "links|find me online|social|social links|online profiles|get in touch",
}
SECTION_NAMES: Final = {
    name: section for section, names in _SECTIONS.items() for name in names.split("|")
}

_TITLE: Final = re.compile(
    r"\b(?=\w)(?:engineer(?:ing)?|developer|dev|programmer|architect|administrator|admin|analyst|"
    r"scientist|researcher|consultant|contractor|freelancer?|manager|management|lead|leader|head|"
    r"director|officer|president|vp|c[teofi]o|ciso|founder|co-?founder|owner|partner|principal|"
    r"intern(?:ship)?|trainee|apprentice|assistant|associate|fellow|lecturer|professor|teacher|"
    r"tutor|mentee|instructor|trainer|mentor|coach|designer|tester|qa|sre|devops|dba|"
    r"specialist|expert|"
    r"technician|operator|coordinator|supervisor|advisor|adviser|evangelist|advocate|member|"
    r"contributor|maintainer|volunteer|writer|editor|author|translator|strategist|quant|trader|"
    r"auditor|investigator|postdoc|phd student|doctoral|ph\.?d\.? candidate|master'?s student|"
    r"technologist|webmaster|sysadmin|staff|chief|junior|senior|sr\.|jr\.|soldier|"
    r"representative|accountant|barista|cashier|clerk|"
    r"\w*(?:entwickler|ingenieur|architekt|berater|leiter|mitarbeiter)(?:in)?|"
    r"praktikant(?:in)?|praktikum|werkstudent(?:in)?|"
    r"geschäftsführer(?:in)?|freiberufler(?:in)?|auszubildende[r]?|gründer(?:in)?|"
    r"administrateur|administratrice|développeu(?:r|se)|ingénieure?|stagiaire|alternante?|chef de "
    r"projet|consultante?|fondat(?:eur|rice)|responsable|desarrollador(?:a)?|ingenier[oa]|"
    r"becari[oa]|analista|programador(?:a)?|arquitect[oa]|fundador(?:a)?|sviluppat(?:ore|rice)|"
    r"ingegnere|stagista|tirocinante|desenvolvedor(?:a)?|engenheir[oa]|estagiári[oa]|"
    r"ontwikkelaar)\b|工程师|エンジニア|开发|開発"
)
_ORGANISATION: Final = re.compile(
    r"\b(?:gmbh|ag|kg|se|ltd|limited|llc|llp|inc|incorporated|corp|corporation|company|plc|pty|"
    r"pvt|s\.?a\.?s?|sarl|s\.?r\.?l|s\.?p\.?a|b\.?v|n\.?v|ab|a/s|oy|oyj|kft|sp\. z o\.o|lda|kk|"
    r"labs?|laborator(?:y|ies)|technolog(?:y|ies)|tech|software|systems?|solutions|services|"
    r"studios?|group|holdings?|foundation|institute|institut|university|universität|université|"
    r"universidad|college|school|academy|bank|capital|ventures|partners|consulting|networks?|"
    r"media|games?|airlines?|railways?|hospital|clinic|council|ministry|agency|department|centre|"
    r"center|association|society|cooperative|collective|works|industries|energy|insurance|"
    r"logistics|pharma|robotics|analytics|interactive|digital|protocol|finance|payments?|exchange|"
    r"startup|park|observatory|museum|library|\w+\.(?:io|ai|com|net|org|co|dev|xyz|tech|finance))"
    r"(?!\w)"
)
_SCHOOL: Final = re.compile(
    r"\b(?:universit\w*|uniwersytet|hochschule|fachhochschule|college|school|institut\w*|academy|"
    r"académie|akademie|polytech\w*|politecnic\w*|politechnika|école|ecole|escuela|facult\w*|"
    r"lycée|gymnasium|sixth form|liceo|eth|epfl|mit|kth|tu|rwth|insa|bootcamp|iit|nit|"
    r"conservatoire|universidade|università|instituto|campus|seminary)\b|大学|大學|学院"
)
SPOKEN: Final = frozenset(
    "english german french spanish italian portuguese russian chinese mandarin cantonese japanese "
    "korean arabic hindi urdu bengali tamil telugu marathi punjabi gujarati kannada malayalam "
    "turkish persian farsi hebrew greek polish czech slovak hungarian romanian bulgarian serbian "
    "croatian bosnian slovenian ukrainian belarusian lithuanian latvian estonian finnish swedish "
    "norwegian danish icelandic dutch flemish catalan basque galician irish welsh gaelic maltese "
    "albanian macedonian georgian armenian azerbaijani kazakh uzbek vietnamese thai indonesian "
    "malay tagalog filipino swahili yoruba igbo hausa amharic zulu xhosa afrikaans esperanto latin "
    "deutsch englisch französisch spanisch italienisch portugiesisch russisch chinesisch japanisch "
    "türkisch polnisch niederländisch arabisch anglais allemand français espagnol italien "
    "portugais russe chinois japonais arabe néerlandais inglés alemán francés español italiano "
    "português inglês ruso chino twi wolof somali nepali sinhala burmese khmer lao mongolian "
    "hawaiian maori samoan tongan quechua guarani aymara breton frisian faroese sami greenlandic "
    "pashto kurdish luxembourgish sanskrit luganda shona kinyarwanda".split()
)

_ALIKE: Final = str.maketrans("İıſ", "iis")
_BRACKETED: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_ALPHANUMERIC: Final = re.compile(r"[^\W_]+")


def lowered(text: str) -> str:
    """Return the text letter for letter in lower case, in which ``re.IGNORECASE`` compares.

    Lists of words are sought in it several times faster than with that flag.
    """
    return (text if text.isascii() else text.translate(_ALIKE)).lower()


@lru_cache(maxsize=4096)
def has_title(text: str) -> bool:
    """Return whether a word of the text is one of job titles."""
    return bool(_TITLE.search(lowered(text)))


def titles(text: str) -> list[str]:
    """Return the words of job titles in the text, in lower case."""
    return _TITLE.findall(lowered(text))


@lru_cache(maxsize=4096)
def has_organisation(text: str) -> bool:
    """Return whether a word of the text is one of organisations' names."""
    return bool(_ORGANISATION.search(lowered(text)))


@lru_cache(maxsize=4096)
def has_school(text: str) -> bool:
    """Return whether a word of the text is one of schools' names."""
    return bool(_SCHOOL.search(lowered(text)))


@lru_cache(maxsize=4096)
def bare(text: str) -> str:
    """Return a heading without marks: lower case, ``&`` as ``and``, brackets and emoji dropped."""
    text = _BRACKETED.sub(" ", text.replace("&", " and ").replace("+", " and "))
    text = unicodedata.normalize("NFC", text).lower().replace("'", " ").replace("’", " ")
    return " ".join(_LETTERS.findall(text))


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Return letters and digits only, without case and accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(_ALPHANUMERIC.findall(_unaccented(plain)))


def _unaccented(text: str) -> str:
    if text.isascii():
        return text
    return "".join(character for character in text if not unicodedata.combining(character))


def unspaced(text: str) -> str:
    """Return ``S K I L L S`` as ``SKILLS``: capitals that only their spacing parts."""
    if text[1:2] == " " and re.fullmatch(r"\s*(?:\w\s){3,}\w\s*", text):
        return re.sub(r"(?<=\w)\s(?=\w)", "", text)
    return text
