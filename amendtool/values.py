"""Classes of values: dataclasses whose methods are written when they are first called.

``dataclasses.dataclass`` writes and compiles up to seven methods while a class is defined, which
takes longer than all else that importing its module does. A verb loads a hundred classes and makes
values of a third of them. So :func:`dataclass` here registers the fields at once and leaves the
methods to their first call. What is written then is what ``dataclasses`` writes.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeVar

__all__ = ["dataclass"]

_Class = TypeVar("_Class", bound=type)

_COMPARISONS: Final = ("__lt__", "__le__", "__gt__", "__ge__")

_WRITTEN: Final[dict[str, dict[str, bool]]] = {
    "__init__": {"init": True},
    "__repr__": {"repr": True},
    "__eq__": {"eq": True},
    "__hash__": {"unsafe_hash": True},
    **{name: {"eq": True, "order": True} for name in _COMPARISONS},
}
"""The methods that are left to their first call, and how ``dataclasses`` is told to write each."""


def _dataclass(
    *,
    frozen: bool = False,
    slots: bool = False,
    kw_only: bool = False,
    eq: bool = True,
    order: bool = False,
) -> Callable[[_Class], _Class]:
    """As ``dataclasses.dataclass`` with the same options; both kinds inherit from their own."""

    def decorated(cls: _Class) -> _Class:
        own = {name for name in ("__repr__", "__eq__", "__hash__") if vars(cls).get(name)}
        made: Any = dataclasses.dataclass(
            init=False, repr=False, eq=False, slots=slots, kw_only=kw_only
        )(cls)
        wanted = ["__init__"] + ["__repr__"] * ("__repr__" not in own)
        if eq:
            wanted += ["__eq__"] * ("__eq__" not in own)
            if frozen:
                wanted += ["__hash__"] * ("__hash__" not in own)
            elif "__hash__" not in own:
                made.__hash__ = None
        if order:
            wanted += _COMPARISONS
        for name in wanted:
            setattr(made, name, _left(made, name))
        if frozen:
            made.__setattr__, made.__delattr__ = _refuse_to_set, _refuse_to_delete
            if slots:
                made.__getstate__, made.__setstate__ = _state, _set_state
        return made  # type: ignore[no-any-return]

    return decorated


if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:
    dataclass = _dataclass


def _left(cls: type, name: str) -> Callable[..., Any]:
    """What stands in for a method until it is called: then the method is written, and called."""

    def method(self: object, *given: Any, **named: Any) -> Any:
        written = _written(cls, name)
        setattr(cls, name, written)
        return written(self, *given, **named)

    method.__name__, method.__qualname__ = name, f"{cls.__qualname__}.{name}"
    return method


def _written(cls: type, name: str) -> Callable[..., Any]:
    """The method as ``dataclasses`` writes it, by a class that has the same fields."""
    fields = {each.name: each for each in dataclasses.fields(cls)}
    frozen = vars(cls).get("__setattr__") is _refuse_to_set
    if (
        name == "__init__"
        and frozen
        and (quick := _into_slots(cls, [*fields.values()])) is not None
    ):
        return quick
    shaped: dict[str, Any] = {
        "__module__": cls.__module__,
        "__qualname__": cls.__qualname__,
        "__doc__": cls.__doc__,
        "__annotations__": {name: each.type for name, each in fields.items()},
        **fields,
    }
    if hasattr(cls, "__post_init__"):
        shaped["__post_init__"] = cls.__post_init__
    options = {"init": False, "repr": False, "eq": False, **_WRITTEN[name]}
    if name == "__init__":
        options["frozen"] = frozen
    twin: Any = dataclasses.dataclass(**options)(type(cls.__name__, (), shaped))
    written: Callable[..., Any] = vars(twin)[name]
    return written


_FEW: Final = 3
"""Up to so many fields are written one by one as quickly as through another class."""


def _into_slots(cls: type, fields: Iterable[dataclasses.Field[Any]]) -> Callable[..., None] | None:
    """The ``__init__`` of a frozen class that writes into its slots; None where a field has none.

    The one of ``dataclasses`` goes through ``object.__setattr__`` for every field, which takes
    five times as long, and reading a law makes values by the hundred thousand. Beyond a few fields
    the new value is of a class with the same slots that can be written to, until all are set: an
    assignment that needs no look at ``__setattr__`` is done by the interpreter itself. Nobody else
    has the value yet. One of a class below this one is written slot by slot.
    """
    given: dict[str, Any] = {"_cls": cls}
    plain = ["self"]
    keywords: list[str] = []
    slots: list[str] = []
    names: list[str] = []
    for at, each in enumerate(fields):
        write = getattr(getattr(cls, each.name, None), "__set__", None)
        if write is None or not each.init or each.default_factory is not dataclasses.MISSING:
            return None
        given[f"_set{at}"] = write
        default = ""
        if each.default is not dataclasses.MISSING:
            given[f"_default{at}"], default = each.default, f" = _default{at}"
        (keywords if each.kw_only else plain).append(f"{each.name}{default}")
        slots.append(f"_set{at}(self, {each.name})")
        names.append(each.name)
    if len(names) > _FEW:
        given["_open"], given["_opened"] = vars(object)["__class__"].__set__, _opened(cls)
        lines = [
            "if type(self) is _cls:",
            "    _open(self, _opened)",
            *(f"    self.{name} = {name}" for name in names),
            "    self.__class__ = _cls",
            "else:",
            *(f"    {each}" for each in slots),
        ]
    else:
        lines = slots
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    parameters = ", ".join([*plain, *(["*", *keywords] if keywords else [])])
    body = "\n".join(f"        {line}" for line in lines) or "        pass"
    source = (
        f"def make({', '.join(given)}):\n    def __init__({parameters}):\n{body}\n"
        "    return __init__"
    )
    made: dict[str, Any] = {}
    exec(source, made)  # as dataclasses does: the names in it are those of the fields
    init: Callable[..., None] = made["make"](**given)
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    init.__annotations__ = {each.name: each.type for each in fields} | {"return": None}
    return init


def _opened(cls: type) -> type:
    """The class below a frozen one that has nothing more than it, and can be written to."""
    body = {
        "__slots__": (),
        "__setattr__": object.__setattr__,
        "__delattr__": object.__delattr__,
        "__module__": cls.__module__,
        "__qualname__": cls.__qualname__,
    }
    return type(cls.__name__, (cls,), body)


def _refuse_to_set(self: object, name: str, value: object) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: object, name: str) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[Any]:
    return [getattr(self, each.name) for each in dataclasses.fields(self)]


def _set_state(self: Any, state: list[Any]) -> None:
    for each, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, each.name, value)
