Story: two municipalities that both say "not ours"
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
2026-11-04 11:00  Ward tells: home
      noted: home 2026-11-04 11:00; now home, department Ward
      contact will pass to Municipality at 2026-11-07 11:00, by rule hours-72
      treatment ended by rule
      care passes from Ward to Municipality, by rule municipal-care
      services-paused void: not-needed
      discharge done: the message proves it
      treatment-questions opened: held by Ward, by rule hours-72, not visible here
      treatment-questions ends at 2026-11-07 11:00 unless it is known by then whom it passes to, by rule hours-72
      first-visit opened: held by Municipality, by rule municipal-care, due 2026-11-05 11:00
# The citizen's last registered address is in Municipality, which says that the citizen lives in Herlev.
2026-11-04 12:00  Municipality offers care to Herlev
      care offered to Herlev, answer by 2026-11-04 20:00; Municipality holds it meanwhile
2026-11-04 13:00  Herlev declines care: not-our-citizen, it should be Municipality
      care declined by Herlev: not-our-citizen, it should be Municipality; Municipality holds it as before
2026-11-04 13:01  the list of Municipality
      first-visit: Municipality, by rule municipal-care, due 2026-11-05 11:00
      care: Municipality, by rule municipal-care
# Asked again, Herlev says yes by mistake, and then finds that the citizen is not Herlev's.
2026-11-05 09:00  Municipality offers care to Herlev
      care offered to Herlev, answer by 2026-11-05 17:00; Municipality holds it meanwhile
2026-11-05 10:00  Herlev accepts care
      care is held by Herlev, accepted
2026-11-05 14:00  Herlev offers care to Municipality
      care offered to Municipality, answer by 2026-11-05 22:00; Herlev holds it meanwhile
# Both have said "not ours". Until it is settled, the municipality of the last registered address acts.
2026-11-05 15:00  Municipality declines care: not-our-citizen, it should be Herlev
      care declined by Municipality: not-our-citizen, it should be Herlev; Herlev holds it as before
      care passes from Herlev to Municipality, by rule last-registered-address
2026-11-05 15:01  the list
      first-visit: Municipality, by rule municipal-care, due 2026-11-05 11:00
      contact: Ward, by rule hospital-notifies
      care: Municipality, by rule last-registered-address
      treatment-questions: Ward, by rule hours-72
# Want of room is no question of whose the citizen is: then the holder holds.
2026-11-05 16:00  Municipality offers first-visit to Herlev
      first-visit offered to Herlev, answer by 2026-11-05 20:00; Municipality holds it meanwhile
2026-11-05 16:30  Herlev accepts first-visit
      first-visit is held by Herlev, accepted
2026-11-05 17:00  Herlev offers first-visit to Municipality
      first-visit offered to Municipality, answer by 2026-11-05 21:00; Herlev holds it meanwhile
2026-11-05 17:30  Municipality declines first-visit: no-capacity
      first-visit declined by Municipality: no-capacity; Herlev holds it as before
