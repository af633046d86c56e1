Story: transferred to a hospital of another region
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Heart is Hjerteafdelingen på Herlev og Gentofte hospital
  Municipality is Testkommune, hjemmesygepleje

2026-11-02 08:00  Ward tells: admitted, course 1
      course 1 opened: hospital-stay, version 2
      noted: admitted 2026-11-02 08:00; now admitted, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule hospital-notifies, not visible here
      treatment opened: held by Ward, by rule hospital-notifies, not visible here
      care opened: held by Ward, by rule hospital-notifies, not visible here
      services-paused opened: held by Municipality, by rule services-paused, due 2026-11-03 08:00
      discharge opened: held by Ward, by rule hospital-notifies, due 2026-12-02 08:00
# The hospital that sends the citizen on sends no discharge. With the same course id the new ward has it all.
2026-11-05 13:00  Heart tells: admitted (report wanted), course 1
      noted: admitted 2026-11-05 13:00; now admitted, department Heart
      contact passes from Ward to Heart, by rule hospital-notifies, not visible here
      treatment passes from Ward to Heart, by rule hospital-notifies, not visible here
      care passes from Ward to Heart, by rule hospital-notifies, not visible here
      admission-report opened: held by Municipality, by rule report-on-request, due 2026-11-07 00:00
      discharge passes from Ward to Heart, by rule hospital-notifies, due 2026-12-02 08:00
2026-11-05 13:05  the list
      services-paused: Municipality, by rule services-paused, due 2026-11-03 08:00
      admission-report: Municipality, by rule report-on-request, due 2026-11-07 00:00
      discharge: Heart, by rule hospital-notifies, due 2026-12-02 08:00
      contact: Heart, by rule hospital-notifies
      treatment: Heart, by rule hospital-notifies
      care: Heart, by rule hospital-notifies
# Sent on once more, and this time the new hospital uses an id of its own: it has the citizen, and the old stay is over.
2026-11-07 10:00  Ward tells: admitted (report wanted), course 2
      course 2 opened: hospital-stay, version 2
      noted: admitted 2026-11-07 10:00; now admitted, department Ward
      contact opened: held by Ward, by rule hospital-notifies, not visible here
      treatment opened: held by Ward, by rule hospital-notifies, not visible here
      care opened: held by Ward, by rule hospital-notifies, not visible here
      admission-report opened: held by Municipality, by rule report-on-request, due 2026-11-08 10:00
      services-paused opened: held by Municipality, by rule services-paused, due 2026-11-08 10:00
      discharge opened: held by Ward, by rule hospital-notifies, due 2026-12-07 10:00
      in hospital again: course 1 is overtaken by course 2
      treatment ended by rule
      care ended by rule
      admission-report void: not-needed
      services-paused void: not-needed
      discharge void: not-needed
      course 1 closed; contact ends with it
2026-11-07 10:05  the list
      admission-report: Municipality, by rule report-on-request, due 2026-11-08 10:00
      services-paused: Municipality, by rule services-paused, due 2026-11-08 10:00
      discharge: Ward, by rule hospital-notifies, due 2026-12-07 10:00
      contact: Ward, by rule hospital-notifies
      treatment: Ward, by rule hospital-notifies
      care: Ward, by rule hospital-notifies
# It says so all the same, late: nobody visits a home that is empty.
2026-11-07 12:00  Heart tells: home at 2026-11-07 09:30, course 1
      noted: home 2026-11-07 09:30, late; now elsewhere, department Heart
2026-11-07 12:05  the list
      admission-report: Municipality, by rule report-on-request, due 2026-11-08 10:00
      services-paused: Municipality, by rule services-paused, due 2026-11-08 10:00
      discharge: Ward, by rule hospital-notifies, due 2026-12-07 10:00
      contact: Ward, by rule hospital-notifies
      treatment: Ward, by rule hospital-notifies
      care: Ward, by rule hospital-notifies
2026-11-09 11:00  Ward tells: home, course 2
      noted: home 2026-11-09 11:00; now home, department Ward
      contact will pass to Municipality at 2026-11-12 11:00, by rule hours-72
      treatment ended by rule
      care passes from Ward to Municipality, by rule municipal-care
      admission-report void: not-needed
      services-paused void: not-needed
      discharge done: the message proves it
      treatment-questions opened: held by Ward, by rule hours-72, not visible here
      treatment-questions ends at 2026-11-12 11:00 unless it is known by then whom it passes to, by rule hours-72
      first-visit opened: held by Municipality, by rule municipal-care, due 2026-11-10 11:00
2026-11-09 11:05  the list of Municipality
      first-visit: Municipality, by rule municipal-care, due 2026-11-10 11:00
      care: Municipality, by rule municipal-care
