Story: taken by another while it is offered
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje
  Desk is Testkommune, visitation
  Team is Testkommune, akutteam
  GP is Testlægerne

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
2026-11-06 11:30  Municipality offers first-visit to Desk, answer by 2026-11-06 15:00
      first-visit offered to Desk, answer by 2026-11-06 15:00; Municipality holds it meanwhile
2026-11-06 11:40  Team takes first-visit without a reason
      refused: reason-required; Municipality, since 2026-11-06 11:00
2026-11-06 11:41  GP takes first-visit
      refused: kind-may-not-take; Municipality, since 2026-11-06 11:00
2026-11-06 11:42  Team takes first-visit
      the offer of first-visit to Desk ends; it is told
      first-visit is held by Team, taken from Municipality
2026-11-06 11:43  Desk accepts first-visit
      refused: not-offered; Team, since 2026-11-06 11:42
2026-11-06 13:00  Team completes first-visit
      first-visit done by Team
2026-11-06 13:30  Team reopens first-visit
      first-visit reopened: held by Team
2026-11-06 13:31  the list
      first-visit: Team, taken, due 2026-11-07 11:00
      contact: Ward, by rule hospital-notifies
      care: Municipality, by rule municipal-care
      treatment-questions: Ward, by rule hours-72
