"""An article to be pasted or uploaded, and waiting for what becomes of it."""

from __future__ import annotations

from dashboard.pages import builds

PASTED = (
    "اتفاق جديد في البصرة\n"
    "قال وزير النفط في البصرة أمس إن الاتفاق بقيمة 27 مليار دولار، ويبدأ عام 2023."
)


def built(screen, key):
    """Waits for the build to end, as the page's own progress bar does; then draws it again."""
    build = builds.current(key)
    assert build is not None
    assert build.ended.wait(120)
    screen.run()
    return build
