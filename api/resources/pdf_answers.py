"""A printed paper as an answer."""

from collections.abc import Mapping
from typing import Any

from fastapi import Response

from api.papers.paper_place import place_of
from api.papers.rendering import render_paper
from api.settings import Settings

PDF = "application/pdf"
SHOWN: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The paper: A4, tagged.",
        "content": {PDF: {"schema": {"type": "string", "contentMediaType": PDF}}},
    }
}


def pdf_answer(settings: Settings, paper: str, unit: str, village: str, told: Mapping[str, Any]) -> Response:
    """`unit`: its name; `village`: its Kemendagri code. The name of the file says which paper it is, and of nobody."""
    place = place_of(unit, village, settings.office_name)
    content = render_paper(paper, {**told, "place": place}, settings.papers)
    return Response(content, media_type=PDF, headers={"Content-Disposition": f'inline; filename="{paper}.pdf"'})
