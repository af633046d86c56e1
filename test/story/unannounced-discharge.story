Story: home without a word
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
# Nobody said that it would be tonight. What still makes sense is asked for at once; transport and care plan are not.
2026-11-04 22:00  Ward tells: home
      noted: home 2026-11-04 22:00; now home, department Ward
      contact will pass to Municipality at 2026-11-07 22:00, by rule hours-72
      treatment ended by rule
      care passes from Ward to Municipality, by rule municipal-care
      treatment-plan void: not-needed
      services-paused void: not-needed
      medicine-card opened: held by Ward, by rule before-15-on-friday, due 2026-11-04 15:00
      medicine-bag opened: held by Ward, by rule before-15-on-friday, due 2026-11-04 15:00
      dose-dispensing opened: held by Ward, by rule dose-dispensing, due 2026-11-04 15:00
      aids-and-bed opened: held by Ward, by rule before-15-on-friday, due 2026-11-04 15:00
      municipality-phoned opened: held by Ward, by rule phone-the-municipality, due 2026-11-04 15:00
      relatives-told opened: held by Ward, by rule before-15-on-friday, due 2026-11-04 15:00
      discharge-report opened: held by Ward, by rule discharge-report, due 2026-11-04 12:00
      discharge done: the message proves it
      treatment-questions opened: held by Ward, by rule hours-72
      treatment-questions ends at 2026-11-07 22:00 unless it is known by then whom it passes to, by rule hours-72
      discharge-summary opened: held by Ward, by rule discharge-summary, due 2026-11-07 22:00
      first-visit opened: held by Municipality, by rule municipal-care, due 2026-11-05 22:00
2026-11-04 22:05  the list of Ward
      discharge-report: Ward, by rule discharge-report, due 2026-11-04 12:00
      medicine-card: Ward, by rule before-15-on-friday, due 2026-11-04 15:00
      medicine-bag: Ward, by rule before-15-on-friday, due 2026-11-04 15:00
      dose-dispensing: Ward, by rule dose-dispensing, due 2026-11-04 15:00
      aids-and-bed: Ward, by rule before-15-on-friday, due 2026-11-04 15:00
      municipality-phoned: Ward, by rule phone-the-municipality, due 2026-11-04 15:00
      relatives-told: Ward, by rule before-15-on-friday, due 2026-11-04 15:00
      discharge-summary: Ward, by rule discharge-summary, due 2026-11-07 22:00
      contact: Ward, by rule hospital-notifies
      treatment-questions: Ward, by rule hours-72
