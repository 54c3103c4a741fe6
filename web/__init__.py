"""The web page and the HTTP endpoint: accounts, uploads, jobs and what is shown of reports.

`recognizer serve` starts it. In a checkout this folder stands at the top level and is reached as
`recognizer.web`; an installed wheel holds it below the package. Needs the extra `server`.
"""
