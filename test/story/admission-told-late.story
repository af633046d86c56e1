Story: the admission is told of after the leave, and another after the discharge
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje

# The first that anybody hears is that the citizen is on leave from the ward.
2026-11-06 10:00  Ward tells: leave
      course 1 opened: hospital-stay, version 2
      noted: leave 2026-11-06 10:00; now leave, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule hospital-notifies, not visible here
      treatment opened: held by Ward, by rule hospital-notifies, not visible here
      care opened: held by Ward, by rule hospital-notifies, not visible here
      discharge opened: held by Ward, by rule hospital-notifies, due 2026-12-06 10:00
# The admission was two days before, and comes now. She still lies there: the ward wants its report, and the home
# care that has called in vain is to pause. Both are late by now, and speak after the grace.
2026-11-06 12:00  Ward tells: admitted at 2026-11-04 09:00 (report wanted), message m1
      noted: admitted 2026-11-04 09:00, late; now leave, department Ward
      admission-report opened: held by Municipality, by rule report-on-request, due 2026-11-05 09:00
      services-paused opened: held by Municipality, by rule services-paused, due 2026-11-05 09:00
2026-11-06 13:00  the clock
      2026-11-06 12:15  admission-report is silent (due), step 1: remind, told Municipality
      2026-11-06 12:15  services-paused is silent (due), step 1: remind, told Municipality
2026-11-06 13:05  Municipality completes admission-report
      admission-report done by Municipality
# The same admission put right: what is done is not asked for again.
2026-11-06 14:00  Ward tells: admitted at 2026-11-04 08:30 (report wanted), instead of message m1, message m2
      noted: correction of admitted 2026-11-04 08:30, late; now leave, department Ward
      services-paused: due moved to 2026-11-05 08:30
2026-11-10 11:00  Ward tells: home
      noted: home 2026-11-10 11:00; now home, department Ward
      contact will pass to Municipality at 2026-11-13 11:00, by rule hours-72
      treatment ended by rule
      care passes from Ward to Municipality, by rule municipal-care
      services-paused void: not-needed
      discharge done: the message proves it
      treatment-questions opened: held by Ward, by rule hours-72, not visible here
      treatment-questions ends at 2026-11-13 11:00 unless it is known by then whom it passes to, by rule hours-72
      first-visit opened: held by Municipality, by rule municipal-care, due 2026-11-11 11:00

# Another stay, of which the discharge is told first. Nobody needs a report of it any more, and at home there is
# nothing to pause: both are over as they begin, and the record shows that nothing was paused while she was away.
2026-11-20 15:00  Ward tells: home, message m3, course 2
      course 2 opened: hospital-stay, version 2
      noted: home 2026-11-20 15:00; now home, department Ward
      contact opened: held by Ward, by rule hours-72, not visible here
      contact will pass to Municipality at 2026-11-23 15:00, by rule hours-72
      care opened: held by Municipality, by rule municipal-care
      treatment-questions opened: held by Ward, by rule hours-72, not visible here
      treatment-questions ends at 2026-11-23 15:00 unless it is known by then whom it passes to, by rule hours-72
      first-visit opened: held by Municipality, by rule municipal-care, due 2026-11-21 15:00
2026-11-20 16:00  Ward tells: admitted at 2026-11-18 09:00 (report wanted), course 2
      noted: admitted 2026-11-18 09:00, late; now home, department Ward
      admission-report opened: held by Municipality, by rule report-on-request, due 2026-11-19 09:00
      admission-report void: not-needed
      services-paused opened: held by Municipality, by rule services-paused, due 2026-11-19 09:00
      services-paused void: not-needed
      in hospital again: course 1 is overtaken by course 2
      contact will not pass after all
      treatment-questions will not pass after all
      care ended by rule
      treatment-questions void: not-needed
      first-visit void: not-needed
      course 1 closed; contact ends with it
2026-11-20 16:05  the list
      first-visit: Municipality, by rule municipal-care, due 2026-11-21 15:00
      contact: Ward, by rule hours-72
      care: Municipality, by rule municipal-care
      treatment-questions: Ward, by rule hours-72
# The discharge is taken back: she lies there still, and now both are wanted.
2026-11-20 17:00  Ward tells: home, annulling message m3, message m4, course 2
      noted: annulment of home 2026-11-20 17:00; now admitted, department Ward
      treatment-questions void: annulled
      first-visit void: annulled
      admission-report reopened: held by Municipality
      services-paused reopened: held by Municipality
      contact will not pass after all
      treatment opened: held by Ward, by rule hospital-notifies, not visible here
      care passes from Municipality to Ward, by rule hospital-notifies, not visible here
      discharge opened: held by Ward, by rule hospital-notifies, due 2026-12-18 09:00
      discharge: due moved to 2026-12-20 17:00
