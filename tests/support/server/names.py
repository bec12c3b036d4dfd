"""Every name a template uses, followed through the types of what it is given.

The nodes of the parsed template are walked, with those it includes. A dotted name goes from field to field by
the type hints of the Structs; of a union it is enough that one member has the next name, as templates ask
`if` first. What is not typed (`Any`) is followed no further. A fault names template, line and name.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from inspect import signature
from typing import Any, get_type_hints

from django.conf import settings
from django.template import Engine, Node, NodeList, engines
from django.template.base import (
    FilterExpression,
    TextNode,
    TokenType,
    Variable,
    VariableNode,
)
from django.template.defaulttags import (
    AutoEscapeControlNode,
    CommentNode,
    CycleNode,
    FirstOfNode,
    ForNode,
    IfNode,
    LoadNode,
    SpacelessNode,
    URLNode,
    WithNode,
)
from django.template.library import InclusionNode, SimpleNode
from django.template.loader_tags import BlockNode, ExtendsNode, IncludeNode
from django.templatetags.i18n import (
    BlockTranslateNode,
    GetCurrentLanguageBidiNode,
    GetCurrentLanguageNode,
    TranslateNode,
)
from django.templatetags.l10n import LocalizeNode
from django.templatetags.static import StaticNode

from game.templatetags.acts import FormNode
from game.templatetags.sources import MeetingNode
from tests.support.server.kinds import (
    Missing,
    Scope,
    asked_of,
    element,
    filtered,
    hints,
    scope_of,
    step,
    unpacked,
)

CAN_DO_WITHOUT = {
    "bits/desk/vote/count.html": {"where", "counted"},
    "base.html": {"scenario"},
    "bits/cover.html": {"slug"},
    "bits/next_button.html": {"where"},
    "bits/replay/share.html": {"messages"},
    "bits/step.html": {"where"},
    "bits/documents/document.html": {"paper"},
    "bits/lesson/body.html": {"bare"},
    "bits/lesson/documents.html": {"paper"},
    "bits/lesson/questions.html": {"paper"},
    "bits/lesson/sure.html": {"paper"},
    "charts/hall.html": {"alone"},
    "charts/ribbon_picture.html": {"alone"},
    "charts/stacked.html": {"bare"},
    "print_pack/role.html": {"unplayed"},
}
"""Names that a template asks for and whoever includes it need not give: nothing stands in their place."""


@cache
def plain_engine() -> Engine:
    """The engine of the pages, with templates as they lie on disk: their lines count."""
    used = engines.all()[0].engine
    return Engine(
        dirs=list(used.dirs),
        builtins=settings.TEMPLATES[0]["OPTIONS"]["builtins"],
        libraries=used.libraries,
        loaders=["django.template.loaders.filesystem.Loader"],
    )


def faults_in(name: str, shown: Any) -> list[str]:
    """The names in the template of this name that what is shown (a Struct, or a union of some) has not."""
    return faults_of(plain_engine().get_template(name).nodelist, scope_of(shown), name)


def faults_of(nodes: NodeList, scope: Scope, name: str) -> list[str]:
    """The same of a template that was parsed already, with these names."""
    walk = Walk()
    walk.through(nodes, scope, name)
    return list(dict.fromkeys(walk.faults))


class Walk:
    """`faults`: those that were found."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self._seen: set[tuple[str, str]] = set()

    def through(self, nodes: Iterable[Node], scope: Scope, name: str) -> None:
        """All of these nodes, one after the other. What they note stands in the scope for those behind."""
        for node in nodes:
            self.at(node, scope, name)

    def include(self, name: str, scope: Scope) -> None:
        """Another template; once for each way in which it is included."""
        if (name, repr(sorted(scope.items()))) not in self._seen:
            self._seen.add((name, repr(sorted(scope.items()))))
            self.through(plain_engine().get_template(name).nodelist, scope, name)

    def at(self, node: Node, scope: Scope, name: str) -> None:
        """One node."""
        line = node.token.lineno if node.token else 0

        def kind(expression: Any) -> Any:
            return self.kind(expression, scope, name, line)

        match node:
            case TextNode() | LoadNode() | CommentNode():
                pass
            case VariableNode():
                kind(node.filter_expression)
            case IfNode():
                for condition, nodes in node.conditions_nodelists:
                    for operand in operands(condition):
                        kind(operand)
                    self.through(nodes, scope, name)
            case ForNode():
                one = element(kind(node.sequence))
                self.through(node.nodelist_loop, scope | unpacked(node.loopvars, one), name)
                self.through(node.nodelist_empty, dict(scope), name)
            case WithNode():
                given = {key: kind(value) for key, value in node.extra_context.items()}
                self.through(node.nodelist, scope | given, name)
            case IncludeNode():
                given = {key: kind(value) for key, value in node.extra_context.items()}
                self.include(str(node.template.var), given if node.isolated_context else scope | given)
            case ExtendsNode():
                self.through(node.nodelist, scope, name)
                self.include(str(node.parent_name.var), scope)
            case BlockNode():
                self.through(node.nodelist, dict(scope), name)
            case GetCurrentLanguageNode() | GetCurrentLanguageBidiNode():
                scope[node.variable] = str
            case StaticNode():
                kind(node.path)
            case BlockTranslateNode():
                self._sentence(node, scope, name, line)
            case TranslateNode():
                kind(node.filter_expression)
                if node.asvar:
                    scope[node.asvar] = str
            case URLNode():
                for value in (*node.args, *node.kwargs.values()):
                    kind(value)
            case SimpleNode() | InclusionNode():
                self._tag(node, scope, name, kind)
            case MeetingNode():
                kind(node.one)
                self.through(node.nodelist, scope, name)
            case FormNode():
                for stretch in (*node.opening, *node.still):
                    if isinstance(stretch, FilterExpression):
                        kind(stretch)
                self.through(node.nodelist, scope, name)
            case CycleNode() | FirstOfNode():
                for value in getattr(node, "cyclevars", None) or node.vars:
                    kind(value)
            case SpacelessNode() | LocalizeNode() | AutoEscapeControlNode():
                self.through(node.nodelist, scope, name)
            case _:
                self.faults.append(f"{name}:{line}: nobody knows what names {type(node).__name__} uses")

    def _sentence(self, node: BlockTranslateNode, scope: Scope, name: str, line: int) -> None:
        given = {key: self.kind(value, scope, name, line) for key, value in node.extra_context.items()}
        if node.counter:
            given[node.countervar] = self.kind(node.counter, scope, name, line)
        for token in (*node.singular, *(node.plural or ())):
            if token.token_type == TokenType.VAR and token.contents not in scope | given:
                self.faults.append(f"{name}:{line}: {token.contents}")
        if node.asvar:
            scope[node.asvar] = str

    def _tag(self, node: SimpleNode | InclusionNode, scope: Scope, name: str, kind: Any) -> None:
        """A tag of ours; an inclusion tag says by a TypedDict which names its template knows."""
        given = [kind(value) for value in (*node.args, *node.kwargs.values())]
        for value, missing in unanswered(node, given):
            self.faults.append(f"{name}:{node.token.lineno}: {value}.{missing}")
        makes = get_type_hints(node.func).get("return", Any)
        if isinstance(node, InclusionNode):
            self.include(node.filename, hints(makes))
        elif node.func.__name__ == "draw_once":
            self.include(str(node.args[0].var), scope_of(given[1]))
        elif node.target_var:
            scope[node.target_var] = makes

    def kind(self, expression: Any, scope: Scope, name: str, line: int) -> Any:
        """The type of an expression with its filters; a fault for a name that is not there."""
        if isinstance(expression, Variable):
            return self._variable(expression, scope, name, line)
        if isinstance(expression.var, Variable):
            found = self._variable(expression.var, scope, name, line)
        else:
            found = str
        for filter, arguments in expression.filters:
            given = [
                self._variable(value, scope, name, line) if is_name else type(value)
                for is_name, value in arguments
            ]
            try:
                found = filtered(filter, found, given, arguments)
            except Missing as missing:
                self.faults.append(f"{name}:{line}: {expression.var}.{missing}")
                return Any
        return found

    def _variable(self, variable: Variable, scope: Scope, name: str, line: int) -> Any:
        if variable.lookups is None:
            return type(variable.literal)
        first, *others = variable.lookups
        if first in ("block", "forloop", "True", "False", "None"):
            return Any
        if first not in scope:
            if first not in CAN_DO_WITHOUT.get(name, ()):
                self.faults.append(f"{name}:{line}: {variable.var}")
            return Any
        found = scope[first]
        for other in others:
            try:
                found = step(found, other)
            except Missing:
                self.faults.append(f"{name}:{line}: {variable.var}")
                return Any
        return found


def unanswered(node: SimpleNode | InclusionNode, given: list[Any]) -> Iterator[tuple[str, str]]:
    """What is given to a tag and has not what the Protocol asks for that the tag takes it as."""
    takes = [
        name for name in signature(node.func).parameters if not (node.takes_context and name == "context")
    ]
    for wanted, value, found in zip(takes, (*node.args, *node.kwargs.values()), given, strict=False):
        for asked in asked_of(get_type_hints(node.func).get(wanted)):
            try:
                step(found, asked)
            except Missing:
                yield str(value.var), asked


def operands(condition: Any) -> Iterator[FilterExpression]:
    """Whatever an `if` looks at; nothing for `else`."""
    if condition is None:
        return
    if hasattr(condition, "value") and condition.value is not None:
        yield condition.value
    for side in (getattr(condition, "first", None), getattr(condition, "second", None)):
        yield from operands(side)
