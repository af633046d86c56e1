Story: an offer refused twice, with its ladder
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje
  Desk is Testkommune, visitation
  Team is Testkommune, akutteam
  Municipal on-call is Testkommune, vagttelefon

2026-11-02 08:00  Ward tells: admitted
      course 1 opened: hospital-stay, version 2
      noted: admitted 2026-11-02 08:00; now admitted, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule hospital-notifies, not visible here
      treatment opened: held by Ward, by rule hospital-notifies, not visible here
      care opened: held by Ward, by rule hospital-notifies, not visible here
      services-paused opened: held by Municipality, by rule services-paused, due 2026-11-03 08:00
      discharge opened: held by Ward, by rule hospital-notifies, due 2026-12-02 08:00
2026-11-06 11:00  Ward tells: home
      noted: home 2026-11-06 11:00; now home, department Ward
      contact will pass to Municipality at 2026-11-09 11:00, by rule hours-72
      treatment ended by rule
      care passes from Ward to Municipality, by rule municipal-care
      services-paused void: not-needed
      discharge done: the message proves it
      treatment-questions opened: held by Ward, by rule hours-72, not visible here
      treatment-questions ends at 2026-11-09 11:00 unless it is known by then whom it passes to, by rule hours-72
      first-visit opened: held by Municipality, by rule municipal-care, due 2026-11-07 11:00
# The home nurses ask the acute team, which has no room.
2026-11-06 11:30  Municipality offers first-visit to Team, answer by 2026-11-06 13:00
      first-visit offered to Team, answer by 2026-11-06 13:00; Municipality holds it meanwhile
2026-11-06 12:00  Team declines first-visit: no-capacity, it should be Desk
      first-visit declined by Team: no-capacity, it should be Desk; Municipality holds it as before
# The desk is asked, and does not answer: the ladder begins. Nobody but the holder ever holds it meanwhile.
2026-11-06 12:15  Municipality offers first-visit to Desk, answer by 2026-11-06 14:00
      first-visit offered to Desk, answer by 2026-11-06 14:00; Municipality holds it meanwhile
2026-11-06 16:30  the clock
      2026-11-06 14:00  first-visit is silent (offer), step 1: remind, told Desk
      2026-11-06 16:00  first-visit is silent (offer), step 2: ask, told Municipal on-call
2026-11-06 16:35  the list
      first-visit: Municipality, by rule municipal-care, due 2026-11-07 11:00, offered to Desk, silent since 2026-11-06 14:00 (2)
      contact: Ward, by rule hospital-notifies
      care: Municipality, by rule municipal-care
      treatment-questions: Ward, by rule hours-72
2026-11-06 16:35  the list of Desk
      first-visit: Municipality, by rule municipal-care, due 2026-11-07 11:00, offered to Desk, silent since 2026-11-06 14:00 (2) [is asked]
2026-11-06 16:35  the list of Municipal on-call
      first-visit: Municipality, by rule municipal-care, due 2026-11-07 11:00, offered to Desk, silent since 2026-11-06 14:00 (2) [is told]
2026-11-06 17:00  Desk declines first-visit: wrong-level
      first-visit declined by Desk: wrong-level; Municipality holds it as before
# The holder's own clock runs again.
2026-11-07 12:00  the clock
      2026-11-07 11:00  first-visit is silent (due), step 1: remind, told Municipality
2026-11-07 12:30  Municipality completes first-visit
      first-visit done by Municipality
