#include "cut_vfs.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <new>
#include <thread>
#include <utility>

namespace klynge::store {

struct CutFile : sqlite3_file {
  CutDisk* disk;
  std::shared_ptr<CutDisk::File> file;
  std::shared_ptr<CutDisk::SharedMemory> memory;
  int lock;
  bool syncs_folder;  // as SQLite's own VFS does at the first sync of a log or journal
  int shared_slots, exclusive_slots;
};

namespace {

std::atomic<uint64_t> disks = 0;

CutFile& self(sqlite3_file* file) {
  return *static_cast<CutFile*>(file);
}

}  // namespace

// --- What SQLite calls -----------------------------------------------------------------------------------

struct CutMethods {
  static int close(sqlite3_file* f) {
    CutFile& me = self(f);
    shm_unmap(f, 0);
    unlock(f, SQLITE_LOCK_NONE);
    me.file.reset();
    me.memory.reset();
    return SQLITE_OK;
  }

  static int read(sqlite3_file* f, void* to, int count, sqlite3_int64 at) {
    CutFile& me = self(f);
    std::lock_guard hold(me.disk->mutex_);
    if (me.disk->is_off_) return SQLITE_IOERR_READ;
    const std::string& bytes = me.file->now;
    const auto from = std::min(static_cast<size_t>(at), bytes.size());
    const auto have = std::min(static_cast<size_t>(count), bytes.size() - from);
    std::memcpy(to, bytes.data() + from, have);
    if (have == static_cast<size_t>(count)) return SQLITE_OK;
    std::memset(static_cast<char*>(to) + have, 0, static_cast<size_t>(count) - have);
    return SQLITE_IOERR_SHORT_READ;
  }

  static int write(sqlite3_file* f, const void* from, int count, sqlite3_int64 at) {
    CutFile& me = self(f);
    CutDisk& disk = *me.disk;
    std::lock_guard hold(disk.mutex_);
    if (disk.is_off_) return SQLITE_IOERR_WRITE;
    const bool has_power = disk.operation();  // a write the power goes in may be there in part
    if (disk.fail_write_ && --*disk.fail_write_ == 0) {
      disk.fail_write_.reset();
      return SQLITE_IOERR_WRITE;
    }
    const auto end = static_cast<uint64_t>(at) + static_cast<uint64_t>(count);
    const uint64_t grows = end > me.file->now.size() ? end - me.file->now.size() : 0;
    if (grows > 0 && used(disk) + grows > disk.capacity_bytes_) return SQLITE_FULL;
    CutDisk::Change change{static_cast<uint64_t>(at),
                           std::string(static_cast<const char*>(from), static_cast<size_t>(count)), false};
    CutDisk::apply(me.file->now, change);
    me.file->changes.push_back(std::move(change));
    return has_power ? SQLITE_OK : SQLITE_IOERR_WRITE;
  }

  static int truncate(sqlite3_file* f, sqlite3_int64 size) {
    CutFile& me = self(f);
    std::lock_guard hold(me.disk->mutex_);
    if (!me.disk->operation()) return SQLITE_IOERR_TRUNCATE;
    CutDisk::Change change{static_cast<uint64_t>(size), {}, true};
    CutDisk::apply(me.file->now, change);
    me.file->changes.push_back(std::move(change));
    return SQLITE_OK;
  }

  static int sync(sqlite3_file* f, int) {
    CutFile& me = self(f);
    CutDisk& disk = *me.disk;
    std::lock_guard hold(disk.mutex_);
    if (!disk.operation()) return SQLITE_IOERR_FSYNC;
    if (disk.fail_sync_ && --*disk.fail_sync_ == 0) {
      disk.fail_sync_.reset();
      disk.apply_some(*me.file);
      return SQLITE_IOERR_FSYNC;
    }
    for (const auto& change : me.file->changes) CutDisk::apply(me.file->platter, change);
    me.file->changes.clear();
    if (std::exchange(me.syncs_folder, false)) disk.names_on_platter_ = disk.names_now_;
    return SQLITE_OK;
  }

  static int file_size(sqlite3_file* f, sqlite3_int64* size) {
    CutFile& me = self(f);
    std::lock_guard hold(me.disk->mutex_);
    if (me.disk->is_off_) return SQLITE_IOERR_FSTAT;
    *size = static_cast<sqlite3_int64>(me.file->now.size());
    return SQLITE_OK;
  }

