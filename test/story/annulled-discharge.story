Story: a discharge that was a mistake, told of after the municipality had begun
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje

2026-11-02 09:00  Ward tells: admitted (report wanted), message m1
      course 1 opened: hospital-stay, version 2
      noted: admitted 2026-11-02 09:00; now admitted, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule hospital-notifies, not visible here
      treatment opened: held by Ward, by rule hospital-notifies, not visible here
      care opened: held by Ward, by rule hospital-notifies, not visible here
      admission-report opened: held by Municipality, by rule report-on-request, due 2026-11-03 09:00
      services-paused opened: held by Municipality, by rule services-paused, due 2026-11-03 09:00
      discharge opened: held by Ward, by rule hospital-notifies, due 2026-12-02 09:00
2026-11-02 15:00  Municipality completes admission-report
      admission-report done by Municipality
2026-11-04 10:00  Ward tells: home, message m2
      noted: home 2026-11-04 10:00; now home, department Ward
      contact will pass to Municipality at 2026-11-07 10:00, by rule hours-72
      treatment ended by rule
      care passes from Ward to Municipality, by rule municipal-care
      services-paused void: not-needed
      discharge done: the message proves it
      treatment-questions opened: held by Ward, by rule hours-72, not visible here
      treatment-questions ends at 2026-11-07 10:00 unless it is known by then whom it passes to, by rule hours-72
      first-visit opened: held by Municipality, by rule municipal-care, due 2026-11-05 10:00
2026-11-04 16:00  Municipality completes first-visit
      first-visit done by Municipality
# The citizen never left the ward. What the discharge ended is owed again, by whoever had it; the visit that was made
# stays made, and says that its cause was annulled.
2026-11-04 18:00  Ward tells: home, annulling message m2, message m3
      noted: annulment of home 2026-11-04 18:00; now admitted, department Ward
      the message that opened first-visit is annulled
      treatment-questions void: annulled
      treatment reopened: held by Ward
      services-paused reopened: held by Municipality
      discharge reopened: held by Ward
      contact will not pass after all
      care passes from Municipality to Ward, by rule hospital-notifies, not visible here
2026-11-04 18:05  the list
      services-paused: Municipality, by rule services-paused, due 2026-11-03 09:00
      discharge: Ward, by rule hospital-notifies, due 2026-12-02 09:00
      contact: Ward, by rule hospital-notifies
      treatment: Ward, by rule hospital-notifies
      care: Ward, by rule hospital-notifies
# Two days later the citizen does go home, and is visited again.
2026-11-06 11:00  Ward tells: home, message m4
      noted: home 2026-11-06 11:00; now home, department Ward
      contact will pass to Municipality at 2026-11-09 11:00, by rule hours-72
      treatment ended by rule
      care passes from Ward to Municipality, by rule municipal-care
      services-paused void: not-needed
      discharge done: the message proves it
      treatment-questions opened: held by Ward, by rule hours-72, not visible here
      treatment-questions ends at 2026-11-09 11:00 unless it is known by then whom it passes to, by rule hours-72
      first-visit opened: held by Municipality, by rule municipal-care, due 2026-11-07 11:00
2026-11-06 11:05  the list
      first-visit: Municipality, by rule municipal-care, due 2026-11-07 11:00
      contact: Ward, by rule hospital-notifies
      care: Municipality, by rule municipal-care
      treatment-questions: Ward, by rule hours-72
