Story: what one region has agreed on binds nobody else
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Heart is Hjerteafdelingen på Herlev og Gentofte hospital
  Municipality is Testkommune, hjemmesygepleje
  Ward answers here
  Heart answers here

# In Region Midtjylland the report is agreed to come within 24 hours, and the ward makes its treatment plan in as many.
2026-11-06 13:00  Ward tells: admitted (report wanted), course 1
      course 1 opened: hospital-stay, version 2
      noted: admitted 2026-11-06 13:00; now admitted, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule hospital-notifies
      treatment opened: held by Ward, by rule hospital-notifies
      care opened: held by Ward, by rule hospital-notifies
      admission-report opened: held by Municipality, by rule report-on-request, due 2026-11-07 13:00
      treatment-plan opened: held by Ward, by rule treatment-plan, due 2026-11-07 13:00
      services-paused opened: held by Municipality, by rule services-paused, due 2026-11-07 13:00
      discharge opened: held by Ward, by rule hospital-notifies, due 2026-12-06 13:00
# A long stay, so there is a care plan.
2026-11-07 09:00  Ward expects the discharge on 2026-11-09 14:00
      discharge is expected 2026-11-09 14:00, says Ward
      discharge: due moved to 2026-11-09 18:00
      care-plan opened: held by Ward, by rule care-plan, due 2026-11-08 23:59
      medicine-card opened: held by Ward, by rule before-15-on-friday, due 2026-11-09 14:00
      medicine-bag opened: held by Ward, by rule before-15-on-friday, due 2026-11-09 14:00
      dose-dispensing opened: held by Ward, by rule dose-dispensing, due 2026-11-09 14:00
      aids-and-bed opened: held by Ward, by rule before-15-on-friday, due 2026-11-09 14:00
      transport opened: held by Ward, by rule before-15-on-friday, due 2026-11-09 14:00
      municipality-phoned opened: held by Ward, by rule phone-the-municipality, due 2026-11-09 14:00
      relatives-told opened: held by Ward, by rule before-15-on-friday, due 2026-11-09 14:00
      discharge-report opened: held by Ward, by rule discharge-report, due 2026-11-09 12:00
2026-11-09 14:00  Ward tells: home, course 1
      noted: home 2026-11-09 14:00; now home, department Ward
      contact will pass to Municipality at 2026-11-12 14:00, by rule hours-72
      treatment ended by rule
      care passes from Ward to Municipality, by rule municipal-care
      admission-report void: not-needed
      treatment-plan void: not-needed
      services-paused void: not-needed
      care-plan void: not-needed
      transport void: not-needed
      discharge done: the message proves it
      treatment-questions opened: held by Ward, by rule hours-72
      treatment-questions ends at 2026-11-12 14:00 unless it is known by then whom it passes to, by rule hours-72
      discharge-summary opened: held by Ward, by rule discharge-summary, due 2026-11-12 14:00
      first-visit opened: held by Municipality, by rule municipal-care, due 2026-11-10 14:00
2026-11-12 15:00  Municipality completes first-visit
      first-visit done by Municipality
# In Region Hovedstaden no time is agreed for the report: the end of the next working day, Klynge's own measure.
2026-11-20 13:00  Heart tells: admitted (report wanted), course 2
      course 2 opened: hospital-stay, version 2
      noted: admitted 2026-11-20 13:00; now admitted, department Heart
      contact opened: held by Heart, by rule hospital-notifies
      treatment opened: held by Heart, by rule hospital-notifies
      care opened: held by Heart, by rule hospital-notifies
      admission-report opened: held by Municipality, by rule report-on-request, due 2026-11-24 00:00
      services-paused opened: held by Municipality, by rule services-paused, due 2026-11-21 13:00
      discharge opened: held by Heart, by rule hospital-notifies, due 2026-12-20 13:00
      in hospital again: course 1 is overtaken by course 2
      contact will not pass after all
      treatment-questions will not pass after all
      care ended by rule
      medicine-card void: not-needed
      medicine-bag void: not-needed
      dose-dispensing void: not-needed
      aids-and-bed void: not-needed
      municipality-phoned void: not-needed
      relatives-told void: not-needed
      discharge-report void: not-needed
      treatment-questions void: not-needed
# Two days are a short stay there, and have no care plan.
2026-11-20 15:00  Heart expects the discharge on 2026-11-22 12:00
      discharge is expected 2026-11-22 12:00, says Heart
      discharge: due moved to 2026-11-22 16:00
      medicine-card opened: held by Heart, by rule before-15-on-friday, due 2026-11-20 15:00
      medicine-bag opened: held by Heart, by rule before-15-on-friday, due 2026-11-20 15:00
      dose-dispensing opened: held by Heart, by rule dose-dispensing, due 2026-11-20 15:00
      aids-and-bed opened: held by Heart, by rule before-15-on-friday, due 2026-11-20 15:00
      transport opened: held by Heart, by rule before-15-on-friday, due 2026-11-20 15:00
      municipality-phoned opened: held by Heart, by rule phone-the-municipality, due 2026-11-20 15:00
      relatives-told opened: held by Heart, by rule before-15-on-friday, due 2026-11-20 15:00
      discharge-report opened: held by Heart, by rule discharge-report, due 2026-11-22 23:59
2026-11-21 09:00  Heart expects the discharge on 2026-11-23 12:00
      discharge is now expected 2026-11-23 12:00, says Heart
      discharge: due moved to 2026-11-23 16:00
      medicine-card: due moved to 2026-11-23 12:00
      medicine-bag: due moved to 2026-11-23 12:00
      dose-dispensing: due moved to 2026-11-23 12:00
      aids-and-bed: due moved to 2026-11-23 12:00
      transport: due moved to 2026-11-23 12:00
      municipality-phoned: due moved to 2026-11-23 12:00
      relatives-told: due moved to 2026-11-23 12:00
      discharge-report: due moved to 2026-11-23 23:59
      care-plan opened: held by Heart, by rule care-plan, due 2026-11-22 23:59
