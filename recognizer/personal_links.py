"""User names in addresses: which part of a link names a person."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from recognizer.links import MASK, mask_url

URL = re.compile(
    r"(?:https?://|www\.)[^\s<>\"'|]+|"
    r"(?<![\w@.])(?:[\w-]+\.)+(?:com|org|net|io|me|dev|in|co|edu|info|app|ai|tech|uk|de|br|sh|"
    r"pub|page|site|website|space)"
    r"(?:/[^\s<>\"'|,;)]*)?",
    re.IGNORECASE,
)
"""An address as written in a résumé, with or without its scheme."""
_PROFILES = (
    "about.me angel.co/u behance.net bitbucket.org bsky.app/profile codeberg.org "
    "codechef.com/users codeforces.com/profile codepen.io codewars.com/users "
    "colab.research.google.com/github credential.net/profile credly.com/users "
    "datacamp.com/portfolio datacamp.com/profile dev.to devpost.com dribbble.com "
    "exercism.org/profiles facebook.com fb.com figma.com flickr.com/people flickr.com/photos "
    "freecodecamp.org freecodecamp.org/certification g.dev geeksforgeeks.org/user gist.github.com "
    "github.com github.io gitlab.com hackerearth.com hackerrank.com hackerrank.com/profile "
    "hub.docker.com/r hub.docker.com/u huggingface.co huggingface.co/spaces instagram.com "
    "join.skype.com kaggle.com kaggle.com/learn/certification learn.microsoft.com/en-us/users "
    "leetcode.com leetcode.com/u linkedin.com linkedin.com/in linkedin.com/pub linktr.ee "
    "medium.com mybinder.org/v2/gh nbviewer.org/github nbviewer.jupyter.org/github npmjs.com "
    "observablehq.com orcid.org pinterest.com public.tableau.com/app/profile "
    "public.tableau.com/profile pypi.org/user quora.com/profile raw.githubusercontent.com "
    "replit.com repl.it researchgate.net/profile rpubs.com salesforce.com/trailblazer "
    "share.streamlit.io soundcloud.com stackoverflow.com/users t.me threads.net tiktok.com "
    "topcoder.com/members trailblazer.me/id twitter.com upwork.com/freelancers vimeo.com "
    "wellfound.com/u x.com xing.com/profile youtube.com youtube.com/c youtube.com/channel "
    "youtube.com/user"
).split()
"""Hosts and paths behind which a user name stands."""
_NO_USERS = (
    "c|certificates?|certification|challenge-\\w+|community|company|competitions|dashboard|datasets|"
    "explore|features|feed|file|freelancers|gh|hackathons|in|jobs|learn|learning|models|news|orgs|"
    "posts|problems|profile|pub|pulse|r|school|settings|software|spaces|topics|u|users?|watch"
)
"""Parts of addresses that are the host's own."""
_USER = re.compile(
    rf"(?i)(?<=/)(?:www\.)?(?:{'|'.join(map(re.escape, _PROFILES))})"
    rf"/[@~]?(?!(?:{_NO_USERS})(?:[/?#]|$))([^/?#\s]+)"
)
_SITES = (
    "000webhostapp.com academia.edu azurewebsites.net bitbucket.io blogspot.com carrd.co "
    "codeberg.page contently.com firebaseapp.com fly.dev framer.app framer.media framer.website "
    "github.io gitlab.io glitch.me godaddysites.com hashnode.dev herokuapp.com hf.space "
    "jimdofree.com journoportfolio.com medium.com myportfolio.com neocities.org netlify.app "
    "notion.site now.sh onrender.com pages.dev pythonanywhere.com quarto.pub repl.co replit.app "
    "shinyapps.io squarespace.com streamlit.app streamlit.io strikingly.com substack.com "
    "super.site surge.sh tumblr.com vercel.app web.app webflow.io weebly.com wixsite.com "
    "wordpress.com"
).split()
"""Hosts of many sites, each named after its owner."""
_SITE = re.compile(
    rf"(?i)(?<=//)(?:www\.)?(?!www\.|share\.)([^./\s]+)\.(?:{'|'.join(map(re.escape, _SITES))})"
    r"(?![\w.])|"
    r"(?<=//)sites\.google\.com/(?:view|site)/([^/?#\s]+)|"
    r"(?<=//)[\w.-]+(?:/[\w-]+){0,2}/[~∼˜]([^/?#\s*]+)"
)
"""A site of one's own, or a home page at one's university ("~quince")."""
_HANDLE = re.compile(r"@\w{3,}|(?=.*[a-z]{3})(?=.*[-_.\d])[a-z][a-z0-9]*(?:[-_.][a-z0-9]+)*")
"""A user name without its host: letters without capitals."""
_OWN = re.compile(
    r"(?i)(?:https?://)?(?:www\.)?([\w-]{4,})\.(?:[a-z]{3,}|io|me|in|co|uk|de|fr|nl|us|ca|au)"
    r"(?:\.[a-z]{2})?(?=[/?#]|$)"
)
_HOSTS = frozenset(
    "behance bitbucket codepen coursera credly facebook github gitlab google huggingface "
    "instagram kaggle leetcode linkedin linktr medium microsoft orcid researchgate scholar skype "
    "stackoverflow tableau twitter udemy whatsapp youtube".split()
)
"""Hosts of everybody, by their names."""
_FILE = re.compile(r"/([^/?]+)\.(?:pdf|png|jpe?g)(?:\?|$)", re.IGNORECASE)
_PAGE = re.compile(r"/[^/?]+\.html?(?:[?#].*)?$", re.IGNORECASE)
"""A page of a site: its file name is no person's, as that of a certificate's copy may be."""
_NUMBER = re.compile(r"(?=.*\d)(?:[0-9a-f-]{8,}|[A-Z0-9_-]{8,})|[A-Z]{1,4}-[A-Za-z0-9-]{8,}")
"""The name of a file that is a number: of the award, not of a person."""
_ID_NAME = re.compile(r"(?i)stackoverflow\.com/users/\*{3}(/[^/?#]+)")
"""Stack Overflow writes the name behind the number."""


