"""Adding to a collection, stopping that, what is seen of it later, and removing a collection."""

import io
import threading

import pytest

from dashboard.collection import BuildProgress
from dashboard.collection.jobs import Job, keep, left
from dashboard.collection.locking import one_builder
from dashboard.collection.store import Store
from dashboard.pages import builds, library, uploads
from tests.pages.conftest import LANGUAGES
from tests.pages.uploading import PASTED, built


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_a_build_ended_is_seen_after_the_page_is_loaded_anew(open_screen, language) -> None:
    screen = open_screen("collections", lang=language)
    screen.widget("upload.files").set_value(
        [("fine.txt", PASTED.encode(), "text/plain"), ("empty.txt", b"", "text/plain")]
    )
    screen.widget("upload.name").set_value(f"reloaded {language}")
    screen.click("upload.build")
    built(screen, f"reloaded-{language}")
    fresh = open_screen("collections", lang=language)
    assert fresh.messages() == screen.messages() != []
    assert [where for where, _ in fresh.complaints()] == ["empty.txt"]
    fresh.click("build.dismiss")
    assert fresh.messages() == []
    assert open_screen("collections", lang=language).messages() == []


def test_a_build_can_be_stopped(open_screen, collections_home, monkeypatch) -> None:
    go_on = threading.Event()

    def slowly(given, progress):
        while not go_on.wait(0.02):
            progress(BuildProgress("reading"))

    monkeypatch.setattr(library, "build", lambda given, at, engine, told, **_: slowly(given, told))
    screen = open_screen("collections", lang="en")
    screen.widget("upload.paste").set_value(PASTED)
    screen.widget("upload.name").set_value("unwanted")
    screen.click("upload.build")
    try:
        screen.click("build.cancel")
        build = builds.current("unwanted")
        assert build.ended.wait(120)
    finally:
        go_on.set()
    screen.run()
    assert screen.wording.text("build.cancelled", name="unwanted") in screen.html()
    assert not (collections_home / "unwanted.collection").exists()
    assert not list((collections_home / ".uploads").glob("unwanted*"))
    screen.click("build.dismiss")


@pytest.mark.parametrize("language", LANGUAGES)
def test_articles_are_added_to_a_collection_that_is_there(open_screen, language) -> None:
    key = f"grows-{language}"
    screen = open_screen("collections", lang=language)
    screen.widget("upload.files").set_value(
        [("one.txt", PASTED.encode(), "text/plain"), ("bad.txt", b"", "text/plain")]
    )
    screen.widget("upload.name").set_value(f"grows {language}")
    screen.click("upload.build")
    built(screen, key)
    screen.click("build.dismiss")
    screen.set("upload.into", key)
    assert "upload.name" not in screen.keys("text_input"), "it has one"
    screen.widget("upload.paste").set_value(f"{PASTED} ووصل الوفد إلى الموصل.")
    screen.click("upload.build")
    build = built(screen, key)
    assert build.failure == ""
    assert (build.before, build.manifest.articles) == (1, 2)
    assert (build.manifest.name, build.manifest.rejected) == (f"grows {language}", 1)
    (said,) = screen.messages()
    one, two = (screen.wording.count("count.articles", n) for n in (1, 2))
    assert one in said
    assert two in said
    screen.click("build.dismiss")
    screen.set("upload.into", key)
    screen.widget("upload.paste").set_value(" \n")
    (files,) = screen.keys("file_uploader")
    screen.widget(files).set_value([("bad.txt", b"", "text/plain")])
    screen.click("upload.build")
    failed = built(screen, key)
    assert "no article could be read" in failed.failure
    assert library.opened(key).manifest.articles == 2
    assert not screen.wording.has("upload.into.sample")
    assert library.SAMPLE not in screen.widget("upload.into").options


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_collection_is_removed_for_good(open_screen, collections_home, language) -> None:
    key = f"gone-{language}"
    screen = open_screen("collections", lang=language)
    screen.widget("upload.paste").set_value(PASTED)
    screen.widget("upload.name").set_value(f"gone {language}")
    screen.click("upload.build")
    built(screen, key)
    screen = open_screen("collections", lang=language, collection=key)
    assert f"remove.{library.SAMPLE}" not in screen.keys("button")
    screen.click(f"remove.{key}")
    assert screen.address("collection") == ""
    assert screen.messages() == []
    assert f"open_{key}" not in screen.keys("button")
    assert f"remove.{key}" not in screen.keys("button")
    assert next(library.keys_for(f"gone {language}")) != key, "corrections of it are kept elsewhere"
    left = [path.name for path in (collections_home / f"{key}.collection").iterdir()]
    assert not [name for name in left if not name.startswith(".")]


def test_a_collection_that_is_being_built_is_not_removed(open_screen, collections_home) -> None:
    screen = open_screen("collections", lang="en")
    screen.widget("upload.paste").set_value(PASTED)
    screen.widget("upload.name").set_value("busy")
    screen.click("upload.build")
    built(screen, "busy").dismissed = True
    screen = open_screen("collections", lang="en")
    with one_builder(Store.at(collections_home / "busy.collection")):
        screen.click("remove.busy")
    (said,) = screen.messages()
    assert "another build of it is running" in said
    assert library.opened("busy").manifest.articles == 1


def test_what_was_to_be_added_to_a_removed_collection_is_given_up(collections_home) -> None:
    """The server ended before it was built, and the collection is gone since."""
    job = Job(title="x", into="never-there")
    keep(
        collections_home, job, [("a.txt", io.BytesIO(PASTED.encode()))], iter(["never-there"])
    ).released()
    uploads.go_on()
    assert left(collections_home) == []
    assert builds.current("never-there") is None
    assert not (collections_home / "never-there.collection").exists()
