Story: a message that is named and never came
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje

2026-11-02 08:00  Ward tells: admitted, message m1
      course 1 opened: hospital-stay, version 2
      noted: admitted 2026-11-02 08:00; now admitted, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule hospital-notifies, not visible here
      treatment opened: held by Ward, by rule hospital-notifies, not visible here
      care opened: held by Ward, by rule hospital-notifies, not visible here
      services-paused opened: held by Municipality, by rule services-paused, due 2026-11-03 08:00
      discharge opened: held by Ward, by rule hospital-notifies, due 2026-12-02 08:00
# The discharge names a leave that nobody here has seen: that is shown, and the rest goes its way.
2026-11-09 11:00  Ward tells: home, message m3, after an unseen message m2
      a message of its chain was never seen
      noted: home 2026-11-09 11:00; now home, department Ward
      contact will pass to Municipality at 2026-11-12 11:00, by rule hours-72
      treatment ended by rule
      care passes from Ward to Municipality, by rule municipal-care
      services-paused void: not-needed
      discharge done: the message proves it
      treatment-questions opened: held by Ward, by rule hours-72, not visible here
      treatment-questions ends at 2026-11-12 11:00 unless it is known by then whom it passes to, by rule hours-72
      first-visit opened: held by Municipality, by rule municipal-care, due 2026-11-10 11:00
2026-11-09 11:05  the list of Municipality
      first-visit: Municipality, by rule municipal-care, due 2026-11-10 11:00
      care: Municipality, by rule municipal-care
# It comes late. It is history, and nothing is missing any more.
2026-11-09 15:00  Ward tells: leave at 2026-11-06 09:00, message m2
      the message that was missing has come
      noted: leave 2026-11-06 09:00, late; now home, department Ward
