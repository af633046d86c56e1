Story: moved to another department, and contact cannot be ended by hand
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Surgery is Testsygehus, kirurgisk afdeling
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
2026-11-03 13:00  Surgery tells: admitted
      noted: admitted 2026-11-03 13:00; now admitted, department Surgery
      contact passes from Ward to Surgery, by rule hospital-notifies, not visible here
      treatment passes from Ward to Surgery, by rule hospital-notifies, not visible here
      care passes from Ward to Surgery, by rule hospital-notifies, not visible here
      discharge passes from Ward to Surgery, by rule hospital-notifies, due 2026-12-02 08:00
2026-11-03 13:05  the list
      services-paused: Municipality, by rule services-paused, due 2026-11-03 08:00
      discharge: Surgery, by rule hospital-notifies, due 2026-12-02 08:00
      contact: Surgery, by rule hospital-notifies
      treatment: Surgery, by rule hospital-notifies
      care: Surgery, by rule hospital-notifies
2026-11-03 14:00  Surgery completes contact
      refused: contact-must-stay; Surgery, since 2026-11-03 13:00
2026-11-03 14:01  Surgery voids contact: not-needed
      refused: contact-must-stay; Surgery, since 2026-11-03 13:00
# Inside its own house a duty may be assigned; outside it is an offer.
2026-11-03 15:00  Surgery assigns care to Ward
      care assigned to Ward; Surgery holds it
2026-11-03 15:01  Surgery assigns care to Municipality
      refused: not-allowed; Surgery, since 2026-11-03 13:00
