Story: the unit that holds closes
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje
  Desk is Testkommune, visitation
  Team is Testkommune, akutteam

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
2026-11-06 11:30  Municipality offers first-visit to Team, answer by 2026-11-06 15:00
      first-visit offered to Team, answer by 2026-11-06 15:00; Municipality holds it meanwhile
2026-11-06 12:00  Municipality closes; Desk has its duties
      care is held by Desk, succession from Municipality: ceased
      the offer of first-visit to Team ends; it is told
      first-visit is held by Desk, succession from Municipality: ceased
2026-11-06 12:05  the list
      first-visit: Desk, succession, due 2026-11-07 11:00
      contact: Ward, by rule hospital-notifies
      care: Desk, succession
      treatment-questions: Ward, by rule hours-72
# A task that moves from one authority to another, said by operations.
2026-11-06 12:30  operations moves first-visit to Team: acute nursing moves to the region
      first-visit is held by Team, succession from Desk: acute nursing moves to the region
2026-11-06 13:00  Team completes first-visit
      first-visit done by Team
