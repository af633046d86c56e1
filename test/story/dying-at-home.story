Story: discharged to die at home
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje
  Ward is in region Hovedstaden

# In this region's agreement citizens who are dying are excepted.
2026-11-02 09:00  Ward tells: admitted
      course 1 opened: hospital-stay, version 2
      noted: admitted 2026-11-02 09:00; now admitted, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule hospital-notifies, not visible here
      treatment opened: held by Ward, by rule hospital-notifies, not visible here
      care opened: held by Ward, by rule hospital-notifies, not visible here
      services-paused opened: held by Municipality, by rule services-paused, due 2026-11-03 09:00
      discharge opened: held by Ward, by rule hospital-notifies, due 2026-12-02 09:00
2026-11-05 10:00  Ward says: terminal
      terminal 2026-11-05 10:00, says Ward
2026-11-06 11:00  Ward tells: home
      noted: home 2026-11-06 11:00; now home, department Ward
      contact passes from Ward to Municipality, by rule no-72-hours
      treatment ended by rule
      care passes from Ward to Municipality, by rule municipal-care
      services-paused void: not-needed
      discharge done: the message proves it
      first-visit opened: held by Municipality, by rule municipal-care, due 2026-11-07 11:00
