Story: protected name and address
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
2026-11-02 09:00  Municipality states protected-address until 2027-11-02 09:00
      protected-address 1: from 2026-11-02 09:00 until 2027-11-02 09:00, stated by Municipality
2026-11-02 09:01  Ward states relative
      relative 2: from 2026-11-02 09:01, stated by Ward
# The daughter may be told how it goes, and not where.
2026-11-02 09:02  who has a say, of somebody born 1960-03-01
      age: adult
      citizen: is told, acts for the citizen
      relative: is told, does not act for the citizen
      protected name and address
      relatives are shown no place: no ward, no phone number, no address
2026-11-02 10:00  relative asks whom to call about treatment
      112 in acute danger to life: 112, by rule emergency-first
      Not told: protected name and address, by rule hospital-notifies
2026-11-02 10:01  nurse asks whom to call about treatment
      112 in acute danger to life: 112, by rule emergency-first
      Ward: 00 00 10 11, by rule hospital-notifies
2027-11-02 09:00  relative asks whom to call about treatment
      112 in acute danger to life: 112, by rule emergency-first
      Ward: 00 00 10 11, by rule hospital-notifies
2027-11-02 09:00  who has a say, of somebody born 1960-03-01
      age: adult
      citizen: is told, acts for the citizen
      relative: is told, does not act for the citizen
