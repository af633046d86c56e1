Story: a guardian, a mandate that ends, and a relative who agrees to much and may nothing
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje

2026-11-02 08:00  Ward tells: admitted
      course 1 opened: hospital-stay, version 1
      noted: admitted 2026-11-02 08:00; now admitted, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule hospital-notifies, not visible here
      treatment opened: held by Ward, by rule hospital-notifies, not visible here
      care opened: held by Ward, by rule hospital-notifies, not visible here
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
      renew-before-it-ends: Municipality, by rule ends-on-its-day, due 2027-03-01 12:00
