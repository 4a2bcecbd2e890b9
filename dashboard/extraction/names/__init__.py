"""Finding the names of persons, organisations and places: engines behind one protocol.

``names_engine(name)`` is the way in: "builtin" is the tagger shipped with the program, "camel"
is camel-tools' NERecognizer, used when its data is installed. Both go through the same news
sense, so their spans follow one guideline.
"""

from dashboard.extraction.names.engine import NamesEngine, NameSpan

ENGINE_NAMES = ("builtin", "camel")

__all__ = ["ENGINE_NAMES", "EngineMissing", "NameSpan", "NamesEngine", "names_engine"]


class EngineMissing(RuntimeError):  # noqa: N818 - a state of the installation, not a fault
    """An engine that cannot run here; the message is one line that says what to install."""


def names_engine(name: str = "builtin") -> NamesEngine:
    """The engine a user chooses by ``name``, ready to find names in news.

    Raises EngineMissing, with one clear line, when its model is not installed or the name is
    unknown. Nothing is ever downloaded.
    """
    # Each engine brings its own libraries: only the chosen one is imported.
    from dashboard.extraction.names.news_sense import NewsSense

    if name == "builtin":
        from dashboard.extraction.names.builtin import BuiltinEngine

        try:
            return NewsSense(BuiltinEngine())
        except FileNotFoundError as fault:
            raise EngineMissing(
                f"The built-in names model is incomplete: {fault.filename} is missing. "
                "Restore data/models from the repository."
            ) from fault
    if name == "camel":
        from dashboard.extraction.names.camel import CamelEngine

        return NewsSense(CamelEngine())
    raise EngineMissing(
        f"There is no names engine {name!r}; choose one of {', '.join(ENGINE_NAMES)}."
    )
