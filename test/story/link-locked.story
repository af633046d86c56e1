Story: a link is locked by wrong codes, and harms nobody else
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje
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
2026-11-06 11:30  Municipality offers first-visit to GP
      first-visit offered to GP, no clock: its answer would not be visible here; Municipality holds it meanwhile
2026-11-06 11:31  Municipality makes a link for first-visit, until 2026-11-07 11:00
      first-visit may be answered by a link until 2026-11-07 11:00
2026-11-06 12:00  somebody opens the link for first-visit with a wrong code
      a wrong code was given for the link of first-visit
2026-11-06 12:01  somebody opens the link for first-visit with a wrong code
      a wrong code was given for the link of first-visit
2026-11-06 12:02  somebody opens the link for first-visit with a wrong code
      a wrong code was given for the link of first-visit
2026-11-06 12:03  somebody opens the link for first-visit with a wrong code
      a wrong code was given for the link of first-visit
2026-11-06 12:04  somebody opens the link for first-visit with a wrong code
      a wrong code was given for the link of first-visit
2026-11-06 12:05  somebody opens the link for first-visit with the right code
      refused: link-locked; Municipality, since 2026-11-06 11:00
# The offer stands. They say no on the phone, and the municipality writes it down.
2026-11-06 12:30  Municipality records that GP declined first-visit by phone: no-capacity
      first-visit declined by GP by phone as Municipality records: no-capacity; Municipality holds it as before
2026-11-06 12:35  the list
      first-visit: Municipality, by rule municipal-care, due 2026-11-07 11:00
      contact: Ward, by rule hospital-notifies
      care: Municipality, by rule municipal-care
      treatment-questions: Ward, by rule hours-72
