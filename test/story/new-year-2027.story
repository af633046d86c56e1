Story: the night acute nursing and temporary places go from the municipalities to the regions
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje
  Team is Testkommune, akutteam
  Desk is Testkommune, visitation
  Region is Testregion, akutsygepleje
  Places is Testregion, midlertidige pladser
  Operations is Klynges drift

2026-12-28 09:00  Ward tells: admitted
      course 1 opened: hospital-stay, version 2
      noted: admitted 2026-12-28 09:00; now admitted, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule hospital-notifies, not visible here
      treatment opened: held by Ward, by rule hospital-notifies, not visible here
      care opened: held by Ward, by rule hospital-notifies, not visible here
      services-paused opened: held by Municipality, by rule services-paused, due 2026-12-29 09:00
      discharge opened: held by Ward, by rule hospital-notifies, due 2027-01-27 09:00
2026-12-29 12:00  Ward tells: home
      noted: home 2026-12-29 12:00; now home, department Ward
      contact will pass to Municipality at 2027-01-01 12:00, by rule hours-72
      treatment ended by rule
      care passes from Ward to Municipality, by rule municipal-care
      services-paused void: not-needed
      discharge done: the message proves it
      treatment-questions opened: held by Ward, by rule hours-72, not visible here
      treatment-questions ends at 2027-01-01 12:00 unless it is known by then whom it passes to, by rule hours-72
      first-visit opened: held by Municipality, by rule municipal-care, due 2026-12-30 12:00
2026-12-29 13:00  Operations opens acute-nursing for Team
      acute-nursing opened: held by Operations, taken
      acute-nursing offered to Team, answer by 2026-12-30 13:00; Operations holds it meanwhile
2026-12-29 13:30  Team accepts acute-nursing
      acute-nursing is held by Team, accepted
2026-12-29 14:00  Operations opens temporary-place for Municipality
      temporary-place opened: held by Operations, taken
      temporary-place offered to Municipality, answer by 2026-12-30 14:00; Operations holds it meanwhile
2026-12-29 14:10  Municipality accepts temporary-place
      temporary-place is held by Municipality, accepted
2026-12-30 10:00  Municipality completes first-visit
      first-visit done by Municipality
# Asked on New Year's Eve, not answered when the year ends: the offer ends with the old authority.
2026-12-31 22:00  Team offers acute-nursing to Desk
      acute-nursing offered to Desk, answer by 2027-01-01 22:00; Team holds it meanwhile
2026-12-31 23:59  the directory's day
      nothing
2027-01-01 00:00  the directory's day
      the offer of acute-nursing to Desk ends; it is told
      acute-nursing is held by Region, succession from Team: L 213 and L 214 (2024-25)
      temporary-place is held by Places, succession from Municipality: L 213 and L 214 (2024-25)
2027-01-01 00:05  the list
      contact: Ward, by rule hospital-notifies
      care: Municipality, by rule municipal-care
      treatment-questions: Ward, by rule hours-72
      acute-nursing: Region, succession
      temporary-place: Places, succession
# The 72 hours run on through the night; they are the ward's and the municipality's.
2027-01-01 12:00  the clock
      contact passes from Ward to Municipality, by rule hours-72
      treatment-questions ended by rule
# What the region gives back with a yes is the municipality's again, and stays.
2027-01-02 09:00  Region offers acute-nursing to Team
      acute-nursing offered to Team, answer by 2027-01-03 09:00; Region holds it meanwhile
2027-01-02 09:30  Team accepts acute-nursing
      acute-nursing is held by Team, accepted
2027-01-02 10:00  the directory's day
      nothing
2027-01-03 10:00  Team completes acute-nursing
      acute-nursing done by Team
2027-01-03 11:00  Places completes temporary-place
      temporary-place done by Places
      course 1 closed; contact ends with it; care ends with it
