Story: the annulment comes before what it annuls
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Municipality is Testkommune, hjemmesygepleje

2026-11-02 09:30  Ward tells: admitted, annulling message m1, message m2
      course 1 opened: hospital-stay, version 2
      noted: annulment of admitted 2026-11-02 09:30; now none, department party 0
      notifications go to Municipality from now on
      course 1 closed
2026-11-02 10:00  Ward tells: admitted at 2026-11-02 09:00, message m1
      noted: admitted 2026-11-02 09:00, late; now none, department party 0
2026-11-02 10:05  the list
      nothing
