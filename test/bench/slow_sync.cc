// Adds a pause to every sync, as a disk across a network has. For LD_PRELOAD; SLOW_SYNC_US (1000).
#include <dlfcn.h>
#include <unistd.h>

#include <cstdlib>

namespace {

void pause_a_little() {
  const char* text = std::getenv("SLOW_SYNC_US");
  usleep(text != nullptr ? static_cast<useconds_t>(std::atoi(text)) : 1000);
}

int sync_with(const char* name, int file) {
  using Sync = int (*)(int);
  const auto real = reinterpret_cast<Sync>(dlsym(RTLD_NEXT, name));
  pause_a_little();
  return real(file);
}

}  // namespace

extern "C" int fsync(int file) {
  return sync_with("fsync", file);
}
extern "C" int fdatasync(int file) {
  return sync_with("fdatasync", file);
}
