Story: a guardian, a mandate that ends, and a relative who agrees to much and may nothing
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje

2026-11-02 08:00  Ward tells: admitted
      course 1 opened: hospital-stay, version 2
      noted: admitted 2026-11-02 08:00; now admitted, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule hospital-notifies, not visible here
      treatment opened: held by Ward, by rule hospital-notifies, not visible here
      care opened: held by Ward, by rule hospital-notifies, not visible here
      services-paused opened: held by Municipality, by rule services-paused, due 2026-11-03 08:00
      discharge opened: held by Ward, by rule hospital-notifies, due 2026-12-02 08:00
2026-11-02 09:00  Municipality states guardian
      guardian 1: from 2026-11-02 09:00, stated by Municipality
# A mandate without an end is refused: somebody has to look at it again.
2026-11-02 09:01  Municipality states mandate
      refused: wrong-time
2026-11-02 09:02  Municipality states mandate until 2026-11-30 12:00
      renew-before-it-ends opened: held by Municipality, by rule ends-on-its-day, due 2026-11-30 12:00
      mandate 2: from 2026-11-02 09:02 until 2026-11-30 12:00, stated by Municipality
# The citizen agrees that the daughter is told. That she agrees to something herself is no mandate.
2026-11-02 09:03  Ward states relative
      relative 3: from 2026-11-02 09:03, stated by Ward
2026-11-02 09:10  who has a say, of somebody born 1940-03-01
      age: adult
      citizen: is told, acts for the citizen
      guardian: is told, acts for the citizen
      mandate: is told, acts for the citizen, until 2026-11-30 12:00
      relative: is told, does not act for the citizen
# The mandate ends by the clock, and whoever stated it is told.
2026-11-30 11:59  who has a say, of somebody born 1940-03-01
      age: adult
      citizen: is told, acts for the citizen
      guardian: is told, acts for the citizen
      mandate: is told, acts for the citizen, until 2026-11-30 12:00
      relative: is told, does not act for the citizen
2026-11-30 12:00  the clock
      2026-11-03 08:00  services-paused is silent (due), step 1: remind, told Municipality
      2026-11-04 08:00  services-paused is silent (due), step 2: ask, told Testkommune, vagttelefon
      2026-11-05 08:00  services-paused is silent (due), step 3: ask, told Testkommune, vagttelefon
      2026-11-06 08:00  services-paused is silent (due), step 4: ask, told Testkommune, vagttelefon
      2026-11-07 08:00  services-paused is silent (due), step 5: ask, told Testkommune, vagttelefon
      2026-11-08 08:00  services-paused is silent (due), step 6: ask, told Testkommune, vagttelefon
      2026-11-09 08:00  services-paused is silent (due), step 7: ask, told Testkommune, vagttelefon
      2026-11-10 08:00  services-paused is silent (due), step 8: ask, told Testkommune, vagttelefon
      2026-11-11 08:00  services-paused is silent (due), step 9: ask, told Testkommune, vagttelefon
      2026-11-12 08:00  services-paused is silent (due), step 10: ask, told Testkommune, vagttelefon
      2026-11-13 08:00  services-paused is silent (due), step 11: ask, told Testkommune, vagttelefon
      2026-11-14 08:00  services-paused is silent (due), step 12: ask, told Testkommune, vagttelefon
      2026-11-15 08:00  services-paused is silent (due), step 13: ask, told Testkommune, vagttelefon
      2026-11-16 08:00  services-paused is silent (due), step 14: ask, told Testkommune, vagttelefon
      2026-11-17 08:00  services-paused is silent (due), step 15: ask, told Testkommune, vagttelefon
      2026-11-18 08:00  services-paused is silent (due), step 16: ask, told Testkommune, vagttelefon
      2026-11-19 08:00  services-paused is silent (due), step 17: ask, told Testkommune, vagttelefon
      2026-11-20 08:00  services-paused is silent (due), step 18: ask, told Testkommune, vagttelefon
      2026-11-21 08:00  services-paused is silent (due), step 19: ask, told Testkommune, vagttelefon
      2026-11-22 08:00  services-paused is silent (due), step 20: ask, told Testkommune, vagttelefon
      2026-11-23 08:00  services-paused is silent (due), step 21: ask, told Testkommune, vagttelefon
      2026-11-24 08:00  services-paused is silent (due), step 22: ask, told Testkommune, vagttelefon
      2026-11-25 08:00  services-paused is silent (due), step 23: ask, told Testkommune, vagttelefon
      2026-11-26 08:00  services-paused is silent (due), step 24: ask, told Testkommune, vagttelefon
      2026-11-27 08:00  services-paused is silent (due), step 25: ask, told Testkommune, vagttelefon
      2026-11-28 08:00  services-paused is silent (due), step 26: ask, told Testkommune, vagttelefon
      2026-11-29 08:00  services-paused is silent (due), step 27: ask, told Testkommune, vagttelefon
      2026-11-30 08:00  services-paused is silent (due), step 28: ask, told Testkommune, vagttelefon
      renew-before-it-ends is silent (due), step 1: remind, told Municipality
2026-11-30 12:01  who has a say, of somebody born 1940-03-01
      age: adult
      citizen: is told, acts for the citizen
      guardian: is told, acts for the citizen
      relative: is told, does not act for the citizen
2026-11-30 14:00  Municipality states mandate 2 until 2027-03-01 12:00
      renew-before-it-ends done by Municipality
      renew-before-it-ends opened: held by Municipality, by rule ends-on-its-day, due 2027-03-01 12:00
      mandate 2: from 2026-11-30 14:00 until 2027-03-01 12:00, stated by Municipality
2026-11-30 14:01  who has a say, of somebody born 1940-03-01
      age: adult
      citizen: is told, acts for the citizen
      guardian: is told, acts for the citizen
      mandate: is told, acts for the citizen, until 2027-03-01 12:00
      relative: is told, does not act for the citizen
2026-11-30 14:02  the list of Municipality
      services-paused: Municipality, by rule services-paused, due 2026-11-03 08:00, silent since 2026-11-03 08:00 (28)
      renew-before-it-ends: Municipality, by rule ends-on-its-day, due 2027-03-01 12:00
