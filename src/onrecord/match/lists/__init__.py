"""A user's own list of people and organisations, by lines: CSV, FollowTheMoney JSON, a Wikidata JSON dump.

Each reader takes lines of text and gives, in their order, a `Profile` for each entry and a `Problem` for each
line that could not be understood; one bad line never takes the rest along. All stream.
"""

from onrecord.match.lists.csvs import from_csv
from onrecord.match.lists.entries import Problem
from onrecord.match.lists.followthemoney import from_followthemoney
from onrecord.match.lists.wikidata import from_wikidata

__all__ = ["Problem", "from_csv", "from_followthemoney", "from_wikidata"]
