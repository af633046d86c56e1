Story: the wrong department and the wrong hour, put right
Given the pathway hospital-stay and the directory demonstration, in which
  Ward is Testsygehus, medicinsk afdeling
  Surgery is Testsygehus, kirurgisk afdeling
  Municipality is Testkommune, hjemmesygepleje

2026-11-02 09:00  Ward tells: admitted (report wanted), message m1
# A correction names the department; the report that was asked for is not asked for once more, but its deadline
# counts from the right hour.
2026-11-02 09:30  Ward tells: admitted at 2026-11-02 07:15 (report wanted), the department is Surgery, instead of message m1, message m2
2026-11-02 09:35  the list
# The message that was corrected comes again, late: nothing changes.
2026-11-02 12:00  Ward tells: admitted at 2026-11-02 09:00, message m1
