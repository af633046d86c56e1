Story: the unit that holds closes and nobody takes over
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje
  Desk is Testkommune, visitation
  Operations is Klynges drift

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
# Nothing is dropped: operations has it, and has the duty to find a holder.
2026-11-06 12:00  Municipality closes; nobody has its duties
      care is held by Operations, succession from Municipality: ceased-without-successor
      find-holder opened: held by Operations, by Klynge's own rule, due 2026-11-07 12:00
      first-visit is held by Operations, succession from Municipality: ceased-without-successor
2026-11-06 12:05  the list
      first-visit: Operations, succession, due 2026-11-07 11:00
      find-holder: Operations, by Klynge's own rule, due 2026-11-07 12:00
      contact: Ward, by rule hospital-notifies
      care: Operations, succession
      treatment-questions: Ward, by rule hours-72
2026-11-07 12:30  the clock
      2026-11-07 11:00  first-visit is silent (due), step 1: remind, told Operations
      2026-11-07 12:00  find-holder is silent (due), step 1: remind, told Operations
2026-11-07 13:00  operations moves first-visit to Desk: found
      first-visit is held by Desk, succession from Operations: found
2026-11-07 13:05  Desk completes first-visit
      first-visit done by Desk
