"""Names of people: how they are cut, folded, and how two relate."""

from __future__ import annotations

import pytest

from onrecord.match.likeness import likeness
from onrecord.match.people import read_person
from onrecord.match.sounds import readings

FOLDED = {
    "case and accents": ("ZELDA ÖAKE", "zelda oake"),
    "a title": ("Dr. Zelda Oake", "zelda oake"),
    "two titles": ("Rev. Dr. Zelda Oake", "zelda oake"),
    "a generation": ("Zelda Oake, Jr.", "zelda oake"),
    "the family name first, in capitals": ("OAKE Zelda", "zelda oake"),
    "the family name first, before a comma": ("Oake, Zelda", "zelda oake"),
    "all in capitals": ("ZELDA OAKE", "zelda oake"),
    "initials without points": ("JR Oake", "j r oake"),
    "initials with points": ("J.R. Oake", "j r oake"),
    "a nickname": ("Robert “Bobby” Harl", "robert harl"),
    "a nickname in brackets": ("Robert (Bobby) Harl", "robert harl"),
    "a particle": ("Zelda van der Oake", "zelda oake"),
    "an article": ("Samir al-Haddad", "samir haddad"),
    "a divided given name": ("Abdel Rahman Haddad", "abdelrahman haddad"),
    "Cyrillic": ("Зельда Оке", "zelda oke"),
    "the family name first, as in Russian lists": ("Гаренко Тимофей Андреевич", "timofey andreevich garenko"),
    "Chinese in Latin letters": ("Lin Hao-ming", "haoming lin"),
    "Chinese in three words": ("Lin Hao Ming", "haoming lin"),
    "Chinese, turned round": ("Haoming Lin", "haoming lin"),
    "Chinese script": ("林浩明", "haoming lin"),
    "Chinese script, a long surname": ("欧阳明", "ming ouyang"),
    "Korean": ("Kang Do-yun", "doyun kang"),
    "Korean in three words": ("Kang Do Yun", "doyun kang"),
    "no Chinese name": ("Long Dent", "long dent"),
    "what cannot be seen": ("Zelda\u200b Oa\u00adke", "zelda oake"),
    "no letters": ("42!", "42"),
    "nothing": ("", ""),
}


@pytest.mark.parametrize(("name", "key"), FOLDED.values(), ids=FOLDED)
def test_a_name_is_folded(name: str, key: str) -> None:
    assert read_person(name).key == key


APART = {
    "Marcus Tarn Jr.": "junior",
    "Marcus Tarn the Younger": "junior",
    "Marcus Tarn Sr": "senior",
    "Marcus Tarn III": "iii",
    "Mr. Tarn": "m",
    "Mrs Tarn": "f",
    "Mrs Ida Tarn": "",
    "習明": "习明",
    "Ivo Dent": "",
}


@pytest.mark.parametrize(("name", "told_apart"), APART.items(), ids=APART)
def test_what_a_name_says_of_namesakes_is_kept(name: str, told_apart: str) -> None:
    assert read_person(name).told_apart == told_apart


FAMILIES = [
    "Lukashenko Lukashenka Łukaszenka Лукашенко Лукашэнка Loukachenko Lukaschenko Lukašenko Lukašenka",
    "Grachev Grachyov Gratschow Gratchev Graczow Грачёв Gračov",
    "Zelinsky Zelinskyy Selinskyj Zeliński Зелінський Зелинский",
    "Mishin Michine Mischin Мишин",
    "Khlyshchev Chlyschtschow Khlychtchev Chłyszczow Хлыщёв",
    "Yankovych Jankowytsch Iankovytch Янкович Jankowycz",
    "Solovyov Solovyev Soloviev Соловьёв Solowjow",
    "Shuigu Schuigu Chouïgou Шуйгу Szujgu Šujgu",
    "Lukashevich Łukaszewicz Лукашевич Loukachevitch Lukaschewitsch",
]
GIVEN = [
    "Alexander Aleksandr Alyaksandr Aliaksandr Alaksandr Aljaksandr Александр Аляксандр Alexandre",
    "Sergei Sergey Serhiy Siarhei Сергей Сергій",
    "Vladimir Wladimir Volodymyr Uladzimir Владимир Володимир",
    "Muhammad Mohammed Mohamed محمد",
    "Mahmoud Mahmud محمود",
]


@pytest.mark.parametrize("names", FAMILIES, ids=lambda names: names.split()[0])
def test_all_spellings_of_a_surname_have_a_sound_in_common(names: str) -> None:
    first, *others = names.split()
    assert [other for other in others if not readings(first) & readings(other)] == []


