"""Papers that are no policy: the command ends with 2, keeps nothing, and says what to do."""

import pytest
from django.core.management import call_command

from policies.models import Policy

pytestmark = pytest.mark.django_db

INVOICE = b"""INVOICE 20417
To: Hillside Primary School

Coach hire, 30 pupils   \xc2\xa3240.00
Driver waiting time      \xc2\xa335.00
Total                    \xc2\xa3275.00

Payment must be made within 30 days. Staff should quote the number of the invoice.
"""
RECIPE = b"""# Flapjacks

## Ingredients

- 200 g oats
- 100 g butter
- 4 tbsp syrup

## Method

1. Melt the butter.
2. You must not let it boil.
"""
LETTER = b"Dear Gran,\n\nThank you for the jumper. It is warm. We went to the sea and it rained.\n\nLove, Tom\n"
SURVEY = b"Child,Class,May we use photos?\nAda,1A,Yes\nBen,1A,No\nCat,2B,Yes\n"
LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 800
OTHER = "tells nobody at school what they must or should do"
PAPERS = {
    "invoice.txt": (INVOICE, OTHER),
    "recipe.md": (RECIPE, OTHER),
    "letter.txt": (LETTER, OTHER),
    "survey.csv": (SURVEY, "A file that ends in .csv"),
    "survey.txt": (SURVEY, "This is a table"),
    "picture.docx": (b"\x89PNG\r\n\x1a\n" + b"\0" * 400, "This is a picture"),
    "empty.docx": (b"", "The file is empty"),
    "locked.docx": (LOCKED, "locked with a password"),
}


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_that_is_no_policy_is_refused_with_2(name, tmp_path, capsys):
    content, says = PAPERS[name]
    (tmp_path / name).write_bytes(content)

    with pytest.raises(SystemExit) as end:
        call_command("import_policy", tmp_path / name, slug="nothing", title="Nothing")

    assert end.value.code == 2
    assert says in capsys.readouterr().err
    assert not Policy.objects.filter(slug="nothing").exists()


@pytest.mark.parametrize(
    "text",
    [
        "Staff must lock the door.",
        "Phones\n\nPupils may only ring home from the office.",
        "Uniform policy\n\nA blue jumper is worn.",
    ],
)
def test_a_short_policy_is_one_all_the_same(text, tmp_path):
    (tmp_path / "short.txt").write_text(text, encoding="utf-8")

    call_command("import_policy", tmp_path / "short.txt", slug="short", title="Short")

    assert Policy.objects.get(slug="short").versions.count() == 1
