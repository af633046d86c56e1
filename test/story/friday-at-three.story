Story: what fails at 15:00 on a Friday
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje
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
2026-11-03 10:00  Municipality completes services-paused
      services-paused done by Municipality
# Home on Saturday: what cannot be had in the weekend is due on Friday at 15:00.
2026-11-05 10:00  Ward expects the discharge on 2026-11-07 11:00
      discharge is expected 2026-11-07 11:00, says Ward
      discharge: due moved to 2026-11-07 15:00
      care-plan opened: held by Ward, by rule care-plan, due 2026-11-06 23:59
      medicine-card opened: held by Ward, by rule before-15-on-friday, due 2026-11-06 15:00
      medicine-bag opened: held by Ward, by rule before-15-on-friday, due 2026-11-06 15:00
      dose-dispensing opened: held by Ward, by rule dose-dispensing, due 2026-11-06 15:00
      aids-and-bed opened: held by Ward, by rule before-15-on-friday, due 2026-11-06 15:00
      transport opened: held by Ward, by rule before-15-on-friday, due 2026-11-06 15:00
      municipality-phoned opened: held by Ward, by rule phone-the-municipality, due 2026-11-06 15:00
      relatives-told opened: held by Ward, by rule before-15-on-friday, due 2026-11-06 15:00
      discharge-report opened: held by Ward, by rule discharge-report, due 2026-11-07 12:00
2026-11-05 10:05  the list of Ward
      treatment-plan: Ward, by rule treatment-plan, due 2026-11-03 09:00
      medicine-card: Ward, by rule before-15-on-friday, due 2026-11-06 15:00
      medicine-bag: Ward, by rule before-15-on-friday, due 2026-11-06 15:00
      dose-dispensing: Ward, by rule dose-dispensing, due 2026-11-06 15:00
      aids-and-bed: Ward, by rule before-15-on-friday, due 2026-11-06 15:00
      transport: Ward, by rule before-15-on-friday, due 2026-11-06 15:00
      municipality-phoned: Ward, by rule phone-the-municipality, due 2026-11-06 15:00
      relatives-told: Ward, by rule before-15-on-friday, due 2026-11-06 15:00
      care-plan: Ward, by rule care-plan, due 2026-11-06 23:59
      discharge-report: Ward, by rule discharge-report, due 2026-11-07 12:00
      discharge: Ward, by rule hospital-notifies, due 2026-11-07 15:00
      contact: Ward, by rule hospital-notifies
      treatment: Ward, by rule hospital-notifies
      care: Ward, by rule hospital-notifies
2026-11-05 13:00  Ward completes care-plan, marked
      care-plan done by Ward, marked
2026-11-06 09:00  Ward completes medicine-card
      medicine-card done by Ward
2026-11-06 09:10  Ward completes aids-and-bed
      aids-and-bed done by Ward
# Who was phoned is part of the proof.
2026-11-06 09:20  Ward completes municipality-phoned
      refused: reason-required; Ward, since 2026-11-05 10:00
2026-11-06 09:25  Ward completes municipality-phoned, saying whom
      municipality-phoned done by Ward
2026-11-06 09:40  Ward completes relatives-told
      relatives-told done by Ward
2026-11-06 09:45  Ward completes dose-dispensing
      dose-dispensing done by Ward
2026-11-06 15:00  the clock
      2026-11-03 09:00  treatment-plan is silent (due), step 1: remind, told Ward
      2026-11-04 09:00  treatment-plan is silent (due), step 2: ask, told Testsygehus, bagvagt
      2026-11-05 09:00  treatment-plan is silent (due), step 3: inform, told Municipality
      medicine-bag is silent (due), step 1: remind, told Ward
      transport is silent (due), step 1: remind, told Ward
2026-11-06 15:10  Ward completes medicine-bag
      medicine-bag done by Ward
# Sunday instead. Whoever was told is told again; what is ready is ready.
2026-11-06 16:00  Ward expects the discharge on 2026-11-08 11:00
      discharge is now expected 2026-11-08 11:00, says Ward
      discharge: due moved to 2026-11-08 15:00
      discharge-report: due moved to 2026-11-08 12:00
      municipality-phoned opened: held by Ward, by rule phone-the-municipality, due 2026-11-06 15:00
      relatives-told opened: held by Ward, by rule before-15-on-friday, due 2026-11-06 15:00
2026-11-06 16:05  Ward completes municipality-phoned, saying whom
      municipality-phoned done by Ward
2026-11-06 16:10  Ward completes relatives-told
      relatives-told done by Ward
2026-11-06 16:15  Ward completes transport
      transport done by Ward
2026-11-08 09:00  Ward completes discharge-report
      discharge-report done by Ward
2026-11-08 10:50  Ward tells: home
      noted: home 2026-11-08 10:50; now home, department Ward
      contact will pass to Municipality at 2026-11-11 10:50, by rule hours-72
      treatment ended by rule
      care passes from Ward to Municipality, by rule municipal-care
      treatment-plan void: not-needed
      discharge done: the message proves it
      treatment-questions opened: held by Ward, by rule hours-72
      treatment-questions ends at 2026-11-11 10:50 unless it is known by then whom it passes to, by rule hours-72
      discharge-summary opened: held by Ward, by rule discharge-summary, due 2026-11-11 10:50
      services-resumed opened: held by Municipality, by rule municipal-care, due 2026-11-09 10:50
      first-visit opened: held by Municipality, by rule municipal-care, due 2026-11-09 10:50
      follow-up-visit opened: held by Municipality, by rule follow-up-visit, due 2026-11-15 10:50
      follow-up-visit-gp opened: held by Municipality, by rule follow-up-visit, due 2026-11-15 10:50, part of follow-up-visit
2026-11-08 11:00  the list
      services-resumed: Municipality, by rule municipal-care, due 2026-11-09 10:50
      first-visit: Municipality, by rule municipal-care, due 2026-11-09 10:50
      discharge-summary: Ward, by rule discharge-summary, due 2026-11-11 10:50
      follow-up-visit: Municipality, by rule follow-up-visit, due 2026-11-15 10:50
      follow-up-visit-gp: Municipality, by rule follow-up-visit, due 2026-11-15 10:50
      contact: Ward, by rule hospital-notifies
      care: Municipality, by rule municipal-care
      treatment-questions: Ward, by rule hours-72
