"""The hostile files by family (security part 3, row 6): each must be refused in words, or read without a false yes."""

import random

from . import spreadsheet_files as files
from .spreadsheet_files import MEGABYTE, ROWS, cell, row, sheet_of, sheet_xml, xlsx, xlsx_parts, xlsx_with, zipped

_OUTSIDE = '<!DOCTYPE x [<!ENTITY e SYSTEM "http://127.0.0.1:9/secret">]>'
_FILE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
_LAUGHS = (
    "<!DOCTYPE x [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10)) + "]>"
)
_SHEET = "xl/worksheets/sheet1.xml"


def bombs() -> dict[str, bytes]:
    """Small files that grow: packed spaces, many members, far cells, one text in many cells, endless repeats."""
    spaces = sheet_xml(row(1, ["a"])) + " " * (60 * MEGABYTE)
    tight = sheet_xml(row(1, ["a"])) + " " * (30 * MEGABYTE)
    shared = f'<sst xmlns="x"><si><t>{"x" * 30_000}</t></si></sst>'.encode()
    many = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 60_001))
    with_strings = xlsx_parts(sheet_xml(many))
    with_strings["xl/_rels/workbook.xml.rels"] = with_strings["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        files.relation("s", "sharedStrings", "sharedStrings.xml").encode() + b"</Relationships>",
    )
    repeated = (
        '<table:table-row table:number-rows-repeated="{}"><table:table-cell table:number-columns-repeated="{}" '
        'office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>'
    )
    return {
        "spaces": xlsx(spaces),
        "tight": xlsx(tight),
        "size_lie": files.lying_about_size(xlsx(spaces), _SHEET, 5000),
        "members": zipped({**xlsx_parts(sheet_of(ROWS)), **{f"xl/media/{n}.bin": b"" for n in range(1200)}}),
        "entries": zipped({f"{n}": b"" for n in range(20_000)}),
        "far_cell": xlsx(sheet_xml(row(1, ["a", "b"]) + '<row r="1048576">' + cell("XFD1048576", "z") + "</row>")),
        "far_column": xlsx(sheet_xml("".join(f'<row r="{n}">{cell(f"XFD{n}", "z")}</row>' for n in range(1, 2000)))),
        "one_text_in_many_cells": zipped({**with_strings, "xl/sharedStrings.xml": shared}),
        "ods_repeats": files.ods_with(files.ods_body(repeated.format(1_000_000, 16_000))),
        "ods_rows": files.ods_with(files.ods_body(repeated.format(99_999, 15))),
        "xls_far_cell": files.xls([["a", "b"], *[[None]] * 65_533, [None] * 255 + ["z"]]),
        "deep_xml": xlsx(sheet_xml("<x>" * 200_000)),
        "line_ends": b"\n" * (9 * MEGABYTE) + b"a,b",
        "commas": b"a,b\n" + b"," * (9 * MEGABYTE),
        "letters": b"a,b\n" + b"x" * (9 * MEGABYTE),
        "json_brackets": b"[" * (9 * MEGABYTE),
    }


def outside_entities() -> dict[str, bytes]:
    """XML that would fetch, read or grow: in every member that is parsed."""
    made = {}
    for word, prolog in {"net": _OUTSIDE, "file": _FILE, "laughs": _LAUGHS}.items():
        used = "&a9;" if word == "laughs" else "&e;"
        made[f"{word}_sheet"] = xlsx(sheet_xml(row(1, ["a", "b"]) + row(2, [used, "Yes"]), prolog=prolog))
        for member in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml", "_rels/.rels"):
            parts = xlsx_parts(sheet_of(ROWS))
            made[f"{word}_{member}"] = xlsx_with({member: prolog.encode() + parts[member]})
        made[f"{word}_strings"] = xlsx_with({"xl/sharedStrings.xml": (prolog + "<sst><si/></sst>").encode()})
        made[f"{word}_styles"] = xlsx_with({"xl/styles.xml": (prolog + "<styleSheet/>").encode()})
        made[f"{word}_ods"] = files.ods_with(files.ods_body(f"<text:p>{used}</text:p>", prolog))
    wide = sheet_xml(row(1, ["a"]), prolog=_FILE).replace("UTF-8", "UTF-16").encode("utf-16")
    made["utf16_doctype"] = xlsx_with({_SHEET: wide})
    made["utf7"] = xlsx_with({_SHEET: sheet_xml(row(1, ["a"])).replace("UTF-8", "UTF-7").encode()})
    return made


