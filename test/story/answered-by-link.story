Story: a clinic answers by link
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
# The clinic has no account here. The municipality asks it, sends a link by mail, and tells the code on the phone.
2026-11-06 11:30  Municipality offers first-visit to GP
      first-visit offered to GP, no clock: its answer would not be visible here; Municipality holds it meanwhile
2026-11-06 11:31  Municipality makes a link for first-visit, until 2026-11-07 11:00
      first-visit may be answered by a link until 2026-11-07 11:00
2026-11-06 12:00  somebody opens the link for first-visit with a wrong code
      a wrong code was given for the link of first-visit
2026-11-06 12:01  somebody opens the link for first-visit with the right code
      the link for first-visit was opened with the right code
2026-11-06 12:02  GP declines first-visit by link: no-capacity
      first-visit declined by GP by link: no-capacity; Municipality holds it as before
# The link is used. Asked again, they get another one.
2026-11-06 12:10  GP accepts first-visit by link
      refused: link-over; Municipality, since 2026-11-06 11:00
2026-11-06 12:30  Municipality offers first-visit to GP
      first-visit offered to GP, no clock: its answer would not be visible here; Municipality holds it meanwhile
2026-11-06 12:31  Municipality makes a link for first-visit, until 2026-11-07 11:00
      first-visit may be answered by a link until 2026-11-07 11:00
2026-11-06 12:40  somebody opens the link for first-visit with the right code
      the link for first-visit was opened with the right code
2026-11-06 12:41  GP accepts first-visit by link
      first-visit is held by GP, accepted by link
2026-11-06 12:45  the list
      first-visit: GP, accepted, due 2026-11-07 11:00
      contact: Ward, by rule hospital-notifies
      care: Municipality, by rule municipal-care
      treatment-questions: Ward, by rule hours-72
2026-11-06 12:50  somebody opens the link for first-visit with the right code
      refused: link-over; GP, since 2026-11-06 12:41