  static int lock(sqlite3_file* f, int level) {
    CutFile& me = self(f);
    std::lock_guard hold(me.disk->mutex_);
    CutDisk::File& file = *me.file;
    if (me.lock >= level) return SQLITE_OK;
    const auto is_others = [&](const void* holder) { return holder && holder != &me; };
    if (level == SQLITE_LOCK_SHARED) {
      if (file.pending || file.exclusive) return SQLITE_BUSY;
      ++file.shared;
    } else if (level == SQLITE_LOCK_RESERVED) {
      if (is_others(file.reserved)) return SQLITE_BUSY;
      file.reserved = &me;
    } else {
      if (is_others(file.reserved) || is_others(file.pending)) return SQLITE_BUSY;
      file.pending = &me;
      if (file.shared > 1) {
        me.lock = SQLITE_LOCK_PENDING;
        return SQLITE_BUSY;
      }
      file.exclusive = &me;
    }
    me.lock = level;
    return SQLITE_OK;
  }

  static int unlock(sqlite3_file* f, int level) {
    CutFile& me = self(f);
    std::lock_guard hold(me.disk->mutex_);
    CutDisk::File& file = *me.file;
    if (me.lock <= level) return SQLITE_OK;
    for (const void** holder : {&file.reserved, &file.pending, &file.exclusive}) {
      if (*holder == &me) *holder = nullptr;
    }
    if (level == SQLITE_LOCK_NONE) --file.shared;
    me.lock = level;
    return SQLITE_OK;
  }

  static int check_reserved(sqlite3_file* f, int* is_reserved) {
    CutFile& me = self(f);
    std::lock_guard hold(me.disk->mutex_);
    *is_reserved = me.file->reserved || me.file->pending || me.file->exclusive;
    return SQLITE_OK;
  }

  static int control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
  static int sector_size(sqlite3_file*) { return 4096; }
  static int characteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

  static int shm_map(sqlite3_file* f, int region, int size, int extend, void volatile** to) {
    CutFile& me = self(f);
    std::lock_guard hold(me.disk->mutex_);
    *to = nullptr;
    if (!me.memory) {
      if (!me.file->memory) me.file->memory = std::make_shared<CutDisk::SharedMemory>();
      me.memory = me.file->memory;
      ++me.memory->users;
    }
    auto& regions = me.memory->regions;
    const auto wanted = static_cast<size_t>(region);
    if (wanted >= regions.size() && !extend) return SQLITE_OK;
    while (wanted >= regions.size()) {
      regions.push_back(std::make_unique<char[]>(static_cast<size_t>(size)));
    }
    *to = regions[wanted].get();
    return SQLITE_OK;
  }

  static int shm_lock(sqlite3_file* f, int offset, int count, int flags) {
    CutFile& me = self(f);
    std::lock_guard hold(me.disk->mutex_);
    CutDisk::SharedMemory& memory = *me.memory;
    const bool is_exclusive = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
    const int mine = is_exclusive ? me.exclusive_slots : me.shared_slots;
    if (flags & SQLITE_SHM_UNLOCK) {
      for (int slot = offset; slot < offset + count; ++slot) {
        if ((mine >> slot & 1) == 0) continue;
        if (is_exclusive) memory.exclusive[slot] = false;
        if (!is_exclusive) --memory.shared[slot];
        (is_exclusive ? me.exclusive_slots : me.shared_slots) &= ~(1 << slot);
      }
      return SQLITE_OK;
    }
    for (int slot = offset; slot < offset + count; ++slot) {
      if (mine >> slot & 1) continue;
      if (memory.exclusive[slot] || (is_exclusive && memory.shared[slot] > 0)) return SQLITE_BUSY;
    }
    for (int slot = offset; slot < offset + count; ++slot) {
      if (mine >> slot & 1) continue;
      if (is_exclusive) memory.exclusive[slot] = true;
      if (!is_exclusive) ++memory.shared[slot];
      (is_exclusive ? me.exclusive_slots : me.shared_slots) |= 1 << slot;
    }
    return SQLITE_OK;
  }

  static void shm_barrier(sqlite3_file*) { std::atomic_thread_fence(std::memory_order_seq_cst); }

  static int shm_unmap(sqlite3_file* f, int) {
    CutFile& me = self(f);
    if (!me.memory) return SQLITE_OK;
    shm_lock(f, 0, SQLITE_SHM_NLOCK, SQLITE_SHM_UNLOCK | SQLITE_SHM_EXCLUSIVE);
    shm_lock(f, 0, SQLITE_SHM_NLOCK, SQLITE_SHM_UNLOCK | SQLITE_SHM_SHARED);
    std::lock_guard hold(me.disk->mutex_);
    // The first to come after the last begins with an empty one, as with a real file.
    if (--me.memory->users == 0 && me.file->memory == me.memory) me.file->memory.reset();
    me.memory.reset();
    return SQLITE_OK;
  }

