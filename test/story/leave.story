Story: leave at home, over the hour that comes twice
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje

# On leave the ward still has the citizen: municipal services start again only if it is agreed.
2026-10-23 09:00  Ward tells: admitted
      course 1 opened: hospital-stay, version 2
      noted: admitted 2026-10-23 09:00; now admitted, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule hospital-notifies, not visible here
      treatment opened: held by Ward, by rule hospital-notifies, not visible here
      care opened: held by Ward, by rule hospital-notifies, not visible here
      services-paused opened: held by Municipality, by rule services-paused, due 2026-10-24 09:00
      discharge opened: held by Ward, by rule hospital-notifies, due 2026-11-22 09:00
2026-10-24 10:00  Ward tells: leave
      noted: leave 2026-10-24 10:00; now leave, department Ward
2026-10-24 10:05  the list
      services-paused: Municipality, by rule services-paused, due 2026-10-24 09:00
      discharge: Ward, by rule hospital-notifies, due 2026-11-22 09:00
      contact: Ward, by rule hospital-notifies
      treatment: Ward, by rule hospital-notifies
      care: Ward, by rule hospital-notifies
2026-10-25 19:00  Ward tells: back
      noted: back 2026-10-25 19:00; now admitted, department Ward
# A second leave, from which the citizen does not come back: the hospital tells of the discharge at once.
2026-10-30 10:00  Ward tells: leave
      noted: leave 2026-10-30 10:00; now leave, department Ward
2026-11-01 15:00  Ward tells: home
      noted: home 2026-11-01 15:00; now home, department Ward
      contact will pass to Municipality at 2026-11-04 15:00, by rule hours-72
      treatment ended by rule
      care passes from Ward to Municipality, by rule municipal-care
      services-paused void: not-needed
      discharge done: the message proves it
      treatment-questions opened: held by Ward, by rule hours-72, not visible here
      treatment-questions ends at 2026-11-04 15:00 unless it is known by then whom it passes to, by rule hours-72
      first-visit opened: held by Municipality, by rule municipal-care, due 2026-11-02 15:00
2026-11-02 09:00  Municipality completes first-visit
      first-visit done by Municipality
