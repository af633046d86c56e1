Story: discharged from psychiatry
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje
  Ward has the specialty psychiatry

# Psychiatry is excepted: from discharge the municipality is whom to call.
2026-11-02 09:00  Ward tells: admitted
      course 1 opened: hospital-stay, version 2
      noted: admitted 2026-11-02 09:00; now admitted, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule hospital-notifies, not visible here
      treatment opened: held by Ward, by rule hospital-notifies, not visible here
      care opened: held by Ward, by rule hospital-notifies, not visible here
      services-paused opened: held by Municipality, by rule services-paused, due 2026-11-03 09:00
      discharge opened: held by Ward, by rule hospital-notifies, due 2026-12-02 09:00
2026-11-06 11:00  Ward tells: home
      noted: home 2026-11-06 11:00; now home, department Ward
      contact passes from Ward to Municipality, by rule no-72-hours
      treatment ended by rule
      care passes from Ward to Municipality, by rule municipal-care
      services-paused void: not-needed
      discharge done: the message proves it
      first-visit opened: held by Municipality, by rule municipal-care, due 2026-11-07 11:00
2026-11-06 12:00  nurse asks whom to call about treatment
      112 in acute danger to life: 112, by rule emergency-first
      The citizen's GP, by rule gp-outside-72-hours
2026-11-07 03:00  nurse asks whom to call about treatment
      112 in acute danger to life: 112, by rule emergency-first
      The on-call doctor: 70 11 31 31, by rule gp-outside-72-hours
