Story: an expected stay at a hospital whose messages do not come here
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Surgery is Testsygehus, kirurgisk afdeling
  Municipality is Testkommune, hjemmesygepleje
  no messages of Surgery come here

2026-11-02 09:00  Ward expects a stay at Surgery on 2026-11-16 08:00
      course 1 opened: hospital-stay, version 2
      noted: expected 2026-11-16 08:00; now expected, department Surgery
      notifications go to Municipality from now on
      contact opened: held by Surgery, by rule stay-expected, not visible here
      admission opened: held by Surgery, by rule stay-expected, due 2026-11-16 12:00, not visible here
# A month after the day nothing has come, as nothing ever does from there: nobody is silent.
2026-12-16 13:00  the clock
      nothing
2026-12-16 13:10  Ward calls off the stay
      noted: annulment of expected 2026-11-16 08:00; now none, department Surgery
      admission void: annulled
      course 1 closed; contact ends with it
# In another stay the ward's messages do come, and the one that is missing is asked about.
2027-01-04 07:00  Surgery tells: admitted, course h1
      course 2 opened: hospital-stay, version 2
      noted: admitted 2027-01-04 07:00; now admitted, department Surgery
      contact opened: held by Surgery, by rule hospital-notifies, not visible here
      treatment opened: held by Surgery, by rule hospital-notifies, not visible here
      care opened: held by Surgery, by rule hospital-notifies, not visible here
      services-paused opened: held by Municipality, by rule services-paused, due 2027-01-05 07:00
      discharge opened: held by Surgery, by rule hospital-notifies, due 2027-02-03 07:00
2027-01-04 08:00  Municipality completes services-paused
      services-paused done by Municipality
2027-02-03 08:00  the clock
      2027-02-03 07:00  discharge is silent (due), step 1: remind, told Surgery
