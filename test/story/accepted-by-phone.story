Story: accepted by phone, and contested
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje
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
2026-11-06 11:30  Municipality offers first-visit to GP, answer by 2026-11-06 15:00
      first-visit offered to GP, no clock: its answer would not be visible here; Municipality holds it meanwhile
# The GP's answers are not visible here: the municipality records what was said on the phone.
2026-11-06 12:00  Municipality records that GP accepted first-visit by phone
      first-visit is held by GP, accepted by phone as Municipality records; may be contested until 2026-11-06 20:00
2026-11-06 12:05  the list
      first-visit: GP, accepted, due 2026-11-07 11:00
      contact: Ward, by rule hospital-notifies
      care: Municipality, by rule municipal-care
      treatment-questions: Ward, by rule hours-72
2026-11-06 14:00  GP contests first-visit
      first-visit was not accepted, says GP; held by Municipality again
2026-11-06 14:05  the list
      first-visit: Municipality, by rule municipal-care, due 2026-11-07 11:00
      contact: Ward, by rule hospital-notifies
      care: Municipality, by rule municipal-care
      treatment-questions: Ward, by rule hours-72
# Once more, and this time nobody denies it within a shift.
2026-11-06 14:30  Municipality offers first-visit to Team, answer by 2026-11-06 16:00
      first-visit offered to Team, answer by 2026-11-06 16:00; Municipality holds it meanwhile
2026-11-06 14:45  Municipality records that Team accepted first-visit by phone
      first-visit is held by Team, accepted by phone as Municipality records; may be contested until 2026-11-06 22:45
2026-11-07 00:00  Team contests first-visit
      refused: too-late-to-contest; Team, since 2026-11-06 14:45
