"""A thin adapter around Google's CEL: compile with types, evaluate to plain values.

Nothing else imports the binding, which is young. It bounds nesting (32 levels) and the steps of
one evaluation (10,000); memory and time are bounded by the process that evaluates.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cel_expr_python import cel
from cel_expr_python.ext.ext_strings import ExtStrings

from app.lazy_re import regex

_FAULT = regex(r"^(?:[A-Z_]+: )?ERROR: <input>:(\d+):(\d+): (.*)$", re.MULTILINE)
_CONSEQUENCE = "'*error*'"
"""Stands in complaints about what follows from another fault."""
_UNBOUND = regex(r'No value with name "([^"]*)" found in Activation')


def in_words(written: str) -> str:
    """A type as authors may read it: `LIST<cowpath.Citation>` is a *list of Citation*."""
    short = written.replace("cowpath.", "").replace("<", " of ").replace(">", "")
    return " ".join(word.lower() if word.isupper() else word for word in short.split())


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with an expression. Line and column count from 1 inside its text."""

    line: int
    column: int
    message: str


class BadExpression(Exception):
    """An expression that is no CEL, or that its variables' types do not allow."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(fault.message for fault in faults))


class NoAnswer(Exception):
    """Evaluating came to no value."""

    def __init__(self, reason: str, variable: str | None = None) -> None:
        self.reason = reason
        self.variable = variable
        """The variable that had no value, where that was the cause."""
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Function:
    """A function of ours that expressions may call; an exception in it is no answer."""

    name: str
    parameters: tuple[str, ...]
    """Types as `Expression.type` writes them."""
    returns: str
    work: Callable[..., Any]
    about: str


class Activation:
    """The values of one evaluation's variables; what is absent has no answer.

    The binding keeps everything an evaluation allocates until its activation is dropped, so hold
    one no longer than needed.
    """

    def __init__(self, values: Mapping[str, object]) -> None:
        self.values = values


class Expression:
    """A compiled expression."""

    def __init__(self, environment: Any, compiled: Any) -> None:
        self._environment = environment
        self._compiled = compiled

    @property
    def type(self) -> str:
        """Its type: `BOOL`, `STRING`, `LIST<cowpath.Citation>`."""
        return str(self._compiled.return_type().name())

    def evaluate(self, activation: Activation) -> Any:
        """Its value as plain Python, messages as protobuf. Raises `NoAnswer`."""
        try:
            value = self._compiled.eval(self._environment.Activation(activation.values))
            if value.type() != cel.Type.ERROR:
                return value.plain_value()
            trouble = str(value.plain_value())
        except MemoryError:
            raise NoAnswer("it takes more memory than a condition may have") from None
        except RuntimeError as error:
            trouble = str(error)
        raise _no_answer(trouble)


class Environment:
    """The variables and functions that expressions are checked against."""

    def __init__(
        self, pool: Any, variables: Mapping[str, str], functions: tuple[Function, ...] = ()
    ) -> None:
        self.names = (*variables, *(function.name for function in functions))
        """Every variable and every function of ours."""
        self._environment = cel.NewEnv(
            pool,
            variables={name: _type(written) for name, written in variables.items()},
            extensions=[ExtStrings()],
            functions=[_declaration(function) for function in functions],
        )

    def compile(self, source: str) -> Expression:
        """Check an expression. Raises `BadExpression` with every fault in it."""
        try:
            return Expression(self._environment, self._environment.compile(source))
        except MemoryError:
            message = "This expression takes too much memory to be read."
        except (RuntimeError, ValueError) as error:
            message = str(error)
        faults = _FAULT.findall(message)
        found = [Fault(int(line), int(column), text) for line, column, text in faults]
        causes = [fault for fault in found if _CONSEQUENCE not in fault.message]
        raise BadExpression(tuple(causes or found) or (Fault(1, 1, message.splitlines()[0]),))


def element(written: str) -> str | None:
    """The type of a list's elements; `None` where the type is no list of something known."""
    inner = written.removeprefix("LIST<").removesuffix(">")
    return inner if written == f"LIST<{inner}>" and "DYN" not in inner else None


def _no_answer(trouble: str) -> NoAnswer:
    unbound = _UNBOUND.search(trouble)
    if unbound:
        return NoAnswer(f"{unbound[1]} is not known", unbound[1])
    if "budget exceeded" in trouble:
        return NoAnswer("there is more to look at than one condition may (10,000 steps)")
    return NoAnswer(trouble.partition(": ")[2][:200] or trouble[:200])


def _type(written: str) -> Any:
    inner = element(written)
    if inner is not None:
        return cel.Type.List(_type(inner))
    return getattr(cel.Type, written, None) or cel.Type(written)


def _declaration(function: Function) -> Any:
    overload = cel.Overload(
        f"{function.name}_of_ours",
        _type(function.returns),
        [_type(parameter) for parameter in function.parameters],
        False,
        function.work,
    )
    return cel.FunctionDecl(function.name, [overload])