  static uint64_t used(const CutDisk& disk) {
    uint64_t sum = 0;
    for (const auto& [name, file] : disk.names_now_) sum += file->now.size();
    return sum;
  }

  // --- The VFS itself ---

  static CutDisk& disk_of(sqlite3_vfs* vfs) { return *static_cast<CutDisk*>(vfs->pAppData); }

  static int open(sqlite3_vfs* vfs, sqlite3_filename name, sqlite3_file* f, int flags, int* out_flags);
  static int remove(sqlite3_vfs* vfs, const char* name, int sync_folder) {
    CutDisk& disk = disk_of(vfs);
    std::lock_guard hold(disk.mutex_);
    if (disk.is_off_) return SQLITE_IOERR_DELETE;
    if (!disk.names_now_.contains(name)) return SQLITE_IOERR_DELETE_NOENT;
    if (!disk.operation()) return SQLITE_IOERR_DELETE;
    disk.names_now_.erase(name);
    if (sync_folder) disk.names_on_platter_ = disk.names_now_;
    return SQLITE_OK;
  }
  static int access(sqlite3_vfs* vfs, const char* name, int flags, int* answer) {
    CutDisk& disk = disk_of(vfs);
    std::lock_guard hold(disk.mutex_);
    if (disk.is_off_) return SQLITE_IOERR_ACCESS;
    const auto at = disk.names_now_.find(name);
    const bool is_there = at != disk.names_now_.end();
    *answer = is_there && (flags != SQLITE_ACCESS_EXISTS || !at->second->now.empty());
    return SQLITE_OK;
  }
  static int full_path(sqlite3_vfs*, const char* name, int room, char* to) {
    sqlite3_snprintf(room, to, "%s", name);
    return SQLITE_OK;
  }
  static int randomness(sqlite3_vfs* vfs, int count, char* to) {
    CutDisk& disk = disk_of(vfs);
    std::lock_guard hold(disk.mutex_);
    for (int i = 0; i < count; ++i) to[i] = static_cast<char>(disk.random_());
    return count;
  }
  static int sleep(sqlite3_vfs*, int us) {
    std::this_thread::yield();
    return us;
  }
  static int time_of_day(sqlite3_vfs*, double* days) {
    *days = 2461366.0;
    return SQLITE_OK;
  }
  static int time_of_day_ms(sqlite3_vfs*, sqlite3_int64* ms) {
    *ms = 2461366ll * 86'400'000;
    return SQLITE_OK;
  }
  static int last_error(sqlite3_vfs*, int, char*) { return 0; }
};

namespace {

const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = CutMethods::close,
    .xRead = CutMethods::read,
    .xWrite = CutMethods::write,
    .xTruncate = CutMethods::truncate,
    .xSync = CutMethods::sync,
    .xFileSize = CutMethods::file_size,
    .xLock = CutMethods::lock,
    .xUnlock = CutMethods::unlock,
    .xCheckReservedLock = CutMethods::check_reserved,
    .xFileControl = CutMethods::control,
    .xSectorSize = CutMethods::sector_size,
    .xDeviceCharacteristics = CutMethods::characteristics,
    .xShmMap = CutMethods::shm_map,
    .xShmLock = CutMethods::shm_lock,
    .xShmBarrier = CutMethods::shm_barrier,
    .xShmUnmap = CutMethods::shm_unmap,
    .xFetch = nullptr,
    .xUnfetch = nullptr,
};

}  // namespace

int CutMethods::open(sqlite3_vfs* vfs, sqlite3_filename name, sqlite3_file* f, int flags, int* out_flags) {
  CutDisk& disk = disk_of(vfs);
  std::lock_guard hold(disk.mutex_);
  f->pMethods = nullptr;
  if (disk.is_off_) return SQLITE_CANTOPEN;
  std::shared_ptr<CutDisk::File> file;
  if (!name) {
    file = std::make_shared<CutDisk::File>();  // a temporary one
  } else if (auto at = disk.names_now_.find(name); at != disk.names_now_.end()) {
    file = at->second;
  } else {
    if ((flags & SQLITE_OPEN_CREATE) == 0) return SQLITE_CANTOPEN;
    if (!disk.operation()) return SQLITE_CANTOPEN;
    file = disk.names_now_[name] = std::make_shared<CutDisk::File>();
  }
  auto* made = new (f) CutFile();
  made->pMethods = &methods;
  made->disk = &disk;
  made->file = std::move(file);
  // SQLite's own does so whoever made the file: it looks at what it was asked, not at what it found.
  made->syncs_folder = (flags & SQLITE_OPEN_CREATE) && (flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL));
  if (out_flags) *out_flags = flags;
  return SQLITE_OK;
}

