# What is installed, and the Debian package of it: `cmake --install build --prefix DIR`, `cpack -G DEB` in the build folder.
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY TRUE)  # the tests need not be built for it
install(TARGETS klynge RUNTIME DESTINATION bin)
install(DIRECTORY data/ DESTINATION share/klynge PATTERN dictionary EXCLUDE PATTERN openapi.yaml EXCLUDE)
install(DIRECTORY docs/ DESTINATION share/doc/klynge)
install(FILES README.md CHANGELOG.md LICENSE packaging/alerts.yaml data/openapi.yaml DESTINATION share/doc/klynge)
install(FILES packaging/klynge.service DESTINATION lib/systemd/system)
install(FILES packaging/sysusers.conf DESTINATION lib/sysusers.d RENAME klynge.conf)
install(FILES packaging/tmpfiles.conf DESTINATION lib/tmpfiles.d RENAME klynge.conf)
install(FILES packaging/klynge.yaml DESTINATION /etc/klynge)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME klynge)
set(CPACK_PACKAGE_VENDOR Klynge)
set(CPACK_PACKAGE_CONTACT "The Klynge project <klynge@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "keeps every patient in somebody's hands")
set(CPACK_PACKAGE_DESCRIPTION "A ledger per citizen of who owes what to whom by when, from the messages that hospitals,
municipalities and practices send each other.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION misc)
set(CPACK_DEBIAN_PACKAGE_DEPENDS systemd)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)  # the libraries: computed
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
file(WRITE ${CMAKE_BINARY_DIR}/packaging/conffiles "/etc/klynge/klynge.yaml\n")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${CMAKE_BINARY_DIR}/packaging/conffiles
  ${CMAKE_SOURCE_DIR}/packaging/postinst ${CMAKE_SOURCE_DIR}/packaging/prerm)
include(CPack)
