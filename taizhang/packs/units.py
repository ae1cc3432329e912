"""The unit tree (单位): who is below whom, and which unit a name means."""

from collections.abc import Iterable, Iterator, Mapping

from taizhang.packs.model import Group, Unit, UnitKind

_WHOLE_DISTRICT = "区"


class UnitTree:
    """The units of a pack by code and by name."""

    __slots__ = ("_above", "_below", "_groups", "_heirs", "_names", "_units")

    def __init__(self, units: Iterable[Unit], groups: Iterable[Group] = ()) -> None:
        self._units = {unit.code: unit for unit in units}
        self._above = {code: tuple(self._walk_up(code)) for code in self._units}
        self._below: dict[str, list[str]] = {}
        for unit in self._units.values():
            self._below.setdefault(unit.parent, []).append(unit.code)
        self._groups = {
            name: tuple(u.code for u in self._units.values() if group.name in u.groups)
            for group in groups
            for name in (group.name, *group.aliases)
        }
        self._names = self._indexed()
        self._heirs = {unit.code: self.current(unit.code) for unit in self if unit.successor}

    def __contains__(self, code: object) -> bool:
        """Return whether there is a unit with this code."""
        return code in self._units

    def __iter__(self) -> Iterator[Unit]:
        """Yield the units in the order of the file."""
        return iter(self._units.values())

    def __len__(self) -> int:
        """Return the number of units."""
        return len(self._units)

    def unit(self, code: str) -> Unit:
        """Return the unit with this code; raise KeyError where there is none."""
        return self._units[code]

    def title(self, code: str) -> str:
        """Return the name that pages show, or the code itself where it is unknown."""
        unit = self._units.get(code)
        return unit.title if unit else code

    @property
    def root(self) -> Unit:
        """Return the district."""
        return next(unit for unit in self if not unit.parent)

    def ancestors(self, code: str) -> tuple[str, ...]:
        """Return the units above, the nearest first."""
        return self._above.get(code, ())

    def is_below(self, unit: str, above: str) -> bool:
        """Return whether `unit` is a descendant of `above`; no unit is below itself."""
        return above in self._above.get(unit, ())

    def children(self, code: str) -> tuple[str, ...]:
        """Return the units right below."""
        return tuple(self._below.get(code, ()))

    def of_kind(self, *kinds: UnitKind) -> tuple[Unit, ...]:
        """Return the units of these kinds."""
        return tuple(unit for unit in self if unit.kind in kinds)

    def current(self, code: str) -> str:
        """Return the unit that has the duties now: the last successor of a dissolved one."""
        seen: set[str] = set()  # a pack that is being checked may circle
        while (unit := self._units.get(code)) and unit.successor and code not in seen:
            seen.add(code)
            code = unit.successor
        return code

    @property
    def heirs(self) -> Mapping[str, str]:
        """Return every dissolved unit with the one that has its part now."""
        return self._heirs

    def area_of(self, code: str) -> str | None:
        """Return the street or township that a unit is or lies in."""
        for each in (code, *self.ancestors(code)):
            if self._units[each].kind in (UnitKind.STREET, UnitKind.TOWNSHIP):
                return each
        return None

    def find(self, name: str) -> tuple[str, ...]:
        """Return the units that a name means: one, the members of a group, or none."""
        name = name.strip()
        if name in self._groups:
            return self._groups[name]
        code = self._names.get(name)
        return (code,) if code else ()

    def names(self) -> Mapping[str, tuple[str, ...]]:
        """Return every name of units and groups with the codes it means, for searching a text."""
        return {name: (code,) for name, code in self._names.items()} | self._groups

    def groups(self) -> Mapping[str, tuple[str, ...]]:
        """Return the codes of each group, under each of its names."""
        return self._groups

    def _walk_up(self, code: str) -> Iterator[str]:
        seen = {code}
        parent = self._units[code].parent
        while parent in self._units and parent not in seen:
            seen.add(parent)
            yield parent
            parent = self._units[parent].parent

    def _indexed(self) -> dict[str, str]:
        """Written names come first; names made by leaving out 区 or adding the district after."""
        names: dict[str, str] = {}
        for unit in self:
            for name in (unit.name, unit.short, *unit.aliases):
                if name:
                    names.setdefault(name, unit.code)
        made: dict[str, str | None] = {}
        root = next((unit for unit in self if not unit.parent), None)
        for name, code in names.items():
            for other in _said_otherwise(name, root):
                made[other] = code if made.get(other, code) == code else None
        return names | {n: code for n, code in made.items() if code and n not in names}


def _said_otherwise(name: str, root: Unit | None) -> Iterator[str]:
    if root is None or not name.startswith(_WHOLE_DISTRICT) or len(name) < 4:
        return
    rest = name.removeprefix(_WHOLE_DISTRICT)
    yield rest
    for district in (root.name, root.short):
        if district:
            yield district + rest
