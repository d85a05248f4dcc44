"""The words that the linker's rules turn on; none of them is a technology."""

from __future__ import annotations

from typing import Final

JOINING: Final = frozenset(
    """
    and e et oder or ou und y
    """.split()
)
"""Between the last two items of a list, in the languages of resumes."""

LEADING: Final = frozenset(
    """
    and e et for from in including like oder of on or ou to und using via with y
    """.split()
)
"""Before the first item of a list inside of a sentence."""

PREFIXES: Final = frozenset(
    """
    anti cross ex multi non post pre
    """.split()
)
"""Before a hyphen, these leave the word its sense: ``non-Rust``."""

SUFFIXES: Final = frozenset(
    """
    api apis backed backend based client cluster code codebase compatible contracts developer
    dienst dienste driven enabled entwickler entwicklung first flavoured hosted lang library
    like managed module modules muster native only oriented pipeline pipelines powered
    programme related sdk service services side skript skripte specific style workflow
    workflows written
    """.split()
)
"""After a hyphen, these leave the word its sense: ``Go-based``, ``Kafka-Dienste``."""

BODIES: Final = frozenset(
    """
    academy airlines association award awards capital college conference corp corporation cup
    fair fellowship festival foundation games gmbh holdings inc institute labs llc ltd medal
    museum prize prizes scholarship school society summit university ventures
    """.split()
)
"""What ends the name of a prize, an event, a company or a school."""

COMMON_CAPITALS: Final = frozenset(
    """
    a administrator an and api apis app application applications apps architect associate at
    backend blockchain bootcamp certification certified cluster clusters code consultant
    contract contracts contributor core course dapp dapps data database developer developers
    development devops engine engineer engineering engineers essentials expert for foundations
    framework from frontend full fullstack fundamentals in infrastructure integration into
    junior lead library mainnet microservice microservices network node nodes of on or
    platform principal programmer programming protocol sdk senior server service services
    software specialist stack staff system systems team testnet the to toolkit tools using via
    web with
    """.split()
)
"""Words that titles and headings write with a capital beside a technology."""
