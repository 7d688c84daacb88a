"""A page opened in headless Chromium: what axe-core finds in it, what its own script makes of it, how it prints.

Chromium is looked for on the path. axe-core is not part of the project: `make check` puts it into ``node_modules``
where npm is there; ``AXE`` may name another copy of ``axe.min.js``.
"""

import html
import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
AXE = Path(os.environ.get("AXE", ROOT / "node_modules" / "axe-core" / "axe.min.js"))
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: the page is not opened in a browser")
needs_axe = pytest.mark.skipif(
    CHROMIUM is None or not AXE.exists(),
    reason="accessibility is NOT checked: it takes Chromium and axe-core (npm install --no-save axe-core)",
)
_RUN_AXE = """
axe.run({resultTypes: ["violations"]}).then((found) => {
  const told = document.createElement("pre");
  told.id = "told-by-axe";
  told.textContent = JSON.stringify(found.violations.map((each) => ({
    id: each.id, impact: each.impact, where: each.nodes.slice(0, 5).map((node) => node.html.slice(0, 200))})));
  document.body.append(told);
});
"""


def chromium(page: Path, profile: Path, *options: str) -> str:
    """Open a page and return what Chromium writes to standard output."""
    assert CHROMIUM
    command = [CHROMIUM, *QUIET, f"--user-data-dir={profile}", *options, page.as_uri()]
    done = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8", timeout=180)
    return done.stdout


def dom(page: Path, folder: Path) -> str:
    """Return the page as it stands once its own script has run."""
    return chromium(page, folder / "profile", "--virtual-time-budget=5000", "--dump-dom")


def printed(page: Path, folder: Path) -> bytes:
    """Return the page as it prints, a PDF."""
    file = folder / "printed.pdf"
    chromium(page, folder / "profile", "--no-pdf-header-footer", f"--print-to-pdf={file}")
    return file.read_bytes()


def violations(page: Path, folder: Path, *, script: bool = True) -> list[dict[str, Any]]:
    """Return what axe-core finds; without `script` the page's own does not run."""
    text = page.read_text("utf-8")
    text = re.sub(r"<meta http-equiv[^>]*>", "", text)
    if not script:
        text = re.sub(r"<script>.*?</script>", "", text, flags=re.DOTALL)
    axe = AXE.read_text("utf-8").replace("</script", "<\\/script")
    copy = folder / "with-axe.html"
    copy.write_text(text.replace("</body>", f"<script>{axe}</script><script>{_RUN_AXE}</script></body>"), "utf-8")
    opened = chromium(copy, folder / "profile", "--virtual-time-budget=60000", "--dump-dom")
    told = re.search(r'<pre id="told-by-axe">(.*?)</pre>', opened, re.DOTALL)
    assert told, "axe-core did not run"
    found: list[dict[str, Any]] = json.loads(html.unescape(told[1]))
    return found
