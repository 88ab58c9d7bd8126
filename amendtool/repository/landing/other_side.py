"""The repository on the other side of a path: what stands in it is input, and git writes there.

It is held to what is asked of a git folder that is worked in: no link and no second name where a
push would write, no history elsewhere, and nothing that git would wait for.
"""

from __future__ import annotations

import os
from pathlib import Path

from amendtool.errors import Place, Problem, RepositoryError
from amendtool.messages import say
from amendtool.repository.git import require_no_waiting_in
from amendtool.repository.landing.private import require_no_links_in


def require_own_history(folder: Path) -> None:
    """Raise RepositoryError where git would write elsewhere than into the bare repository.

    Its code is ``git-elsewhere``, and ``corrupt`` where git would wait without end.
    """
    require_no_waiting_in(folder)
    require_no_links_in((folder,))
    place = folder / "commondir"
    if os.path.lexists(place):
        raise RepositoryError(
            Problem(
                code="git-elsewhere",
                message=say("this names another folder for the history of the repository"),
                hint=say("work in a clone of this repository: git clone --no-local"),
                place=Place(file=str(place)),
            )
        )
