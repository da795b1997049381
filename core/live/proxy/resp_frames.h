// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace stampede {

/// Where the frame ends that the bytes begin with.
struct FrameEnd {
    enum class Kind : std::uint8_t { incomplete, complete, broken };
    Kind kind = Kind::incomplete;
    std::size_t size = 0;  ///< of a complete one
};

/// Finds the end of a request in RESP: an array of bulk strings or, as people type it, a line. Called again with more bytes it goes on
/// where it stopped.
class RequestScanner {
   public:
    /// How many words it keeps the places of.
    static constexpr std::size_t kWords = 12;

    FrameEnd scan(std::string_view bytes);
    /// Whether the request that was found has an answer: an empty line has none.
    bool answered() const { return word_count_ > 0; }
    /// The words of the request that was found in these bytes.
    std::span<const std::string_view> words(std::string_view bytes);
    /// The next request begins.
    void restart() {
        at_ = word_count_ = 0;
        left_ = -1;
    }

   private:
    struct Place {
        std::size_t at = 0;
        std::size_t size = 0;
    };
    bool begin(std::string_view bytes, FrameEnd& end);
    bool bulk(std::string_view bytes, FrameEnd& end);
    FrameEnd inline_request(std::string_view bytes);
    void add_word(std::size_t at, std::size_t size);

    std::size_t at_ = 0;
    long long left_ = -1;  // bulk strings to come; -1: the request has not begun
    std::size_t word_count_ = 0;
    std::array<Place, kWords> places_{};
    std::array<std::string_view, kWords> words_{};
};

/// The same for a reply in RESP2.
class ReplyScanner {
   public:
    FrameEnd scan(std::string_view bytes);
    void restart() { *this = ReplyScanner(); }

   private:
    std::size_t at_ = 0;
    long long left_ = 1;  // values to come
};

}  // namespace stampede
