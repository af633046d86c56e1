Story: no discharge message came
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje

2026-11-02 09:00  Ward tells: admitted
      course 1 opened: hospital-stay, version 2
      noted: admitted 2026-11-02 09:00; now admitted, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule hospital-notifies, not visible here
      treatment opened: held by Ward, by rule hospital-notifies, not visible here
      care opened: held by Ward, by rule hospital-notifies, not visible here
      services-paused opened: held by Municipality, by rule services-paused, due 2026-11-03 09:00
      discharge opened: held by Ward, by rule hospital-notifies, due 2026-12-02 09:00
2026-11-04 10:00  Ward expects the discharge on 2026-11-05 12:00
      discharge is expected 2026-11-05 12:00, says Ward
      discharge: due moved to 2026-11-05 16:00
# The time passes and no notification comes: the ward is asked, then its on-call, then the municipality is told.
2026-11-07 17:00  the clock
      2026-11-03 09:00  services-paused is silent (due), step 1: remind, told Municipality
      2026-11-04 09:00  services-paused is silent (due), step 2: ask, told Testkommune, vagttelefon
      2026-11-05 09:00  services-paused is silent (due), step 3: ask, told Testkommune, vagttelefon
      2026-11-05 16:00  discharge is silent (due), step 1: remind, told Ward
      2026-11-06 09:00  services-paused is silent (due), step 4: ask, told Testkommune, vagttelefon
      2026-11-06 16:00  discharge is silent (due), step 2: ask, told Testsygehus, bagvagt
      2026-11-07 09:00  services-paused is silent (due), step 5: ask, told Testkommune, vagttelefon
      2026-11-07 16:00  discharge is silent (due), step 3: inform, told Municipality
2026-11-07 18:00  Ward tells: home at 2026-11-05 13:00
      noted: home 2026-11-05 13:00; now home, department Ward
      contact will pass to Municipality at 2026-11-08 13:00, by rule hours-72
      treatment ended by rule
      care passes from Ward to Municipality, by rule municipal-care
      services-paused void: not-needed
      discharge done: the message proves it
      treatment-questions opened: held by Ward, by rule hours-72, not visible here
      treatment-questions ends at 2026-11-08 13:00 unless it is known by then whom it passes to, by rule hours-72
      first-visit opened: held by Municipality, by rule municipal-care, due 2026-11-06 13:00
