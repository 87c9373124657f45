"""The documents of a policy on paper: what each of them says, in pieces that `people.pdf` makes a PDF of."""
