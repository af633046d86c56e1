Story: a discharge summary marked for follow-up
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
# Nothing goes to the GP by itself. A person with a basis tells, or nobody does.
2026-11-03 09:00  Ward tells the GP: consent
      refused: no-such-party
2026-11-03 09:05  Municipality names the GP: Doctor
      the citizen's GP is Doctor
2026-11-03 09:10  Ward tells the GP: section-41 without a reason
      refused: reason-required
2026-11-03 09:15  Ward tells the GP: section-41
      Ward has told Doctor of the stay: section-41
2026-11-03 09:20  Municipality states that the citizen objects
      the citizen objects to the GP being told
2026-11-03 09:25  Ward tells the GP: consent
      refused: objected
2026-11-03 09:30  Municipality states that the citizen does not object
      the citizen does not object any more
2026-11-06 11:00  Ward tells: home
      noted: home 2026-11-06 11:00; now home, department Ward
      contact will pass to Municipality at 2026-11-09 11:00, by rule hours-72
      treatment ended by rule
      care passes from Ward to Municipality, by rule municipal-care
      treatment-plan void: not-needed
      services-paused void: not-needed
      medicine-card opened: held by Ward, by rule before-15-on-friday, due 2026-11-06 11:00
      medicine-bag opened: held by Ward, by rule before-15-on-friday, due 2026-11-06 11:00
      dose-dispensing opened: held by Ward, by rule dose-dispensing, due 2026-11-06 11:00
      aids-and-bed opened: held by Ward, by rule before-15-on-friday, due 2026-11-06 11:00
      municipality-phoned opened: held by Ward, by rule phone-the-municipality, due 2026-11-06 11:00
      relatives-told opened: held by Ward, by rule before-15-on-friday, due 2026-11-06 11:00
      discharge-report opened: held by Ward, by rule discharge-report, due 2026-11-06 12:00
      discharge done: the message proves it
      treatment-questions opened: held by Ward, by rule hours-72
      treatment-questions will pass to Doctor at 2026-11-09 11:00, by rule hours-72
      discharge-summary opened: held by Ward, by rule discharge-summary, due 2026-11-09 11:00
      first-visit opened: held by Municipality, by rule municipal-care, due 2026-11-07 11:00
# Friday; three working days are over when Wednesday is.
2026-11-06 11:05  the list of Ward
      medicine-card: Ward, by rule before-15-on-friday, due 2026-11-06 11:00
      medicine-bag: Ward, by rule before-15-on-friday, due 2026-11-06 11:00
      dose-dispensing: Ward, by rule dose-dispensing, due 2026-11-06 11:00
      aids-and-bed: Ward, by rule before-15-on-friday, due 2026-11-06 11:00
      municipality-phoned: Ward, by rule phone-the-municipality, due 2026-11-06 11:00
      relatives-told: Ward, by rule before-15-on-friday, due 2026-11-06 11:00
      discharge-report: Ward, by rule discharge-report, due 2026-11-06 12:00
      discharge-summary: Ward, by rule discharge-summary, due 2026-11-09 11:00
      contact: Ward, by rule hospital-notifies
      treatment-questions: Ward, by rule hours-72
2026-11-09 14:00  Ward completes discharge-summary, marked
      discharge-summary done by Ward, marked
      follow-up opened: held by Ward, by rule discharge-summary
      follow-up passes from Ward to Doctor, by rule marked-summary, not visible here
      make-sure-it-arrived opened: held by Ward, by rule marked-summary, due 2026-11-10 14:00
# The GP has it without having said yes; the ward makes sure that it arrived.
2026-11-09 14:05  the list of Doctor
      follow-up: Doctor, by rule marked-summary
2026-11-10 09:00  Ward completes make-sure-it-arrived
      make-sure-it-arrived done by Ward
