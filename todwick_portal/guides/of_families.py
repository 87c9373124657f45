"""The guides of parents and of whoever has no account."""

from .shape import Guide, Step

OF_FAMILIES: tuple[Guide, ...] = (
    Guide(
        "parent",
        "Parent or carer",
        "You see what you answered about pictures, and stop it when you like.",
        (
            Step(
                "Sign in",
                "The school invites you. A code comes by mail to the address that the school has; no password is "
                "needed.",
                "account_login",
                "Sign in",
            ),
            Step(
                "Stop a picture",
                "Two taps, at any hour. Nobody asks why. What is out comes down within the hours that the page names.",
                "consent:mine",
                "My children",
                "parent-children",
            ),
            Step(
                "Complain",
                "With or without your name. Before you send it you read who will see it.",
                "incidents:complaint-new",
                "Make a complaint",
            ),
            Step("What the school asks of you", "On one page, in plain words.", "policies:library", "Policies"),
            Step("What is kept about you", "And who reads it.", "privacy", "Privacy"),
        ),
    ),
    Guide(
        "without-an-account",
        "Without an account",
        "Much can be done here without signing in.",
        (
            Step(
                "Pictures of a child",
                "Have one stopped or taken down, or ask what is agreed. The school answers within a school day. The "
                "page never says whether a child is at the school.",
                "consent:photos",
                "Pictures of a child",
                "nobody-pictures",
            ),
            Step(
                "Complain",
                "With or without your name. At the end you get an access code: write it down, it is your way back.",
                "incidents:complaint-new",
                "Make a complaint",
                "nobody-complaint",
            ),
            Step(
                "Look how far your complaint is",
                "With the access code, or with a code by mail if you left an address.",
                "incidents:complaint-status",
                "How far is my complaint?",
            ),
            Step(
                "Read the policies",
                "As they hold today, and as they stood on an earlier day.",
                "policies:library",
                "Policies",
            ),
            Step("By telephone, letter or in person", "Everything here can be done through the school office too."),
        ),
    ),
)
