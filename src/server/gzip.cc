#include "server/gzip.h"

#include <zlib.h>

#include <algorithm>

#include "server/http.h"

namespace klynge::server {

size_t gzip_claims(View packed) {
  size_t size = 0;
  for (size_t i = 0; i < 4 && packed.size() >= 18; ++i)  // the last four octets, the lowest first (RFC 1952)
    size |= static_cast<size_t>(static_cast<unsigned char>(packed[packed.size() - 4 + i])) << (8 * i);
  return size;
}

namespace {

constexpr size_t worth_packing = 1400;  // less goes in one packet as it is
constexpr int quick = 3;

}  // namespace

void pack(Response& response, View accept_encoding) {
  response.headers.emplace_back("Vary", "Accept-Encoding");
  if (response.body.size() < worth_packing || !accept_encoding.contains("gzip")) return;
  z_stream stream{};
  constexpr int as_gzip = 16 + MAX_WBITS;
  if (deflateInit2(&stream, quick, Z_DEFLATED, as_gzip, 8, Z_DEFAULT_STRATEGY) != Z_OK) return;
  Bytes out(deflateBound(&stream, response.body.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(response.body.data());
  stream.avail_in = static_cast<uInt>(response.body.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const bool whole = deflate(&stream, Z_FINISH) == Z_STREAM_END;
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if (!whole) return;
  response.body = std::move(out);
  response.headers.emplace_back("Content-Encoding", "gzip");
}

Result<Bytes> gunzip(View packed, size_t limit_bytes) {
  z_stream stream{};
  constexpr int gzip_only = 16 + MAX_WBITS;
  if (inflateInit2(&stream, gzip_only) != Z_OK) return not_now("body", "out of memory");
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  Bytes out;
  out.reserve(limit_bytes + 1);
  int code = Z_OK;
  while (code == Z_OK && out.size() <= limit_bytes) {
    const size_t before = out.size();
    out.resize(std::min(std::max<size_t>(before * 2, 4 * packed.size() + 1024), limit_bytes + 1));
    stream.next_out = reinterpret_cast<Bytef*>(out.data() + before);
    stream.avail_out = static_cast<uInt>(out.size() - before);
    code = inflate(&stream, Z_NO_FLUSH);
    out.resize(out.size() - stream.avail_out);
    if (code == Z_BUF_ERROR || (code == Z_OK && stream.avail_in == 0 && stream.avail_out > 0)) break;
  }
  const bool whole = code == Z_STREAM_END && stream.avail_in == 0;
  inflateEnd(&stream);
  if (out.size() > limit_bytes)
    return refused(
        "body", "the body is larger unpacked than the " + std::to_string(limit_bytes) + " octets it may be");
  if (!whole)
    return not_understood("body", "the body is not one whole gzip stream, as Content-Encoding says");
  return out;
}

}  // namespace klynge::server