// --- The disk --------------------------------------------------------------------------------------------

CutDisk::CutDisk(uint64_t seed) : name_("cut" + std::to_string(++disks)), random_(seed) {
  vfs_.iVersion = 2;
  vfs_.szOsFile = sizeof(CutFile);
  vfs_.mxPathname = 512;
  vfs_.zName = name_.c_str();
  vfs_.pAppData = this;
  vfs_.xOpen = CutMethods::open;
  vfs_.xDelete = CutMethods::remove;
  vfs_.xAccess = CutMethods::access;
  vfs_.xFullPathname = CutMethods::full_path;
  vfs_.xRandomness = CutMethods::randomness;
  vfs_.xSleep = CutMethods::sleep;
  vfs_.xCurrentTime = CutMethods::time_of_day;
  vfs_.xGetLastError = CutMethods::last_error;
  vfs_.xCurrentTimeInt64 = CutMethods::time_of_day_ms;
  sqlite3_vfs_register(&vfs_, 0);
}

CutDisk::~CutDisk() {
  sqlite3_vfs_unregister(&vfs_);
}

void CutDisk::cut_at(uint64_t operation) {
  cut_at_ = operations_ + operation;
}
void CutDisk::fail_sync_at(uint64_t sync) {
  fail_sync_ = sync;
}
void CutDisk::fail_write_at(uint64_t write) {
  fail_write_ = write;
}

uint64_t CutDisk::used_bytes() const {
  std::lock_guard hold(mutex_);
  return CutMethods::used(*this);
}

bool CutDisk::operation() {
  if (is_off_) return false;
  ++operations_;
  if (cut_at_ && operations_ >= *cut_at_) is_off_ = true;
  return !is_off_;
}

void CutDisk::apply(std::string& bytes, const Change& change) {
  if (change.is_length) {
    bytes.resize(change.at);
    return;
  }
  const size_t end = change.at + change.bytes.size();
  if (bytes.size() < end) bytes.resize(end);
  bytes.replace(change.at, change.bytes.size(), change.bytes);
}

// Brings a random part of a file's changes to the platter and forgets the rest.
void CutDisk::apply_some(File& file) {
  constexpr uint64_t page = 4096, sector = 512;
  const unsigned kept_in_ten = static_cast<unsigned>(random_() % 11);  // some cuts lose all, some nothing
  const auto is_kept = [&] { return random_() % 10 < kept_in_ten; };
  for (const Change& change : file.changes) {
    if (change.is_length) {
      if (is_kept()) apply(file.platter, change);
      continue;
    }
    const uint64_t end = change.at + change.bytes.size();
    for (uint64_t at = change.at; at < end;) {
      const bool is_torn = chance(6);
      const uint64_t unit = is_torn ? sector : page;
      const uint64_t stop = std::min(end, at / page * page + page);
      for (; at < stop;) {
        const uint64_t next = std::min(stop, at / unit * unit + unit);
        if (is_torn ? chance(2) : is_kept()) {
          apply(file.platter, {at, change.bytes.substr(at - change.at, next - at), false});
        }
        at = next;
      }
    }
  }
  // The length may have reached the platter without the bytes.
  if (!file.changes.empty() && chance(4)) file.platter.resize(std::max(file.platter.size(), file.now.size()));
  file.changes.clear();
}

void CutDisk::cut() {
  std::lock_guard hold(mutex_);
  Names all = names_on_platter_;
  for (const auto& [name, file] : names_now_) all.try_emplace(name, file);
  Names survivors;
  for (const auto& [name, ignored] : all) {
    const auto before = names_on_platter_.find(name);
    const auto now = names_now_.find(name);
    std::shared_ptr<File> file;
    if (before != names_on_platter_.end() && now != names_now_.end() && before->second == now->second) {
      file = now->second;
    } else {
      const Names& chosen = chance(2) ? names_on_platter_ : names_now_;
      const auto at = chosen.find(name);
      if (at != chosen.end()) file = at->second;
    }
    if (!file) continue;
    apply_some(*file);
    auto fresh = std::make_shared<File>();
    fresh->platter = fresh->now = file->platter;
    survivors[name] = std::move(fresh);
  }
  names_now_ = names_on_platter_ = std::move(survivors);
  cut_at_.reset();
  fail_sync_.reset();
  fail_write_.reset();
  is_off_ = false;
}

}  // namespace klynge::store
