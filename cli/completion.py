"""The command completion: what a shell is told, so that it completes commands and options.

All of it is made of the commands themselves; a script holds it, for a shell that asked Python at
every key would be slow.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ..queries.questions import QUESTIONS
from .command import Command, parser_of

_FRONT: Final = ("-g", "--graph", "--ontology")
"""Options with a value that may stand before the command."""


@dataclass(frozen=True)
class Option:
    """One option: how it is written, what it takes, and what it is for."""

    flags: tuple[str, ...]
    choices: tuple[str, ...]
    takes_value: bool
    help: str


@dataclass(frozen=True)
class Completed:
    """One command as shells complete it; ``values`` are what its arguments by place can be."""

    name: str
    summary: str
    options: tuple[Option, ...]
    values: tuple[str, ...]


def completed(name: str, command: Command) -> Completed:
    """Return what there is to complete of a command."""
    actions = parser_of(command)._actions  # argparse tells them in no other way
    options = [_option(one) for one in actions if one.option_strings]
    values = [
        str(choice) for one in actions if not one.option_strings for choice in one.choices or ()
    ]
    return Completed(name, command.summary, tuple(options), tuple(values))


def _option(action: argparse.Action) -> Option:
    choices = tuple(map(str, action.choices or ()))
    said = "" if action.help in (None, argparse.SUPPRESS) else str(action.help)
    return Option(tuple(action.option_strings), choices, action.nargs != 0, said.replace("%%", "%"))


def script(shell: str, commands: Mapping[str, Command]) -> str:
    """Return the script of a shell."""
    told = [completed(name, commands[name]) for name in commands]
    # What is viewed is mostly the answer to a question.
    questions = tuple(QUESTIONS)
    return SCRIPTS[shell](
        [replace(one, values=questions) if one.name == "view" else one for one in told]
    )


def _first_words(commands: Iterable[Completed]) -> list[str]:
    return list(dict.fromkeys(one.name.split()[0] for one in commands))


def _families(commands: Iterable[Completed]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in commands:
        first, _, second = one.name.partition(" ")
        if second:
            found.setdefault(first, []).append(second)
    return found


def _cases(commands: Sequence[Completed]) -> Iterator[tuple[str, str]]:
    """Give the patterns of ``COMMAND`` and ``COMMAND OPTION``, and the words that may follow."""
    for one in commands:
        for option in one.options:
            if option.choices:
                said = "|".join(_quoted(f"{one.name} {flag}") for flag in option.flags)
                yield said, " ".join(option.choices)
        flags = [flag for option in one.options for flag in option.flags]
        yield _quoted(f"{one.name} "), " ".join([*one.values, *flags])


def _words_case(commands: Sequence[Completed]) -> Iterator[str]:
    """Give a shell's ``case`` over the command and the word before; both shells read it."""
    yield '    case "$command $before" in'
    for pattern, words in _cases(commands):
        # The last of a command's own: whatever stood before it.
        pattern = f"{pattern}*" if pattern.endswith(" '") else pattern
        yield f"        {pattern}) found={_quoted(words)} ;;"
    for family, members in _families(commands).items():
        if family not in {one.name for one in commands}:
            yield f"        {_quoted(family + ' ')}*) found={_quoted(' '.join(members))} ;;"
    first = " ".join(
        [*_first_words(commands), "-g", "--graph", "--ontology", "--help", "--version"]
    )
    yield f"        *) found={_quoted(first)} ;;"
    yield "    esac"


def _finding(commands: Sequence[Completed], words: str, first: int, end: str) -> Iterator[str]:
    """Give the loop that finds the command among the words before the cursor."""
    families = "|".join(_families(commands))
    yield f"    for ((i = {first}; i < {end}; i++)); do"
    yield f"        word=${{{words}[i]}}"
    yield '        case "$word" in'
    yield f"            {'|'.join(_FRONT)}) ((i++)) ;;"
    yield "            -*) ;;"
    yield "            *)"
    yield '                command="${command:+$command }$word"'
    yield '                case "$command" in'
    yield f"                    {families}) ;;"
    yield "                    *) break ;;"
    yield "                esac ;;"
    yield "        esac"
    yield "    done"


def _files_case(commands: Sequence[Completed]) -> Iterator[str]:
    """Give the ``case`` that empties what was found where a file or a free value stands."""
    free = sorted(
        {
            flag
            for one in commands
            for option in one.options
            if option.takes_value and not option.choices
            for flag in option.flags
        }
    )
    yield '    case "$before" in'
    yield f"        {'|'.join(free)}) found= ;;"
    yield "    esac"


