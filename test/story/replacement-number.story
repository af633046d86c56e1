Story: a replacement CPR number that becomes a CPR number
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje
  Nurses is Testkommune, akutteam

# A home course under the CPR number, from before.
2026-11-02 08:00  Ward tells: admitted, course 1
      course 1 opened: hospital-stay, version 2
      noted: admitted 2026-11-02 08:00; now admitted, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule hospital-notifies, not visible here
      treatment opened: held by Ward, by rule hospital-notifies, not visible here
      care opened: held by Ward, by rule hospital-notifies, not visible here
      services-paused opened: held by Municipality, by rule services-paused, due 2026-11-03 08:00
      discharge opened: held by Ward, by rule hospital-notifies, due 2026-12-02 08:00
2026-11-03 12:00  Ward tells: home, course 1
      noted: home 2026-11-03 12:00; now home, department Ward
      contact will pass to Municipality at 2026-11-06 12:00, by rule hours-72
      treatment ended by rule
      care passes from Ward to Municipality, by rule municipal-care
      services-paused void: not-needed
      discharge done: the message proves it
      treatment-questions opened: held by Ward, by rule hours-72, not visible here
      treatment-questions ends at 2026-11-06 12:00 unless it is known by then whom it passes to, by rule hours-72
      first-visit opened: held by Municipality, by rule municipal-care, due 2026-11-04 12:00
2026-11-03 15:00  Municipality completes first-visit
      first-visit done by Municipality
# Unconscious and without papers: the same citizen, under a replacement number.
2026-11-04 21:00  from here it is about the replacement number
      another record
2026-11-04 21:00  Ward tells: admitted (report wanted), course 2
      course 1 opened: hospital-stay, version 2
      noted: admitted 2026-11-04 21:00; now admitted, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule hospital-notifies, not visible here
      treatment opened: held by Ward, by rule hospital-notifies, not visible here
      care opened: held by Ward, by rule hospital-notifies, not visible here
      admission-report opened: held by Municipality, by rule report-on-request, due 2026-11-05 21:00
      services-paused opened: held by Municipality, by rule services-paused, due 2026-11-05 21:00
      discharge opened: held by Ward, by rule hospital-notifies, due 2026-12-04 21:00
2026-11-05 08:00  Municipality offers admission-report to Nurses
      admission-report offered to Nurses, answer by 2026-11-05 16:00; Municipality holds it meanwhile
2026-11-05 08:40  Municipality states relative
      relative 1: from 2026-11-05 08:40, stated by Municipality
2026-11-05 09:00  from here it is about the CPR number
      another record
2026-11-05 09:05  operations joins the record of the replacement number
      the record of the other number is joined: 1 courses and 6 duties are here now
      in hospital again: course 1 is overtaken by course 2
      contact will not pass after all
      treatment-questions will not pass after all
      care ended by rule
      treatment-questions void: not-needed
      course 1 closed; contact ends with it
2026-11-05 09:06  the list
      admission-report: Municipality, by rule report-on-request, due 2026-11-05 21:00, offered to Nurses
      services-paused: Municipality, by rule services-paused, due 2026-11-05 21:00
      discharge: Ward, by rule hospital-notifies, due 2026-12-04 21:00
      contact: Ward, by rule hospital-notifies
      treatment: Ward, by rule hospital-notifies
      care: Ward, by rule hospital-notifies
2026-11-05 09:10  Nurses accepts admission-report
      admission-report is held by Nurses, accepted
# What comes later under either number is of this record.
2026-11-06 14:00  Ward tells: home, course 2
      noted: home 2026-11-06 14:00; now home, department Ward
      contact will pass to Municipality at 2026-11-09 14:00, by rule hours-72
      treatment ended by rule
      care passes from Ward to Municipality, by rule municipal-care
      admission-report void: not-needed
      services-paused void: not-needed
      discharge done: the message proves it
      treatment-questions opened: held by Ward, by rule hours-72, not visible here
      treatment-questions ends at 2026-11-09 14:00 unless it is known by then whom it passes to, by rule hours-72
      first-visit opened: held by Municipality, by rule municipal-care, due 2026-11-07 14:00
# Under the old number nothing can be done any more.
2026-11-06 15:00  from here it is about the replacement number
      its record is part of another now
2026-11-06 15:01  Municipality opens other
      refused: joined-with-other
2026-11-06 15:02  the list
      nothing
