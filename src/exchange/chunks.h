#ifndef ASSAY_EXCHANGE_CHUNKS_H_
#define ASSAY_EXCHANGE_CHUNKS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace assay::exchange {

// Takes the framing off a chunked body (RFC 9112, 7.1) while it arrives. Extensions and trailer
// fields have no meaning for us and are skipped. By ourselves, because cpp-httplib takes "-2" for a
// size, a chunk of the wrong length for the end, and trailer fields for an error.
class ChunkReader {
 public:
  // Of an extension, and of all trailer fields together; nobody needs so much.
  static constexpr std::size_t kMaxSkipped = 16 * 1024;

  // What was taken of `in`, and how much of `to` was filled with body. Takes all of `in` unless
  // `size` is filled, the body has ended, or there is a problem.
  struct Step {
    std::size_t taken = 0;
    std::size_t made = 0;
  };
  Step read(std::string_view in, char* to, std::size_t size);

  bool finished() const { return state_ == State::kFinished; }
  // What is wrong with the framing, or "".
  const std::string& problem() const { return problem_; }

 private:
  enum class State : std::uint8_t {
    kSize,
    kExtension,
    kSizeEnd,
    kData,
    kDataReturn,
    kDataEnd,
    kTrailer,
    kTrailerEnd,
    kFinished,
  };

  bool take(char c);
  bool take_of_size(char c);
  bool take_of_trailer(char c);
  bool skip();
  bool refuse(std::string_view problem);
  bool expect(char c, char wanted, State next, std::string_view problem);

  State state_ = State::kSize;
  std::uint64_t left_ = 0;     // Of the chunk.
  int digits_ = 0;             // Of its size.
  std::size_t skipped_ = 0;    // Of the extension, or of the trailer.
  std::size_t line_size_ = 0;  // Of the trailer field.
  std::string problem_;
};

}  // namespace assay::exchange

#endif  // ASSAY_EXCHANGE_CHUNKS_H_