def _fitting(current: str, found: str) -> Iterator[str]:
    """Give the loop that keeps options only where one was begun: else files are meant."""
    yield f"    for word in {found}; do"
    yield f'        [[ "$word" == -* && {current} != -* ]] || kept="$kept $word"'
    yield "    done"


def _bash(commands: Sequence[Completed]) -> str:
    lines = [
        '# bash completion for commonground:  eval "$(commonground completion bash)"',
        "_commonground() {",
        '    local i word before found="" kept="" command=""',
        '    local current="${COMP_WORDS[COMP_CWORD]}"',
        '    before="${COMP_WORDS[COMP_CWORD-1]}"',
        *_finding(commands, "COMP_WORDS", 1, "COMP_CWORD"),
        *_words_case(commands),
        *_files_case(commands),
        *_fitting('"$current"', "$found"),
        '    COMPREPLY=($(compgen -W "$kept" -- "$current"))',
        "}",
        "complete -o default -o bashdefault -F _commonground commonground",
    ]
    return "\n".join(lines) + "\n"


def _zsh(commands: Sequence[Completed]) -> str:
    lines = [
        "#compdef commonground",
        "# zsh completion for commonground:  source <(commonground completion zsh)",
        "_commonground() {",
        '    local i word before found="" kept="" command=""',
        '    before="${words[CURRENT-1]}"',
        *_finding(commands, "words", 2, "CURRENT"),
        *_words_case(commands),
        *_files_case(commands),
        *_fitting('"$PREFIX"', "${=found}"),
        '    [[ -n "$kept" ]] && compadd -- ${=kept} || _files',
        "}",
        "(( $+functions[compdef] )) || { autoload -Uz compinit && compinit; }",
        "compdef _commonground commonground",
    ]
    return "\n".join(lines) + "\n"


_FISH: Final = """\
# fish completion for commonground:  commonground completion fish | source
function __commonground_words
    set -l skipped 0
    for word in (commandline -opc)[2..-1]
        if test $skipped = 1
            set skipped 0
        else if contains -- $word -g --graph --ontology
            set skipped 1
        else if not string match -q -- '-*' $word
            echo $word
        end
    end
end
function __commonground_is
    set -l words (__commonground_words)
    test (count $words) -ge (count $argv); and test "$words[1..$(count $argv)]" = "$argv"
end
function __commonground_only
    test "$(__commonground_words)" = "$argv"
end"""


def _fish(commands: Sequence[Completed]) -> str:
    lines = [_FISH, "complete -c commonground -s g -l graph -r -n '__commonground_only'"]
    families = _families(commands)
    for one in commands:
        first, _, second = one.name.partition(" ")
        before = f"__commonground_only {first}" if second else "__commonground_only"
        said = f"-f -a {second or first} -d {_quoted(one.summary)}"
        lines.append(f"complete -c commonground -n {_quoted(before)} {said}")
        seen = _quoted(f"__commonground_is {one.name}")
        if one.values:
            values = _quoted(" ".join(one.values))
            lines.append(f"complete -c commonground -n {seen} -f -a {values}")
        lines += [_fish_option(seen, option) for option in one.options]
    lines += [
        f"complete -c commonground -n '__commonground_only' -f -a {family}"
        for family in families
        if family not in {one.name for one in commands}
    ]
    return "\n".join(lines) + "\n"


def _fish_option(seen: str, option: Option) -> str:
    flags = " ".join(
        f"-l {flag[2:]}" if flag.startswith("--") else f"-s {flag[1:]}" for flag in option.flags
    )
    takes = f" -x -a {_quoted(' '.join(option.choices))}" if option.choices else ""
    takes = takes or " -r" * option.takes_value
    return f"complete -c commonground -n {seen} {flags}{takes} -d {_quoted(option.help)}"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


SCRIPTS: Final[Mapping[str, Callable[[Sequence[Completed]], str]]] = {
    "bash": _bash,
    "zsh": _zsh,
    "fish": _fish,
}


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", choices=tuple(SCRIPTS), metavar="SHELL", help=", ".join(SCRIPTS))


def _run(args: argparse.Namespace) -> int:
    from .commands import COMMANDS as all_commands

    print(script(args.shell, all_commands), end="")
    return 0


COMMANDS = (
    Command(
        "completion",
        "Print what makes a shell complete commands and options.",
        tuple(f"commonground completion {shell}" for shell in SCRIPTS),
        _arguments,
        _run,
        uses_graph=False,
        lists=False,
    ),
)
