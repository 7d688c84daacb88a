"""A chart's SVG made part of a page."""

import re

from markupsafe import Markup, escape


def inline(svg: str, name: str, label: str) -> Markup:
    """Return a saved SVG as an element of an HTML page.

    Parameters
    ----------
    svg
        A file that Matplotlib wrote.
    name
        Set before every id in it, since ids must differ between the pictures of a page.
    label
        Alternative text.
    """
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<!--.*?-->|<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = re.sub(r' xmlns(:\w+)?="[^"]*"', "", svg).replace("xlink:href", "href")
    svg = re.sub(r'( id="| href="#|url\(#)', rf"\g<1>{name}-", svg)
    svg = svg.replace('<style type="text/css">*{', f"<style>#{name} *{{")
    return Markup(svg.replace("<svg", f'<svg id="{name}" role="img" aria-label="{escape(label)}"', 1))
