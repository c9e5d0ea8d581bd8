"""What comes back: annotations that people made in other programs, as quotations of their reports."""

from onrecord.export.back.brat import from_brat
from onrecord.export.back.grounding import Annotated, Problem
from onrecord.export.back.labelstudio import from_label_studio
from onrecord.export.back.webannotation import from_web_annotation

__all__ = ["Annotated", "Problem", "from_brat", "from_label_studio", "from_web_annotation"]
