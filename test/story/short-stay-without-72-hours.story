Story: a night in the emergency department
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje

# Less than 24 hours: nobody at the ward is to be called afterwards.
2026-11-02 20:00  Ward tells: acute
      course 1 opened: hospital-stay, version 2
      noted: acute 2026-11-02 20:00; now acute, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule hospital-notifies, not visible here
      treatment opened: held by Ward, by rule hospital-notifies, not visible here
      care opened: held by Ward, by rule hospital-notifies, not visible here
      discharge opened: held by Ward, by rule hospital-notifies, due 2026-12-02 20:00
2026-11-03 19:59  Ward tells: home
      noted: home 2026-11-03 19:59; now home, department Ward
      contact passes from Ward to Municipality, by rule no-72-hours
      treatment ended by rule
      care passes from Ward to Municipality, by rule municipal-care
      discharge done: the message proves it
      first-visit opened: held by Municipality, by rule municipal-care, due 2026-11-04 19:59
