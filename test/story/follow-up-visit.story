Story: a follow-up home visit of nurse and GP
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje
  Doctor is Testlægerne
  Ward answers here

2026-11-02 09:00  Ward tells: admitted
      course 1 opened: hospital-stay, version 2
      noted: admitted 2026-11-02 09:00; now admitted, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule hospital-notifies
      treatment opened: held by Ward, by rule hospital-notifies
      care opened: held by Ward, by rule hospital-notifies
      treatment-plan opened: held by Ward, by rule treatment-plan, due 2026-11-03 09:00
      services-paused opened: held by Municipality, by rule services-paused, due 2026-11-03 09:00
      discharge opened: held by Ward, by rule hospital-notifies, due 2026-12-02 09:00
2026-11-05 10:00  Ward expects the discharge on 2026-11-06 11:00
      discharge is expected 2026-11-06 11:00, says Ward
      discharge: due moved to 2026-11-06 15:00
      care-plan opened: held by Ward, by rule care-plan, due 2026-11-05 23:59
      medicine-card opened: held by Ward, by rule before-15-on-friday, due 2026-11-06 11:00
      medicine-bag opened: held by Ward, by rule before-15-on-friday, due 2026-11-06 11:00
      dose-dispensing opened: held by Ward, by rule dose-dispensing, due 2026-11-06 11:00
      aids-and-bed opened: held by Ward, by rule before-15-on-friday, due 2026-11-06 11:00
      transport opened: held by Ward, by rule before-15-on-friday, due 2026-11-06 11:00
      municipality-phoned opened: held by Ward, by rule phone-the-municipality, due 2026-11-06 11:00
      relatives-told opened: held by Ward, by rule before-15-on-friday, due 2026-11-06 11:00
      discharge-report opened: held by Ward, by rule discharge-report, due 2026-11-06 12:00
# The care plan asks for it.
2026-11-05 11:00  Ward completes care-plan, marked
      care-plan done by Ward, marked
2026-11-06 11:00  Ward tells: home
      noted: home 2026-11-06 11:00; now home, department Ward
      contact will pass to Municipality at 2026-11-09 11:00, by rule hours-72
      treatment ended by rule
      care passes from Ward to Municipality, by rule municipal-care
      treatment-plan void: not-needed
      services-paused void: not-needed
      transport void: not-needed
      discharge done: the message proves it
      treatment-questions opened: held by Ward, by rule hours-72
      treatment-questions ends at 2026-11-09 11:00 unless it is known by then whom it passes to, by rule hours-72
      discharge-summary opened: held by Ward, by rule discharge-summary, due 2026-11-09 11:00
      first-visit opened: held by Municipality, by rule municipal-care, due 2026-11-07 11:00
      follow-up-visit opened: held by Municipality, by rule follow-up-visit, due 2026-11-13 11:00
      follow-up-visit-gp opened: held by Municipality, by rule follow-up-visit, due 2026-11-13 11:00, part of follow-up-visit
# One leads. The GP's part is a duty of its own, and the GP has said yes to it.
2026-11-06 12:00  Municipality offers follow-up-visit-gp to Doctor
      follow-up-visit-gp offered to Doctor, no clock: its answer would not be visible here; Municipality holds it meanwhile
2026-11-06 15:00  Doctor accepts follow-up-visit-gp
      follow-up-visit-gp is held by Doctor, accepted
2026-11-10 10:00  Municipality completes follow-up-visit
      follow-up-visit done by Municipality
      follow-up-visit-gp void: not-needed
