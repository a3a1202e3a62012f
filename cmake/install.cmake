# cmake --install: headers, both libraries, the program, rules and plans, and how find_package and pkg-config find them.
if(NOT CAREFARE_INSTALL OR NOT TARGET carefare_shared)
  return()
endif()
include(CMakePackageConfigHelpers)

set(package ${CMAKE_INSTALL_LIBDIR}/cmake/carefare)
install(FILES include/carefare/carefare.h include/carefare/carefare.hpp include/carefare/arrow_abi.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/carefare)
install(TARGETS carefare_cli RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS carefare_shared EXPORT carefareTargets LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(EXPORT carefareTargets NAMESPACE carefare:: DESTINATION ${package})
# Not exported by CMake: what the archive needs is named in the package file, so that who links the shared library needs none of it.
install(FILES $<TARGET_FILE:carefare_static> DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY rules plans DESTINATION ${CMAKE_INSTALL_DATADIR}/carefare)
install(FILES LICENSE README.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES docs/c-api.md docs/language.md docs/data.md DESTINATION ${CMAKE_INSTALL_DOCDIR})

configure_package_config_file(cmake/carefareConfig.cmake.in ${PROJECT_BINARY_DIR}/package/carefareConfig.cmake INSTALL_DESTINATION ${package}
                              PATH_VARS CMAKE_INSTALL_INCLUDEDIR CMAKE_INSTALL_LIBDIR CMAKE_INSTALL_DATADIR)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/package/carefareConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/package/carefareConfig.cmake ${PROJECT_BINARY_DIR}/package/carefareConfigVersion.cmake DESTINATION ${package})

# Found from where the file lies, so that an installed tree may be moved.
cmake_path(SET carefare_prefix_from_pc "/prefix")
cmake_path(RELATIVE_PATH carefare_prefix_from_pc BASE_DIRECTORY "/prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig")
configure_file(cmake/carefare.pc.in ${PROJECT_BINARY_DIR}/package/carefare.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/package/carefare.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
