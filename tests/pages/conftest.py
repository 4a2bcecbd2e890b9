"""A tiny real collection, built once, and the whole app run over it by AppTest."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.collection import Collection, build, open_collection
from dashboard.extraction.names import names_engine
from dashboard.extraction.pipeline import Extractor
from dashboard.pages import builds, library, rights
from dashboard.wording import Language, Wording
from tests.pages.house import House
from tests.pages.story import STORY
from tests.pages.uploading import PASTED, built

APP = Path(__file__).resolve().parents[2] / "app.py"
LANGUAGES = ("ar", "en")


@pytest.fixture(scope="session")
def collections_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of collections; the story stands in the sample's place, so none is built."""
    home = tmp_path_factory.mktemp("collections")
    extractor = Extractor(names_engine("builtin"))
    build(STORY, home / "sample.collection", extractor, name="حكاية <b>الاختبار</b>")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SIYAQ_DATA", str(home))
        yield home


@pytest.fixture(autouse=True)
def no_news_of_builds() -> None:
    """How the builds of other tests ended is not told in this one."""
    for ended in builds._builds().by_key.values():
        ended.dismissed = True


@pytest.fixture(scope="session")
def story(collections_home: Path) -> Collection:
    return open_collection(collections_home / "sample.collection")


def read(markdown: str) -> str:
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", markdown).replace("\u2060", "")


class Screen:
    """One person's screen: the app with an address, and what stands on it."""

    def __init__(self, page: str, address: dict[str, str]) -> None:
        self.page = page
        self.app = AppTest.from_file(str(APP), default_timeout=120)
        for name, value in address.items():
            self.app.query_params[name] = value
        self.run()

    def run(self) -> None:
        if self.page != "workbench":
            # AppTest opens the start page; the app itself turns to the one asked for.
            self.app.session_state["page.asked"] = self.page
        self.app.run()
        assert not self.app.exception
        # What is chosen comes back as its words; of two that read the same the first is taken.
        for kind in _WIDGETS:
            for one in self.app.get(kind):
                options = getattr(one, "options", [])
                assert len(set(options)) == len(options), (one.key, options)

    @property
    def wording(self) -> Wording:
        language = self.app.query_params.get("lang", ["ar"])
        return Wording(Language(language[0] if isinstance(language, list) else language))

    def address(self, name: str) -> str:
        value = self.app.query_params.get(name, "")
        return value[0] if isinstance(value, list) else value

    def widget(self, key: str) -> Any:
        """The widget of this key; AssertionError when there is none."""
        found = [
            one
            for kind in _WIDGETS
            for one in self.app.get(kind)
            if getattr(one, "key", None) == key
        ]
        assert found, f"no widget {key!r} on {self.page}"
        return found[0]

    def set(self, key: str, value: Any) -> None:
        self.widget(key).set_value(value)
        self.run()

    def click(self, key: str) -> None:
        self.widget(key).click()
        self.run()

    def keys(self, kind: str) -> list[str]:
        return [one.key for one in self.app.get(kind) if one.key]

    def html(self) -> str:
        """Everything that the page wrote as HTML, without its style sheet."""
        return "\n".join(
            one.value for one in self.app.get("html") if not one.value.startswith("<style>")
        )

    def complaints(self) -> list[tuple[str, str]]:
        """Where and why, of each input that could not be read, as it is seen."""
        lists = lxml.html.fragment_fromstring(self.html(), create_parent="div").find_class(
            "siyaq-complaints"
        )
        return [(where.text_content(), why.text_content()) for one in lists for where, why in one]

    def messages(self) -> list[str]:
        """What the boxes say, as it is read: their signs of Markdown are escaped."""
        return [read(told) for told in self.told()]

    def told(self) -> list[str]:
        """The same as it is sent."""
        return [
            one.value
            for kind in ("error", "warning", "info", "success")
            for one in self.app.get(kind)
        ]

    def source(self) -> dict[str, Any]:
        """What the source column was told."""
        told = [
            one.proto.bytes
            for one in self.app.get("bidi_component")
            if one.proto.component_name.endswith("siyaq_reader")
        ]
        assert len(told) == 1
        return dict(json.loads(told[0]))

    def table(self, name: str) -> Any:
        """The frame of the table whose key begins so."""
        frames = [one for one in self.app.dataframe if str(one.key).startswith(name)]
        assert frames, f"no table {name!r} on {self.page}"
        return frames[0].value

    def figures(self) -> list[dict[str, Any]]:
        return [json.loads(one.proto.spec) for one in self.app.get("plotly_chart")]


_WIDGETS = (
    *("selectbox", "multiselect", "text_input", "text_area", "date_input", "button_group"),
    *("button", "file_uploader"),
)


@pytest.fixture
def open_screen(collections_home: Path):
    """``open_screen("articles", lang="en", ...)``: the page at that address."""

    def opened(page: str = "workbench", **address: str) -> Screen:
        return Screen(page, address)

    return opened


@pytest.fixture
def house(collections_home, tmp_path, monkeypatch) -> Iterator[House]:
    database = str(tmp_path / "siyaq.db")
    monkeypatch.setenv("SIYAQ_DATABASE", database)
    for name in ("SIYAQ_ADMINS", "SIYAQ_MEMBERS", "SIYAQ_SIGNIN"):
        monkeypatch.delenv(name, raising=False)
    library.forget_version()
    rights.forget()
    yield House(database, monkeypatch)
    library.forget_version()
    rights.forget()


@pytest.fixture
def upload(house: House, open_screen) -> Callable[[str, str], str]:
    """``upload(email, name)``: their upload, built; returns its key."""

    def uploaded(email: str, name: str) -> str:
        house.enter(email)
        screen = open_screen("collections", lang="en")
        screen.widget("upload.paste").set_value(PASTED)
        screen.widget("upload.name").set_value(name)
        screen.click("upload.build")
        key = str(screen.app.session_state["collections.started"])
        assert built(screen, key).failure == ""
        screen.click("build.dismiss")
        return key

    return uploaded
