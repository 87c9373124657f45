"""Word documents put together by hand, part by part, for what no writer of ours makes."""

import io
import zipfile
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OPEN = (
    f'<w:{{root}} xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:r="urn:relations" xmlns:a="urn:drawing" xmlns:wp="urn:place">'
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)


def run(text: str, bold: bool = False, hidden: bool = False) -> str:
    """A run of text; tabs and line breaks as Word writes them."""
    settings = f"<w:rPr>{'<w:b/>' * bold}{'<w:vanish/>' * hidden}</w:rPr>" if bold or hidden else ""
    return f'<w:r>{settings}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def inserted(text: str) -> str:
    return f'<w:ins w:id="1" w:author="x">{run(text)}</w:ins>'


def deleted(text: str) -> str:
    return f'<w:del w:id="2" w:author="x"><w:r><w:delText xml:space="preserve">{escape(text)}</w:delText></w:r></w:del>'


def moved_away(text: str) -> str:
    return f'<w:moveFrom w:id="3" w:author="x">{run(text)}</w:moveFrom>'


def moved_here(text: str) -> str:
    return f'<w:moveTo w:id="4" w:author="x">{run(text)}</w:moveTo>'


def field(instruction: str, result: str) -> str:
    """A field as five runs: begin, instruction, separator, result, end."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def text_box(*paragraphs: str) -> str:
    """A text box, which Word writes twice: for itself and for older programs."""
    inside = f"<w:txbxContent>{''.join(paragraph(run(text)) for text in paragraphs)}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><wps:wsp><wps:txbx>'
        f"{inside}</wps:txbx></wps:wsp></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def paragraph(inside: str, style: str = "", level: int | None = None, list_id: int = 1, mark: str = "") -> str:
    """A paragraph. `level` makes it an item of list `list_id`; `mark` is what befell its end ("del")."""
    settings = f'<w:pStyle w:val="{style}"/>' if style else ""
    if level is not None:
        settings += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    if mark:
        settings += f'<w:rPr><w:{mark} w:id="9" w:author="x"/></w:rPr>'
    return f"<w:p>{f'<w:pPr>{settings}</w:pPr>' if settings else ''}{inside}</w:p>"


def table(*rows: list[str], deleted_rows: tuple[int, ...] = ()) -> str:
    cells = [
        "".join(f"<w:tc>{cell if cell.startswith('<w:p') else paragraph(run(cell))}</w:tc>" for cell in row)
        for row in rows
    ]
    gone = '<w:trPr><w:del w:id="5" w:author="x"/></w:trPr>'
    return (
        f"<w:tbl>{''.join(f'<w:tr>{gone * (at in deleted_rows)}{row}</w:tr>' for at, row in enumerate(cells))}</w:tbl>"
    )


STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>{more}</w:style>'
    for key, name, more in [
        ("Title", "Title", ""),
        ("Heading1", "heading 1", ""),
        ("Heading2", "heading 2", ""),
        ("Clause", "Clause", '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="2"/></w:numPr></w:pPr>'),
        ("TOC1", "toc 1", ""),
    ]
)


def _level(place: int, form: str, pattern: str) -> str:
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
    )


_BULLETS = "".join(_level(place, "bullet", "\uf0b7") for place in range(3))
_CLAUSES = _level(0, "decimal", "%1.") + _level(1, "decimal", "%1.%2") + _level(2, "lowerLetter", "(%3)")
_LETTERS = _level(0, "upperLetter", "%1.") + _level(1, "decimal", "%2.") + _level(2, "lowerRoman", "%3)")
NUMBERING = "".join(
    f'<w:abstractNum w:abstractNumId="{key}">{levels}</w:abstractNum>'
    for key, levels in enumerate([_BULLETS, _CLAUSES, _LETTERS])
) + "".join(f'<w:num w:numId="{key + 1}"><w:abstractNumId w:val="{key}"/></w:num>' for key in range(3))


def document(*body: str, **parts: str) -> bytes:
    """The file. `parts` are further ones by name: header1, footer1, footnotes, endnotes, comments."""
    buffer = io.BytesIO()
    roots = {"header1": "hdr", "header2": "hdr", "footer1": "ftr"}
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", _TYPES)
        file.writestr("word/document.xml", _part("document", f"<w:body>{''.join(body)}<w:sectPr/></w:body>"))
        file.writestr("word/styles.xml", _part("styles", STYLES))
        file.writestr("word/numbering.xml", _part("numbering", NUMBERING))
        for name, inside in parts.items():
            file.writestr(f"word/{name}.xml", _part(roots.get(name, name), inside))
    return buffer.getvalue()


def _part(root: str, inside: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>{_OPEN.format(root=root)}{inside}</w:{root}>'
