from tests.collection.conftest import collection

__all__ = ["collection"]
