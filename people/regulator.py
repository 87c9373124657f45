"""The regulator of data protection, as every page names it: its name, and how it is reached. Here and nowhere else.

On 30 September 2026 the Information Commission took the place of the Information Commissioner (Data (Use and Access)
Act 2025, sections 118 and 119; S.I. 2026/1015); as an office it is still called the ICO. Its postal address is not
told: the office moved from Wilmslow in the same autumn (docs/sources.md).
"""

ICO = "Information Commission’s Office (ICO)"
ICO_PHONE = "0303 123 1113"
ICO_SITE = "ico.org.uk"
ICO_COMPLAINTS = "https://ico.org.uk/make-a-complaint/"
