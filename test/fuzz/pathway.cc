// room: core
// A pathway, a directory, a table of areas, a list of case kinds or of who by law has a task is read whole or
// refused with a place and a sentence.
#include "core/area/read.h"
#include "core/authority_file.h"
#include "core/case_kind.h"
#include "core/directory_file.h"
#include "core/pathway/read.h"
#include "require.h"

using namespace klynge;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const View text = view_of(data, size);
  if (const auto pathway = read_pathway(text, "p.yaml"); !pathway) {
    REQUIRE(pathway.problem().where.starts_with("p.yaml") && !pathway.problem().what.empty());
  }
  if (const auto directory = read_directory(text, "d.yaml"); !directory) {
    REQUIRE(directory.problem().where.starts_with("d.yaml") && !directory.problem().what.empty());
  }
  const AreaFile file{"a.csv", std::string(text)};
  if (const auto areas = read_areas({file, file, file}); !areas) {
    REQUIRE(areas.problem().where.starts_with("a.csv") && !areas.problem().what.empty());
  }
  if (const auto kinds = read_case_kinds(text, "k.yaml"); !kinds) {
    REQUIRE(kinds.problem().where.starts_with("k.yaml") && !kinds.problem().what.empty());
  }
  if (const auto tasks = read_authorities(text, "t.yaml"); !tasks) {
    REQUIRE(tasks.problem().where.starts_with("t.yaml") && !tasks.problem().what.empty());
  }
  return 0;
}
