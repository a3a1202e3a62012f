# The library as others link it: carefare.h and nothing else. carefare::carefare is shared, carefare::static one archive of
# all layers, for programs that bring their own copy.
if(CAREFARE_FUZZ)
  return()  # what is instrumented for a fuzzer links with a fuzzer alone
endif()
set(carefare_objects "")
foreach(layer IN LISTS CAREFARE_LAYERS)
  list(APPEND carefare_objects $<TARGET_OBJECTS:carefare_${layer}>)
endforeach()
set(carefare_needs yaml-cpp PkgConfig::PCRE2 PkgConfig::UTF8PROC OpenSSL::Crypto Threads::Threads)

add_library(carefare_shared SHARED ${carefare_objects})
target_link_libraries(carefare_shared PRIVATE ${carefare_needs})
set(carefare_map ${PROJECT_SOURCE_DIR}/src/capi/exports.map)
target_link_options(carefare_shared PRIVATE -Wl,--version-script=${carefare_map} -Wl,--no-undefined-version)
set_target_properties(carefare_shared PROPERTIES LINK_DEPENDS ${carefare_map})
if(NOT CAREFARE_SANITIZE)
  target_link_options(carefare_shared PRIVATE -Wl,--no-undefined)
endif()

add_library(carefare_static STATIC ${carefare_objects})
target_link_libraries(carefare_static PRIVATE ${carefare_needs})

foreach(kind shared static)
  set_target_properties(carefare_${kind} PROPERTIES OUTPUT_NAME carefare LINKER_LANGUAGE CXX)
  target_include_directories(carefare_${kind} INTERFACE $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
endforeach()
# The number behind .so changes with what is not compatible: CAREFARE_ABI_VERSION.
set_target_properties(carefare_shared PROPERTIES VERSION 1.${PROJECT_VERSION_MINOR}.${PROJECT_VERSION_PATCH} SOVERSION 1 EXPORT_NAME carefare)
set_target_properties(carefare_static PROPERTIES EXPORT_NAME static)
add_library(carefare::carefare ALIAS carefare_shared)
add_library(carefare::static ALIAS carefare_static)
