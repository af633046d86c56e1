#include "ledger/content.h"

#include <zstd.h>

#include <algorithm>
#include <memory>

#include "ledger/seal/cipher.h"

namespace klynge {
namespace {

constexpr int compression_level = 1;

struct Free {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

// A key of its own for every chunk, and its place bound to it: chunks neither change places nor go from one
// content to another.
class ChunkSealer {
 public:
  explicit ChunkSealer(const Content& content) : key_(content.key), name_(content.name) {}

  Bytes seal(uint32_t number, View plain) {
    Bytes out;
    out.reserve(plain.size() + seal::tag_bytes);
    cipher_.encrypt(key_of(number), nonce_of(number), name_, plain, out);
    return out;
  }
  std::optional<Bytes> open(uint32_t number, View sealed) {
    return cipher_.decrypt(key_of(number), nonce_of(number), name_, sealed);
  }

 private:
  static Bytes nonce_of(uint32_t number) {
    Bytes nonce(seal::nonce_bytes - 4, '\0');
    put_u32(nonce, number);
    return nonce;
  }
  seal::SecretKey key_of(uint32_t number) {
    Bytes label = "chunk";
    put_u32(label, number);
    return cipher_.derive(key_, label);
  }

  seal::Cipher cipher_;
  const seal::SecretKey key_;
  const std::string name_;
};

}  // namespace

Result<Content> keep_content(View bytes, store::Contents& contents, const seal::Random& random) {
  Content content{to_hex(random(16)), random(32), 0, 0};
  ChunkSealer sealer(content);
  const std::unique_ptr<ZSTD_CCtx, Free> packer(ZSTD_createCCtx());
  if (!packer) return not_now("content", "out of memory");
  ZSTD_CCtx_setParameter(packer.get(), ZSTD_c_compressionLevel, compression_level);
  ZSTD_CCtx_setPledgedSrcSize(packer.get(), bytes.size());
  ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
  Bytes chunk(content_chunk_bytes, '\0');
  bool is_done = false;
  auto put = contents.put(content.name, [&]() -> Result<Bytes> {
    ZSTD_outBuffer out{chunk.data(), chunk.size(), 0};
    while (!is_done && out.pos < out.size) {
      const size_t left = ZSTD_compressStream2(packer.get(), &out, &in, ZSTD_e_end);
      if (ZSTD_isError(left)) return not_now("content", "cannot be packed");
      is_done = left == 0;
    }
    if (out.pos == 0) return Bytes();
    content.packed_bytes += out.pos;
    return sealer.seal(content.chunks++, View(chunk).substr(0, out.pos));
  });
  if (!put) return put.problem();
  return content;
}

Result<> read_content(const Content& content, store::Contents& contents,
                      const std::function<void(View)>& visit) {
  ChunkSealer sealer(content);
  const std::unique_ptr<ZSTD_DCtx, Free> unpacker(ZSTD_createDCtx());
  if (!unpacker) return not_now("content", "out of memory");
  Bytes plain(content_chunk_bytes, '\0');
  uint32_t number = 0;
  uint64_t packed_bytes = 0;
  size_t wanted = 1;  // 0 when the frame is whole
  bool is_sound = true;
  auto read = contents.read(content.name, content_chunk_bytes + seal::tag_bytes, [&](View sealed) {
    const auto packed = sealed.size() < seal::tag_bytes ? std::nullopt : sealer.open(number++, sealed);
    is_sound = packed.has_value();
    if (!is_sound) return false;
    packed_bytes += packed->size();
    ZSTD_inBuffer in{packed->data(), packed->size(), 0};
    while (is_sound && in.pos < in.size) {
      ZSTD_outBuffer out{plain.data(), plain.size(), 0};
      wanted = ZSTD_decompressStream(unpacker.get(), &out, &in);
      is_sound = !ZSTD_isError(wanted);
      if (is_sound) visit(View(plain).substr(0, out.pos));
    }
    return is_sound;
  });
  if (!read) return read;
  while (is_sound && wanted != 0) {  // what the unpacker still holds
    ZSTD_inBuffer nothing{nullptr, 0, 0};
    ZSTD_outBuffer out{plain.data(), plain.size(), 0};
    wanted = ZSTD_decompressStream(unpacker.get(), &out, &nothing);
    is_sound = !ZSTD_isError(wanted) && (out.pos > 0 || wanted == 0);
    if (is_sound) visit(View(plain).substr(0, out.pos));
  }
  if (!is_sound || number != content.chunks || packed_bytes != content.packed_bytes)
    return not_understood("content", "not what was kept for this entry");
  return Done{};
}

Bytes encode(const Content& content) {
  Bytes out;
  FieldWriter fields(out);
  fields.text(1, content.name);
  fields.text(2, content.key);
  fields.number(3, content.packed_bytes);
  fields.number(4, content.chunks);
  return out;
}

Result<Content> decode_content(View bytes) {
  Content content;
  FieldReader fields(bytes);
  while (fields.next()) {
    if (fields.number() == 1) content.name = fields.as_text();
    if (fields.number() == 2) content.key = fields.as_text();
    if (fields.number() == 3) content.packed_bytes = fields.as_number();
    if (fields.number() == 4) content.chunks = static_cast<uint32_t>(fields.as_number());
  }
  if (!fields.ok() || content.key.size() != 32 || !from_hex(content.name))
    return not_understood("content", "the body does not say where its content is");
  return content;
}

}  // namespace klynge