def test_no_two_of_these_surnames_sound_alike() -> None:
    sounds = [{sound for name in names.split() for sound in readings(name)} for names in FAMILIES]
    clashes = [(i, j) for i in range(len(sounds)) for j in range(i) if sounds[i] & sounds[j]]
    assert clashes == []


def test_lukashenko_in_every_spelling_is_one_and_lukashevich_another() -> None:
    spellings = [f"{given} {family}" for given in GIVEN[0].split() for family in FAMILIES[0].split()]
    others = [f"{given} {family}" for given in GIVEN[0].split() for family in FAMILIES[-1].split()]
    mine = read_person(spellings[0])
    relations = {likeness(mine, read_person(other)) for other in spellings}
    assert relations == {"name equal", "name in other letters"}
    assert {likeness(mine, read_person(other)) for other in others} == {"surname differs"}


@pytest.mark.parametrize("names", GIVEN, ids=lambda names: names.split()[0])
def test_a_given_name_is_one_in_all_languages(names: str) -> None:
    first, *others = (read_person(f"{name} Garenko") for name in names.split())
    assert {likeness(first, other) for other in others} <= {"name equal", "name in other letters"}


RELATIONS = {
    ("Ivo Dent", "Ivo Dent"): "name equal",
    ("Jürgen Pöhl", "Juergen Poehl"): "name equal",
    ("Hao Ming Dent", "Haoming Dent"): "name equal",
    ("Ivo Dent", "Ivo M. Dent"): "name with more parts",
    ("Ivo Dent", "Ivo Mark Dent"): "name with more parts",
    ("Ivo M. Dent", "Ivo Mark Dent"): "name with more parts",
    ("Ivo M. Dent", "Ivo M. R. Dent"): "name with more parts",
    ("Ivo R. Dent", "Ivo M. R. Dent"): "middle names fit in part",
    ("Ivo Garrido", "Ivo Garrido Villar"): "surnames fit in part",
    ("Ivo bin Garrido", "Ivo bin Garrido Al Villar"): "surnames fit in part",
    ("Ida Dent", "Ida Dent-Harl"): "surnames fit in part",
    ("Dent", "Ida Dent-Harl"): "surnames fit in part",
    ("Van Dent", "Ida Van Dent"): "surnames fit in part",
    ("van Dent", "Ida van Dent"): "surname alone",
    ("Mark Dent", "Ivo Mark Dent"): "goes by a middle name",
    ("Bob Dent", "Robert Dent"): "short given name",
    ("Kit Dent", "Ada “Kit” Dent"): "short given name",
    ("I. Dent", "Ivo Dent"): "initials",
    ("A. Lukashenko", "Олександр Лукашенко"): "initials",
    ("Dent", "Ivo Dent"): "surname alone",
    ("Garenko", "Pavel Harenko"): "name one letter off",
    ("Peter Garin", "Pyotr Garin"): "given name translated",
    ("Ivo", "Ivo Dent"): "given name alone",
    ("Viktor Orlay", "Orlay Viktor"): "name in another order",
    ("Ivo Fischer", "Ivo Fisher"): "name one letter off",
    ("Ivo Marten", "Ivo Martens"): "name one letter off",
    ("Vladimir Fischer", "Владимир Фишер"): "name in other letters",
    ("Ivo A. Dent", "Ivo B. Dent"): "middle name differs",
    ("Ida Dent", "Ivo Dent"): "given name differs",
    ("B. Dent", "Ivo Dent"): "given name differs",
    ("Ivo Dent", "Ivo Tarn"): "surname differs",
    ("Dent", "Tarn"): "surname differs",
    ("محمود حداد", "Mahmoud Haddad"): "name in other letters",
    ("محمد حداد", "Mahmoud Haddad"): "given name differs",
    ("سمير حداد", "Samir Haddad"): "name in other letters",
    ("سمير حداد", "Samira Haddad"): "name one letter off",
    ("سميرة حداد", "Samira Haddad"): "name in other letters",
    ("سمير حداد", "Omar Haddad"): "given name differs",
    ("", "Ivo Dent"): "surname differs",
    ("Lin Haoming", "王浩明"): "surname differs",
    ("Koichi Sato", "佐藤浩一"): "characters may be read otherwise",
    ("سمير حمدان", "Samir Hamdoun"): "name one letter off",
}


@pytest.mark.parametrize(("names", "relation"), RELATIONS.items(), ids=map(" | ".join, RELATIONS))
def test_names_relate(names: tuple[str, str], relation: str) -> None:
    one, other = map(read_person, names)
    assert likeness(one, other) == relation
    assert likeness(other, one) == relation
