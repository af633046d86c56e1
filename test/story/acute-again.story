Story: an admitted citizen is an acute outpatient again
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje

# The hospital changes the class of the contact from inpatient to acute: the same stay, the same hands.
2026-11-02 08:00  Ward tells: admitted (report wanted)
      course 1 opened: hospital-stay, version 2
      noted: admitted 2026-11-02 08:00; now admitted, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule hospital-notifies, not visible here
      treatment opened: held by Ward, by rule hospital-notifies, not visible here
      care opened: held by Ward, by rule hospital-notifies, not visible here
      admission-report opened: held by Municipality, by rule report-on-request, due 2026-11-03 08:00
      services-paused opened: held by Municipality, by rule services-paused, due 2026-11-03 08:00
      discharge opened: held by Ward, by rule hospital-notifies, due 2026-12-02 08:00
2026-11-02 16:00  Ward tells: acute
      noted: acute 2026-11-02 16:00; now acute, department Ward
2026-11-02 18:00  Ward tells: home
      noted: home 2026-11-02 18:00; now home, department Ward
      contact passes from Ward to Municipality, by rule no-72-hours
      treatment ended by rule
      care passes from Ward to Municipality, by rule municipal-care
      admission-report void: not-needed
      services-paused void: not-needed
      discharge done: the message proves it
      first-visit opened: held by Municipality, by rule municipal-care, due 2026-11-03 18:00
2026-11-02 18:05  the list
      first-visit: Municipality, by rule municipal-care, due 2026-11-03 18:00
      contact: Municipality, by rule no-72-hours
      care: Municipality, by rule municipal-care