def archives_that_lie() -> dict[str, bytes]:
    """Two members of one name, names that lead elsewhere, a directory that disagrees with the data."""
    parts = xlsx_parts(sheet_of(ROWS))
    no, yes = sheet_of([["Child", "Website"], ["Ella", "No"]]), sheet_of([["Child", "Website"], ["Ella", "Yes"]])
    plain = zipped(parts)
    relations, second = "xl/_rels/workbook.xml.rels", files.relation("rId1", "worksheet", "worksheets/other.xml")
    heading, ella = row(1, ["Child", "Website"]), cell("A2", "Ella")
    return {
        "twice": zipped([*xlsx_parts(no).items(), (_SHEET, yes.encode())]),
        "twice_by_capitals": zipped([*xlsx_parts(no).items(), ("xl/Worksheets/Sheet1.xml", yes.encode())]),
        "twice_by_slashes": zipped([*xlsx_parts(no).items(), ("xl\\worksheets\\sheet1.xml", yes.encode())]),
        "parent": zipped({**parts, "../../etc/cron.d/x": b"x"}),
        "absolute": zipped({**parts, "/etc/passwd": b"x"}),
        "drive": zipped({**parts, "C:/windows/x": b"x"}),
        "macros": zipped({**parts, "xl/vbaProject.bin": b"x"}),
        "locked": files.marked_encrypted(plain),
        "local_name": files.other_local_name(plain, _SHEET, "xl/worksheets/sheet9.xml"),
        "shorter": files.lying_about_size(plain, _SHEET, 300),
        "cut": plain[: len(plain) // 2],
        "end_only": b"PK\x05\x06" + b"\0" * 18,
        "no_sheet": zipped({key: data for key, data in parts.items() if key != _SHEET}),
        "relation_twice": xlsx_with({relations: parts[relations].replace(b"</Rel", second.encode() + b"</Rel")}),
        "cell_twice": xlsx(sheet_xml(heading + f'<row r="2">{ella}{cell("B2", "No")}{cell("B2", "Yes")}</row>')),
        "row_lie": xlsx(sheet_xml(heading + f'<row r="9">{ella}<c r="B2" t="e"><v>#N/A</v></c></row>')),
        "no_such_cell": xlsx(sheet_xml('<row r="0">' + cell("A0", "x") + "</row>")),
    }


def not_a_sheet() -> dict[str, bytes]:
    """Other things, most of them with the name of a spreadsheet."""
    noise = random.Random(7).randbytes(20_000)
    return {
        "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
        "png": b"\x89PNG\r\n\x1a\n" + noise,
        "jpeg": b"\xff\xd8\xff\xe0" + noise,
        "gif": b"GIF89a" + noise,
        "bmp": b"BM" + noise,
        "webp": b"RIFF\x10\0\0\0WEBP" + noise,
        "docx": zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}),
        "pptx": zipped({"[Content_Types].xml": b"<x/>", "ppt/presentation.xml": b"<x/>"}),
        "numbers": zipped({"Index/Document.iwa": noise}),
        "xlsb": zipped({"xl/workbook.bin": noise}),
        "odt": zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}),
        "zip": zipped({"survey.csv": b"a,b\n1,2\n"}),
        "doc": files.ole2_with("WordDocument"),
        "ppt": files.ole2_with("PowerPoint Document"),
        "msi": files.ole2_with("Something"),
        "xls_macros": files.ole2_with("Workbook") + files.ole2_with("_VBA_PROJECT_CUR")[512:],
        "xls_head_only": files.ole2_with("Workbook"),
        "xls_cut": files.xls(ROWS)[:3000],
        "locked_xlsx": files.locked_xlsx(),
        "locked_ods": files.ods_with(files.ods_body(""), "<m:file-entry><m:encryption-data/></m:file-entry>"),
        "locked_xls": files.locked_xls(),
        "html": b"<html><body><table><tr><td>Child</td><td>Yes</td></tr></table></body></html>",
        "html_bom": "\ufeff<!DOCTYPE html><table><tr><td>x</td></tr></table>".encode(),
        "mhtml": b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n<html>",
        "xml": b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        "json": b'[{"child": "Ella", "website": "yes"}]',
        "json_cut": b'[{"child": "Ella", "website": "yes"}, {"child": "Ben", "website": ',
        "rtf": b"{\\rtf1\\ansi Hello}",
        "gzip": b"\x1f\x8b\x08" + noise,
        "program": b"\x7fELF" + noise,
        "sqlite": b"SQLite format 3\0" + noise,
        "noise": noise,
        "nuls": b"\0" * 5000,
        "nul_in_text": b"Child,Website\nElla,Ye\0s\n",
        "controls": bytes(range(1, 9)) * 500,
        "empty": b"",
        "blanks": b" \r\n\r\n\t\r\n",
        "bom_only": b"\xef\xbb\xbf",
        "open_quotation": b'Child,Website\n"Ella,Yes\nBen,No\nMia,No\n',
    }
