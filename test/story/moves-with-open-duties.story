Story: a citizen who moves with open duties
Given the pathway hospital-stay and the directory demonstration, in which
  Klynge answers for nobody
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje
  Nurses is Testkommune, akutteam
  Herlev is Plejecenter Herlev

2026-11-02 08:00  Ward tells: admitted
      course 1 opened: hospital-stay, version 2
      noted: admitted 2026-11-02 08:00; now admitted, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule hospital-notifies, not visible here
      treatment opened: held by Ward, by rule hospital-notifies, not visible here
      care opened: held by Ward, by rule hospital-notifies, not visible here
      services-paused opened: held by Municipality, by rule services-paused, due 2026-11-03 08:00
      discharge opened: held by Ward, by rule hospital-notifies, due 2026-12-02 08:00
2026-11-09 11:00  Ward tells: home
      noted: home 2026-11-09 11:00; now home, department Ward
      contact will pass to Municipality at 2026-11-12 11:00, by rule hours-72
      treatment ended by rule
      care passes from Ward to Municipality, by rule municipal-care
      make-sure-it-arrived opened: held by Ward, by rule municipal-care, due 2026-11-10 11:00, not visible here
      services-paused void: not-needed
      discharge done: the message proves it
      treatment-questions opened: held by Ward, by rule hours-72, not visible here
      treatment-questions ends at 2026-11-12 11:00 unless it is known by then whom it passes to, by rule hours-72
      first-visit opened: held by Municipality, by rule municipal-care, due 2026-11-10 11:00
2026-11-09 12:00  Municipality opens other, due 2026-11-20 12:00
      other opened: held by Municipality, taken, due 2026-11-20 12:00
# Somebody who has nothing to do with it cannot move a citizen.
2026-11-09 12:30  Herlev says that the citizen moves to Herlev
      refused: not-allowed; Municipality
2026-11-09 13:00  Municipality says that the citizen moves to Herlev from 2026-11-10 00:00
      the citizen moves to Herlev on 2026-11-10 00:00
2026-11-09 14:00  the list
      make-sure-it-arrived: Ward, by rule municipal-care, due 2026-11-10 11:00
      first-visit: Municipality, by rule municipal-care, due 2026-11-10 11:00
      other: Municipality, taken, due 2026-11-20 12:00
      contact: Ward, by rule hospital-notifies
      care: Municipality, by rule municipal-care
      treatment-questions: Ward, by rule hours-72
# The day has come. What goes with residence passes, and who had it makes sure that it arrived. Help that
# this municipality promised by itself stays, and the ward is the ward.
2026-11-10 00:00  the clock
      notifications go to Herlev from now on
      contact will not pass after all
      contact will pass to Herlev at 2026-11-12 11:00, by rule hours-72
      care passes from Municipality to Herlev, by rule moved
      make-sure-it-arrived opened: held by Municipality, by rule moved, due 2026-11-11 00:00
      first-visit passes from Municipality to Herlev, by rule moved, due 2026-11-10 11:00
      make-sure-it-arrived ended by rule
2026-11-10 08:00  the list
      first-visit: Herlev, by rule moved, due 2026-11-10 11:00
      make-sure-it-arrived: Municipality, by rule moved, due 2026-11-11 00:00
      other: Municipality, taken, due 2026-11-20 12:00
      contact: Ward, by rule hospital-notifies
      care: Herlev, by rule moved
      treatment-questions: Ward, by rule hours-72
2026-11-10 09:00  Herlev completes first-visit
      first-visit done by Herlev
      make-sure-it-arrived done by Herlev
2026-11-12 11:00  the clock
      contact passes from Ward to Herlev, by rule hours-72
      make-sure-it-arrived opened: held by Ward, by rule hours-72, due 2026-11-13 11:00, not visible here
      treatment-questions ended by rule
