Story: an expected stay that never comes
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Surgery is Testsygehus, kirurgisk afdeling
  Municipality is Testkommune, hjemmesygepleje
  Other is Hjertemedicinsk sengeafs. S103

2026-11-02 09:00  Ward expects a stay at Surgery on 2026-11-16 08:00
      course 1 opened: hospital-stay, version 2
      noted: expected 2026-11-16 08:00; now expected, department Surgery
      notifications go to Municipality from now on
      contact opened: held by Surgery, by rule stay-expected, not visible here
      admission opened: held by Surgery, by rule stay-expected, due 2026-11-16 12:00
# A fall, two weeks before: another stay. The planned one is still to come.
2026-11-03 07:00  Ward tells: acute, course h1
      course 2 opened: hospital-stay, version 2
      noted: acute 2026-11-03 07:00; now acute, department Ward
      contact opened: held by Ward, by rule hospital-notifies, not visible here
      treatment opened: held by Ward, by rule hospital-notifies, not visible here
      care opened: held by Ward, by rule hospital-notifies, not visible here
      discharge opened: held by Ward, by rule hospital-notifies, due 2026-12-03 07:00
2026-11-03 12:00  Ward tells: home, course h1
      noted: home 2026-11-03 12:00; now home, department Ward
      contact passes from Ward to Municipality, by rule no-72-hours
      treatment ended by rule
      care passes from Ward to Municipality, by rule municipal-care
      discharge done: the message proves it
      first-visit opened: held by Municipality, by rule municipal-care, due 2026-11-04 12:00
2026-11-03 16:00  Municipality completes first-visit
      first-visit done by Municipality
      course 2 closed; contact ends with it; care ends with it
# Nothing came. Nobody drops it: whoever expects the citizen is asked, and asked again.
2026-11-17 13:00  the clock
      2026-11-16 12:00  admission is silent (due), step 1: remind, told Surgery
      2026-11-17 12:00  admission is silent (due), step 2: ask, told Testsygehus, bagvagt
# Only a person of that hospital or of the municipality can call it off, and says why.
2026-11-17 13:05  Other calls off the stay
      refused: not-yours; Surgery
2026-11-17 13:10  Surgery calls off the stay
      noted: annulment of expected 2026-11-16 08:00; now none, department Surgery
      admission void: annulled
      course 1 closed; contact ends with it