def masked_address(url: str) -> str:
    """The address with user names, file names and e-mail addresses as `***`."""
    if (file := _FILE.search(url)) and _NUMBER.fullmatch(file[1]):
        return url
    page = _PAGE.search(url)
    text = mask_url(url) if page is None else mask_url(_PAGE.sub("", url)) + page.group()
    for pattern in (_USER, _SITE):
        if (found := pattern.search(text)) and MASK not in found.group():
            start, end = _owner(found)
            text = text[:start] + MASK + text[end:]
    return _ID_NAME.sub(lambda m: m.group().replace(m[1], ""), text)


def own_site(url: str) -> tuple[int, int] | None:
    """The range of the name of a site, where it may be the applicant's own: of no university and
    of no host that everybody uses.
    """
    found = _OWN.match(url)
    if found is None or found[1].casefold() in _HOSTS or re.search(r"(?i)\.(?:edu|gov|ac)\b", url):
        return None
    return found.span(1)


def handle(text: str, is_common: Callable[[str], bool]) -> bool:
    """Whether a text is a user name without its host ("robin-quince", "rquince77", "@robin") and
    no compound of usual words ("decision-making").
    """
    if not _HANDLE.fullmatch(text):
        return False
    parts = re.split(r"[-_.]", text)
    return re.search(r"[_.\d@]", text) is not None or not any(map(is_common, parts))


def users(url: str) -> Iterator[tuple[int, int]]:
    """Ranges of the address that are user names, where its form says so."""
    whole = url if "://" in url else "//" + url
    shift = len(whole) - len(url)
    for pattern in (_USER, _SITE):
        for found in pattern.finditer(whole):
            start, end = _owner(found)
            yield start - shift, end - shift


def _owner(found: re.Match[str]) -> tuple[int, int]:
    """The range of the group that took part: the user name."""
    return found.span(found.lastindex or 0)
