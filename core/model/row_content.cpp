// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/row_content.h"

#include <array>
#include <cctype>
#include <string_view>

namespace stampede {
namespace {

constexpr std::array<std::string_view, 16> kFirstNames{"Ada",  "Alan", "Barbara", "Claude", "Dorothy", "Edsger",   "Frances", "Grace",
                                                       "Hedy", "Ivan", "Joan",    "Ken",    "Lynn",    "Margaret", "Niklaus", "Radia"};
constexpr std::array<std::string_view, 16> kLastNames{"Lovelace", "Turing",   "Liskov", "Shannon",    "Vaughan", "Dijkstra",
                                                      "Allen",    "Hopper",   "Lamarr", "Sutherland", "Clarke",  "Thompson",
                                                      "Conway",   "Hamilton", "Wirth",  "Perlman"};
constexpr std::array<std::string_view, 8> kAdjectives{"Small", "Large", "Plain", "Folding", "Quiet", "Bright", "Heavy", "Travel"};
constexpr std::array<std::string_view, 8> kThings{"Lamp", "Desk", "Chair", "Kettle", "Notebook", "Backpack", "Clock", "Keyboard"};

std::string lower(std::string_view text) {
    std::string result(text);
    for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return result;
}

}  // namespace

std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
    std::uint64_t z = a * 0x9E3779B97F4A7C15ULL + b + 0x632BE59BD9B4E019ULL;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

UserRow user_row(std::uint32_t id, WriteId write) {
    const std::uint64_t bits = mix(id, write);
    const auto first = kFirstNames[bits % kFirstNames.size()];
    const auto last = kLastNames[(bits >> 8) % kLastNames.size()];
    UserRow row;
    row.name.append(first).append(" ").append(last);
    row.email.append(lower(first)).append(".").append(lower(last)).append(".").append(std::to_string(id)).append("@example.org");
    row.avatar.append("/avatars/").append(std::to_string(bits % 64)).append(".svg");
    return row;
}

ProductRow product_row(std::uint32_t id, WriteId write) {
    const std::uint64_t name = mix(id, 0);
    ProductRow row;
    row.name.append(kAdjectives[name % kAdjectives.size()]).append(" ").append(kThings[(name >> 8) % kThings.size()]);
    row.name.append(" ").append(std::to_string(id));
    row.price = static_cast<std::int64_t>(99 + mix(id, write) % 99'900);
    return row;
}

}  // namespace stampede
