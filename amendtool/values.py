"""Classes of values: dataclasses that cost next to nothing until they are used.

``dataclasses.dataclass`` looks at every field five times and writes and compiles up to seven
methods while a class is defined, which takes longer than all else that importing its module does.
A verb loads two hundred classes and makes values of half of them. So :func:`dataclass` here notes
the names and defaults of the fields and no more. ``__init__`` is written when it is first called,
values are compared by a getter of all their fields, and what ``dataclasses`` itself knows of a
class (``fields``, ``replace``, ``is_dataclass``) is asked of it when somebody wants to know it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from dataclasses import MISSING
from functools import cache
from operator import attrgetter
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeVar

__all__ = ["dataclass"]

_Class = TypeVar("_Class", bound=type)

_OWN: Final = "__value_fields__"
_KNOWN: Final = ("__dataclass_fields__", "__dataclass_params__")
_COMPARISONS: Final = ("__lt__", "__le__", "__gt__", "__ge__")
_CLASS_VARIABLE: Final = ("ClassVar", "typing.ClassVar")
_UNKNOWN: Final = ("InitVar", "KW_ONLY", "dataclasses.")


_LEFT: Final = object()
"""Stands for an argument that is left out, where a factory makes it."""


class _Declared:
    """What a class says of one field; ``said`` is how, where it is more than a default."""

    __slots__ = ("default", "factory", "kw_only", "name", "said", "type")

    def __init__(self, name: str, type_: object, said: Any, *, kw_only: bool) -> None:
        self.name = name
        self.type = type_
        self.said: Any = None
        self.default: Any = said
        self.factory: Any = MISSING
        self.kw_only = kw_only
        if isinstance(said, dataclasses.Field):
            self.said, self.default, self.factory = said, said.default, said.default_factory
            if said.kw_only is not MISSING:
                self.kw_only = said.kw_only
        if self.default.__class__.__hash__ is None:
            raise ValueError(f"mutable default for {name}: use a default_factory")

    @property
    def init(self) -> bool:
        """Whether the field is an argument of ``__init__``."""
        return self.said is None or self.said.init

    @property
    def usual(self) -> Any:
        """The default of the argument; what a factory makes is made inside."""
        return self.default if self.factory is MISSING else _LEFT

    @property
    def compared(self) -> bool:
        """Whether the field takes part in ``==``."""
        return self.said is None or self.said.compare

    @property
    def hashed(self) -> bool:
        """Whether the field takes part in the hash."""
        return self.compared if self.said is None or self.said.hash is None else self.said.hash

    def field(self) -> Any:
        """The field for ``dataclasses``."""
        if self.said is None:
            return dataclasses.field(default=self.default, kw_only=self.kw_only)
        self.said.kw_only = self.kw_only
        return self.said


def _dataclass(
    *,
    frozen: bool = False,
    slots: bool = False,
    kw_only: bool = False,
    eq: bool = True,
    order: bool = False,
) -> Callable[[_Class], _Class]:
    """As ``dataclasses.dataclass`` with the same options, but for ``InitVar`` and ``KW_ONLY``."""

    def decorated(cls: _Class) -> _Class:
        fields = _fields_of(cls, kw_only=kw_only)
        own = {name for name in ("__repr__", "__eq__", "__hash__") if vars(cls).get(name)}
        made: Any = _with_slots(cls, fields) if slots else _with_defaults(cls, fields)
        setattr(made, _OWN, fields)
        for name in _KNOWN:
            setattr(made, name, _Known(made, name, frozen=frozen))
        made.__match_args__ = tuple(  # type: ignore[misc]
            each.name for each in fields.values() if each.init and not each.kw_only
        )
        made.__replace__ = dataclasses.replace
        made.__init__ = _left(made, "__init__")
        if "__repr__" not in own:
            made.__repr__ = _left(made, "__repr__")
        if eq:
            if "__eq__" not in own:
                made.__eq__ = _equality(each.name for each in fields.values() if each.compared)
            if "__hash__" not in own:
                made.__hash__ = None
                if frozen:
                    made.__hash__ = _hashing(each.name for each in fields.values() if each.hashed)
        if order:
            for name in _COMPARISONS:
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


# --- the class ----------------------------------------------------------------------------


def _fields_of(cls: type, *, kw_only: bool) -> dict[str, _Declared]:
    """The fields of a class that is being defined, those of its bases first."""
    fields: dict[str, _Declared] = {}
    for base in cls.__mro__[-1:0:-1]:
        fields.update(vars(base).get(_OWN, {}))
    for name, type_ in cls.__annotations__.items():
        written = str(type_)
        if written.startswith(_CLASS_VARIABLE):
            continue
        if written.startswith(_UNKNOWN):
            raise TypeError(f"{cls.__qualname__}.{name}: {written} is not for classes of values")
        fields[name] = _Declared(name, type_, vars(cls).get(name, MISSING), kw_only=kw_only)
    return fields


def _with_slots(cls: type, fields: dict[str, _Declared]) -> Any:
    """The class anew, with a slot for each field that no base has one for."""
    there = {name for base in cls.__mro__[1:-1] for name in vars(base).get("__slots__", ())}
    attributes = {
        name: value
        for name, value in vars(cls).items()
        if name not in fields and name not in ("__dict__", "__weakref__")
    }
    attributes["__slots__"] = tuple(name for name in fields if name not in there)
    made = type(cls)(cls.__name__, cls.__bases__, attributes)
    made.__qualname__ = cls.__qualname__
    return made


def _with_defaults(cls: type, fields: dict[str, _Declared]) -> Any:
    """The class with the default of each field as its attribute, as ``dataclasses`` leaves it."""
    for name, each in fields.items():
        if name in vars(cls) and each.said is not None:
            if each.default is MISSING:
                delattr(cls, name)
            else:
                setattr(cls, name, each.default)
    return cls


# --- what is compared ---------------------------------------------------------------------


def _equality(names: Iterable[str]) -> Callable[[Any, object], bool]:
    """``==`` of two values of the same class: all their fields are the same, or equal."""
    values = _values_of(names)

    def __eq__(self: Any, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return values(self) == values(other)

    return __eq__


def _hashing(names: Iterable[str]) -> Callable[[Any], int]:
    """The hash of a value: that of its fields as a tuple."""
    values = _values_of(names)

    def __hash__(self: Any) -> int:
        return hash(values(self))

    return __hash__


def _values_of(names: Iterable[str]) -> Callable[[Any], tuple[Any, ...]]:
    """What gives the values of fields as a tuple; a getter of one name alone gives no tuple."""
    match tuple(names):
        case ():
            return lambda _: ()
        case (name,):
            get = attrgetter(name)
            return lambda value: (get(value),)
        case several:
            return attrgetter(*several)


# --- what is written, or asked of dataclasses, when it is first wanted ----------------------


class _Known:
    """What ``dataclasses`` knows of a class, asked of it when it is first wanted."""

    def __init__(self, cls: type, name: str, *, frozen: bool) -> None:
        self._cls, self._name, self._frozen = cls, name, frozen

    def __get__(self, value: object, owner: type) -> Any:
        twin = _twin(self._cls, frozen=self._frozen)
        for name in _KNOWN:
            setattr(self._cls, name, vars(twin)[name])
        return vars(twin)[self._name]


def _twin(cls: type, **options: bool) -> type:
    """A class with the same fields, made by ``dataclasses``."""
    fields: dict[str, _Declared] = vars(cls)[_OWN]
    shaped = {
        "__module__": cls.__module__,
        "__qualname__": cls.__qualname__,
        "__doc__": cls.__doc__ or cls.__name__,
        "__annotations__": {name: each.type for name, each in fields.items()},
        **{name: each.field() for name, each in fields.items()},
    }
    options = {"init": False, "repr": False, "eq": False, **options}
    made: type = dataclasses.dataclass(**options)(type(cls.__name__, (), shaped))
    return made


def _left(cls: type, name: str) -> Callable[..., Any]:
    """What stands in for a method until it is called: then the method is written, and called."""

    def method(self: object, *given: Any, **named: Any) -> Any:
        written = _written(cls, name)
        setattr(cls, name, written)
        return written(self, *given, **named)

    method.__name__, method.__qualname__ = name, f"{cls.__qualname__}.{name}"
    return method


def _written(cls: type, name: str) -> Callable[..., Any]:
    if name == "__init__":
        return _initialiser(cls)
    options = {"repr": True} if name == "__repr__" else {"eq": True, "order": True}
    written: Callable[..., Any] = vars(_twin(cls, **options))[name]
    return written


_FEW: Final = 3
"""Up to so many fields are written one by one as quickly as through another class."""


def _initialiser(cls: type) -> Callable[..., None]:
    """The ``__init__`` of a class: as ``dataclasses`` has it, but that it writes into the slots.

    That of a frozen class goes through ``object.__setattr__`` there for every field, which takes
    five times as long, and reading a law makes values by the hundred thousand. Beyond a few fields
    the new value is of a class with the same slots that can be written to, until all are set: an
    assignment that needs no look at ``__setattr__`` is done by the interpreter itself. Nobody else
    has the value yet. One of a class below this one is written slot by slot.
    """
    frozen = vars(cls).get("__setattr__") is _refuse_to_set
    fields: dict[str, _Declared] = vars(cls)[_OWN]
    here: dict[str, Any] = {"_cls": cls, "_set": object.__setattr__, "_left": _LEFT}
    called: dict[str, str] = {}
    parameters, by_name = ["self"], list[str]()
    open_, one_by_one = list[str](), list[str]()
    slotted = True
    for at, each in enumerate(fields.values()):
        name = value = f"a{at}"
        called[name] = each.name
        slot = getattr(getattr(cls, each.name, None), "__set__", None)
        if each.init:
            (by_name if each.kw_only else parameters).append(name)
        if each.factory is not MISSING:
            here[f"_make{at}"] = each.factory
            value = f"_make{at}() if {name} is _left else {name}" if each.init else f"_make{at}()"
        elif not each.init:
            if each.default is MISSING or slot is None:
                continue  # set later, or an attribute of the class
            here[f"_default{at}"], value = each.default, f"_default{at}"
        open_.append(f"self.{name} = {value}")
        if slot is None:
            slotted, here[f"_name{at}"] = False, each.name
            one_by_one.append(f"_set(self, _name{at}, {value})")
        else:
            here[f"_set{at}"] = slot
            one_by_one.append(f"_set{at}(self, {value})")
    lines = one_by_one if frozen else open_
    if frozen and slotted and len(lines) > _FEW:
        here["_open"], here["_opened"] = vars(object)["__class__"].__set__, _opened(cls)
        lines = [
            "if type(self) is _cls:",
            " _open(self, _opened)",
            *(f" {each}" for each in open_),
            " self.__class__ = _cls",
            "else:",
            *(f" {each}" for each in one_by_one),
        ]
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    listed = ", ".join([*parameters, *(["*", *by_name] if by_name else [])])
    code = _code_of(f"def __init__({listed}):\n " + ("\n ".join(lines) or "pass"))
    init = FunctionType(
        code.replace(
            co_varnames=tuple(called.get(name, name) for name in code.co_varnames),
            co_names=tuple(called.get(name, name) for name in code.co_names),
            co_qualname=f"{cls.__qualname__}.__init__",
        ),
        here,
        "__init__",
        _defaults(cls, [fields[called[name]] for name in parameters[1:]]),
    )
    init.__kwdefaults__ = {
        each.name: each.usual
        for each in (fields[called[name]] for name in by_name)
        if each.usual is not MISSING
    }
    init.__annotations__ = {each.name: each.type for each in fields.values() if each.init}
    init.__annotations__["return"] = None
    return init


@cache
def _code_of(source: str) -> CodeType:
    """The code of a function without its own names: classes of one shape have it in common.

    Compiling takes as long as all else that a class of values costs, and a verb makes values of a
    hundred classes in forty shapes.
    """
    made: dict[str, Any] = {}
    exec(source, made)
    code: CodeType = made["__init__"].__code__
    return code


def _defaults(cls: type, fields: Sequence[_Declared]) -> tuple[Any, ...]:
    """The defaults of parameters that are given in order: none may stand before one without."""
    usual = [each.usual for each in fields]
    first = next((at for at, each in enumerate(usual) if each is not MISSING), len(usual))
    if MISSING in usual[first:]:
        raise TypeError(f"{cls.__qualname__}: a field without a default follows one that has it")
    return tuple(usual[first:])


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
    return [getattr(self, name) for name in getattr(self, _OWN)]


def _set_state(self: Any, state: list[Any]) -> None:
    for name, value in zip(getattr(self, _OWN), state, strict=True):
        object.__setattr__(self, name, value)
