Story: a municipality alone, and nobody is called silent for what would not be seen here
Given the pathway hospital-stay and the directory demonstration, in which
  Klynge answers for nobody
  Ward is Testsygehus, medicinsk afdeling
  Clinic is Testlægerne
  Municipality is Testkommune, hjemmesygepleje

2026-11-02 08:00  Ward tells: admitted
      course 1 opened: hospital-stay, version 2
      noted: admitted 2026-11-02 08:00; now admitted, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule hospital-notifies, not visible here
      treatment opened: held by Ward, by rule hospital-notifies, not visible here
      care opened: held by Ward, by rule hospital-notifies, not visible here
      services-paused opened: held by Municipality, by rule services-paused, due 2026-11-03 08:00
      discharge opened: held by Ward, by rule hospital-notifies, due 2026-12-02 08:00
2026-11-03 12:00  Municipality opens other for Clinic
      other opened: held by Municipality, taken
      other offered to Clinic, no clock: its answer would not be visible here; Municipality holds it meanwhile
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
2026-11-09 13:00  Municipality completes first-visit
      first-visit done by Municipality
      make-sure-it-arrived done by Municipality
# Weeks go by. What the ward and the clinic did about it nobody here can see: no clock, no silence.
2026-12-24 12:00  the clock
      2026-11-12 11:00  contact passes from Ward to Municipality, by rule hours-72
      2026-11-12 11:00  make-sure-it-arrived opened: held by Ward, by rule hours-72, due 2026-11-13 11:00, not visible here
      2026-11-12 11:00  treatment-questions ended by rule
2026-12-24 12:01  the list
      make-sure-it-arrived: Ward, by rule hours-72, due 2026-11-13 11:00
      contact: Municipality, by rule hours-72
      care: Municipality, by rule municipal-care
      other: Municipality, taken, offered to Clinic
2026-12-24 12:02  what has arrived
      contact at Municipality: delivered yes, received yes, reviewed not-yet, owned not-yet
      care at Municipality: delivered yes, received yes, reviewed not-yet, owned not-yet
      other at Clinic, who is asked: delivered not-visible-here, received not-visible-here, reviewed not-visible-here, owned not-visible-here
      make-sure-it-arrived at Ward: delivered not-visible-here, received not-visible-here, reviewed not-visible-here, owned not-visible-here
