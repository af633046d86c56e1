Story: under 15, from 15 to 17, and grown up
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje
  Herlev is Plejecenter Herlev

2026-11-02 08:00  Ward tells: admitted
      course 1 opened: hospital-stay, version 2
      noted: admitted 2026-11-02 08:00; now admitted, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule hospital-notifies, not visible here
      treatment opened: held by Ward, by rule hospital-notifies, not visible here
      care opened: held by Ward, by rule hospital-notifies, not visible here
      services-paused opened: held by Municipality, by rule services-paused, due 2026-11-03 08:00
      discharge opened: held by Ward, by rule hospital-notifies, due 2026-12-02 08:00
# Born 3 November 2011: 14 years old today, and 15 tomorrow.
2026-11-02 09:00  who has a say, of somebody born 2011-11-03
      age: under-15
      citizen: is told, does not act for the citizen
      custody: is told, acts for the citizen
2026-11-02 23:59  who has a say, of somebody born 2011-11-03
      age: under-15
      citizen: is told, does not act for the citizen
      custody: is told, acts for the citizen
2026-11-03 00:00  who has a say, of somebody born 2011-11-03
      age: 15-to-17
      citizen: is told, acts for the citizen
      custody: is told, does not act for the citizen
# A party that has no part in the citizen states nothing, and a person is never stated without who it is.
2026-11-03 09:00  Herlev states custody
      refused: not-allowed
2026-11-03 09:01  Ward states custody without a reason
      refused: reason-required
2026-11-03 09:02  Ward states custody
      custody 1: from 2026-11-03 09:02, stated by Ward
2026-11-03 09:03  who has a say, of somebody born 2011-11-03
      age: 15-to-17
      citizen: is told, acts for the citizen
      custody: is told, does not act for the citizen
2029-11-02 12:00  who has a say, of somebody born 2011-11-03
      age: 15-to-17
      citizen: is told, acts for the citizen
      custody: is told, does not act for the citizen
2029-11-03 12:00  who has a say, of somebody born 2011-11-03
      age: adult
      citizen: is told, acts for the citizen
