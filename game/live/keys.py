"""The keys of one room's secret votes: those at hand, and new ones until their votes are on disk."""

from collections.abc import Callable, Collection, Mapping

from debate.ids import BallotId
from debate.refusal import Refusal
from game.live.batch import BoxWanted
from game.live.database_threads import aside
from game.sessions import box_keys, boxes
from game.sessions.box_keys import Box


class Keys:
    """`boxes`: by ballot, or why one can't be had, which is asked again for the next batch."""

    def __init__(self, session: int):
        self.boxes: dict[BallotId, Box | Refusal] = {}
        self._session = session
        self._new: list[Box] = []

    async def fetch(self, wanted: BoxWanted) -> None:
        """Read a box's key, or draw one for a vote that is being put."""
        if not wanted.put:
            self.boxes[wanted.ballot] = await aside(boxes.of, self._session, wanted.ballot)
            return
        self.boxes[wanted.ballot] = box = await aside(boxes.new)
        if isinstance(box, Box):
            self._new.append(box)

    async def settle(self, put: Mapping[BallotId, str], still_open: Collection[BallotId]) -> None:
        """These were put (the key's name by ballot), and these are open. What nobody needs is deleted."""
        useless = {box.name for box in self._new} - set(put.values())
        self._new = []
        self._keep(lambda ballot, box: ballot in still_open and box.name not in useless)
        for name in useless:
            await aside(box_keys.destroy, name)

    def start(self) -> None:
        """A new batch. Whether what the last one made was saved may be unknown: it is read again if needed,
        or tidied away."""
        new = {box.name for box in self._new}
        self._new = []
        self._keep(lambda _, box: box.name not in new)

    def _keep(self, wanted: Callable[[BallotId, Box], bool]) -> None:
        self.boxes = {
            ballot: box for ballot, box in self.boxes.items() if isinstance(box, Box) and wanted(ballot, box)
        }
