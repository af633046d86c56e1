Story: delivered, received, reviewed and owned are four things
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje
  Nurses is Testkommune, akutteam

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
2026-11-02 08:05  what has arrived
      contact at Ward: delivered not-visible-here, received not-visible-here, reviewed not-visible-here, owned not-visible-here
      treatment at Ward: delivered not-visible-here, received not-visible-here, reviewed not-visible-here, owned not-visible-here
      care at Ward: delivered not-visible-here, received not-visible-here, reviewed not-visible-here, owned not-visible-here
      admission-report at Municipality: delivered yes, received yes, reviewed not-yet, owned not-yet
      services-paused at Municipality: delivered yes, received yes, reviewed not-yet, owned not-yet
      discharge at Ward: delivered not-visible-here, received not-visible-here, reviewed not-visible-here, owned not-visible-here
# Somebody opens it. It is seen, and still nobody has said that they have it.
2026-11-02 09:00  Municipality sees admission-report
      admission-report seen by Municipality
2026-11-02 09:05  what has arrived
      contact at Ward: delivered not-visible-here, received not-visible-here, reviewed not-visible-here, owned not-visible-here
      treatment at Ward: delivered not-visible-here, received not-visible-here, reviewed not-visible-here, owned not-visible-here
      care at Ward: delivered not-visible-here, received not-visible-here, reviewed not-visible-here, owned not-visible-here
      admission-report at Municipality: delivered yes, received yes, reviewed yes, owned not-yet
      services-paused at Municipality: delivered yes, received yes, reviewed not-yet, owned not-yet
      discharge at Ward: delivered not-visible-here, received not-visible-here, reviewed not-visible-here, owned not-visible-here
# That the holder has seen it says nothing of who is asked.
2026-11-02 10:00  Municipality offers admission-report to Nurses
      admission-report offered to Nurses, answer by 2026-11-02 18:00; Municipality holds it meanwhile
2026-11-02 10:05  what has arrived
      contact at Ward: delivered not-visible-here, received not-visible-here, reviewed not-visible-here, owned not-visible-here
      treatment at Ward: delivered not-visible-here, received not-visible-here, reviewed not-visible-here, owned not-visible-here
      care at Ward: delivered not-visible-here, received not-visible-here, reviewed not-visible-here, owned not-visible-here
      admission-report at Nurses, who is asked: delivered yes, received yes, reviewed not-yet, owned not-yet
      services-paused at Municipality: delivered yes, received yes, reviewed not-yet, owned not-yet
      discharge at Ward: delivered not-visible-here, received not-visible-here, reviewed not-visible-here, owned not-visible-here
2026-11-02 10:30  Nurses sees admission-report
      admission-report seen by Nurses
2026-11-02 11:00  Nurses accepts admission-report
      admission-report is held by Nurses, accepted
2026-11-02 11:05  what has arrived
      contact at Ward: delivered not-visible-here, received not-visible-here, reviewed not-visible-here, owned not-visible-here
      treatment at Ward: delivered not-visible-here, received not-visible-here, reviewed not-visible-here, owned not-visible-here
      care at Ward: delivered not-visible-here, received not-visible-here, reviewed not-visible-here, owned not-visible-here
      admission-report at Nurses: delivered yes, received yes, reviewed yes, owned yes
      services-paused at Municipality: delivered yes, received yes, reviewed not-yet, owned not-yet
      discharge at Ward: delivered not-visible-here, received not-visible-here, reviewed not-visible-here, owned not-visible-here
