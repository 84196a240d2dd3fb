"""The built site: every link and anchor leads somewhere, every picture is there. suite.py FOLDER"""

import html.parser
import pathlib
import sys
import urllib.parse


class Page(html.parser.HTMLParser):
    """What a page links to, and the anchors that it has."""

    def __init__(self, file):
        super().__init__()
        self.links, self.anchors, self.code, self.unread = [], set(), [], []
        self.inside = 0
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.inside += tag == "pre"
        self.anchors.add(attributes.get("id"))
        for name in ("href", "src"):
            if attributes.get(name) and tag != "link":
                self.links.append(attributes[name])

    def handle_endtag(self, tag):
        self.inside -= tag == "pre"

    def handle_data(self, data):
        if self.inside:
            self.code += data.splitlines()
        elif data.strip().startswith("| "):
            self.unread.append(data.strip())


def errors(folder, pages):
    for file, page in pages.items():
        name = file.relative_to(folder)
        for link in page.links:
            url = urllib.parse.urlsplit(link)
            if url.scheme in ("http", "https"):
                if url.scheme == "http":
                    yield f"{name}: {link} is not https"
                continue
            target = (file.parent / urllib.parse.unquote(url.path)).resolve() if url.path else file
            if not target.is_file():
                yield f"{name}: {link} leads nowhere"
            elif url.fragment and url.fragment not in pages[target].anchors:
                yield f"{name}: {link} names no anchor of that page"
        for text in page.unread:
            yield f"{name}: this is no table to the site: {text[:60]}…"
        for line in page.code:
            if len(line) > 130:
                yield f"{name}: a line of {len(line)} characters: {line[:60]}…"


def main(folder):
    folder = folder.resolve()
    pages = {file: Page(file) for file in sorted(folder.rglob("*.html"))}
    found = list(errors(folder, pages))
    print(*found, sep="\n", end="\n" if found else "")
    links = sum(len(page.links) for page in pages.values())
    print(f"{len(pages)} pages, {links} links, {len(found)} errors")
    return 1 if found or len(pages) < 2 else 0


sys.exit(main(pathlib.Path(sys.argv[1])))
