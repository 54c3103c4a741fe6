"""Words that tell a person's name from the other lines at the top of a résumé."""

from __future__ import annotations

PARTICLES = frozenset(
    "al bin binti bte da das de del della der di do dos du e el ibn la le san ten ter van von "
    "y".split()
)
"""Small words inside family names, of several languages."""
NOT_NAMES = frozenset(
    "about academic accountant address admin administrator analyst and application architect "
    "areas assistant associate at bachelor career certificate certified chief civil cloud coach "
    "communication company consultant contact coordinator core course curriculum data date "
    "declaration designer details developer development digital director education electrical "
    "email engineer engineering english executive experience expert expertise finance for "
    "freelance full graduate head health hr human in information inspector instrumentation intern "
    "internship key lead leader linkedin location machine management manager marketing mechanical "
    "medical mobile network number objective of officer operator page passport personal phone "
    "portfolio present process product professional profile programmer project python quality "
    "references resources resume résumé safety sales school science scientist senior service "
    "site skills social software specialist stack student summary supervisor support system "
    "systems teacher technical technician technologies technology test the to trainer university "
    "vitae web website with work worker writer year years college institute institution "
    "nationality location gmail com www http https github page photo confidential "
    "fresher backend frontend mern mob no "
    "btech mtech tech bsc msc mba phd bca mca llb diploma class cell mail fax tel father "
    "fathers mother mothers husband spouse respected sir madam dear job jobs responsibilities "
    "target activity activities relevant coursework projects additional qualification "
    "qualifications educational academic background history interpersonal additional online "
    "curriculam viate biodata bio near road street house flat nagar colony district post limited "
    "ltd inc pvt llc undergraduate cybersecurity "
    "marital status gender languages january february march april june july august september "
    "october november december".split()
)
"""Words of titles, trades, labels and dates: a line with one of them in front is no name."""
PLACES_OF_MANY = frozenset(
    "academy college colony company district flat house inc institute institution limited llc ltd "
    "nagar post pvt railway road school street university".split()
)
"""Words with which a line names a place or an organization, whatever stands before them."""
PROSE = frozenset(
    "an and are as at by for from had has have in is my on our that the their this through to was "
    "were which while with your".split()
)
"""Small words of sentences, which addresses have few of."""
STUDY = frozenset(
    "academy analyst architect assistant associate bachelor bachelors certificate certificates "
    "certification certifications certified chairman college consultant degree department "
    "developer diploma director doctoral doctorate education engineer engineering engineers "
    "experience faculty fellowship graduate institute institution internship language languages "
    "licence license licensed manager master masters nurse objective officer passport phd "
    "professor project projects qualification qualifications registered scientist school skills "
    "specialist student summary supervisor teacher technician technology trainer university "
    "undergraduate visa years".split()
)
"""Words of study, trade and labels: a line with one of them is no town, and an address only where
a street and a number say so."""
