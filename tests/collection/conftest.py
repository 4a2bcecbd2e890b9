import pytest

from dashboard.collection import Collection, build, open_collection
from tests.collection.stories import stories
from tests.collection.word_extractor import WordExtractor, statements_of


@pytest.fixture(scope="session")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    folder = tmp_path_factory.mktemp("built") / "stories.collection"
    build(stories(120), folder, WordExtractor(), find_statements=statements_of, slice_size=50)
    return open_collection(folder)
