Story: a citizen without residence
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje
  Herlev is Plejecenter Herlev

2026-11-02 08:00  Ward tells: admitted (report wanted)
      course 1 opened: hospital-stay, version 2
      noted: admitted 2026-11-02 08:00; now admitted, department Ward
      notifications go to Municipality from now on
      contact opened: held by Ward, by rule hospital-notifies, not visible here
      treatment opened: held by Ward, by rule hospital-notifies, not visible here
      care opened: held by Ward, by rule hospital-notifies, not visible here
      admission-report opened: held by Municipality, by rule report-on-request, due 2026-11-03 08:00
      services-paused opened: held by Municipality, by rule services-paused, due 2026-11-03 08:00
      discharge opened: held by Ward, by rule hospital-notifies, due 2026-12-02 08:00
# No registered address: the municipality where the citizen is found acts, and has what goes with residence.
2026-11-02 10:00  operations states no-residence in Ward
      refused: no-such-party; Ward
2026-11-02 10:05  operations states no-residence in Herlev
      no-residence 1: from 2026-11-02 10:05, in Herlev, stated by Klynges drift
      notifications go to Herlev from now on
      admission-report passes from Municipality to Herlev, by rule moved, due 2026-11-03 08:00
      services-paused passes from Municipality to Herlev, by rule moved, due 2026-11-03 08:00
2026-11-02 10:06  who has a say, of somebody born 1970-05-01
      age: adult
      citizen: is told, acts for the citizen
      no residence
2026-11-04 12:00  Ward tells: home
      noted: home 2026-11-04 12:00; now home, department Ward
      contact will pass to Herlev at 2026-11-07 12:00, by rule hours-72
      treatment ended by rule
      care passes from Ward to Herlev, by rule municipal-care
      admission-report void: not-needed
      services-paused void: not-needed
      discharge done: the message proves it
      treatment-questions opened: held by Ward, by rule hours-72, not visible here
      treatment-questions ends at 2026-11-07 12:00 unless it is known by then whom it passes to, by rule hours-72
      first-visit opened: held by Herlev, by rule municipal-care, due 2026-11-05 12:00
2026-11-04 12:01  the list of Herlev
      first-visit: Herlev, by rule municipal-care, due 2026-11-05 12:00
      care: Herlev, by rule municipal-care
