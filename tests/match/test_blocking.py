"""Which profiles meet: a common middle name or a common surname makes no crowd that all compare."""

from __future__ import annotations

from itertools import islice, product

import pytest

from onrecord.core import Profile
from onrecord.match.blocking import candidates, keys
from onrecord.match.comparing import Known
from tests.match.making import known

WORDS = ["".join(parts).title() for parts in product(("ba", "ce", "di", "fo", "gu"), repeat=4)]
CROWDS = {
    "a particle between": "Nguyen Van {}",
    "a given name between": "Nguyen Ivan {}",
    "another middle name": "Ivo Garrido {}",
    "a surname and a given name": "Muhammad {} Khan",
    "given names of one letter": "{} Khan",
}


def crowd(form: str) -> list[Profile]:
    return [known(form.format(word)) for word in islice(WORDS, 500)]


@pytest.mark.parametrize("form", CROWDS.values(), ids=CROWDS)
def test_a_crowd_is_not_compared_pair_by_pair(form: str) -> None:
    met = sum(len(others) for _, others in candidates([Known(each) for each in crowd(form)]))
    assert met < 20_000  # of 124,750 pairs


def test_in_a_crowd_those_meet_who_may_be_one() -> None:
    one = known("Muhammad Babadi Khan")
    for name in ("M. Khan", "Mohammed Babadi Khan", "Khan", "M. B. Khan", "Muhammad Khan", "محمد بابادي خان"):
        made = [known(name), one, *crowd("Muhammad {} Khan"), *crowd("{} Khan")]
        met = {frozenset((i, j)) for i, others in candidates([Known(each) for each in made]) for j in others}
        assert frozenset((0, 1)) in met, name


def test_a_middle_name_may_be_a_surname_but_no_particle_or_given_name() -> None:
    assert keys(known("Ivo Garrido Villar")) & keys(known("Ivo Garrido"))
    assert not keys(known("Nguyen Van Oake")) & keys(known("Nguyen Van Harl"))
    assert not keys(known("Nguyen Ivan Oake")) & keys(known("Nguyen Ivan Harl"))
